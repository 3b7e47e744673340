"""The ledger's bulk act: what shall change for every chosen item; nothing chosen stays as it is."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from forms.base import Day, Form, Pick, kind_choices
from forms.items import NO_ROOMS, leading
from models.items import DueKind

KEEP = 0


class BulkForm(Form):
    lead = Pick(_l("牵头科室"), default=KEEP)
    person = Pick(_l("责任人"), default=KEEP, description=_l("只改牵头科室时，原责任人不在新科室的会清空。"))
    leader = Pick(_l("责任领导"), default=KEEP)
    due_kind = SelectField(_l("时限"), default="")
    due = Day(_l("完成日期"), description=_l("时限为“日期”时填写。"))

    def offer(self, departments: list[Any], persons: list[Any], leaders: list[Any]) -> "BulkForm":
        keep = (KEEP, _l("不改变"))
        self.lead.choices = [keep, *leading(departments)]
        self.lead.description = self.lead.description if departments else NO_ROOMS
        self.person.choices = [keep, *((one.id, f"{one.department.name}　{one.name}") for one in persons)]
        self.leader.choices = [keep, *((one.id, one.name) for one in leaders)]
        self.due_kind.choices = [("", _l("不改变")), *kind_choices(DueKind)]
        return self
