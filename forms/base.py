"""What every form has: CSRF, the row's version, cleaned text, and refusals shown at the field."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from time import strftime, strptime
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput

from cleaning import cleaned
from forms.validators import Clean, LongestText
from models.base import Kind, NotAllowed

Choices = Sequence[tuple[str, Any]]


def tidy(text: str | None) -> str | None:
    """As it can be seen, without blanks around it."""
    return cleaned(text).strip() if text else text


class Form(FlaskForm):
    """Base of every form. `version` is the version of the row the person saw when the page was opened."""

    version = HiddenField()
    form_errors_shown: ClassVar[bool] = True
    conflict: bool = False

    def stale(self, version: int) -> bool:
        """Whether somebody else saved since this form was opened. A form without a version is stale."""
        self.conflict = str(self.version.data or "") != str(version)
        return self.conflict

    def compare(self, saved: Mapping[str, object]) -> None:
        """Say at each field what somebody else saved there meanwhile; what was typed stays in it."""
        for name, value in saved.items():
            field = self._fields.get(name)
            if field is not None and isinstance(value, str) and value != (field.data or ""):
                field.errors = [*field.errors, _("对方保存的是“%(text)s”。", text=value)]

    def refuse(self, refusal: NotAllowed) -> None:
        """Show a rule's refusal at its field, or at the top where it names none."""
        words = _(refusal.text, **refusal.values)
        field = self._fields.get(refusal.field or "")
        if field is None:
            self.form_errors.append(words)
        else:
            field.errors = [*field.errors, words]

    def also(self, faults: Iterable[NotAllowed]) -> bool:
        """Show what the rules would refuse beside what the form refuses: all at once. Whether there was any."""
        found = list(faults)
        for fault in found:
            if fault.field not in self._fields or not self._fields[fault.field].errors:
                self.refuse(fault)
        return bool(found)


@cache
def text_names() -> frozenset[str]:
    """The names of all fields that take words: what a person typed, among the buttons and hidden values of a form."""
    found: set[str] = set()
    kinds: list[type[Form]] = [Form]
    for kind in kinds:
        kinds += kind.__subclasses__()
        fields = ((name, getattr(field, "field_class", None)) for name, field in vars(kind).items())
        found |= {name for name, field_class in fields if field_class in (StringField, TextAreaField)}
    return frozenset(found)


def line(label: Any, limit: int, *validators: Any, **more: Any) -> StringField:
    """One line of text."""
    return StringField(label, [*validators, Clean(), LongestText(limit)], filters=[tidy], **more)


def area(label: Any, limit: int, *validators: Any, **more: Any) -> TextAreaField:
    """Several lines of text."""
    return TextAreaField(label, [*validators, Clean(), LongestText(limit)], filters=[tidy], **more)


class Day(DateField):
    """A date, or nothing; what was typed stays in the field, or is said beside it where no such field can hold it."""

    def __init__(self, label: Any, *validators: Any, **more: Any) -> None:
        super().__init__(label, [*(validators or (Optional(),))], format=["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d"], **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("请按 2020-12-31 的样子填写日期。")) from None
        self.data: date | None
        if isinstance(self.data, date) and not 1949 <= self.data.year <= 2100:
            self.data = None
            raise ValueError(_("请填写 1949 年至 2100 年之间的日期。"))

    @property
    def shown(self) -> str:
        """What a date field of a browser can show of what was typed: a day of the calendar, else nothing."""
        typed = self.typed
        for one in self.format if typed else ():
            try:
                return strftime("%Y-%m-%d", strptime(typed, one))
            except ValueError:
                continue
        return ""

    @property
    def typed(self) -> str:
        return str(self.raw_data[0]).strip() if self.raw_data else ""


class Listed:
    """A choice that is not on the list is told in words of ours, whatever was sent in its place."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)  # type: ignore[misc]
        except ValueError:
            self.data: Any = None
            raise ValueError(_("所选的不在可选范围内，请重新选择。")) from None

    def pre_validate(self, form: Any) -> None:
        try:
            super().pre_validate(form)  # type: ignore[misc]
        except ValidationError:
            raise ValidationError(_("所选的不在可选范围内，请重新选择。")) from None


class Pick(Listed, SelectField):
    """A choice from a list that is handed in; the empty choice is None."""

    def __init__(self, label: Any, *validators: Any, **more: Any) -> None:
        super().__init__(label, list(validators), coerce=_number, validate_choice=True, **more)

    def pre_validate(self, form: Any) -> None:
        if self.data is None and not any(value in ("", None) for value, *_rest in self.iter_choices()):
            return
        super().pre_validate(form)


class Chosen(Listed, SelectField):
    """One of a list of words; none where nothing was sent."""

    def pre_validate(self, form: Any) -> None:
        if self.raw_data:
            super().pre_validate(form)


class Several(Listed, SelectMultipleField):
    """Several choices, as boxes to tick."""

    option_widget = CheckboxInput()


def _number(value: Any) -> int | None:
    return int(value) if value not in (None, "", "None") else None


def kind_choices(kind: type[Kind]) -> list[tuple[str, str]]:
    """The values of a closed list with their words."""
    return [(member.value, _(member.word)) for member in kind]
