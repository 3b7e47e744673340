"""The demonstration: every figure and name of 2020 is in the report, and each desk has work on it."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pypdfium2
from flask import Flask
from sqlmodel import Session, select

from demo.files import made, paper
from desk.report import desk_of
from files import Store
from models.entries import Entry
from models.evidence import Evidence, EvidenceLink, FileKind
from models.items import Item, Result
from models.passages import Dismissal
from models.people import the_bureau
from models.records import Record
from models.trail import Trail
from models.workdays import is_workday
from models.years import year_by_no
from reports.values import walk

FIGURES = """5次专题|二十二项重点工作|60小时|6413万元|1188万元、1450万元|2005万元、2862.5万元|42%|2048万元|3项400万元|365万元|793万元|300万元
11.1亿元|0.95%|12.98亿元|1.88亿元|16.9%|1.05%|第9位|2个位次|151家|16.47亿元|26.9%|242个|国家级孵化器1家|国家级企业技术中心1家
省级工程技术研究中心79家|省级重点实验室4家|省级企业技术中心6家|省级工程研究中心3家|省级众创空间4家|省级星创天地8家|市级工程技术研究中心128家
市级重点实验室8家|30多家|53家、72家、101家|32.5%、35.8%、40.3%|104家、120家、135家|15.6%、15.38%、12.5%|68家|152家|84家|26.6%|37.5%|28.8%|40.2%
8位专家教授|60项|26项|16家工业企业|5家企业|28项|21项|3项|4项|159件|4个文件|351条|189条|157条|5条|9项|5项|14项|40余次|3件|2件|1件|200家
500多家|35家|22家|16家|120家|60多家|20多份|80多条|8次|26次""".replace("\n", "|").split("|")
NAMES = """漯河市食品产业公共研发平台|漯河市食品研究院|漯河市休闲食品协同创新中心|河南省休闲食品工程技术研究中心|南街村集团有限公司|河南九九律师事务所
市纪委监委派驻第九纪检监察组|《关于加快创新驱动发展的实施意见》|《科技创新券管理办法》|《国家企业信用信息公示系统》|《国家科学技术奖励条例实施细则》""".replace(
    "\n", "|"
).split("|")
SLIPS = ("26.7%", "同比增长42%", "己接入", "中院学者", "“互联网 政务服务”")


def printed(app: Flask) -> str:
    """The report's text, as it is printed."""
    with app.app_context(), Session(app.extensions["engine"]) as session:
        bureau = the_bureau(session)
        assert bureau is not None
        year = year_by_no(session, bureau.key_id, 2020)
        assert year is not None
        report = desk_of(session, year).report
    assert report.empty_sections() == []
    return "\n".join(text for one in walk(report.sections) for text in (one.number + one.heading, *one.texts))


def test_every_figure_and_name_is_printed(demo_app: Flask) -> None:
    text = printed(demo_app).replace("专题会议5次", "5次专题")
    assert [one for one in FIGURES if one not in text] == []
    assert [one for one in NAMES if one not in text] == []


def test_slips_of_the_source_stay_in_the_entries_and_its_doubled_ordinal_does_not(demo_app: Flask) -> None:
    with demo_app.app_context(), Session(demo_app.extensions["engine"]) as session:
        said = "\n".join(entry.text for entry in session.exec(select(Entry)).all())
    assert [one for one in SLIPS if one not in said] == []
    text = printed(demo_app)
    government = text[text.index("营造宽松政务环境") : text.index("创新服务体系")]
    assert re.findall(
        r"([一二三四五六七八])是(?:规范行|简化|持续推|建立科|推行行|加强政|发挥法|自觉)", government
    ) == list("一二三四五六七八")


def test_the_office_mended_the_slips_through_the_gate_and_explained_one(demo_app: Flask) -> None:
    text = printed(demo_app)
    for wrong, right in (("26.7%", "26.9%"), ("己接入", "已接入"), ("中院学者", "中原学者"), ("互联网 ", "互联网+")):
        assert wrong not in text and right in text
    with demo_app.app_context(), Session(demo_app.extensions["engine"]) as session:
        (explained,) = session.exec(select(Dismissal)).all()
        edits = session.exec(select(Trail).where(Trail.verb == "passage.edit")).all()
    assert (explained.quote, explained.rule) == ("42%", "growth") and "42%" in text
    assert any("26.7%" in str(one.before) and "26.9%" in str(one.after) for one in edits)


def test_each_desk_has_work(demo_app: Flask) -> None:
    with demo_app.app_context(), Session(demo_app.extensions["engine"]) as session:
        items = session.exec(select(Item)).all()
        trail = session.exec(select(Trail).order_by(Trail.id)).all()  # type: ignore[arg-type]
    tasks = Counter(item.state.value for item in items if item.checklist_key == "key-tasks-2020")
    standards = Counter(item.state.value for item in items if item.checklist_key == "demonstration-site-2020")
    assert tasks == {"closed": 22}
    assert 27 <= standards["closed"] <= 31 and standards["done"] == 2
    assert standards["unassigned"] == standards["assigned"] == 1 and standards["active"] >= 4
    assert Counter(item.result for item in items)[Result.NOT_APPLICABLE] == 1
    assert len(trail) > 1000 and {row.at.year for row in trail} == {2020, 2021}


def test_the_files_look_like_what_they_stand_for(demo_app: Flask) -> None:
    """Every file is told as what its name says, is whole on disk, and bears a date of its own before its upload."""
    store: Store = demo_app.extensions["store"]
    with demo_app.app_context(), Session(demo_app.extensions["engine"]) as session:
        files = session.exec(select(Evidence)).all()
        links = session.exec(select(EvidenceLink)).all()
    endings = {".pdf": FileKind.PDF, ".png": FileKind.IMAGE, ".txt": FileKind.TEXT}
    for file in files:
        assert endings[Path(file.file_name).suffix] == file.kind, file.file_name
        assert store.whole(file.sha256, file.size) and file.size < 20_000
        assert file.own_date and file.own_date < file.at.date() and file.own_date.year == 2020, file.title
    assert set(Counter(file.kind for file in files)) == set(endings.values())
    assert len({file.sha256 for file in files}) == len(files), "no two are the same"
    assert sum(file.secret for file in files) >= 2
    replaced = [one for one in links if one.replaced_by_id]
    assert len(replaced) == 1 and replaced[0].reason
    live = Counter(one.evidence_id for one in links if one.withdrawn_at is None)
    assert max(live.values()) == 2, "one file serves two items"


def test_a_paper_is_a_sound_pdf_with_its_words() -> None:
    content = paper(7, "行政调解制度", "制度文本", date(2020, 5, 4))
    with pypdfium2.PdfDocument(content) as document:
        words = document[0].get_textpage().get_text_range()
        assert len(document) == 1
    for part in ("漯河市科学技术局", "制度文本", "“行政调解制度”", "2020年5月4日", "演示材料第 7 号"):
        assert part in words, part


def test_the_same_number_makes_the_same_file() -> None:
    day = date(2020, 5, 4)
    for owed in ("签到表", "公示截图", "统计表", "制度文本"):
        assert made(3, "事项", owed, day) == made(3, "事项", owed, day) != made(4, "事项", owed, day)


def test_work_is_recorded_on_workdays(demo_app: Flask) -> None:
    with Session(demo_app.extensions["engine"]) as session:
        idle = [(row.title, row.day) for row in session.exec(select(Record)) if not is_workday(row.day)]
    assert idle == []
