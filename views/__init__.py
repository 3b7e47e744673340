"""Pages: load, check, act, commit, answer. access.py is the only door."""

from flask import Flask

from views import (
    access,
    account,
    checklists,
    departments,
    entries,
    errors,
    evidence,
    evidence_list,
    evidence_pick,
    frame,
    health,
    home,
    item_office,
    items,
    ledger,
    monthly,
    people,
    proof,
    proofread,
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
    departments,
    entries,
    evidence,
    evidence_list,
    evidence_pick,
    health,
    home,
    item_office,
    items,
    ledger,
    monthly,
    people,
    proof,
    proofread,
    report,
    review,
    settings,
    trail,
    undo,
    years,
)


def init_app(app: Flask) -> None:
    """Hang the door, the frame, the error pages and every page into the app."""
    access.init_app(app)
    frame.init_app(app)
    errors.init_app(app)
    for page in PAGES:
        app.register_blueprint(page.pages)
