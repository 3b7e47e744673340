"""Forms of the outline: every part with its heading and how it is written, a file in its place, a place for an item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FileField, HiddenField

from forms.base import Chosen, Form, Several, area, line
from forms.validators import RequiredChoice

Choices = Sequence[tuple[str, Any]]
KINDS: Choices = (
    ("group", _l("下设各节")),
    ("written", _l("由法治办撰写")),
    ("items", _l("由事项的小结写成")),
    ("gathered", _l("由法治办撰写，旁列事项的小结")),
)
STYLES: Choices = (
    ("headings", _l("每个事项一个标题")),
    ("together", _l("一是、二是接排成一段")),
    ("apart", _l("一是、二是各成一段")),
)
AS_USUAL = _l("照常；不编号写 none")
WAYS = {"placeholder": _l("照常"), "list": "ways"}


@dataclass(frozen=True)
class PartShown:
    """A part as its fields show it: `titles` are the headings of its items, by item."""

    key: str
    heading: str
    kind: str
    style: str
    hint: str
    titles: Mapping[str, str]
    has_parts: bool
    headed: bool
    number: str
    numbering: str
    continues: bool
    rest: bool


class OutlineForm(Form):
    """The outline on its page; `draft` carries the state of work, the fields of each part are added by `form_for`."""

    draft = HiddenField()
    run_in = Chosen(_l("正文接排在标题后面"))
    numbering = line(
        _l("一级标题怎样编号"),
        20,
        description=_l("可写“一、”“（一）”“1.”“（1）”，不编号写 none，也可以写自己的样子，如“第{一}部分”。"),
        render_kw=WAYS,
    )
    chosen = Several(_l("事项"))
    to = Chosen(_l("把勾选的事项放到"))
    file = FileField(_l("用提纲文件替换"), description=_l("先列出有哪些变化，看过再保存。"))

    def of_part(self, key: str) -> dict[str, Any]:
        """The fields of a part by what they say."""
        names = ("heading", "kind", "style", "hint", "number", "numbering", "continues", "rest")
        return {name: self[f"{name}_{key}"] for name in names if f"{name}_{key}" in self}

    def of_item(self, ref: str) -> Any:
        """The field for the heading of an item."""
        return self[f"title_{ref}"]

    def typed(self, one: PartShown) -> dict[str, Any]:
        """What was sent for a part, by field; a box that was not ticked is not sent."""
        fields = self.of_part(one.key).items()
        return {name: field.data or "" for name, field in fields if field.raw_data} | {
            name: field.data for name, field in fields if isinstance(field, BooleanField)
        }

    def typed_titles(self, one: PartShown) -> dict[str, str]:
        """What was sent as headings of the items of a part."""
        fields = {ref: self.of_item(ref) for ref in one.titles}
        return {ref: field.data or "" for ref, field in fields.items() if field.raw_data}


def form_for(
    parts: Sequence[PartShown], names: Mapping[str, str], places: Choices, data: Mapping[str, Any], *, sent: bool
) -> OutlineForm:
    """The form of an outline, as it was sent or as the outline is. `names`: what items are called; `places`: where they
    can be put."""
    fields: dict[str, Any] = {}
    values: dict[str, Any] = {"chosen": [], "to": "", **data}
    for part in parts:
        for name, (field, value) in part_fields(part, names).items():
            fields[name], values[name] = field, value
    kind: Any = type("OutlineForm", (OutlineForm,), fields)
    form: OutlineForm = kind(data=values) if sent else kind(formdata=None, data=values)
    form.run_in.choices = [
        ("0", _l("不接排，一律另起一段")),
        *((str(n), _l("从第 %(n)s 级标题起", n=n)) for n in range(1, 5)),
    ]
    for part in parts:
        own, of_items = form.of_part(part.key), part.kind == "items"
        if "kind" in own:
            own["kind"].choices = list(KINDS)
        if "style" in own:
            own["style"].choices = [one for one in STYLES if of_items or one[0] != "headings"]
    form.chosen.choices = list(names.items())
    form.to.choices = [("", _l("勾选的事项放到…")), *places]
    return form


def part_fields(part: PartShown, names: Mapping[str, str]) -> dict[str, tuple[Any, Any]]:
    """The fields of one part, each with its value."""
    found: dict[str, tuple[Any, Any]] = {
        f"heading_{part.key}": (line(_l("标题"), 80, render_kw={"placeholder": _l("没有标题")}), part.heading)
    }
    if not part.has_parts:
        found[f"kind_{part.key}"] = Chosen(_l("内容")), part.kind
    if part.kind != "group":
        found[f"style_{part.key}"] = Chosen(_l("样子")), part.style
        found[f"hint_{part.key}"] = area(_l("给撰写人的提示（不印）"), 300), part.hint
    found[f"number_{part.key}"] = line(_l("自己的序号"), 20, render_kw={"placeholder": AS_USUAL}), part.number
    if part.headed:
        found[f"numbering_{part.key}"] = line(_l("下级标题怎样编号"), 20, render_kw=WAYS), part.numbering
        found[f"continues_{part.key}"] = BooleanField(_l("下级标题接着前面的编号")), part.continues
    if part.kind in ("items", "gathered"):
        found[f"rest_{part.key}"] = BooleanField(_l("收下所有没有位置的事项")), part.rest
    for ref, title in part.titles.items():
        label = _l("“%(item)s”在报告里的标题", item=names.get(ref, ref))
        found[f"title_{ref}"] = line(label, 80), title
    return found


class PlaceForm(Form):
    """Where an item is printed."""

    place = Chosen(_l("写进报告的"), [RequiredChoice("报告的一处")])

    def offer(self, places: Choices) -> "PlaceForm":
        self.place.choices = [("", _l("请选择")), *places]
        return self


class TextForm(Form):
    """Where a text goes that has no place any more."""

    slot = Chosen(_l("放到"), [RequiredChoice("报告的一处")])
    thrown = HiddenField()

    def offer(self, slots: Choices) -> "TextForm":
        self.slot.choices = [("", _l("请选择")), *slots]
        return self
