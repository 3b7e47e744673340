"""What a visitor does with evidence: find an item, hand files in, read which files a page shows."""

import io
import re
from pathlib import Path
from typing import Any

from flask import Flask
from sqlmodel import Session, func, select

from models.evidence import Evidence
from tests.visitor import Visitor

MINE, HELPED, OTHERS = "规范使用文书", "整理典型案例", "说理式文书"  # open items; 行政审批服务科 leads the first
PAPER = b"%PDF-1.4 a paper"


def item_path(visitor: Visitor, title: str = MINE) -> str:
    """The address of an item, found as a person would: by searching the ledger."""
    visitor.open(f"/years/2020/ledger?q={title}")
    found = re.search(r'href="(/items/\d+)"', visitor.text)
    assert found, title
    return found[1]


def hand_in(visitor: Visitor, path: str, *files: tuple[str, bytes], status: int = 200, **said: Any) -> Visitor:
    """Upload from the item page, as its form would."""
    fields = {"title": "", "own_date": "2020-12-01", **said}
    sent = [(io.BytesIO(content), name) for name, content in files]
    return visitor.open(path).submit(f"{path}/evidence", status, files=sent, **fields)


def links(visitor: Visitor) -> list[str]:
    """The ids of the files that the open page links to, in their order."""
    return list(dict.fromkeys(re.findall(r'href="/evidence/(\d+)/file"', visitor.text)))


def newest(visitor: Visitor, path: str) -> str:
    """The id of the file that came last."""
    return max(links(visitor.open(path)), key=int)


def kept(app: Flask) -> tuple[int, int]:
    """(rows of evidence, files on disk): what an upload may add to, and a refusal must not."""
    folder: Path = app.config["SETTINGS"].data / "evidence"
    with Session(app.extensions["engine"]) as session:
        rows = session.exec(select(func.count()).select_from(Evidence)).one()
    return rows, sum(path.is_file() for path in folder.rglob("*"))
