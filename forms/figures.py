"""Forms of indicators and figures, and of the figure behind a printed number."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField
from wtforms.validators import Optional

from forms.base import Form, Pick, Several, area, kind_choices, line
from forms.validators import Required, RequiredChoice, WholeNumber
from models.figure import FigureSource
from models.indicator import KINDS


class IndicatorForm(Form):
    name = line(_l("名称"), 60, Required("名称"), description=_l("正文里写 {名称：年份} 引用，不能有冒号和空格。"))
    unit = line(_l("单位"), 10, Required("单位"), description=_l("如：项、件、万元、亿元、%%。"))
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
