"""Evidence through pages: hand in, use again, replace, take off, correct; what is refused is said and changes nothing."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests.hands import MINE, OTHERS, PAPER, hand_in, item_path, kept, links, newest
from tests.test_files import png
from tests.visitor import Visitor

Visit = Callable[[str], Visitor]


def owed_id(visitor: Visitor, text: str) -> str:
    found = re.search(rf'<option[^>]* value="(\d+)"[^>]*>{text}</option>', visitor.text)
    assert found, text
    return found[1]


def test_several_files_come_in_at_once_with_their_own_date(visit: Visit, demo_app: Flask) -> None:
    staff, before = visit("staff-window"), kept(demo_app)
    path = item_path(staff)
    owed = owed_id(staff.open(path), "记录簿")
    hand_in(
        staff,
        path,
        ("一.pdf", PAPER),
        ("二.txt", "第二份".encode()),
        owed=owed,
        own_date="2020.11.5",
        title="只给一份的名称",
    )
    staff.says("已上传 2 个文件", "一.pdf", "二.txt", "11 月 5 日", "1 / 2").silent("只给一份的名称")
    assert kept(demo_app) == (before[0] + 2, before[1] + 2)
    staff.open(f"/evidence/{newest(staff, path)}").says(
        "二.txt", "11 月 5 日", "1 月 15 日", "行政审批服务科经办人", "记录簿"
    )
    staff.open("/years/2020/evidence").says("二.txt", "11 月 5 日")


def test_a_single_file_bears_the_name_that_was_typed(visit: Visit) -> None:
    staff = visit("staff-window")
    hand_in(staff, item_path(staff), ("scan0001.pdf", PAPER), title="简易行政指导书汇编").says("简易行政指导书汇编")


def test_one_refused_file_refuses_all_and_keeps_what_was_typed(visit: Visit, demo_app: Flask) -> None:
    staff, before = visit("staff-window"), kept(demo_app)
    path = item_path(staff)
    hand_in(
        staff, path, ("好的.pdf", PAPER), ("空的.pdf", b""), ("也空.pdf", b""), status=422, title="想好的名称", secret="y",
        own_date="2020-10-09", owed=owed_id(staff.open(path), "记录簿"),
    )  # fmt: skip
    staff.says("“空的.pdf”是空文件", "“也空.pdf”是空文件", "浏览器不会记住选过的文件", "想好的名称", "2020-10-09")
    assert re.search(r'name="secret"[^>]*checked|checked[^>]*name="secret"', staff.text)
    assert re.search(r"<option selected[^>]*>记录簿", staff.text) and 'href="#files"' in staff.text
    assert kept(demo_app) == before


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"own_date": "2020-02-30"}, "请按 2020-12-31 的样子填写日期"),
        ({"own_date": "1066-10-14"}, "1949 年至 2100 年"),
        ({"title": "长" * 201}, "最多 200 字"),
        ({"title": "不是\uffff字的"}, "不是字符"),
        ({"owed": "999999"}, "对应的应交材料"),
    ],
)
def test_what_is_typed_wrong_is_told_at_its_field(
    visit: Visit, demo_app: Flask, said: dict[str, str], message: str
) -> None:
    staff, before = visit("staff-window"), kept(demo_app)
    hand_in(staff, item_path(staff), ("a.pdf", PAPER), status=422, **said).says(message)
    assert kept(demo_app) == before


def test_more_files_than_allowed_are_refused(visit: Visit, demo_app: Flask) -> None:
    staff, before = visit("staff-window"), kept(demo_app)
    many = [(f"{place}.txt", f"第{place}份".encode()) for place in range(21)]
    hand_in(staff, item_path(staff), *many, status=422).says("一次最多上传 20 个文件")
    assert kept(demo_app) == before


def test_the_same_content_again_is_left_out_and_said(visit: Visit, demo_app: Flask) -> None:
    staff = visit("staff-window")
    path = item_path(staff)
    hand_in(staff, path, ("一.pdf", PAPER))
    before = kept(demo_app)
    hand_in(staff, path, ("换名.pdf", PAPER), status=422).says("“换名.pdf”和这里已有的“一.pdf”内容完全相同")
    assert kept(demo_app) == before
    hand_in(staff, path, ("换名.pdf", PAPER), ("新的.txt", b"new")).says("已上传 1 个文件", "内容完全相同")
    assert kept(demo_app) == (before[0] + 1, before[1] + 1)
    hand_in(staff, path, ("a.txt", b"one"), ("b.txt", b"one")).says("已上传 1 个文件", "内容完全相同")


def test_the_same_content_elsewhere_is_kept_once_and_said(visit: Visit, demo_app: Flask) -> None:
    staff = visit("staff-window")
    hand_in(staff, item_path(staff), ("一.pdf", PAPER))
    before = kept(demo_app)
    office = visit("office")
    hand_in(office, item_path(office, OTHERS), ("二.pdf", PAPER))
    office.says("“二.pdf”和已有材料“一.pdf”（4.4 规范使用文书）内容完全相同", "下次可以直接选用")
    assert kept(demo_app) == (before[0] + 1, before[1]), "one more row, no more files"
    rural = visit("staff-funds")
    hand_in(rural, item_path(rural, OTHERS), ("三.txt", b"x")).silent("内容完全相同")


def test_a_file_that_is_there_serves_another_item(visit: Visit, demo_app: Flask) -> None:
    office = visit("office")
    path, other = item_path(office), item_path(office, OTHERS)
    hand_in(office, other, ("样本.pdf", PAPER), title="说理式文书样本一")
    before = kept(demo_app)
    owed = owed_id(office.open(path), "记录簿")
    office.open(f"{path}/evidence/pick?q=样本一&owed={owed}").says("说理式文书样本一", "现用于 6.4 说理式文书")
    assert re.search(r"<option selected[^>]*>记录簿", office.text)
    chosen = re.findall(r'name="files" value="(\d+)"', office.text)
    assert len(chosen) == 1
    office.submit(f"{path}/evidence/pick?q=样本一", files=chosen, owed=owed).says(
        "已选用 1 份材料", "说理式文书样本一", "选用已有材料", "1 / 2"
    )
    assert kept(demo_app) == before
    link = newest(office, path)
    office.open(f"/evidence/{link}").says("也用于", "6.4 说理式文书")
    staff = visit("staff-window").open(f"/evidence/{link}").silent("说理式文书</a>")
    assert staff.status(f"/evidence/{link}/file") == 200, "the item it serves now opens it"
    office.open("/years/2020/evidence?q=样本一").says("也用于另外 1 项")
    office.open(f"{path}/evidence/pick?q=样本一").submit(f"{path}/evidence/pick", 422, files=chosen, owed=owed).says(
        "已经在这里"
    )


def test_what_a_file_stands_for_is_set_right_and_the_only_missing_paper_is_offered_first(visit: Visit) -> None:
    staff, office = visit("staff-window"), visit("office")
    path = item_path(staff)
    book, guide = (owed_id(staff.open(path), text) for text in ("记录簿", "简易行政指导书"))
    hand_in(staff, path, ("书.pdf", PAPER), owed="").says("0 / 2")
    link = newest(staff, path)
    edit = f"/evidence/{link}/edit"
    slow = office.open(edit)
    said = {"title": "书.pdf", "own_date": "2020-12-01"}
    staff.open(edit).submit(edit, **said, owed=book).says("已保存", "1 / 2", "修改材料信息")
    slow.submit(edit, 422, **said, owed="").says("刚才有人改过")
    assert re.search(rf'<option selected value="{guide}"', staff.open(path).text), "the one that is missing"
    assert re.search(rf'<option selected value="{guide}"', staff.open(f"{path}/evidence/pick").text)
    staff.open(edit).submit(edit, 422, **said, owed="999").says("不在可选范围内")
    staff.open(edit).submit(edit, **said, owed="").says("0 / 2")
    chosen = re.findall(r'name="files" value="(\d+)"', staff.open(f"{path}/evidence/pick?q=书.pdf").text)
    staff.submit(f"{path}/evidence/pick", files=chosen, owed=guide).says("已选用 1 份材料", "1 / 2").silent(
        "其他材料</li>"
    )
    assert links(staff.open(path)) == [link], "it stands once"
    staff.open(f"{path}/evidence/pick").submit(f"{path}/evidence/pick", 422, files=chosen, owed="").says("已经在这里")


@pytest.mark.parametrize("door", ["upload", "edit", "replace"])
def test_a_paper_is_not_dated_after_today(visit: Visit, demo_app: Flask, door: str) -> None:
    staff = visit("staff-window")
    path = item_path(staff)
    ahead, words = {"own_date": "2021-01-16"}, "材料日期不能晚于今天（2021 年 1 月 15 日）"
    if door == "upload":
        before = kept(demo_app)
        hand_in(staff, path, ("a.pdf", PAPER), status=422, title="打好的名称", **ahead).says(words, "打好的名称")
        assert kept(demo_app) == before
        hand_in(staff, path, ("a.pdf", PAPER), own_date="2021-01-15").says("已上传 1 个文件")
        return
    hand_in(staff, path, ("a.pdf", PAPER))
    page = f"/evidence/{newest(staff, path)}/{door}"
    more = {"file": (io.BytesIO(b"new"), "b.txt"), "reason": "新的"} if door == "replace" else {}
    staff.open(page).submit(page, 422, title="改过的名称", **ahead, **more).says(words, "改过的名称")
    staff.open(path).silent("改过的名称")


@pytest.mark.parametrize("chosen", [[], ["999999"], ["1"]])
def test_nothing_or_what_may_not_be_seen_cannot_be_picked(visit: Visit, demo_app: Flask, chosen: list[str]) -> None:
    """Evidence 1 is of 政策法规科: for 行政审批服务科 it is not there."""
    staff = visit("staff-window")
    path = item_path(staff)
    before = staff.open(path).text.count("/evidence/")
    staff.open(f"{path}/evidence/pick").silent("领导小组成立文件")
    staff.submit(f"{path}/evidence/pick", 422, files=chosen, owed="")
    assert staff.open(path).text.count("/evidence/") == before


def test_the_search_of_the_picker_says_when_it_finds_nothing(visit: Visit) -> None:
    staff = visit("staff-window")
    staff.open(f"{item_path(staff)}/evidence/pick?q=没有这样的").says("没有找到", "回到事项")
    staff.open("/items/11/evidence/pick").says("事项办结后不能再改材料")


def replace(visitor: Visitor, link: str, name: str, content: bytes, status: int = 200, **said: str) -> Visitor:
    fields = {"reason": "更正人数", "title": "", "own_date": "2020-12-20", **said}
    return visitor.open(f"/evidence/{link}/replace").submit(
        f"/evidence/{link}/replace", status, file=(io.BytesIO(content), name), **fields
    )


def test_a_newer_file_replaces_an_older_one_which_stays_open(visit: Visit) -> None:
    staff = visit("staff-window")
    path = item_path(staff)
    owed = owed_id(staff.open(path), "记录簿")
    hand_in(staff, path, ("旧.pdf", PAPER), owed=owed)
    old = newest(staff, path)
    replace(staff, old, "新.pdf", PAPER + b" 2", title="新记录簿").says(
        "已替换", "新记录簿", "1 / 2", "替换材料", "更正人数"
    )
    new = newest(staff, path)
    assert links(staff) == [new], "the old one no longer counts"
    staff.says("已撤下、已替换 1 份", "1 月 15 日", "由行政审批服务科经办人替换：更正人数", "看新的：新记录簿")
    staff.open(f"/evidence/{old}").says("由行政审批服务科经办人替换", "看现在用的“新记录簿”")
    for who in ("staff-window", "office", "leader"):
        with visit(who).client.get(f"/evidence/{old}/file") as answer:
            assert answer.status_code == 200 and answer.data == PAPER, who
    staff.open(f"/evidence/{old}/edit").submit(f"/evidence/{old}/edit", 422, title="再改", own_date="").says(
        "已经撤下或替换"
    )
    assert visit("staff-law").status(f"/evidence/{old}/file") == 403


def test_what_is_wrong_with_a_replacement_is_told(visit: Visit, demo_app: Flask) -> None:
    staff = visit("staff-window")
    path = item_path(staff)
    hand_in(staff, path, ("旧.pdf", PAPER), ("另一.txt", b"other"))
    link, before = links(staff)[0], kept(demo_app)
    replace(staff, link, "", b"", 422, reason="换一份，理由在此").says(
        "请选择新文件", "换一份，理由在此", "浏览器不会记住"
    )
    replace(staff, link, "空.pdf", b"", 422).says("是空文件")
    replace(staff, link, "新.pdf", b"%PDF new", 422, reason=" ").says("请填写替换原因")
    replace(staff, link, "同.pdf", PAPER, 422).says("内容完全相同")
    assert kept(demo_app) == before


def test_a_file_is_taken_off_with_a_reason(visit: Visit) -> None:
    staff = visit("staff-window")
    path = item_path(staff)
    hand_in(staff, path, ("错的.pdf", PAPER))
    link = newest(staff, path)
    staff.open(f"/evidence/{link}/edit")
    staff.submit(f"/evidence/{link}/detach", 422, reason="").says("请填写撤下原因")
    staff.submit(f"/evidence/{link}/detach", 422, reason="长" * 501).says("最多 500 字", "长" * 501)
    staff.submit(f"/evidence/{link}/detach", reason="传错了事项").says("已撤下", "传错了事项", "已撤下、已替换 1 份")
    assert staff.status(f"/evidence/{link}/file") == 200 and visit("office").status(f"/evidence/{link}/file") == 200
    leader = visit("leader")
    assert leader.status(f"/evidence/{link}/file") == 403, "what was handed in by mistake is not for readers"
    leader.open(path).says("已撤下的材料").silent("错的.pdf", "传错了事项")
    staff.open(f"/evidence/{link}").submit(f"/evidence/{link}/detach", 422, reason="再撤一次").says("已经撤下")


def test_two_people_correct_one_file_and_neither_is_overwritten_silently(visit: Visit) -> None:
    first, second = visit("staff-window"), visit("head-window")
    path = item_path(first)
    hand_in(first, path, ("a.pdf", PAPER))
    edit = f"/evidence/{newest(first, path)}/edit"
    first.open(edit)
    second.open(edit).submit(edit, title="第二人的名称", own_date="2020-12-02").says("已保存")
    first.submit(edit, 422, title="第一人的名称", own_date="").says(
        "刚才有人改过：“第二人的名称”，2020-12-02", "第一人的名称"
    )
    first.submit(edit, title="第一人的名称", own_date="").says("第一人的名称").silent("第二人的名称")


def test_a_file_of_two_departments_is_corrected_by_the_office(visit: Visit) -> None:
    office, staff = visit("office"), visit("staff-window")
    path, other = item_path(office), item_path(office, OTHERS)
    hand_in(staff, path, ("共用.pdf", PAPER))
    office.open(f"{other}/evidence/pick?q=共用")
    office.submit(f"{other}/evidence/pick", files=re.findall(r'name="files" value="(\d+)"', office.text), owed="")
    edit = f"/evidence/{newest(staff, path)}/edit"
    staff.open(edit).submit(edit, 422, title="改名", own_date="").says("也用于其他科室的事项", "改名")
    office.open(edit).says("也用于 6.4 说理式文书").submit(edit, title="法治办改的名", own_date="").says("法治办改的名")
    office.open(other).says("法治办改的名")


def test_after_closing_a_file_can_be_made_secret_and_nothing_else(visit: Visit) -> None:
    office = visit("office").open("/evidence/1").says("标为内部").silent("改信息或撤下")
    office.open("/evidence/1/edit").says("只能勾选“内部材料”").silent("撤下原因")
    office.submit("/evidence/1/edit", 422, title="改名", own_date="2020-04-06").says("事项办结后不能再改材料")
    office.open("/evidence/1/edit").submit("/evidence/1/detach", 422, reason="撤").says("办结后不能再改材料")
    title = "领导小组成立文件"
    day = re.search(r'name="own_date"[^>]*value="([^"]+)"', office.open("/evidence/1/edit").text)
    assert day
    office.submit("/evidence/1/edit", title=title, own_date=day[1], secret="y").says("已保存")
    assert visit("leader").status("/evidence/1/file") == 403


@pytest.mark.parametrize("what", ["gone", "cut"])
def test_a_file_missing_on_disk_is_a_clear_page_and_a_line_of_the_doctor(
    visit: Visit, demo_app: Flask, what: str
) -> None:
    staff = visit("staff-window")
    path = item_path(staff)
    hand_in(staff, path, ("丢失.pdf", PAPER))
    link = newest(staff, path)
    folder: Path = demo_app.config["SETTINGS"].data / "evidence"
    (disk,) = [one for one in folder.rglob("*") if one.is_file() and one.read_bytes() == PAPER]
    disk.unlink()
    if what != "gone":
        disk.write_bytes(PAPER[:4])
    staff.open(f"/evidence/{link}/file", 404).says("文件缺失", "flask doctor", "回到事项")
    staff.open(f"/evidence/{link}").says("磁盘上找不到这个文件").silent("<iframe", "下载</a>")
    if what == "gone":
        answer = demo_app.test_cli_runner().invoke(args=["doctor"])
        assert "缺 1 个材料文件" in answer.output and disk.name[:12] in answer.output and answer.exit_code == 1


@pytest.mark.parametrize("page", ["", "/file", "/edit", "/replace"])
def test_another_departments_file_is_closed(visit: Visit, page: str) -> None:
    for who in ("staff-window", "head-window"):
        assert visit(who).status(f"/evidence/1{page}") == 403
    assert visit("office").status("/evidence/99999" + page) == 404
    reader = visit("leader")
    assert reader.status(f"/evidence/1{page}") == (200 if page in ("", "/file") else 403)


def test_another_departments_item_takes_no_files_from_here(visit: Visit, demo_app: Flask) -> None:
    staff, before = visit("staff-window"), kept(demo_app)
    other = item_path(visit("office"), OTHERS)
    staff.open("/").submit(f"{other}/evidence", 403, files=(io.BytesIO(PAPER), "a.pdf"))
    staff.open("/").submit(f"{other}/evidence/pick", 403, files=["1"])
    assert kept(demo_app) == before


@pytest.mark.parametrize(
    ("name", "content", "shown"),
    [("图.png", png(40, 30), "<img"), ("文.pdf", PAPER, "<iframe"), ("字.txt", b"plain", "<iframe"), ("表.xlsx", b"PK\x03\x04", "请下载后用本机程序打开")],
)  # fmt: skip
def test_a_preview_for_what_is_safe_to_show(visit: Visit, name: str, content: bytes, shown: str) -> None:
    staff = visit("staff-window")
    path = item_path(staff)
    hand_in(staff, path, (name, content))
    link = newest(staff, path)
    staff.open(f"/evidence/{link}").says(shown, name, f'src="/evidence/{link}/file' if "<" in shown else "下载")
    assert ("<img" in staff.open(path).text) == (name == "图.png"), "a small picture beside its name"


def test_the_demonstrations_item_has_no_gap_left_when_its_papers_are_in(visit: Visit) -> None:
    staff = visit("staff-window")
    path = item_path(staff)
    staff.open("/years/2020/evidence/gaps").says(MINE, "简易行政指导书、记录簿", "0 / 2")
    for text in ("简易行政指导书", "记录簿"):
        hand_in(staff, path, (f"{text}.txt", text.encode()), owed=owed_id(staff.open(path), text))
    staff.open("/years/2020/evidence/gaps").silent(MINE).says("没有缺的材料")
