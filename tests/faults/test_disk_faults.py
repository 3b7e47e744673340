"""The disk is full or may only be read: a clear page, nothing half saved, and it goes on when there is room again."""

import errno
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlmodel import Session, select
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from files import Store
from models.evidence import Evidence
from tests.apps import new_app
from tests.faults.play import TYPED, bound_by_modes, largest_file, overdue, report
from tests.visitor import Visitor

MB = 1024 * 1024
# Without room, the parser of forms leaves its own temporary file to the garbage collector, which warns of it.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def upload(visitor: Visitor, path: str, size: int, status: int = 200) -> Visitor:
    """Send a file as a browser does; the body is put together in memory, so that only the server needs room."""
    visitor.open(path)
    fields: MultiDict[str, str | FileStorage] = MultiDict({"csrf_token": visitor.token, "title": "大文件"})
    fields.add("files", FileStorage(io.BytesIO(os.urandom(size)), filename="大文件.bin"))
    boundary, body = encode_multipart(fields)
    visitor.page = visitor.client.post(
        f"{path}/evidence", data=body, content_type=f"multipart/form-data; boundary={boundary}", follow_redirects=True
    )
    assert visitor.page.status_code == status, visitor.text
    return visitor


def kept(app: Flask) -> tuple[set[Path], int]:
    """(every file of the store, how many rows speak of files)."""
    folder = app.config["SETTINGS"].data / "evidence"
    with Session(app.extensions["engine"]) as session:
        return set(folder.rglob("*")), len(session.exec(select(Evidence.id)).all())


@pytest.mark.parametrize("size", [6 * MB, 300_000])
def test_no_room_for_an_upload(demo_app: Flask, visit: Callable[[str], Visitor], size: int) -> None:
    """A large one fails while it is received, a smaller one while it is kept."""
    visitor = visit("staff-window")
    path, before = overdue(visitor), kept(demo_app)
    with largest_file(4 * MB if size > MB else 200_000):
        upload(visitor, path, size, 507).says("磁盘空间不足", "没有保存任何内容")
    assert kept(demo_app) == before
    upload(visitor, path, size).says("已上传 1 个文件")
    assert kept(demo_app)[1] == before[1] + 1


def test_no_room_for_the_database(demo_app: Flask, visit: Callable[[str], Visitor]) -> None:
    visitor = visit("staff-window")
    path = overdue(visitor)
    visitor.open(f"{path}/entries/new?month=11")
    demo_app.extensions["engine"].dispose()
    with largest_file(4096):
        report_page = visitor.submit(
            f"{path}/entries/new", 507, month="11", kind="monthly", stance="progress", text=TYPED, percent="9", act="submit"
        )  # fmt: skip
        report_page.says("磁盘空间不足", TYPED)
    report(visitor, path).says("已提交")


def test_no_room_for_the_report_file(demo_app: Flask, tmp_path: Path) -> None:
    """The command leaves neither a half file nor a draft, and an older report stays whole."""
    out = tmp_path / "r.html"
    out.write_text("the old one", encoding="utf-8")
    run = demo_app.test_cli_runner().invoke
    with Session(demo_app.extensions["engine"]) as open_one:
        open_one.exec(select(Evidence.id)).all()  # the database's own small files are there already
        with largest_file(20_000):
            full = run(args=["report", "build", "2020", "--out", str(out)])
    assert full.exit_code == 1 and "写不了" in full.stderr and full.stdout == ""
    assert out.read_text(encoding="utf-8") == "the old one" and list(tmp_path.glob(".r*")) == []
    assert run(args=["report", "build", "2020", "--out", str(out)]).exit_code == 0


def test_the_store_leaves_nothing_of_a_failed_copy(tmp_path: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell():
                raise OSError(errno.ENOSPC, "No space left on device")
            return super().read(10)

    store = Store(tmp_path / "evidence", MB)
    with pytest.raises(OSError, match="No space"):
        store.keep(Broken(b"x" * 100))
    assert [one for one in store.folder.rglob("*") if one.is_file()] == []


@pytest.fixture
def reader(played: Path) -> Iterator[Flask]:
    """The demonstration in a folder that this process may read and not write."""
    folder = Path(tempfile.mkdtemp(prefix="fazhi-readonly-"))
    shutil.copytree(played, folder / "data")
    app = new_app(folder / "data", f"sqlite:///{folder / 'data' / 'fazhi.sqlite3'}")
    yield app
    app.extensions["engine"].dispose()
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755)
    shutil.rmtree(folder)


def lock(app: Flask) -> None:
    root: Path = app.config["SETTINGS"].data
    for path in [root.parent, root, *root.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)


def unlock(app: Flask) -> None:
    root: Path = app.config["SETTINGS"].data
    for path in [root, *root.rglob("*")]:
        path.chmod(0o777 if path.is_dir() else 0o666)


def test_a_folder_that_may_only_be_read(reader: Flask) -> None:
    visitor = Visitor(reader).sign_in("staff-window")
    path = overdue(visitor)
    visitor.open(f"{path}/entries/new?month=11")
    reader.extensions["engine"].dispose()
    lock(reader)
    with bound_by_modes():
        report_page = visitor.submit(
            f"{path}/entries/new", 503, month="11", kind="monthly", stance="progress", text=TYPED, percent="9", act="draft"
        )  # fmt: skip
        report_page.says("只能读", "没有保存", "检查数据目录的权限", TYPED)
        doctor = reader.test_cli_runner().invoke(args=["doctor"])
        assert doctor.exit_code == 1 and "数据目录写不了" in doctor.stdout
    reader.extensions["engine"].dispose()
    unlock(reader)
    report(visitor, path).says("已提交")


def test_a_store_that_may_only_be_read(reader: Flask) -> None:
    visitor = Visitor(reader).sign_in("staff-window")
    path, store = overdue(visitor), reader.config["SETTINGS"].data / "evidence"
    unlock(reader)
    rows = kept(reader)[1]
    store.chmod(0o555)
    with bound_by_modes():
        upload(visitor, path, 2000, 503).says("只能读", "没有保存")
    assert kept(reader)[1] == rows and not list(store.glob("incoming-*"))
    store.chmod(0o777)
    upload(visitor, path, 2000).says("已上传 1 个文件")


KILLED = """
import os, re, sys
from pathlib import Path
import io
import sqlalchemy as sa
sys.path.insert(0, os.getcwd())
import config
from app import create_app
data = Path(sys.argv[1])
app = create_app(config.Settings(data=data, database_url=f"sqlite:///{data / 'fazhi.sqlite3'}"))
from tests.visitor import Visitor
visitor = Visitor(app).sign_in("staff-window").open(sys.argv[2])
sa.event.listen(app.extensions["engine"], "commit", lambda held: os._exit(9))
visitor.submit(sys.argv[2] + "/evidence", files=(io.BytesIO(b"lost on the way"), "a.txt"), title="")
"""


def test_the_server_is_killed_between_file_and_row(demo_app: Flask, visit: Callable[[str], Visitor]) -> None:
    """The file is there and nobody knows it: doctor names it, and sweeps it once it is a day old."""
    path, data = overdue(visit("staff-window")), demo_app.config["SETTINGS"].data
    before = kept(demo_app)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(data), path], cwd=Path(__file__).parents[2], capture_output=True, check=False
    )
    assert killed.returncode == 9, killed.stderr.decode()[-600:]
    files, rows = kept(demo_app)
    orphan = next(one for one in files - before[0] if one.is_file())
    assert rows == before[1] and orphan.read_bytes() == b"lost on the way"
    (data / "evidence" / "incoming-half").write_bytes(b"ha")
    run = demo_app.test_cli_runner().invoke
    assert "有 2 个文件没有登记" in run(args=["doctor"]).stdout
    assert "已清理 0 个" in run(args=["doctor", "--sweep"]).stdout, "a young one may still get its row"
    old = time.time() - 2 * 86400
    for one in (orphan, data / "evidence" / "incoming-half", *(path for path in before[0] if path.is_file())):
        os.utime(one, (old, old))
    swept = run(args=["doctor", "--sweep"])
    assert "已清理 2 个" in swept.stdout and "没有登记" not in swept.stdout.split("\n", 1)[1]
    assert kept(demo_app)[0] - {orphan.parent} == before[0] - {orphan.parent}, "what has a row stays, however old"


def test_a_frozen_report_is_never_swept(demo_app: Flask, visit: Callable[[str], Visitor]) -> None:
    office = visit("office").open("/years/2020/report")
    office.submit("/years/2020/report/final").says("已定稿")
    old = time.time() - 9 * 86400
    for one in demo_app.config["SETTINGS"].data.glob("evidence/??/*"):
        os.utime(one, (old, old))
    assert "已清理 0 个" in demo_app.test_cli_runner().invoke(args=["doctor", "--sweep"]).stdout
    with office.client.get("/years/2020/report/pdf") as answer:
        assert answer.data.startswith(b"%PDF-")
    for one in demo_app.config["SETTINGS"].data.glob("evidence/??/*"):
        one.unlink()
    gone = demo_app.test_cli_runner().invoke(args=["doctor"])
    assert gone.exit_code == 1 and "个材料文件" in gone.stdout
