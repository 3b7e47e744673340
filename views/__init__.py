"""Pages: load, check, act, commit, answer. access.py is the only door."""

from flask import Flask

from views import (
    access,
    account,
    asked,
    checklists,
    citations,
    departments,
    entries,
    errors,
    evidence,
    evidence_list,
    evidence_pick,
    figure_edit,
    figure_rule,
    figures,
    frame,
    guide,
    health,
    home,
    item_office,
    items,
    language,
    ledger,
    lines,
    measured,
    monthly,
    outline,
    outline_places,
    people,
    printed,
    proof,
    proofread,
    record_acts,
    records,
    report,
    review,
    settings,
    trail,
    undo,
    years,
)

PAGES = (
    account,
    checklists,
    citations,
    departments,
    entries,
    evidence,
    evidence_list,
    evidence_pick,
    figure_edit,
    figure_rule,
    figures,
    health,
    home,
    item_office,
    items,
    ledger,
    measured,
    monthly,
    outline,
    outline_places,
    people,
    printed,
    proof,
    proofread,
    record_acts,
    records,
    report,
    review,
    settings,
    trail,
    undo,
    years,
)


def init_app(app: Flask) -> None:
    """Hang the door, the frame, the error pages and every page into the app."""
    language.init_app(app)
    app.url_map.converters["int"] = asked.RowNumber
    access.init_app(app)
    frame.init_app(app)
    lines.init_app(app)
    errors.init_app(app)
    guide.init_app(app)
    for page in PAGES:
        app.register_blueprint(page.pages)
