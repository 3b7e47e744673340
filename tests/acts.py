"""Every verb of the models, each as a wild try: on any row of a small year, by anybody, with words that may be wrong."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import SQLModel, col, select

from checklists.counted import Adding, Formula
from checklists.mending import change
from models.act import Act
from models.entries import Entry, EntryKind, EntryState, Said, Stance, accept_all, entry_by_id, reopen, write
from models.evidence import EvidenceLink, FileKind, attach, link_by_id
from models.figures import (
    Figure,
    FigureSource,
    Indicator,
    Rule,
    add_figure,
    add_indicator,
    give_data,
    set_rule,
    take_data,
)
from models.figures import figure as figures
from models.history import WAYS, act_rows, undo
from models.items import DueKind, Item, Owed, Result, add_item, archive, hand_out_named, item_by_id, open_year
from models.items import item as items
from models.ledger import record_by_id
from models.office import Successors, delete_year, edit_room, hand_over, move_room
from models.passages import (
    Citation,
    Dismissal,
    Edition,
    Passage,
    cite,
    dismiss,
    freeze,
    look,
    put_away,
    set_outline,
    write_passage,
)
from models.people import Department, Person, Role, add_department, add_person, people
from models.records import Facts, Record, confirm_all, write_record
from models.trail import Trail
from models.years import bureau_named
from tests.counted import INDICATORS, KINDS, Counted
from tests.make import PASSWORD, at, checklist, named_list, outline

REASONS = ("", " ", "有原因")


@dataclass
class Wild:
    """A year, and the dice."""

    year: Counted
    dice: random.Random

    def __post_init__(self) -> None:
        self.here, self.session = self.year.here, self.year.session

    def begin(self) -> None:
        """Rows of each kind to try on: entries, records, files, figures, a passage and its source."""
        here, year, staff = self.here, self.year, Act(self.here.who("staff"), at(4, 1))
        for place in range(2):
            item = here.assigned(place, helpers=("law",))
            for month in (2, 3):
                said = Said(text="做了工作", percent=40)
                write(item, here.rooms["office"], EntryKind.MONTHLY, month, said, staff, final=month == 2)
            attach(
                self.session, item, staff,
                sha256=str(place) * 64, size=3, kind=FileKind.PDF, mime="application/pdf", file_name="a.pdf",
                title="文件", own_date=None, secret=False, owed=None,
            )  # fmt: skip
        done = Said(text="已办结", shortfall="年后补交")
        write(here.assigned(2), here.rooms["office"], EntryKind.CLOSING, 0, done, staff, final=True)
        for kind in ("meeting", "problem", "problem"):
            year.write(kind)
            year.confirmed(kind, items=(0,))
        figure = year.figure("money", "2029", "12.98")
        write_passage(self.session, year.year, "opening", "投入12.98亿元", [], "", staff)
        cite(self.session, year.year, "opening", "12.98亿元", "投入", figure, "12.98亿元", staff)
        self.session.commit()

    def one(self, kind: type[SQLModel]) -> Any:
        """Any row of a table; Missing where there is none."""
        ids = self.session.exec(select(kind.id).order_by(col(kind.id))).all()  # type: ignore[attr-defined]
        if not ids:
            raise Missing
        finders: dict[Any, Callable[[Any, int, int], Any]] = {
            Item: item_by_id, Entry: entry_by_id, Record: record_by_id, EvidenceLink: link_by_id,
        }  # fmt: skip
        chosen = self.dice.choice(ids)
        own = self.here.bureau.key_id
        found = finders[kind](self.session, own, chosen) if kind in finders else self.session.get(kind, chosen)
        assert found is not None
        return found

    def person(self) -> Person:
        return self.dice.choice(people(self.session, self.here.bureau.key_id))

    def room(self) -> Department:
        return self.dice.choice(list(self.here.rooms.values()))

    def act(self) -> Act:
        return Act(self.person(), at(self.dice.randint(2, 12), self.dice.randint(1, 28)))

    def reason(self) -> str:
        return self.dice.choice(REASONS)

    def yes(self) -> bool:
        return self.dice.random() < 0.5

    def said(self) -> Said:
        return Said(
            stance=self.dice.choice(list(Stance)),
            text=self.dice.choice(("", "做了工作", "长" * 5001)),
            percent=self.dice.choice((None, 40)),
            shortfall=self.dice.choice(("", "年后补交")),
        )

    def facts(self) -> tuple[Any, Facts]:
        kind = self.dice.choice(list(self.year.kinds.values()))
        return kind, Facts(
            title=self.dice.choice(("", "研究工作")),
            day=self.dice.choice((None, date(2030, 2, 1), date(2029, 1, 1), date(2030, 12, 31))),
            sort=self.dice.choice(("", "专题会议")),
            details={"chair": "局长"} if self.yes() else {},
            due=self.dice.choice((None, date(2030, 6, 30))),
        )


class Missing(Exception):
    """There is no row yet to try it on."""


def _assign(wild: Wild) -> None:
    everyone = wild.yes()
    wild.one(Item).assign(
        wild.act(),
        lead=None if everyone else wild.dice.choice((None, wild.room())),
        all_departments=everyone,
        helpers=[wild.room()] if wild.yes() else [],
        person=wild.dice.choice((None, wild.person())),
        due_kind=wild.dice.choice(list(DueKind)),
        due=wild.dice.choice((None, date(2030, 9, 30), date(2040, 1, 1))),
    )


def _attach(wild: Wild) -> None:
    item = wild.one(Item)
    owed = wild.dice.choice((None, wild.one(Owed)))
    attach(
        wild.session, item, wild.act(),
        sha256=wild.dice.choice("abc") * 64, size=3, kind=FileKind.PDF, mime="application/pdf", file_name="a.pdf",
        title="文件", own_date=wild.dice.choice((None, date(2030, 1, 1), date(2031, 1, 1))), secret=wild.yes(),
        owed=owed,
    )  # fmt: skip


def _file_of(wild: Wild) -> tuple[EvidenceLink, Item]:
    row = wild.one(EvidenceLink)
    item = item_by_id(wild.session, wild.here.bureau.key_id, row.item_id)
    assert item is not None
    return row, item


def _give_way(wild: Wild) -> None:
    row, item = _file_of(wild)
    row.give_way(wild.one(EvidenceLink), item, "换新", wild.act())


def _accept(wild: Wild) -> None:
    """Mostly a summary that waits: without a result the item it would close refuses."""
    query = select(Entry.id).where(Entry.kind == EntryKind.CLOSING, Entry.state == EntryState.SUBMITTED)
    waits = wild.session.exec(query).first()
    entry = entry_by_id(wild.session, wild.here.bureau.key_id, waits) if waits else wild.one(Entry)
    assert entry is not None
    entry.accept(wild.act(), result=wild.dice.choice((None, Result.MET)))


def _detach(wild: Wild) -> None:
    row, item = _file_of(wild)
    row.detach(item, wild.reason(), wild.act())


def _correct(wild: Wild) -> None:
    row, item = _file_of(wild)
    day = wild.dice.choice((None, date(2031, 1, 1)))
    row.evidence.edit(item, wild.act(), title="改名", own_date=day, secret=wild.yes())


def _correct_both(wild: Wild) -> None:
    row, item = _file_of(wild)
    owed, day = wild.dice.choice((None, wild.one(Owed))), wild.dice.choice((None, date(2031, 1, 1)))
    row.correct(item, wild.act(), owed=owed, title="改名", own_date=day, secret=wild.yes())


def _belong(wild: Wild) -> None:
    row, item = _file_of(wild)
    row.belong(item, wild.dice.choice((None, wild.one(Owed))), wild.act())


def _serve(wild: Wild) -> None:
    row, _item = _file_of(wild)
    row.evidence.serve(wild.one(Item), wild.dice.choice((None, wild.one(Owed))), wild.act())


def _record(wild: Wild) -> None:
    kind, facts = wild.facts()
    write_record(wild.session, wild.year.year, wild.room(), kind, facts, [wild.one(Item)], act=wild.act())


def _correct_record(wild: Wild) -> None:
    kind, facts = wild.facts()
    wild.one(Record).edit(facts, kind, [], [], wild.act())


def _value(wild: Wild) -> dict[str, Any]:
    return {
        "source": wild.dice.choice(list(FigureSource)),
        "typed": wild.dice.choice(("", "12", "-3", "很多", "余", figures.NOT_YET)),
        "refs": wild.dice.choice(([], [1])),
        "note": "",
    }


def _figure(wild: Wild) -> tuple[Figure, Indicator]:
    row = wild.one(Figure)
    indicator = wild.session.get(Indicator, row.indicator_id)
    assert indicator is not None
    return row, indicator


def _set_figure(wild: Wild) -> None:
    row, indicator = _figure(wild)
    row.set(wild.year.year, indicator, wild.act(), **_value(wild))


def _confirm_figure(wild: Wild) -> None:
    row, indicator = _figure(wild)
    row.confirm(wild.year.year, indicator, wild.act())


def _add_figure(wild: Wild) -> None:
    period = wild.dice.choice(("2030", "2029", "去年", "2030-11-30"))
    add_figure(wild.session, wild.year.year, wild.one(Indicator), period, wild.act(), **_value(wild))


def _rule(wild: Wild) -> None:
    rule = wild.dice.choice((
        Rule(), Rule(records=Adding(kind="meeting")), Rule(records=Adding(kind="none")),
        Rule(formula=Formula(how="growth", of=("money", "money@-1"))), Rule(formula=Formula(how="share", of=("money",))),
    ))  # fmt: skip
    own = wild.session.exec(select(Indicator)).all()
    set_rule(
        wild.session, wild.year.year, wild.one(Indicator), rule, KINDS.kinds, own, lambda one: str(one.formula), wild.act()
    )  # fmt: skip


def _passage(wild: Wild) -> None:
    slot = f"part-{wild.dice.randrange(10**6)}"
    write_passage(wild.session, wild.year.year, slot, "正文", [], "", wild.act())


def _outline(wild: Wild) -> None:
    new = change(wild.year.year.read_outline(), "work", heading=wild.dice.choice(("主要工作", "全年工作")))
    set_outline(wild.session, wild.year.year, new, wild.act())


def _put_away(wild: Wild) -> None:
    put_away(wild.one(Passage), wild.year.year, wild.act(), into=wild.dice.choice((None, wild.one(Passage))))


def _dismiss(wild: Wild) -> None:
    mark = wild.dice.choice("ab")
    dismiss(
        wild.session, wild.year.year, wild.act(), mark=mark, rule="sum", slot="", quote="甲", message="乙",
        reason=wild.reason(),
    )  # fmt: skip


def _freeze(wild: Wild) -> None:
    freeze(wild.session, wild.year.year, {}, "f" * 64, wild.act(), open_errors=wild.dice.choice((0, 2)))


def _person(wild: Wild) -> None:
    add_person(
        wild.session, wild.here.bureau, wild.act(),
        username=wild.dice.choice(("staff", f"new{wild.dice.randrange(10**6)}")), name="新人",
        password=wild.dice.choice(("short", PASSWORD)), roles={wild.dice.choice(list(Role))},
        department=wild.dice.choice((None, wild.room())),
    )  # fmt: skip


def _edit_person(wild: Wild) -> None:
    who, roles = wild.person(), {wild.dice.choice(list(Role)), wild.dice.choice(list(Role))}
    who.edit(wild.act(), name="改名", department=wild.dice.choice((None, wild.room())), roles=roles)


def _switch(wild: Wild) -> None:
    act = wild.act()
    who = wild.dice.choice((wild.person(), act.by))
    assert isinstance(who, Person)
    who.switch(wild.yes(), act)


def _hand_over(wild: Wild) -> None:
    to = Successors(*(wild.dice.choice((None, wild.person())) for _n in range(4)))
    hand_over(wild.session, wild.person(), to, wild.act(), off=wild.yes())


def _undo(wild: Wild) -> None:
    rows = wild.session.exec(select(Trail.id).where(col(Trail.verb).in_(WAYS)).order_by(col(Trail.id))).all()
    chosen = act_rows(wild.session, wild.here.bureau.key_id, wild.dice.choice(rows) or 0) if rows else []
    if not chosen:
        raise Missing
    undo(wild.session, chosen, wild.act())


def _open(wild: Wild) -> None:
    lists = [checklist()] * wild.dice.choice((1, 2))
    open_year(wild.session, wild.here.bureau, wild.dice.choice((1999, 2030, 2031)), lists, outline(), wild.act())


def _entry(wild: Wild) -> None:
    kind, month = wild.dice.choice(list(EntryKind)), wild.dice.randint(0, 13)
    write(wild.one(Item), wild.room(), kind, month, wild.said(), wild.act(), final=wild.yes())


def _item(wild: Wild) -> None:
    new = {"no": "9", "title": "新增", "section": "", "requirement": "", "note": ""}
    add_item(wild.session, wild.year.year, new, wild.act(), standard=wild.yes(), steps=["一步"], owed=["一份"])


TRIES: dict[str, Callable[[Wild], object]] = {
    "Bureau.edit": lambda w: w.here.bureau.edit({"short_name": w.dice.choice("甲乙")}, w.act()),
    "Citation.keep": lambda w: w.one(Citation).keep(w.year.year, "1次", w.reason(), w.act()),
    "Citation.remove": lambda w: w.one(Citation).remove(w.year.year, w.session, w.act()),
    "Citation.take": lambda w: w.one(Citation).take(w.year.year, "2", "2次", w.act()),
    "Department.edit": lambda w: w.room().edit(
        w.act(), name=w.dice.choice(("办公室", "法规科")), position=1, active=True
    ),
    "Dismissal.take_back": lambda w: w.one(Dismissal).take_back(w.year.year, w.act()),
    "Edition.lift": lambda w: w.one(Edition).lift(w.year.year, w.reason(), w.act()),
    "Entry.accept": _accept,
    "Entry.discard": lambda w: w.one(Entry).discard(w.act()),
    "Entry.hand_over": lambda w: w.one(Entry).hand_over(w.person(), w.act()),
    "Entry.revise": lambda w: w.one(Entry).revise(w.said(), w.act(), final=w.yes()),
    "Entry.send_back": lambda w: w.one(Entry).send_back(w.reason(), w.act()),
    "Entry.submit": lambda w: w.one(Entry).submit(w.act()),
    "Entry.withdraw": lambda w: w.one(Entry).withdraw(w.act()),
    "Evidence.edit": _correct,
    "Evidence.serve": _serve,
    "EvidenceLink.belong": _belong,
    "EvidenceLink.correct": _correct_both,
    "EvidenceLink.detach": _detach,
    "EvidenceLink.give_way": _give_way,
    "Figure.confirm": _confirm_figure,
    "Figure.set": _set_figure,
    "Indicator.edit": lambda w: w.one(Indicator).edit(
        w.year.year, {"name": w.dice.choice(("", "a b", "改名"))}, w.act()
    ),
    "Item.acknowledge": lambda w: w.one(Item).acknowledge(w.act()),
    "Item.asked_to_close": lambda w: w.one(Item).must("ask"),  # the entry's submit calls it
    "Item.assign": _assign,
    "Item.close": lambda w: w.one(Item).check_close(None),  # the entry's accept calls it
    "Item.close_na": lambda w: w.one(Item).close_na(w.reason(), w.act()),
    "Item.decline": lambda w: w.one(Item).decline(w.reason(), w.act()),
    "Item.drop": lambda w: w.one(Item).drop(w.reason(), w.act()),
    "Item.edit": lambda w: w.one(Item).edit({"title": "改题"}, w.act()),
    "Item.hand_on": lambda w: w.one(Item).hand_on(w.dice.choice((None, w.person())), w.act()),
    "Item.lead_by": lambda w: w.one(Item).lead_by(w.person(), w.act()),
    "Item.move": lambda w: w.one(Item).move(w.room(), w.room(), w.act()),
    "Item.restore": lambda w: w.one(Item).restore(w.act()),
    "Item.tick": lambda w: (lambda item: item.tick(w.dice.choice(item.checkpoints), w.yes(), w.act()))(w.one(Item)),
    "Passage.edit": lambda w: w.one(Passage).edit(w.year.year, w.dice.choice(("", "改写")), [], "", w.act()),
    "Passage.settle": lambda w: w.one(Passage).settle(w.year.year, w.yes(), w.act()),
    "Person.edit": _edit_person,
    "Person.set_password": lambda w: w.person().set_password(w.dice.choice(("short", "another-horse-2")), w.act()),
    "Person.switch": _switch,
    "Record.close_problem": lambda w: w.one(Record).close_problem(w.act()),
    "Record.confirm": lambda w: w.one(Record).confirm(w.act()),
    "Record.edit": _correct_record,
    "Record.reopen_problem": lambda w: w.one(Record).reopen_problem(w.reason(), w.act()),
    "Record.restore": lambda w: w.one(Record).restore(w.act()),
    "Record.send_back": lambda w: w.one(Record).send_back(w.reason(), w.act()),
    "Record.submit": lambda w: w.one(Record).submit(w.act()),
    "Record.update": lambda w: w.one(Record).update(w.dice.randint(0, 12), w.reason(), w.yes(), w.act()),
    "Record.void": lambda w: w.one(Record).void(w.reason(), w.act()),
    "Year.reopen": lambda w: w.year.year.reopen(w.reason(), w.act()),
    "Year.set_report": lambda w: w.year.year.set_report({"signer": w.dice.choice("甲乙")}, w.act()),
    "Year.start": lambda w: w.year.year.start(w.act()),
    "accept_all": lambda w: accept_all([w.one(Entry), w.one(Entry)], w.act()),
    "acknowledge_all": lambda w: items.acknowledge_all([w.one(Item), w.one(Item)], w.act()),
    "add_department": lambda w: add_department(
        w.session, w.here.bureau, w.dice.choice(("办公室", f"科室{w.dice.randrange(10**6)}")), w.act()
    ),
    "add_figure": _add_figure,
    "add_indicator": lambda w: add_indicator(
        w.session, w.year.year, w.act(), name=w.dice.choice(("", "投入", f"指标{w.dice.randrange(10**6)}")), unit="次"
    ),
    "add_item": _item,
    "add_person": _person,
    "archive": lambda w: archive(w.year.year, w.act()),
    "attach": _attach,
    "bureau_named": lambda w: bureau_named(w.session, w.dice.choice(("", "别的局")), w.act()),
    "cite": lambda w: cite(w.session, w.year.year, "opening", "1", "共", w.one(Figure), "1次", w.act()),
    "confirm_all": lambda w: confirm_all([w.one(Record), w.one(Record)], w.act()),
    "delete_year": lambda w: delete_year(w.session, w.year.year, "2030", w.act()),
    "dismiss": _dismiss,
    "edit_room": lambda w: edit_room(w.room(), w.act(), name="办公室", position=1, active=w.yes()),
    "freeze": _freeze,
    "give_data": lambda w: give_data(w.session, w.year.year, KINDS, INDICATORS, w.act()),
    "hand_out_named": lambda w: hand_out_named(w.session, w.year.year, [named_list()], w.act()),
    "hand_over": _hand_over,
    "look": lambda w: look(w.session, w.year.year, ["a"], w.act()),
    "move_room": lambda w: move_room(w.session, w.room(), w.room(), w.act(), members=w.yes(), off=w.yes()),
    "open_year": _open,
    "put_away": _put_away,
    "reopen": lambda w: reopen(w.one(Item), w.reason(), w.act()),
    "set_outline": _outline,
    "set_rule": _rule,
    "take_data": lambda w: take_data(w.session, w.year.year, KINDS, INDICATORS, w.act()),
    "undo": _undo,
    "write": _entry,
    "write_passage": _passage,
    "write_record": _record,
}
NEVER_REFUSE = {"Bureau.edit"}
HELPERS = {  # parts of a verb, which never refuse by themselves, or are refused through it
    "Item.change", "Year.move", "add_bureau", "acting", "computed_figure", "name_years", "tell", "tell_data",
    "Evidence.check_edit", "Evidence.set", "Person.may_go", "Entry.must_be_answered", "Record.must_be_confirmed", "wrote",
}  # fmt: skip
