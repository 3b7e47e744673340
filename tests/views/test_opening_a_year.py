"""建立年度 on the page: packaged lists, files of one's own, every mistake named with its file, line and cure."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask

from checklists import SAMPLES
from tests.commands.test_commands import CHECKLIST, OUTLINE
from tests.visitor import Visitor

Visit = Callable[[str], Visitor]


def upload(text: str | bytes, name: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(text.encode() if isinstance(text, str) else text), name


def send(visitor: Visitor, status: int = 200, **fields: Any) -> Visitor:
    return visitor.open("/years/new").submit("/years/new", status, **{"outline": "standard", **fields})


def test_the_page_names_lists_by_their_titles_and_offers_the_next_year(visit: Visit) -> None:
    visit("office").open("/years/new").says("二十二项重点工作（key-tasks-2020）", 'value="2021"', "标准提纲")


def test_a_year_of_ones_own_three_items_and_outline(visit: Visit) -> None:
    office = visit("office")
    send(office, no="2031", files=[upload(CHECKLIST, "清单.yaml"), upload(OUTLINE, "提纲.yaml")])
    office.says("已建立2031年度，共 3 项", "修订章程", "办理信访")
    office.open("/years/2031/report").says("听民意", "还缺什么").silent("6413")


def test_an_own_list_takes_nobody_elses_indicators(app: Flask) -> None:
    """The packaged ones belong to the packaged list; kinds of records serve everybody."""
    run = app.test_cli_runner().invoke
    add = ["user", "add", "chief", "--name", "主任", "--role", "office", "--password-stdin", "--bureau", "某县水利局"]
    assert run(args=add, input="a-fine-password\n").exit_code == 0
    chief = Visitor(app).sign_in("chief", "a-fine-password")
    chief.submit("/password", old="a-fine-password", password="another-fine-one", again="another-fine-one")
    send(chief, no="2031", files=[upload(CHECKLIST, "清单.yaml")]).says("已建立2031年度", "共 3 项").silent("沿用")
    chief.open("/years/2031/figures").says("这个年度还没有指标", "您的清单没有取用").silent("研发", "载入")
    chief.open("/years/2031/records").says("会议")
    chief.open("/items/1/assign").says("还没有科室。请先在“人员与科室”里新增")
    chief.submit("/items/1/assign", 422, lead="-1", due_kind="year_end")
    chief.open("/items/1").says("待分解").silent("推进中")


def test_starting_with_items_that_nobody_leads_is_asked_first(visit: Visit) -> None:
    office = visit("office")
    send(office, no="2031", files=[upload(CHECKLIST, "清单.yaml")])
    office.open("/years").says("启动…", "还有 3 项没有分派", "仍然启动", "先去分派")


def test_the_samples_open_a_year_as_they_are(visit: Visit, demo_app: Flask) -> None:
    office, given = visit("office").open("/checklists").says("下载清单样例"), []
    for name, title in (("list", "清单样例"), ("outline", "提纲样例")):
        answer = office.client.get(f"/checklists/samples/{name}")
        assert quote(title) in answer.headers["Content-Disposition"]
        given.append(upload(answer.data, f"{title}.yaml"))
        answer.close()
    checked = demo_app.test_cli_runner().invoke(args=["checklist", "check", *(str(one) for one in SAMPLES.values())])
    assert checked.exit_code == 0 and "没有收入" not in checked.output, checked.output
    send(office, no="2031", files=given).says("已建立2031年度，共 3 项", "更新办事指南")
    office.open("/years/2031/report").says("提升服务水平")
    assert office.status("/checklists/samples/key-tasks-2020") == 404


def test_without_an_outline_of_ones_own_the_standard_one_serves(visit: Visit) -> None:
    office = visit("office")
    send(office, no="2031", files=[upload(CHECKLIST, "清单.yaml")]).says("已建立2031年度")
    office.open("/years/2031/report").says("主要举措和成效", "仅此一部分", "修订章程", "存在的问题和原因")


def test_two_outlines_are_refused_by_their_names(visit: Visit, demo_app: Flask, tmp_path: Path) -> None:
    office = visit("office")
    given = [upload(CHECKLIST, "清单.yaml"), upload(OUTLINE, "春.yaml"), upload(OUTLINE, "秋.yaml")]
    send(office, 422, no="2031", files=given).says("一个年度用一份提纲，请只留一份：“春.yaml”、“秋.yaml”。")
    office.open("/years/2031/ledger", 404)
    paths = {name: tmp_path / name for name in ("list.yaml", "a.yaml", "b.yaml")}
    for name, path in paths.items():
        path.write_text(CHECKLIST if name == "list.yaml" else OUTLINE, encoding="utf-8")
    run = demo_app.test_cli_runner().invoke
    listed, first, second = (str(path) for path in paths.values())
    for more in (["--outline", second], ["--checklist", second]):
        answer = run(args=["year", "open", "2031", "--checklist", listed, "--outline", first, *more])
        assert answer.exit_code == 1 and f"“{first}”、“{second}”" in answer.output


def test_what_a_file_leaves_open_is_asked_after_opening(visit: Visit) -> None:
    named = CHECKLIST.replace("no: 2,", 'no: 5, lead: "不存在科",')
    shorter = OUTLINE.replace("foreign/first, foreign/second", "foreign/first")
    assert named != CHECKLIST and shorter != OUTLINE
    send(visit("office"), no="2031", files=[upload(named, "清单.yaml"), upload(shorter, "提纲.yaml")]).says(
        "事项的序号有 2 处不连续：1→5、5→3",
        "没有这些科室，所列事项没有分派：不存在科（5）",
        "有 1 项没有放进报告：5 公开办事指南",
    )


def test_packaged_and_own_lists_together(visit: Visit) -> None:
    office = visit("office")
    send(office, no="2031", checklists=["key-tasks-2020"], files=[upload(CHECKLIST, "清单.yaml")]).says("共 25 项")


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], ["请选择内置清单，或选自己的清单文件"]),
        ([(OUTLINE, "只有提纲.yaml")], ["请选择内置清单，或选自己的清单文件"]),
        ([(CHECKLIST.replace("title: 公开办事指南", "titel: 公开办事指南"), "错.yaml")], ["错.yaml 第 9 行", "titel"]),
        ([(CHECKLIST, "清单.yaml"), (OUTLINE.replace("foreign/third", "foreign/fourth"), "提纲.yaml")], ["提纲.yaml 第 10 行"]),
        ([(b"\xff\xfe\x00", "二进制.yaml")], ["二进制.yaml 第 1 行", "UTF-8"]),
        ([(b"%PDF-1.7\n\xe2\xe3", "任务.pdf")], ["任务.pdf 第 1 行：这是 PDF 文件，不是清单", "下载清单样例"]),
        ([(b"PK\x03\x04\x14\x00", "任务.xlsx")], ["这是 Excel、Word 或压缩文件，不是清单"]),
        ([(b"\xd0\xcf\x11\xe0\xa1", "任务.doc")], ["这是旧版 Excel 或 Word 文件，不是清单"]),
        ([("", "空.yaml")], ["空.yaml 第 1 行：文件是空的"]),
        ([(CHECKLIST, "甲.yaml"), (CHECKLIST, "乙.yaml")], ["同一份清单只能选一次"]),
        ([("a: &x 1\nb: *x\n", "引用.yaml")], ["引用.yaml 第 1 行", "锚点"]),
        ([("<script>alert(1)</script>", "<b>.yaml")], ["&lt;b&gt;.yaml 第 1 行"]),
    ],
)  # fmt: skip
def test_every_mistake_is_named_and_nothing_is_opened(visit: Visit, files: list[Any], words: list[str]) -> None:
    office = visit("office")
    send(office, 422, no="2031", files=[upload(text, name) for text, name in files]).says(*words)
    office.says('value="2031"').open("/years/2031/ledger", 404)


@pytest.mark.parametrize(
    ("no", "words"), [("", "请填写年度"), ("1999", "2000 至 2100"), ("明年", "整数"), ("2020", "已经建立")]
)
def test_a_wrong_number_is_told_and_the_choice_stays(visit: Visit, no: str, words: str) -> None:
    send(visit("office"), 422, no=no, checklists=["key-tasks-2020"]).says(words, 'checked')  # fmt: skip


def test_the_year_of_a_heading_is_filled_in_and_one_left_over_is_named(visit: Visit) -> None:
    office = visit("office")
    outline = OUTLINE.replace('"还缺什么"', '"{year+1}年安排"').replace('"听民意"', '"2020年听民意"')
    send(office, no="2031", files=[upload(CHECKLIST, "清单.yaml"), upload(outline, "提纲.yaml")])
    office.says("年份像是旧的，而年度是 2031：“2020年听民意”。").silent("“2032年安排”")
    office.open("/years/2031/report").says("二、2032年安排").silent("{year")
