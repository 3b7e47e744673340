"""A demonstration swollen on purpose: long names, long texts, an item with hundreds of entries."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from flask import Flask
from sqlmodel import Session, col, select

from models.act import Act
from models.entries import Entry, EntryKind, EntryState, Review, Stance, Verdict
from models.items import Item, item_by_id
from models.people import Department, Person
from models.trail import tell

LONG_NAME = "市科学技术和工业信息化服务保障中心行政审批与政务服务联合窗口管理协调推进领导小组办公室第一科"[:40]
LONG_TEXT = "组织召开专题会议，逐项对照要求研究解决，并把责任落实到人；" * 67
LONG_WORD = "https://example.org/" + "a" * 180
SWOLLEN = 59  # 听取意见和测评, led by 政策法规科


def many_entries(app: Flask, item_id: int = SWOLLEN, count: int = 300) -> None:
    """Answered entries of the item's lead department, and as many ticks: every third month was quiet."""
    with app.app_context(), Session(app.extensions["engine"]) as session:
        item = item_by_id(session, 1, item_id)
        people = {one.username: one for one in session.exec(select(Person)).all()}
        assert item is not None and item.lead_id is not None
        start = datetime(2020, 3, 5, 1, tzinfo=UTC)
        for number in range(count):
            at = start + timedelta(hours=8 * number)
            entry = Entry(
                item_id=item_id,
                department_id=item.lead_id,
                month=at.month,
                kind=EntryKind.MONTHLY,
                stance=Stance.UNCHANGED if number % 3 == 0 else Stance.PROGRESS,
                text="" if number % 3 == 0 else f"第{number}次进展。" + LONG_TEXT[: number * 7 % 2000],
                state=EntryState.RETURNED,
                live=False,
                author_id=people["staff-law"].key_id,
                written_at=at,
                submitted_at=at,
            )
            session.add(entry)
            session.flush()
            told = Review(
                entry_id=entry.key_id,
                by_id=people["office"].key_id,
                verdict=Verdict.RETURN,
                reason=f"第{number}次退回。",
                at=at + timedelta(hours=1),
            )
            session.add(told)
            step = {"checkpoint": item.checkpoints[number % len(item.checkpoints)].text}
            tell(item, "item.tick", Act(people["staff-law"], at), after=dict(step))
        session.commit()


def long_names(app: Flask) -> None:
    """Every department and person at the longest name there may be, every item at its longest words."""
    with app.app_context(), Session(app.extensions["engine"]) as session:
        for table in (Department, Person):
            for row in session.exec(select(table)).all():
                session.execute(
                    sa.update(table).where(col(table.id) == row.id).values(name=f"{row.id:02}{LONG_NAME}"[:40])
                )
        words = {"title": (LONG_WORD + LONG_TEXT)[:120], "requirement": (LONG_WORD + LONG_TEXT)[:2000]}
        session.execute(sa.update(Item).values(section=LONG_TEXT[:120], origin=LONG_WORD, **words))
        session.execute(sa.update(Entry).where(col(Entry.text) != "").values(text=(LONG_WORD + LONG_TEXT)[:2000]))
        session.execute(sa.update(Review).values(reason=(LONG_WORD + LONG_TEXT)[:1000]))
        session.commit()
