"""Forms of evidence: files and what is said about them, a newer one for an old one, one that is there already."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FileField, MultipleFileField

from forms.base import Day, Form, Pick, Several, area, line
from forms.validators import Required

SECRET = _l("内部材料，只给参与科室和法治办看")


def owed_choices(owed: list[Any], *, late: bool = False) -> list[tuple[Any, Any]]:
    """The things owed of an item, and the choice of none; what comes late stands for something owed."""
    return [("", _l("请选择") if late else _l("其他材料")), *((one.id, one.text) for one in owed)]


class UploadForm(Form):
    """佐证材料: one or several files."""

    files = MultipleFileField(_l("文件"), description=_l("可拖到这里，可一次选多个，每个不超过 50 MB。"))
    title = line(_l("材料名称"), 200, description=_l("不填则用文件名；一次选多个文件时都用文件名。"))
    own_date = Day(_l("材料日期"), description=_l("材料本身的日期，不是上传日期。"))
    owed = Pick(_l("对应的应交材料"))
    secret = BooleanField(SECRET)

    def offer(self, owed: list[Any], *, late: bool = False) -> "UploadForm":
        self.owed.choices = owed_choices(owed, late=late)
        return self


class EvidenceForm(Form):
    """What is said about a file, and what it stands for on the item."""

    title = line(_l("材料名称"), 200, description=_l("不填则用文件名。"))
    owed = Pick(_l("对应的应交材料"))
    own_date = Day(_l("材料日期"), description=_l("材料本身的日期，不是上传日期。"))
    secret = BooleanField(SECRET)

    def offer(self, owed: list[Any]) -> "EvidenceForm":
        self.owed.choices = owed_choices(owed)
        return self


class DetachForm(Form):
    """撤下: why the file no longer counts."""

    reason = area(_l("撤下原因"), 500, Required("撤下原因"))


class ReplaceForm(Form):
    """替换: a newer file in the place of an old one, which is kept."""

    file = FileField(_l("新文件"), description=_l("不超过 50 MB。原文件留在历史里，仍可打开。"))
    title = line(_l("材料名称"), 200, description=_l("不填则用文件名。"))
    own_date = Day(_l("材料日期"), description=_l("材料本身的日期，不是上传日期。"))
    secret = BooleanField(SECRET)
    reason = area(_l("替换原因"), 500, Required("替换原因"))


class PickForm(Form):
    """选用已有材料: files that stand elsewhere already."""

    files = Several(_l("材料"), coerce=int)
    owed = Pick(_l("对应的应交材料"))

    def offer(self, files: list[Any], owed: list[Any], *, late: bool = False) -> "PickForm":
        self.files.choices = [(one.id, one.title) for one in files]
        self.owed.choices = owed_choices(owed, late=late)
        return self
