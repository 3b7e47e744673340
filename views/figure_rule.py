"""怎样计算: the office chooses what an indicator adds up or by which formula it is worked out, and sees what changes."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import db
from checklists.counted import Adding
from forms.figures import RuleForm
from models.base import NotAllowed
from models.figures import Indicator, Rule, indicators_of, rows_of, set_rule
from models.people import Role
from models.years import Year, kinds_of
from reports.book import Book
from reports.formulas import changed, formula_text, impossible, read_formula, rule_told
from views.access import act, found_year, opens, why_shut
from views.figure_edit import indicator_of

pages = Blueprint("figure_rule", __name__)
Changes = list[tuple[str, str, str]]


def way_of(row: Indicator) -> str:
    """How its values come about: from records, by a formula, or typed."""
    if row.records:
        return "records"
    return "formula" if row.formula else "typed"


def form_of(year: Year, row: Indicator) -> RuleForm:
    """The rule as it stands, to be changed."""
    session, records = db.session(), row.records or {}
    data = {
        "way": way_of(row),
        "kind": records.get("kind", ""),
        "measure": records.get("measure", "records"),
        "sorts": [f"{records['kind']}/{one}" for one in records.get("sorts", [])],
        "formula": formula_text(row.formula, indicators_of(session, year.key_id)),
        "version": row.version,
    }
    return RuleForm(data=data).offer([(one.key, one.name, one.sorts) for one in kinds_of(session, year.key_id)])


def put(year: Year, row: Indicator, form: RuleForm) -> Changes:
    """Change the rule in this session; which figures print another value then. Raises NotAllowed at a field."""
    session = db.session()
    rows = rows_of(session, year)
    before = Book(rows, trusted=row.key_id)
    before.all()
    rule = Rule()
    if form.way.data == "records":
        rule = Rule(records=Adding(**form.adding()))
    elif form.way.data == "formula":
        rule = Rule(formula=read_formula(form.formula.data or "", rows.indicators))
    kinds = kinds_of(session, year.key_id)

    def told(indicator: Indicator) -> object:
        return rule_told(indicator, kinds, rows.indicators)

    set_rule(session, year, row, rule, kinds, rows.indicators, told, act())
    session.flush()
    after = Book(rows_of(session, year), trusted=row.key_id)
    if wrong := impossible(after, row):
        raise NotAllowed(wrong.says, "formula", **wrong.values)
    return changed(before, after)


def told(changes: Changes) -> str:
    """The changed figures in one line."""
    shown = [f"{name} {was or '—'} → {now_ or '—'}" for name, was, now_ in changes[:8]]
    return "、".join(shown) + (_(" 等 %(n)s 个", n=len(changes)) if len(changes) > len(shown) else "")


@pages.route("/years/<int:no>/indicators/<int:indicator_id>/rule", methods=["GET", "POST"])
@opens(Role.OFFICE)
def page(no: int, indicator_id: int) -> ResponseReturnValue:
    """先看会变什么 changes nothing; 保存 changes the rule, and its figures have to be confirmed again."""
    year = found_year(no, "office")
    row = indicator_of(year, indicator_id)
    form = form_of(year, row)
    changes: Changes | None = None
    if form.validate_on_submit():
        try:
            if form.stale(row.version):
                form.version.data = str(row.version)
                raise NotAllowed(_("刚才有人改过这个指标，请核对后再保存。"))
            changes = put(year, row, form)
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            if request.form.get("act") != "look":
                db.commit()
                said = told(changes)
                flash(
                    _("已保存，要重新确认。数值变了：%(what)s。", what=said) if said else _("已保存，数值没有变化。"),
                    "ok",
                )
                return redirect(url_for("figures.page", no=no), 303)
        db.rollback()
        year = found_year(no, "office")
        row = indicator_of(year, indicator_id)
    others = [one for one in indicators_of(db.session(), year.key_id) if one.id != row.id]
    shut = None if form.is_submitted() else why_shut(year.must_be_open)
    about = {"indicator": row, "others": others, "changes": changes, "shut": shut}
    return render_template("figures/rule.html", shown=year, form=form, **about), 422 if form.errors else 200
