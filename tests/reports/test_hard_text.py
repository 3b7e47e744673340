"""Text that breaks layouts: rare characters, chains of titles, forty points, long paragraphs, long tables of marks."""

import pytest

from checklists.schema import Outline, Part
from reports.compose import Body, Settings, compose
from reports.html import document
from reports.pdf import write
from tests.reports.measure import faults
from tests.reports.paper import Paper

TITLES = "《市科技局重大事项集体决策制度》《市科技局行政决策制度》《市科技局领导干部学法计划》《工作推进台账》"
FORTY = "\n".join(f"- 办好第{n}件实事，惠及{n * 37}家企业，投入{n * 1.25}万元。" for n in range(1, 41))
LONG = "科技创新工作按计划推进，各项任务责任到人、时限到日，" * 77
BODIES = {
    "rare": "联系人张䶮、李㛃、王𬱟参加，新增实验用房1200㎡，经费3000余万元。" * 24,
    "titles": TITLES * 16,
    "points": FORTY,
    "long": LONG[:1999] + "。",
    "marks": "（一）“甲”《乙》〔2020〕；、：？！……——" * 40,
    "figures": "2019年16.47亿元，比2018年12.98亿元增长26.9%，第9位，共351条（189条、157条、5条）；" * 24,
    "documents": "依照豫依法行政领办〔2014〕86号和豫政办〔2012〕78号文件的要求办理，" * 30,
    "latin": "依托GDP、R&D和Internet of Things等平台，推进“互联网+政务服务”。" * 24,
}


@pytest.fixture(scope="module")
def hard() -> bytes:
    """One report with each hard text under its own heading, and one heading without a text."""
    parts = tuple(
        Part(key=key, heading=f"{key}之部", kind="written", points="apart", hint="") for key in (*BODIES, "empty")
    )
    settings = Settings(year=2030, title="某局2030年度报告", signature="某局", addressee="市办公室")
    report = compose(
        Outline(key="o", title="", parts=parts), {key: Body(text) for key, text in BODIES.items()}, settings
    )
    return write(document(report))


def test_hard_text_keeps_to_the_standard(hard: bytes) -> None:
    found = faults(hard)
    assert found == {}, found


def test_rare_characters_keep_the_grid_and_are_printed(hard: bytes) -> None:
    paper = Paper(hard)
    faces = {glyph.text: glyph.font for line in paper.body for glyph in line.glyphs}
    for char in "䶮㛃𬱟㎡":
        assert faces[char].startswith("Noto-Serif"), char
    assert faces["张"] == "FandolFang"


def test_numbers_stay_whole(hard: bytes) -> None:
    lines = [line.text for line in Paper(hard).body]
    for whole in ("16.47亿元", "12.98亿元", "26.9%", "3000"):
        head = [whole[:cut] for cut in range(1, len(whole)) if whole[cut].isdigit() or whole[cut] in ".%"]
        assert not any(line.endswith(piece) for line in lines for piece in head if len(piece) > 2), whole


def test_an_empty_section_is_named_on_the_paper(hard: bytes) -> None:
    lines = [line.text for line in Paper(hard).body]
    place = next(n for n, line in enumerate(lines) if "empty之部" in line)
    assert lines[place + 1] == "〔本节尚无内容〕"


def test_nothing_is_lost_on_the_way(hard: bytes) -> None:
    paper = Paper(hard)
    printed = "".join(line.text for page in range(len(paper.sheets)) for line in paper.text(page))
    assert printed.count("张䶮") == 24
    assert printed.count("工作推进台账") == 16
    assert "四十是办好第40件实事" in printed
    assert printed.count("科技创新工作按计划推进") == 77
