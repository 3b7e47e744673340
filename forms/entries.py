"""Forms of progress: a month, the closing summary, the office's answer."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField
from wtforms.validators import Optional

from forms.base import Form, area, kind_choices
from forms.validators import WholeNumber
from models.entries import LONGEST_TEXT, Said, Stance
from models.items import Result


class EntryForm(Form):
    """What a department says about a month."""

    stance = RadioField(_l("情况"), default=Stance.PROGRESS.value)
    text = area(_l("进展"), LONGEST_TEXT, description=_l("写清做了什么、结果如何；有数字的写明数字。"))
    percent = IntegerField(_l("完成进度（%）"), [Optional(), WholeNumber(0, 100)])

    def offer(self) -> "EntryForm":
        self.stance.choices = kind_choices(Stance)
        return self

    def said(self) -> Said:
        return Said(stance=Stance(self.stance.data), text=self.text.data or "", percent=self.percent.data)


class ClosingForm(Form):
    """办结小结: its text becomes the item's place in the annual report."""

    text = area(
        _l("办结小结"),
        LONGEST_TEXT,
        description=_l("通过后写入年度报告；每行一段，行首“- ”为并列要点；表格可以直接粘贴。"),
    )
    shortfall = area(_l("未完成说明"), 1000, description=_l("检查点或应交材料不全时，在这里写明原因。"))

    def said(self) -> Said:
        return Said(text=self.text.data or "", shortfall=self.shortfall.data or "", percent=100)


class ReviewForm(Form):
    """The office's answer."""

    result = RadioField(_l("结果"), [Optional()])
    reason = area(_l("退回原因"), 1000, description=_l("退回时必填，写清要补什么、改什么。"))

    def offer(self) -> "ReviewForm":
        self.result.choices = kind_choices(Result)
        return self
