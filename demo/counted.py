"""Plays what was counted in 2020: records with their confirmation, figures, and the figure behind every printed number."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from checklists.counted import RecordKind
from demo.play import Play, at
from desk.passages import keep_body
from desk.report import Desk, desk_of
from models.act import Act
from models.evidence import links_of
from models.figures import FigureSource, add_figure, figures_of, indicators_of
from models.items import Item
from models.passages import cite
from models.records import Facts, Record, write_record
from models.workdays import after_workdays
from models.years import Year, kinds_of
from reports.book import Book, Value
from reports.figures import agrees, fill
from reports.numbers import Number, numbers
from reports.year import Piece

FIRST, SPAN = date(2020, 3, 9), 275


def play_counted(play: Play, year: Year, items: Mapping[str, Item], story: Mapping[str, Any]) -> None:
    """Records, figures and citations of the year; `story` holds the demonstration's two files."""
    by_key = {one.key: one for one in kinds_of(play.session, year.key_id)}
    for told in story["records"]:
        play_records(play, year, by_key[told["kind"]], [items[key] for key in told["items"]], told)
    play_figures(play, year, items, story["figures"])
    play_numbers(play, year, story["figures"]["numbers"])


def days_of(told: Mapping[str, Any]) -> list[date]:
    """The days that are told, or as many workdays as are counted, spread over the year."""
    if "days" in told:
        return [date.fromisoformat(f"2020-{one}") for one in told["days"]]
    count = int(told["count"])
    spread = (FIRST + timedelta(days=n * SPAN // count) for n in range(count))
    return [after_workdays(day - timedelta(days=1), 1) for day in spread]


def facts_of(told: Mapping[str, Any], place: int, day: date) -> Facts:
    amounts, sorts = told.get("amounts", [1]), told.get("sorts", [told.get("sort", "")])
    title = told["titles"][place] if "titles" in told else told["title"].format(n=place + 1)
    due = told.get("due")
    return Facts(
        title=title,
        day=day,
        sort=sorts[place % len(sorts)],
        amount=amounts[place % len(amounts)],
        persons=told.get("persons", 0),
        hours=Decimal(str(told.get("hours", 0))),
        details=told.get("details", {}),
        due=date.fromisoformat(f"2020-{due}") if due else None,
    )


def play_records(play: Play, year: Year, kind: RecordKind, items: list[Item], told: Mapping[str, Any]) -> None:
    """The records of one entry of the file: written by the department, confirmed by the office the day after."""
    days, staff = days_of(told), play.who[f"staff-{told['by']}"]
    for place, day in enumerate(days):
        when = at(day.year, day.month, day.day, 16)
        room = play.rooms[told["by"]]
        record = write_record(play.session, year, room, kind, facts_of(told, place, day), items, act=Act(staff, when))
        record.submit(Act(staff, when))
        if place < len(days) - told.get("waiting", 0):
            record.confirm(Act(play.who["office2"], when + timedelta(hours=17)))
        play_updates(play, record, told)


def play_updates(play: Play, record: Record, told: Mapping[str, Any]) -> None:
    """一月一更新 of a problem; the office closes it when it is solved."""
    for one in told.get("updates", []):
        staff, when = play.who[f"staff-{told['by']}"], at(2020, one["month"], 26)
        record.update(one["month"], one["text"], one["solved"], Act(staff, when))
    if told.get("solved"):
        record.close_problem(Act(play.who["office2"], at(2020, told["updates"][-1]["month"], 28)))


def play_figures(play: Play, year: Year, items: Mapping[str, Item], told: Mapping[str, Any]) -> None:
    """Typed values with the file that proves them; computed ones as their indicators say. Another person confirms."""
    session, office, other = play.session, play.who["office"], play.who["office2"]
    indicators = {one.key: one for one in indicators_of(session, year.key_id)}
    proofs = {key: links_of(session, items[key].key_id)[0].key_id for key in told["numbers"]}
    for key, values in told["figures"].items():
        for period, typed in values.items():
            if period == "item":
                continue
            computed, refs = str(typed).startswith("formula"), list[int]()
            source = FigureSource.FORMULA if computed else FigureSource.EVIDENCE
            if f"{key}:{period}" in told["earlier"] and play.earlier is not None:
                source, refs = FigureSource.REPORT, [play.earlier.key_id]
            elif not computed:
                refs = [proofs[values["item"]]]
            add_figure(
                session,
                year,
                indicators[key],
                str(period),
                Act(office, at(2021, 1, 6)),
                source=source,
                typed="" if computed else str(typed),
                refs=refs,
                decimals=2 if str(typed).endswith("formula2") else None,
            )
    session.flush()
    by_id = {one.key_id: one for one in indicators.values()}
    for figure in figures_of(session, year.key_id):
        indicator = by_id[figure.indicator_id]
        if indicator.key in told["hedges"]:
            hedge = told["hedges"][indicator.key]
            figure.set(
                year, indicator, Act(office, at(2021, 1, 6)), source=figure.source, typed=hedge, refs=[], note=""
            )
        if not (indicator.key in told["unconfirmed"] and figure.period == "2020"):
            figure.confirm(year, indicator, Act(other, at(2021, 1, 7)))
    session.flush()


def play_numbers(play: Play, year: Year, told: Mapping[str, list[str]]) -> None:
    """Say behind every printed number which figure it is; a number that is none of them stops the play."""
    desk = desk_of(play.session, year)
    for piece in desk.pieces:
        refs = [ref for item in piece.slot.items for ref in told.get(item.partition("/")[2], [])]
        if piece.slot.kind == "items":
            pairs = list(zip(numbers(piece.text), refs, strict=True))
            play_citations(play, year, piece, pairs, desk.book)
            play_tokens(play, desk, piece, [(number, ref[:-1]) for number, ref in pairs if ref.endswith("!")])


def play_citations(play: Play, year: Year, piece: Piece, pairs: Sequence[tuple[Number, str]], book: Book) -> None:
    """The figure behind each number of a passage, of those in tokens too."""
    figures = {one.key_id: one for one in book.rows.figures}
    who, when = play.who["office"], at(2021, 1, 14, 14)
    for number, ref in pairs:
        value = value_of(ref.removesuffix("!"), year, book)
        if value.figure_id is None or not agrees(number, value):
            raise ValueError(f"{number.before}{number.text} is not {value.ref}: {value.text or value.fault}")
        text, before = number.text, piece.text[max(0, number.start - 40) : number.start]
        if ref.endswith("!"):
            text, before = token(value), ""
        cite(play.session, year, piece.slot.key, text, before, figures[value.figure_id], value.text, Act(who, when))


def play_tokens(play: Play, desk: Desk, piece: Piece, pairs: Sequence[tuple[Number, str]]) -> None:
    """Write tokens where numbers stood. They print the same words, or the play stops."""
    body = piece.text
    for number, ref in reversed(pairs):
        body = body[: number.start] + token(value_of(ref, desk.year, desk.book)) + body[number.end :]
    if fill(body, desk.book)[0] != piece.text:
        raise ValueError(f"tokens of {piece.slot.key} print other words")
    if pairs and piece.passage is not None:
        keep_body(desk, piece, body, Act(play.who["office"], at(2021, 1, 14, 15)))


def value_of(ref: str, year: Year, book: Book) -> Value:
    return book.get(ref if ":" in ref else f"{ref}:{year.no}")


def token(value: Value) -> str:
    return f"{{{value.name}:{value.period}}}"
