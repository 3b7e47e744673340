"""Validators that write the sentence a person reads, in one tone."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import ValidationError
from wtforms.fields import Field
from wtforms.form import BaseForm
from wtforms.validators import DataRequired, InputRequired, Length, StopValidation

from cleaning import named

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
    """Nothing that cannot be kept: halves of pairs, and places of Unicode that are no characters."""

    def __call__(self, form: BaseForm, field: Field) -> None:
        text = field.data
        if not isinstance(text, str):
            return
        for number, line in enumerate(text.split("\n"), 1):
            place = next((place for place, char in enumerate(line, 1) if is_none(char)), None)
            if place is not None:
                code = named(line[place - 1])
                raise StopValidation(
                    _(
                        "第 %(n)s 行第 %(place)s 个字（%(code)s）不是字符，无法保存，请删去后重试。",
                        n=number,
                        place=place,
                        code=code,
                    )
                )


def is_none(char: str) -> bool:
    """Half of a pair (U+D800 to U+DFFF), or a place that Unicode keeps free for good (…FFFE, …FFFF)."""
    return 0xD800 <= ord(char) <= 0xDFFF or ord(char) & 0xFFFE == 0xFFFE


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
