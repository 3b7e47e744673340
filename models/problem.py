"""Problems raised by an enterprise: which records live on, month by month, until they are solved."""

from typing import TYPE_CHECKING

from models.base import NotAllowed, _, session_of
from models.indicator import kinds_of

if TYPE_CHECKING:
    from models.record import Record


def must_be_problem(record: "Record") -> None:
    """Raise NotAllowed where a record is of a kind that is done when it is written."""
    kind = next((one for one in kinds_of(session_of(record), record.year_id) if one.key == record.kind), None)
    if kind is None or kind.life != "problem":
        raise NotAllowed(_("只有企业提出的问题才逐月更新、销号。"))


def must_be_open_problem(record: "Record") -> None:
    """Raise NotAllowed where there is nothing to update or close: archived, no problem, voided, or solved already."""
    record.year.must_be_open()
    must_be_problem(record)
    if record.state.value == "voided" or record.solved_on is not None:
        raise NotAllowed(_("已销号或已作废的问题不能再更新。"))
