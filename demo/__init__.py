"""The year 2020 told as data, and load(): it plays the year through the same verbs that the pages use."""

from sqlmodel import Session

from demo.counted import play_counted
from demo.play import Play, at, standard, task, told
from demo.proof import proofread
from files import Store
from models.act import Act
from models.items import items_of_year
from models.passages import write_passage

__all__ = ["load"]


def load(session: Session, store: Store) -> None:
    """Play the whole year into an empty database; the caller commits."""
    play = Play(session, store)
    year = play.start()
    items = items_of_year(session, year.key_id)
    for item in items:
        if item.checklist_key == "key-tasks-2020":
            task(play, item)
    standards = [item for item in items if item.checklist_key == "demonstration-site-2020"]
    leads = play.plan["standards_leads"]
    for place, item in enumerate(standards):
        standard(play, item, leads[place % len(leads)])
    for slot, body in told("written").items():
        write_passage(session, year, slot, body, [], "", Act(play.who["office"], at(2021, 1, 13)))
    session.flush()
    proofread(session, year, play.plan["explained"], Act(play.who["office"], at(2021, 1, 14)))
    tasks = {item.key: item for item in items if item.checklist_key == "key-tasks-2020"}
    play_counted(play, year, tasks, {"records": told("records"), "figures": told("figures")})
    session.flush()
