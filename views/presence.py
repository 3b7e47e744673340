"""谁在看: says who else has a review or a text open. Never in the way: a busy database refuses no page for it."""

import hashlib

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

import db
from models.people import Here, arrive, others
from views.access import me, now


def also_here(place: str) -> list[Here]:
    """Note that this reader has the place open, in a transaction of its own; who else has it open."""
    person, at = me().key_id, now()
    try:
        with Session(db.engine()) as own:
            found = others(own, [place], person, at).get(place, [])
            arrive(own, place, person, at)
            own.commit()
        return found
    except SQLAlchemyError as fault:
        current_app.logger.warning("presence: %s", fault)
        return []


def review_place(entry_id: int | None) -> str:
    return f"review/{entry_id}"


def draft_place(entry_id: int | None) -> str:
    return f"draft/{entry_id}"


def passage_place(year_id: int | None, slot: str) -> str:
    return f"passage/{year_id}/{hashlib.sha256(slot.encode()).hexdigest()[:24]}"
