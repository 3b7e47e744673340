"""Forms of indicators and figures, and of the figure behind a printed number."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, ValidationError
from wtforms.validators import Optional

from forms.base import Form, Pick, Several, area, kind_choices, line
from forms.validators import Required, RequiredChoice, WholeNumber
from models.figures import KINDS, FigureSource


class IndicatorForm(Form):
    name = line(_l("名称"), 60, Required("名称"), description=_l("正文里写 {名称：年份} 引用，不能有冒号和空格。"))
    unit = line(_l("单位"), 10, Required("单位"), description=_l("如：项、件、万元、亿元、%。"))
    kind = SelectField(_l("类型"), default="count")
    decimals = IntegerField(_l("小数位数"), [Optional(), WholeNumber(0, 6)], default=0)
    definition = area(_l("口径"), 500, description=_l("怎样统计，从哪里取数。"))

    def offer(self) -> "IndicatorForm":
        self.kind.choices = [(key, _(word)) for key, word in KINDS.items()]
        return self

    def values(self) -> dict[str, Any]:
        return {
            "name": self.name.data or "",
            "unit": self.unit.data or "",
            "kind": self.kind.data,
            "decimals": self.decimals.data or 0,
            "definition": self.definition.data or "",
        }


MEASURES = {
    "records": _l("条数"),
    "amount": _l("数量之和"),
    "persons": _l("人数之和"),
    "hours": _l("小时之和"),
    "person_hours": _l("人数乘小时之和"),
}
WAYS = {"typed": _l("逐个填写"), "records": _l("由工作记录合计"), "formula": _l("由公式算出")}


class RuleForm(Form):
    """How an indicator is worked out."""

    way = SelectField(_l("怎样得出"), [RequiredChoice("怎样得出")])
    kind = SelectField(_l("工作记录类型"), description=_l("由工作记录合计时选。"))
    measure = SelectField(_l("合计什么"), default="records")
    sorts = Several(_l("只算这些分类"), description=_l("一个也不选，就算这个类型的全部记录。"))
    formula = line(
        _l("公式"),
        500,
        description=_l("由公式算出时填：{甲} + {乙}、{甲} - {甲：上年}、{甲} ÷ {乙}，或 {甲} 比 {甲：上年} 增长。"),
    )

    def offer(self, kinds: Sequence[tuple[str, str, Sequence[str]]]) -> "RuleForm":
        """`kinds`: key, name and classes of each kind of record."""
        self.way.choices = list(WAYS.items())
        self.kind.choices = [("", _l("请选择")), *((key, name) for key, name, _sorts in kinds)]
        self.measure.choices = list(MEASURES.items())
        self.sorts.choices = [(f"{key}/{sort}", f"{name}：{sort}") for key, name, sorts in kinds for sort in sorts]
        return self

    def adding(self) -> dict[str, Any]:
        """The records to add up; a class of another kind is refused at its field by the model."""
        kind = self.kind.data or ""
        names = (one.removeprefix(f"{kind}/").replace("/", "：") for one in self.sorts.data or [])
        return {"kind": kind, "sorts": tuple(names), "measure": self.measure.data or "records"}

    def validate_kind(self, field: Any) -> None:
        if self.way.data == "records" and not field.data:
            raise ValidationError(_("请选择工作记录类型。"))

    def validate_formula(self, field: Any) -> None:
        if self.way.data == "formula" and not field.data:
            raise ValidationError(_("请填写公式。"))


class FigureForm(Form):
    """A value with its source."""

    period = line(_l("年份或日期"), 10, description=_l("如 2020；按日期的指标也可写 2020-11-30。"))
    source = SelectField(_l("来源"), [RequiredChoice("来源")])
    typed = line(
        _l("数值"),
        40,
        description=_l("如 16.47、40余，或“尚未公布”。由记录或公式得出的不填；要印成“40余”的只填“余”或“多”。"),
    )
    decimals = IntegerField(_l("印几位小数"), [Optional(), WholeNumber(0, 6)], description=_l("只用于公式算出的数据。"))
    refs = Several(_l("证明它的材料"), coerce=int)
    entry = Pick(_l("证明它的进展"))
    note = line(_l("说明"), 500)

    def offer(self, files: Sequence[tuple[int, str]], entries: Sequence[tuple[int, str]]) -> "FigureForm":
        self.source.choices = kind_choices(FigureSource)
        self.refs.choices = list(files)
        self.entry.choices = [("", _l("请选择")), *entries]
        return self

    def proofs(self) -> list[int]:
        """The rows behind the value: entries for that source, else files."""
        if self.source.data == FigureSource.ENTRY.value:
            return [self.entry.data] if self.entry.data else []
        return list(self.refs.data or [])


class KeepForm(Form):
    reason = line(_l("保留的原因"), 500, Required("保留的原因"))
