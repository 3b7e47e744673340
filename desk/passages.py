"""What the office writes: the words of a passage, and which figures stand behind its numbers."""

from desk.report import Desk
from models.act import Act
from models.figures import figures_of
from models.passages import Passage, cite, must_be_unfrozen, must_have_text, write_passage
from reports.figures import TOKEN
from reports.year import Piece


def keep_body(desk: Desk, piece: Piece, body: str, act: Act, *, caught_up: bool = True) -> Passage:
    """The words of a passage, edited before or not.

    `caught_up`: the person saw the entries as they are now; a mended word alone leaves a passage behind them.
    """
    held, year = piece.passage, desk.year
    if held is None:
        held = write_passage(desk.session, year, piece.slot.key, body, piece.based_on, piece.draft, act)
        desk.session.flush()
    elif caught_up:
        held.edit(year, body, piece.based_on, piece.draft, act)
    else:
        held.edit(year, body, held.based_on, held.base_text, act)
    return held


def save(desk: Desk, piece: Piece, body: str, act: Act, *, settled: bool) -> Passage | None:
    """保存, or 保存并定下. What its tokens print is remembered. A draft that is saved as it is stays a draft."""
    must_be_unfrozen(desk.year)
    if settled:
        must_have_text(body)
    held = piece.passage
    if held is None and body == piece.draft.strip() and not settled:
        return None
    if held is None or held.body != body or piece.behind:
        held = keep_body(desk, piece, body, act)
    note_tokens(desk, piece, body, act)
    held.settle(desk.year, settled, act)
    return held


def note_tokens(desk: Desk, piece: Piece, body: str, act: Act) -> None:
    """Remember what each token of a saved passage prints, so that a later change can be told."""
    session, year, slot = desk.session, desk.year, piece.slot.key
    own = [one for one in desk.citations if one.slot == slot and one.text.startswith("{")]
    tokens = {match[0]: match[1] for match in TOKEN.finditer(body)}
    for gone in [one for one in own if one.text not in tokens]:
        gone.remove(year, session, act)
    new = set(tokens) - {one.text for one in own}
    figures = {one.id: one for one in figures_of(session, year.key_id)} if new else {}
    for token in sorted(new):
        value = desk.book.token(tokens[token])
        if value.text and value.figure_id in figures:
            cite(session, year, slot, token, "", figures[value.figure_id], value.text, act)
