"""Reads indicators and relations from their file, and names every mistake in it."""

import re
from collections.abc import Mapping

import yaml

from checklists.counted import HOWS, MEASURES, Adding, Claim, Formula, Indicators, Measured, RecordKind, RecordKinds
from checklists.fields import Reading
from checklists.packaged import root_of
from checklists.problems import _
from checklists.units import family

FILE = ("kind", "key", "title", "note", "lists", "indicators", "relations")
INDICATOR = ("key", "name", "unit", "type", "decimals", "definition", "period", "records", "formula", "goal", "feeds")
RELATION = ("key", "name", "how", "whole", "parts", "open", "rounding")
REF = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)(?:@(-[1-9]|0))?")
FEEDS = re.compile(r"[a-z0-9-]+/[a-z0-9-]+#[1-9][0-9]?")
TWO = ("difference", "growth", "share")


def read_indicators(name_or_path: str, kinds: RecordKinds) -> Indicators:
    """Indicators that count records of these kinds. Raises Wrong with every mistake."""
    reading = Reading()
    own = reading.fields(root_of(name_or_path, "indicators", reading), FILE, ("key", "title", "indicators"))
    nodes = reading.items(own.get("indicators"), "indicators", empty=False)
    lines = _Lines(reading, {one.key: one for one in kinds.kinds}, _units(nodes))
    found = Indicators(
        key=reading.key(own.get("key"), set()),
        title=reading.text(own.get("title"), "title", 100, empty=False),
        note=reading.text(own.get("note"), "note", 500, lines=True),
        lists=reading.texts(own.get("lists"), "lists", 60),
        indicators=tuple(lines.indicator(one) for one in nodes),
        relations=tuple(lines.relation(one) for one in reading.items(own.get("relations"), "relations")),
    )
    lines.circles(found, nodes)
    reading.done()
    return found


def _units(nodes: list[yaml.Node]) -> dict[str, str]:
    """Key and unit of every indicator of the file, so that one may be named before it stands."""
    found = {}
    for node in nodes:
        if isinstance(node, yaml.MappingNode):
            own = {str(key.value): str(value.value) for key, value in node.value}
            found[own.get("key", "")] = own.get("unit", "")
    return found


class _Lines:
    """Reads indicators and relations; `units` knows every indicator of the file."""

    def __init__(self, reading: Reading, kinds: Mapping[str, RecordKind], units: dict[str, str]) -> None:
        self.reading, self.kinds, self.units = reading, kinds, units
        self.keys: set[str] = set()
        self.relation_keys: set[str] = set()

    def indicator(self, node: yaml.Node) -> Measured:
        reading = self.reading
        own = reading.fields(node, INDICATOR, ("key", "name", "unit"))
        kind = reading.one_of(own.get("type"), "type", ("count", "amount", "rate"), "count")
        period = reading.one_of(own.get("period"), "period", ("year", "date"), "year")
        if "records" in own and "formula" in own:
            reading.wrong(node, _("records 和 formula 只能写一个"), _("请去掉一个"))
        if ("goal" in own) != ("feeds" in own):
            reading.wrong(node, _("goal 和 feeds 要一起写"), _("请补上另一个：目标数和检查点"))
        feeds = reading.text(own.get("feeds"), "feeds", 130)
        if feeds and not FEEDS.fullmatch(feeds):
            cure = _("请写“清单代号/事项代号#第几个检查点”，如 key-tasks-2020/law-study#5")
            reading.wrong(own["feeds"], _("feeds“%(feeds)s”写法不对"), cure, feeds=feeds)
        return Measured(
            key=reading.key(own.get("key"), self.keys),
            name=self.name(own.get("name")),
            unit=reading.text(own.get("unit"), "unit", 10, empty=False),
            kind=kind,  # type: ignore[arg-type]
            decimals=reading.number(own.get("decimals"), "decimals", 0, 6, 0),
            definition=reading.text(own.get("definition"), "definition", 500, lines=True),
            period="date" if period == "date" else "year",
            records=self.adding(own["records"]) if "records" in own else None,
            formula=self.formula(own["formula"], own.get("unit")) if "formula" in own else None,
            goal=reading.number(own.get("goal"), "goal", 1, 999_999_999, 1) if "goal" in own else None,
            feeds=feeds,
        )

    def name(self, node: yaml.Node | None) -> str:
        text = self.reading.text(node, "name", 60, empty=False)
        if node is not None and re.search(r"[{}:：\s]", text):
            says, cure = _("名称“%(name)s”里有花括号、冒号或空格"), _("请去掉，名称要能写进 {名称：年份}")
            self.reading.wrong(node, says, cure, name=text)
        return text

    def adding(self, node: yaml.Node) -> Adding | None:
        reading = self.reading
        own = reading.fields(node, ("kind", "sorts", "measure"), ("kind",))
        key = reading.text(own.get("kind"), "kind", 60, empty=False)
        measure = reading.one_of(own.get("measure"), "measure", MEASURES, "records")
        kind = self.kinds.get(key)
        if kind is None and "kind" in own:
            reading.unknown(own["kind"], _("没有工作记录类型“%(name)s”"), key, list(self.kinds))
        sorts = []
        for one in reading.items(own.get("sorts"), "sorts"):
            sort = reading.text(one, "sorts", 30, empty=False)
            sorts.append(sort)
            if kind is not None and sort not in kind.sorts:
                reading.unknown(one, _("这个类型没有分类“%(name)s”"), sort, kind.sorts)
        return Adding(kind=key, sorts=tuple(sorts), measure=measure)  # type: ignore[arg-type]

    def ref(self, node: yaml.Node) -> str:
        """`key` or `key@-1`, of an indicator of this file."""
        text = self.reading.text(node, "indicators", 70, empty=False)
        match = REF.fullmatch(text)
        if match is None:
            says, cure = _("“%(ref)s”不是指标代号"), _("请写代号，上一年写“代号@-1”")
            self.reading.wrong(node, says, cure, ref=text)
        elif match[1] not in self.units:
            self.reading.unknown(node, _("没有指标“%(name)s”"), match[1], list(self.units))
        return text

    def formula(self, node: yaml.Node, unit: yaml.Node | None) -> Formula | None:
        reading = self.reading
        own = reading.fields(node, ("how", "of"), ("how", "of"))
        how = reading.one_of(own.get("how"), "how", HOWS, "sum")
        nodes = reading.items(own.get("of"), "of", empty=False)
        of = tuple(self.ref(one) for one in nodes)
        self.fits(node, how, str(unit.value) if unit is not None else "", of)
        if how in TWO and len(of) != 2:
            reading.wrong(node, _("“%(how)s”要正好两个指标"), _("请写两个：前一个减（比）后一个"), how=how)
        return Formula(how=how, of=of)  # type: ignore[arg-type]

    def fits(self, node: yaml.Node, how: str, whole: str, of: tuple[str, ...]) -> None:
        """Parts of one family; a growth or share is a rate, all else of the family of its parts."""
        known = [ref.split("@")[0] for ref in of if ref.split("@")[0] in self.units]
        units = {family(self.units[key]) for key in known}
        if len(units) > 1 or (how not in ("growth", "share") and units and units != {family(whole)}):
            self.reading.wrong(node, _("单位不同，不能放在一起算"), _("请只用同一类单位的指标，如亿元和万元"))
        elif how in ("growth", "share") and family(whole) != "ratio":
            self.reading.wrong(node, _("增速和占比的单位应当是 %%"), _("请把 unit 写成 %%"))

    def relation(self, node: yaml.Node) -> Claim:
        reading = self.reading
        own = reading.fields(node, RELATION, ("key", "name", "how", "whole"))
        how = reading.one_of(own.get("how"), "how", (*HOWS, "equal", "printed"), "sum")
        rounding = reading.one_of(own.get("rounding"), "rounding", ("round", "cut"), "round")
        whole = self.ref(own["whole"]) if "whole" in own else ""
        parts = tuple(self.ref(one) for one in reading.items(own.get("parts"), "parts"))
        if how == "printed" and parts:
            reading.wrong(own["parts"], _("“printed”只和上年报告比，不写 parts"), _("请去掉 parts"))
        elif how != "printed" and not parts:
            reading.wrong(node, _("没有写 parts"), _("请写出和它相比的指标"))
        elif how in TWO and len(parts) != 2:
            reading.wrong(node, _("“%(how)s”要正好两个指标"), _("请写两个：前一个减（比）后一个"), how=how)
        elif how != "printed":
            self.fits(node, how, self.units.get(whole.split("@")[0], ""), parts)
        return Claim(
            key=reading.key(own.get("key"), self.relation_keys),
            name=reading.text(own.get("name"), "name", 80, empty=False),
            how=how,  # type: ignore[arg-type]
            whole=whole,
            parts=parts,
            open=reading.truth(own.get("open"), "open", False),
            rounding="cut" if rounding == "cut" else "round",
        )

    def circles(self, found: Indicators, nodes: list[yaml.Node]) -> None:
        """An indicator that is worked out from itself, at last."""
        uses = {
            one.key: {ref for ref in one.formula.of if "@-" not in ref} if one.formula else set()
            for one in found.indicators
        }
        for node, one in zip(nodes, found.indicators, strict=False):
            seen, waiting = set[str](), {ref.split("@")[0] for ref in uses[one.key]}
            while waiting:
                seen |= waiting
                waiting = {ref.split("@")[0] for key in waiting for ref in uses.get(key, set())} - seen
            if one.key in seen:
                says, cure = _("“%(key)s”绕了一圈又用到自己"), _("请改它的 formula")
                self.reading.wrong(node, says, cure, key=one.key)
