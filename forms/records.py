"""Forms of records: one line of a kind with the fields that the kind names, a monthly update."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.validators import Optional

from forms.base import Day, Form, Pick, Several, area, line
from forms.validators import Required, WholeNumber
from models.records import MOST, NUMBERS, Detail, Facts, Record, RecordKind


class Hours(StringField):
    """A number of hours with at most two decimals; what was typed stays in the field."""

    data: Decimal | None

    def _value(self) -> str:
        if self.raw_data:
            return self.raw_data[0]
        return "" if self.data is None else format(self.data.normalize(), "f")

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if text:
            try:
                found = Decimal(text)
            except InvalidOperation:
                raise ValueError(_("请填写数字，如 2 或 1.5。")) from None
            if not found.is_finite() or abs(found) > MOST:
                raise ValueError(_("请填写数字，如 2 或 1.5。"))
            self.data = found


class RecordForm(Form):
    """What every kind has; the kind's own fields are added by `form_for`."""

    title = line(_l("内容"), 300, Required("内容"))
    day = Day(_l("日期"))
    items = Several(_l("所属事项"), coerce=int)

    kind: RecordKind

    def facts(self) -> Facts:
        """The facts as typed. The models say what is wrong with them."""

        def said(name: str, default: Any) -> Any:
            field = self._fields.get(name)
            return default if field is None or field.data is None else field.data

        details = {one.key: self[f"detail_{one.key}"].data or "" for one in self.kind.details}
        return Facts(
            title=self.title.data or "",
            day=self.day.data,
            sort=said("sort", ""),
            amount=said("amount", 1),
            persons=said("persons", 0),
            hours=said("hours", Decimal(0)),
            details={
                key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in details.items()
            },
            leader_id=said("leader", None),
            due=said("due", None),
        )


def detail_field(one: Detail) -> Any:
    """The field of one more thing that a kind asks."""
    if one.type == "date":
        return Day(one.name)
    if one.type == "choice":
        return SelectField(one.name)
    return line(one.name, 200)


def must_have(kind: RecordKind) -> list[str]:
    """The fields of a kind that may not stay empty."""
    asked = [f"detail_{one.key}" for one in kind.details if one.required]
    return ["day", *(["sort"] if kind.sorts else []), *(["due"] if kind.life == "problem" else []), *asked]


def form_for(
    kind: RecordKind,
    items: Sequence[Any],
    leaders: Sequence[Any],
    files: Sequence[Any] = (),
    data: dict[str, Any] | None = None,
) -> RecordForm:
    """The form of a kind, with its choices handed in."""
    fields: dict[str, Any] = {"kind": kind}
    if kind.sorts:
        fields["sort"] = SelectField(_l("分类"))
    for name in NUMBERS:
        if name in kind.numbers:
            label = kind.numbers[name]
            whole = IntegerField(label, [Optional(), WholeNumber(0, MOST)])
            fields[name] = Hours(label) if name == "hours" else whole
    fields |= {f"detail_{one.key}": detail_field(one) for one in kind.details}
    if kind.life == "problem":
        fields |= {"leader": Pick(_l("责任领导")), "due": Day(_l("解决时限"))}
    if files:
        fields["proofs"] = Several(_l("佐证材料"), coerce=int)
    form: RecordForm = type("KindForm", (RecordForm,), fields)(data=data)
    form.title.label.text = kind.title
    form.title.validators = [Required(kind.title), *form.title.validators[1:]]
    for name in must_have(kind):  # the models say what is missing; the form only marks it
        form[name].flags.required = True
    form.items.choices = [(one.id, f"{one.no} {one.title}") for one in items]
    if kind.sorts:
        form.sort.choices = [("", _l("请选择")), *((one, one) for one in kind.sorts)]
    if files:
        form.proofs.choices = [(one.id, one.evidence.title) for one in files]
    for one in kind.details:
        if one.type == "choice":
            form[f"detail_{one.key}"].choices = [("", _l("不填")), *((choice, choice) for choice in one.choices)]
    if kind.life == "problem":
        form.leader.choices = [("", _l("暂不指定")), *((one.id, one.name) for one in leaders)]
    return form


def data_of(record: Record, kind: RecordKind) -> dict[str, Any]:
    """What a form shows of a record; dates of details as they were kept."""
    from datetime import date

    found: dict[str, Any] = {
        name: getattr(record, name) for name in ("title", "day", "sort", "amount", "persons", "hours", "due", "version")
    }
    for one in kind.details:
        kept = record.details.get(one.key) or ""
        found[f"detail_{one.key}"] = date.fromisoformat(kept) if one.type == "date" and kept else kept or None
    found["leader"] = record.leader_id
    found["items"] = [row.item_id for row in record.item_rows]
    return found


class UpdateForm(Form):
    """一月一更新."""

    month = Pick(_l("月份"))
    text = area(_l("本月情况"), 1000, Required("本月情况"))
    solved = BooleanField(_l("已经解决"))

    def offer(self) -> "UpdateForm":
        self.month.choices = [(one, _("%(m)s 月", m=one)) for one in range(1, 13)]
        return self
