"""数据: indicators by year side by side, relations, charts; the page of one figure."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from checklists import Wrong, packaged_data
from desk.book import book_of
from models.figures import Figure, How, Indicator, entries_named, figure_by_id, files_named, relations_of, take_data
from models.ledger import ids_of, other_office, records_by_ids
from models.passages import citations_of
from models.people import Role
from models.writers import writers
from models.years import Year, YearState, kinds_of
from reports.book import Book, Value
from reports.charts import bars
from reports.judge import Verdict, judge_all
from views.access import act, bureau, found_year, me, opens
from views.trying import trying

pages = Blueprint("figures", __name__)
READERS = (Role.STAFF, Role.HEAD, Role.OFFICE, Role.LEADER)
SHOWN_RECORDS = 100


@dataclass(frozen=True)
class Line:
    """An indicator with its values, one for each shown period."""

    indicator: Indicator
    cells: list[Value | None]

    @property
    def years(self) -> int:
        return sum(one is not None for one in self.cells)

    @property
    def drawn(self) -> bool:
        return sum(one is not None and one.printed is not None for one in self.cells) > 2


def lines(book: Book) -> tuple[list[str], list[Line]]:
    """(periods, indicators with their values in them)."""
    periods = sorted({one.period for one in book.rows.figures})
    found = []
    for indicator in book.rows.indicators:
        cells = [
            book.get(f"{indicator.key}:{period}") if (indicator.id, period) in book.figures else None
            for period in periods
        ]
        found.append(Line(indicator, cells))
    return periods, found


def verdicts(year: Year, book: Book) -> list[Verdict]:
    """Every relation judged, broken ones first."""
    rank = {"broken": 0, "unknown": 1, "ok": 2}
    return sorted(judge_all(relations_of(db.session(), year.key_id), book), key=lambda one: rank[one.state])


def may_change(year: Year) -> bool:
    return me().has(Role.OFFICE) and year.state != YearState.ARCHIVED


@pages.get("/years/<int:no>/figures")
@opens(*READERS)
def page(no: int) -> ResponseReturnValue:
    year = found_year(no)
    book = book_of(db.session(), year, before=True)
    periods, rows = lines(book)
    judged = verdicts(year, book)
    every = book.all()
    return render_template(
        "figures/page.html",
        shown=year,
        book=book,
        periods=periods,
        lines=rows,
        verdicts=judged,
        wholes=[one for one in judged if one.relation.how == How.SUM and one.whole.printed and len(one.parts) > 2],
        unconfirmed=[one for one in every if one.printed and not one.confirmed_at],
        gaps=[one for one in every if one.printed is None],
        broken=[one for one in judged if one.state == "broken"],
        office=may_change(year),
        begun=bool(kinds_of(db.session(), year.key_id)),
    )


@pages.post("/years/<int:no>/figures/begin")
@opens(Role.OFFICE)
def begin(no: int) -> ResponseReturnValue:
    """Give a year that was opened without them the packaged kinds of records, indicators and relations."""
    year = found_year(no, "office")
    try:
        with trying() as done:
            take_data(db.session(), year, *packaged_data(), act())
    except Wrong as wrong:
        for one in wrong.problems[:20]:
            flash(one.told(_), "error")
    if done:
        flash(_("已载入记录类型、指标和勾稽关系。"), "ok")
    return redirect(url_for("figures.page", no=no), 303)


def picture(content: bytes) -> Response:
    return Response(content, mimetype="image/svg+xml")


@pages.get("/years/<int:no>/figures/chart/<int:indicator_id>.svg")
@opens(*READERS)
def chart(no: int, indicator_id: int) -> ResponseReturnValue:
    """An indicator by year."""
    book = book_of(db.session(), found_year(no))
    periods, rows = lines(book)
    line = next((one for one in rows if one.indicator.id == indicator_id), None) or abort(404)
    points = [
        (period, one.printed.value if one and one.printed else None, one.text if one else "")
        for period, one in zip(periods, line.cells, strict=True)
    ]
    shown = [point for point, one in zip(points, line.cells, strict=True) if one is not None]
    return picture(bars(line.indicator.name, shown))


@pages.get("/years/<int:no>/figures/parts/<int:relation_id>.svg")
@opens(*READERS)
def parts(no: int, relation_id: int) -> ResponseReturnValue:
    """The parts of a whole."""
    year = found_year(no)
    found = next(
        (one for one in verdicts(year, book_of(db.session(), year)) if one.relation.id == relation_id), None
    ) or abort(404)
    points = [(one.name, one.printed.value if one.printed else None, one.text) for one in found.parts]
    return picture(bars(found.whole.name, points, lying=True))


def found_figure(figure_id: int, act: str = "read") -> tuple[Figure, Year]:
    """A figure and its year, behind the year's own door."""
    figure, no = figure_by_id(db.session(), bureau().key_id, figure_id) or abort(404)
    return figure, found_year(no, act)


@pages.get("/figures/<int:figure_id>")
@opens(*READERS)
def one(figure_id: int) -> ResponseReturnValue:
    """Value, formula with its inputs, records, evidence, who confirmed it, where it is printed."""
    figure, year = found_figure(figure_id)
    session, book = db.session(), book_of(db.session(), year, before=True)
    value = book.of_figure(figure_id) or abort(404)
    ids = ids_of(session, year.key_id, value.rule, SHOWN_RECORDS + 1) if value.rule else []
    reads_all = me().has(Role.OFFICE, Role.LEADER)
    return render_template(
        "figures/one.html",
        shown=year,
        figure=figure,
        value=value,
        indicator=book.by_id[figure.indicator_id],
        inputs=[book.get(ref) for ref in value.inputs],
        records=records_by_ids(session, year.key_id, ids[:SHOWN_RECORDS]) if reads_all or not ids else [],
        more=len(ids) > SHOWN_RECORDS,
        files=files_named(session, year.bureau_id, [*value.ids] if value.source in ("evidence", "report") else []),
        entries=entries_named(session, year.bureau_id, [*value.ids] if value.source == "entry" else []),
        verdicts=[one for one in verdicts(year, book) if value.ref in (one.relation.whole, *one.relation.parts)],
        line=next(line for line in lines(book)[1] if line.indicator.id == figure.indicator_id),
        cited=[one for one in citations_of(session, year.key_id) if one.figure_id == figure_id],
        office=may_change(year),
        readers=reads_all,
        own=wrote_it(figure) and not alone(year),
        confirms=may_confirm(figure, year) and year.state != YearState.ARCHIVED,
    )


def wrote_it(figure: Figure) -> bool:
    """Whether it is a value at which this person typed."""
    return not figure.computed and me().id in {figure.by_id, *writers(figure)}


def alone(year: Year) -> bool:
    """Whether nobody else of the office is there."""
    return not other_office(db.session(), year.bureau_id, me().key_id)


def may_confirm(figure: Figure, year: Year) -> bool:
    """The office but for who typed at it; a leader where everybody of the office has."""
    if me().has(Role.OFFICE):
        return not wrote_it(figure) or alone(year)
    left = other_office(db.session(), year.bureau_id, figure.by_id or 0, *writers(figure))
    return me().has(Role.LEADER) and not figure.computed and not left and not wrote_it(figure)


@pages.post("/figures/<int:figure_id>/confirm")
@opens(Role.OFFICE, Role.LEADER)
def confirm(figure_id: int) -> ResponseReturnValue:
    figure, year = found_figure(figure_id, "office" if me().has(Role.OFFICE) else "read")
    if not me().has(Role.OFFICE) and not may_confirm(figure, year):
        abort(403)
    indicator = book_of(db.session(), year).by_id[figure.indicator_id]
    with trying() as done:
        figure.confirm(year, indicator, act(), alone=alone(year))
    if done:
        flash(_("已确认。"), "ok")
    return redirect(url_for("figures.one", figure_id=figure_id), 303)
