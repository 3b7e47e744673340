"""Forms of the annual report: a passage, and the settings of the year's report."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, ValidationError

from forms.base import Day, Form, area, line
from forms.validators import Required
from models.passages import LONGEST_BODY

NUMBER = re.compile(r"[\u4e00-\u9fff]{1,8}〔(19|20)\d{2}〕[1-9]\d{0,4}号")

APPENDICES = ("appendix_ledger", "appendix_assessment", "appendix_points", "appendix_sources")
GROUPS = (
    (_l("标题和落款"), ("title", "addressee", "signature", "signed_on")),
    (_l("附件"), ("attachments", *APPENDICES)),
    (_l("版头"), ("red_head", "doc_number", "signer")),
    (_l("版记"), ("imprint", "copy_to", "printed_by", "printed_on")),
)


class PassageForm(Form):
    body = area(
        _l("正文"),
        LONGEST_BODY,
        description=_l(
            "每行一段；行首“- ”为并列要点，由程序印成“一是、二是”，缩进两格的“- ”印成“（1）”；"
            "行首“# ”为不编号的小标题。标题编号也由程序印。"
        ),
    )


class FinalForm(Form):
    """定稿: why it may be final in spite of each error that was found."""

    marks: ClassVar[tuple[str, ...]] = ()

    def reasons(self) -> dict[str, str]:
        """What was typed, by the mark of the error."""
        return {mark: self[f"why_{mark}"].data or "" for mark in self.marks}


def final_form(errors: Mapping[str, str]) -> FinalForm:
    """The form for these errors: their words by their marks."""
    fields: dict[str, Any] = {f"why_{mark}": area(text, 1000, Required("理由")) for mark, text in errors.items()}
    form: FinalForm = type("AskingForm", (FinalForm,), fields | {"marks": tuple(errors)})()
    return form


class ReportForm(Form):
    """What stands around the text. Red head and imprint are off unless the paper goes to a superior."""

    title = area(_l("标题"), 120, Required("标题"), description=_l("不换行时按词断行；要自己断行，就在那里换行。"))
    addressee = area(_l("主送机关"), 400, description=_l("末尾的冒号由程序印。"))
    signature = area(_l("署名"), 200, description=_l("联合行文时每行一个机关，主办机关写在最前。"))
    signed_on = Day(_l("成文日期"))
    attachments = area(_l("另附材料"), 2000, description=_l("每行一个名称，不写序号；下面勾选的表会自动接在后面。"))
    appendix_ledger = BooleanField(_l("附重点任务台账"), description=_l("横排表格，装在正文之后。"))
    appendix_assessment = BooleanField(
        _l("附标准自评表"), description=_l("逐条列自评结果和佐证材料；标为内部的材料只计数、不列名。")
    )
    appendix_points = BooleanField(_l("自评表列分值"))
    appendix_sources = BooleanField(
        _l("附数据来源表"), description=_l("逐个列正文里的数字从哪里来、谁确认的；没有来源的也照列，写“未注明来源”。")
    )
    red_head = BooleanField(_l("加版头（上行文红头）"))
    doc_number = line(_l("发文字号"), 40, description=_l("用六角括号，不写“第”，不补零。"))
    signer = line(_l("签发人"), 40)
    imprint = BooleanField(_l("加版记"))
    copy_to = line(_l("抄送"), 300)
    printed_by = line(_l("印发机关"), 60)
    printed_on = Day(_l("印发日期"))

    example = ""

    def offer(self, names: Iterable[str], year: int) -> "ReportForm":
        """With a number as this bureau writes it: after the first of its `names` that can stand there."""
        samples = [_("%(name)s〔%(year)s〕3号", name=name, year=year) for name in (*names, _("某局"))]
        self.example = next(one for one in samples if NUMBER.fullmatch(one))
        self.doc_number.description = _("如：%(number)s，用六角括号，不写“第”，不补零。", number=self.example)
        return self

    @property
    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The fields under the headings of the page."""
        return [(title, [self[name] for name in names]) for title, names in GROUPS]

    def validate_doc_number(self, field: Any) -> None:
        if field.data and not NUMBER.fullmatch(field.data):
            raise ValidationError(_("发文字号应写成“%(number)s”的样子。", number=self.example))

    def values(self) -> dict[str, object]:
        """The columns of the year as typed; an empty text is an empty text."""
        names = ("title", "addressee", "signature", "attachments", "doc_number", "signer", "copy_to", "printed_by")
        found: dict[str, object] = {name: self[name].data or "" for name in names}
        rest = ("signed_on", "red_head", "imprint", "printed_on", *APPENDICES)
        return found | {name: self[name].data for name in rest}
