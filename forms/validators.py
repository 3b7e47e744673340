"""Validators that write the sentence a person reads, in one tone."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import ValidationError
from wtforms.fields import Field
from wtforms.form import BaseForm
from wtforms.validators import DataRequired, InputRequired, Length, StopValidation

__all__ = ["Clean", "LongestText", "Required", "RequiredChoice", "RequiredNumber", "WholeNumber"]


class Required(DataRequired):
    """Required("完成时限") → 请填写完成时限。"""

    def __init__(self, what: str) -> None:
        super().__init__(_l("请填写%(what)s。", what=_l(what)))


class RequiredChoice(InputRequired):
    """RequiredChoice("牵头科室") → 请选择牵头科室。"""

    def __init__(self, what: str) -> None:
        super().__init__(_l("请选择%(what)s。", what=_l(what)))


class RequiredNumber(InputRequired):
    """RequiredNumber("天数") → 请填写天数; a nought is a number too."""

    def __init__(self, what: str) -> None:
        super().__init__(_l("请填写%(what)s。", what=_l(what)))


class LongestText(Length):
    """At most `limit` characters. No maxlength: a browser would cut what is pasted without a word; the page counts."""

    def __init__(self, limit: int) -> None:
        super().__init__(max=limit, message=_l("最多 %(n)s 字，请删减。", n=limit))
        self.field_flags = {"limit": limit}


class Clean:
    """No control characters: they come from broken copies and break the printed report."""

    def __call__(self, form: BaseForm, field: Field) -> None:
        text = field.data
        if not isinstance(text, str):
            return
        for number, line in enumerate(text.split("\n"), 1):
            if any(
                (ord(char) < 32 and char != "\t") or ord(char) == 127 or char in "\u2028\u2029\ufffe\uffff"
                for char in line
            ):
                raise StopValidation(_("第 %(n)s 行有看不见的控制字符，请删去后重试。", n=number))
            if any(0xD800 <= ord(char) <= 0xDFFF for char in line):
                raise StopValidation(_("第 %(n)s 行有无法保存的字符，请删去后重试。", n=number))


class WholeNumber:
    """A whole number between two borders; the field's own message names the mistake."""

    def __init__(self, low: int, high: int) -> None:
        self.low, self.high = low, high

    def __call__(self, form: BaseForm, field: Any) -> None:
        typed = field.raw_data[0].strip() if field.raw_data else ""
        if typed and (field.data is None or not typed.removeprefix("-").isdecimal()):  # Python reads 1_0 as ten
            field.errors = []
            raise StopValidation(_("请填写整数。"))
        if field.data is not None and not self.low <= field.data <= self.high:
            raise ValidationError(_("请填写 %(low)s 至 %(high)s 之间的整数。", low=self.low, high=self.high))
