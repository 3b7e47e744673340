"""Forms of an item: hand out, hand on, reword, give a reason."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField

from forms.base import Chosen, Day, Form, Pick, Several, area, kind_choices, line
from forms.validators import Required, RequiredChoice
from models.items import DueKind

EVERYONE = -1
NO_ROOMS = _l("还没有科室。请先在“人员与科室”里新增科室和人员，再分派。")


def leading(departments: list[Any]) -> list[tuple[int, Any]]:
    """Who may lead an item: every department at work, or all of them, where there are any."""
    return [(EVERYONE, _l("各科室")), *((one.id, one.name) for one in departments)] if departments else []


class ReasonForm(Form):
    """A reason, for whatever has to be given one."""

    reason = area(_l("原因"), 1000, Required("原因"))


class AssignForm(Form):
    """分派 one item."""

    lead = Pick(_l("牵头科室"), RequiredChoice("牵头科室"), description=_l("选“各科室”时，每个科室各报一份进展。"))
    helpers = Several(_l("配合科室"), coerce=int, description=_l("可选多个，也可不选。"))
    person = Pick(_l("责任人"), description=_l("牵头科室的人员；也可留给科室负责人交办。"))
    leader = Pick(_l("责任领导"))
    due_kind = RadioField(_l("时限"), [RequiredChoice("时限")])
    due = Day(_l("完成日期"), description=_l("时限为“日期”时填写。"))

    def offer(self, departments: list[Any], persons: list[Any], leaders: list[Any]) -> "AssignForm":
        """Hand in the choices: active departments, members with their department, leaders."""
        rows = [(one.id, one.name) for one in departments]
        self.lead.choices = [("", _l("请选择")), *leading(departments)]
        self.lead.description = self.lead.description if departments else NO_ROOMS
        self.helpers.choices = rows
        self.person.choices = [
            ("", _l("暂不指定")),
            *((one.id, f"{one.department.name}　{one.name}") for one in persons),
        ]
        self.leader.choices = [("", _l("暂不指定")), *((one.id, one.name) for one in leaders)]
        self.due_kind.choices = kind_choices(DueKind)
        return self


class HandOnForm(Form):
    """交办 to a person of the department."""

    person = Pick(_l("责任人"))

    def offer(self, persons: list[Any]) -> "HandOnForm":
        self.person.choices = [("", _l("暂不指定")), *((one.id, one.name) for one in persons)]
        return self


class ItemForm(Form):
    """What an item says; its key stays."""

    no = line(_l("序号"), 20, Required("序号"))
    title = line(_l("事项"), 120, Required("事项名称"))
    section = line(_l("分类"), 400, description=_l("台账中的分组标题，如“一、组织领导”。"))
    requirement = area(_l("要求"), 2000)
    note = area(_l("备注"), 500)


class NewItemForm(ItemForm):
    """An item that no checklist had."""

    steps = area(_l("检查点"), 3000, description=_l("每行一个。"))
    owed = area(_l("应交材料"), 2000, description=_l("每行一项。"))
    standard = BooleanField(_l("销号时要给出达标结果"))
    place = Chosen(_l("写进报告的哪一处"), description=_l("没有位置的事项，写了小结也不会印进报告。"))

    def offer(self, places: Sequence[tuple[str, str]] | None) -> "NewItemForm":
        """With the parts of the report it can be printed in; None where the report cannot be changed."""
        if places is None:
            del self.place
        else:
            self.place.choices = [("", _l("以后再选")), *places]
        return self
