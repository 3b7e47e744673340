"""What a new year counts and compares: what the year before did, else what is packaged with its checklists."""

import hashlib
import json
import re
from dataclasses import asdict

from sqlmodel import Session, col, select

from checklists.counted import Indicators, Measured, RecordKinds
from models.act import Act
from models.base import NotAllowed, _
from models.figures.figure import computed_figure
from models.figures.indicator import Indicator, indicators_of, json_of
from models.figures.relation import Relation, relation_of, relations_of
from models.trail import tell
from models.years import Year, YearData

YEAR_WORD = re.compile("20[0-9]{2}(?=年)")
OWN = {"id", "version", "year_id"}


def take_data(session: Session, year: Year, kinds: RecordKinds, indicators: Indicators, act: Act) -> None:
    """Give a year its kinds of records, indicators and relations: frozen copies, and rows of its own."""
    year.must_be_open()
    if session.exec(select(YearData.id).where(YearData.year_id == year.id)).first():
        raise NotAllowed(_("%(no)s年度已经有工作记录类型和指标。"), no=year.no)
    for kind, file in (("records", kinds), ("indicators", indicators)):
        frozen = file.to_dict()
        digest = hashlib.sha256(json.dumps(frozen, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
        row = YearData(
            year_id=year.key_id, kind=kind, key=file.key, title=file.title, sha256=digest, frozen=json_of(frozen)
        )
        session.add(row)
    for place, one in enumerate(indicators.indicators, 1):
        indicator = indicator_of(year, one, place * 10)
        session.add(indicator)
        session.flush()
        if one.records or one.formula:
            session.add(computed_figure(year, indicator, str(year.no), act))
    session.add_all(relation_of(year, one, place) for place, one in enumerate(indicators.relations, 1))
    tell_data(year, kinds.key, indicators.key, act)


def tell_data(year: Year, kinds: str, indicators: str, act: Act) -> None:
    """The trail row of a year that was given its kinds of records and its indicators, and from where."""
    after: dict[str, object] = {"records": kinds, "indicators": indicators}
    tell(year, "year.data", act, after=after)


def indicator_of(year: Year, one: Measured, position: int) -> Indicator:
    return Indicator(
        year_id=year.key_id,
        key=one.key,
        name=one.name,
        unit=one.unit,
        kind=one.kind,
        decimals=one.decimals,
        definition=one.definition,
        period=one.period,
        position=position,
        records=json_of(asdict(one.records)) if one.records else None,
        formula=json_of(asdict(one.formula)) if one.formula else None,
        goal=one.goal,
        feeds=one.feeds,
    )


def give_data(session: Session, year: Year, kinds: RecordKinds, indicators: Indicators, act: Act) -> int | None:
    """Give a new year the kinds of records, indicators and relations of the bureau's last year, as the office has
    them by now, else the packaged ones; the number of that year, where there is one. No value is taken over."""
    before = _last(session, year)
    if before is None:
        take_data(session, year, kinds, indicators, act)
        return None
    year.must_be_open()
    for kept in session.exec(select(YearData).where(YearData.year_id == before.id)).all():
        session.add(YearData(**kept.model_dump(exclude=OWN), year_id=year.key_id))
    for one in indicators_of(session, before.key_id):
        new = Indicator(**one.model_dump(exclude=OWN), year_id=year.key_id)
        session.add(new)
        session.flush()
        if new.records or new.formula:
            session.add(computed_figure(year, new, str(year.no), act))
    for relation in relations_of(session, before.key_id):
        session.add(_of_year(relation, year, before.no))
    tell_data(year, str(before.no), str(before.no), act)
    return before.no


def _last(session: Session, year: Year) -> Year | None:
    """The bureau's last year before this one that counts anything."""
    has = select(Indicator.year_id).where(Indicator.year_id == Year.id).correlate(Year).exists()
    query = select(Year).where(Year.bureau_id == year.bureau_id, Year.no < year.no, has)
    return session.exec(query.order_by(col(Year.no).desc()).limit(1)).first()


def _of_year(relation: Relation, year: Year, before: int) -> Relation:
    """The same relation, all its years moved on."""
    later = year.no - before

    def moved(ref: str) -> str:
        key, _colon, period = ref.partition(":")
        return f"{key}:{int(period[:4]) + later}{period[4:]}"

    new = Relation(**relation.model_dump(exclude=OWN), year_id=year.key_id)
    new.name = YEAR_WORD.sub(lambda found: str(int(found[0]) + later), relation.name)
    new.whole, new.parts = moved(relation.whole), [moved(part) for part in relation.parts]
    return new
