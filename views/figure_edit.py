"""What the office writes: indicators, and values with their sources."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from forms.figures import FigureForm, IndicatorForm
from models.figures import (
    FigureSource,
    Indicator,
    add_figure,
    add_indicator,
    entry_choices,
    file_choices,
    indicators_of,
)
from models.people import Role
from models.years import Year
from views.access import act, found_year, offer, opens, why_shut
from views.figures import found_figure
from views.trying import said, trying

pages = Blueprint("figure_edit", __name__)


def indicator_of(year: Year, indicator_id: int | None) -> Indicator:
    own = indicators_of(db.session(), year.key_id)
    return next((one for one in own if one.id == indicator_id), None) or abort(404)


def offered(year: Year, data: dict[str, Any]) -> FigureForm:
    session = db.session()
    return FigureForm(data=data).offer(file_choices(session, year.key_id), entry_choices(session, year.key_id))


def usual_source(indicator: Indicator) -> FigureSource:
    """Where a value of this indicator comes from unless said."""
    if indicator.records:
        return FigureSource.RECORDS
    return FigureSource.FORMULA if indicator.formula else FigureSource.EVIDENCE


def figure_html(year: Year, indicator: Indicator, form: FigureForm, title: str) -> ResponseReturnValue:
    html = render_template("figures/edit.html", shown=year, indicator=indicator, form=form, title=title)
    return html, 422 if form.errors else 200


@pages.route("/years/<int:no>/figures/new", methods=["GET", "POST"])
@opens(Role.OFFICE)
def new(no: int) -> ResponseReturnValue:
    """A value for a period that has none."""
    year = found_year(no, "office")
    offer(year, url_for("figures.page", no=no))
    text = request.args.get("indicator", "")
    indicator = indicator_of(year, int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None)
    form = offered(year, {"period": str(no), "source": usual_source(indicator).value})
    if form.validate_on_submit():
        with trying(form) as done:
            figure = add_figure(
                db.session(),
                year,
                indicator,
                form.period.data or "",
                act(),
                source=FigureSource(form.source.data),
                typed=form.typed.data or "",
                refs=form.proofs(),
                note=form.note.data or "",
                decimals=form.decimals.data,
            )
        if done:
            flash(_("已保存，确认后才能用进报告。"), "ok")
            return redirect(url_for("figures.one", figure_id=figure.id), 303)
    return figure_html(year, indicator, form, _("新增数据"))


@pages.route("/figures/<int:figure_id>/edit", methods=["GET", "POST"])
@opens(Role.OFFICE)
def edit(figure_id: int) -> ResponseReturnValue:
    """Change a value or its source; it has to be confirmed again."""
    figure, year = found_figure(figure_id, "office")
    offer(year, url_for("figures.one", figure_id=figure_id))
    indicator = indicator_of(year, figure.indicator_id)
    entry = figure.source == FigureSource.ENTRY
    data = {
        "period": figure.period,
        "source": figure.source.value,
        "typed": figure.typed,
        "decimals": figure.decimals if figure.computed else None,
        "refs": [] if entry else figure.refs,
        "entry": figure.refs[0] if entry and figure.refs else None,
        "note": figure.note,
        "version": figure.version,
    }
    form = offered(year, data)
    if form.validate_on_submit():
        if form.stale(figure.version):
            form.form_errors.append(_("刚才有人改过这个数据，请核对后再保存。"))
            form.version.data = str(figure.version)
        else:
            with trying(form) as done:
                figure.set(
                    year,
                    indicator,
                    act(),
                    source=FigureSource(form.source.data),
                    typed=form.typed.data or "",
                    refs=form.proofs(),
                    note=form.note.data or "",
                    decimals=form.decimals.data,
                )
            if done:
                flash(said(done, _("已保存，确认后才能用进报告。")), "ok")
                return redirect(url_for("figures.one", figure_id=figure_id), 303)
    return figure_html(year, indicator, form, _("修改数据"))


@pages.route("/years/<int:no>/indicators/new", methods=["GET", "POST"])
@opens(Role.OFFICE)
def new_indicator(no: int) -> ResponseReturnValue:
    year, form = found_year(no, "office"), IndicatorForm().offer()
    offer(year, url_for("figures.page", no=no))
    if form.validate_on_submit():
        with trying(form) as done:
            row = add_indicator(db.session(), year, act(), **form.values())
        if done:
            flash(_("已新增指标，请填写数据。"), "ok")
            return redirect(url_for("figure_edit.new", no=no, indicator=row.id), 303)
    html = render_template("figures/indicator.html", shown=year, form=form, title=_("新增指标"), rule=None, shut=None)
    return html, 422 if form.errors else 200


@pages.route("/years/<int:no>/indicators/<int:indicator_id>", methods=["GET", "POST"])
@opens(Role.OFFICE)
def indicator(no: int, indicator_id: int) -> ResponseReturnValue:
    """Reword an indicator; its key stays, and how it is worked out has a page of its own."""
    year = found_year(no, "office")
    row = indicator_of(year, indicator_id)
    form = IndicatorForm(obj=row).offer()
    if form.validate_on_submit():
        if form.stale(row.version):
            form.form_errors.append(_("刚才有人改过这个指标，请核对后再保存。"))
            form.version.data = str(row.version)
        else:
            with trying(form) as done:
                row.edit(year, form.values(), act())
            if done:
                flash(_("已保存。"), "ok")
                return redirect(url_for("figures.page", no=no), 303)
    rule = url_for("figure_rule.page", no=no, indicator_id=indicator_id)
    shut = None if form.is_submitted() else why_shut(year.must_be_open)
    title = _("指标") if shut else _("修改指标")
    html = render_template("figures/indicator.html", shown=year, form=form, title=title, rule=rule, shut=shut)
    return html, 422 if form.errors else 200
