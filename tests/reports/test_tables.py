"""Tables on paper: label, title, head and first row together, tall rows split, a head on every page, nothing lost."""

from pathlib import Path

import pytest
import yaml

from reports.appendix import LEDGER
from reports.html import document
from reports.pdf import write
from reports.values import Appendix, Block, BlockKind, Group, Report, Section
from tests.reports.paper import BOTTOM, Line, Paper
from tests.reports.words import words

CASE = yaml.safe_load((Path(__file__).parent / "cases" / "tall-row.yaml").read_text(encoding="utf-8"))
ITEMS = CASE["sections"][0]["items"]
SENTENCE = "逐项明确牵头科室和时限，建立台账。"
HEAD = "".join(LEDGER)


def ledger(*requirements: str) -> Paper:
    rows = tuple(
        (str(n), f"任务{n}", text, "办公室", "—", "—", "12月底前", "已销号\n6月1日", "1/1份")
        for n, text in enumerate(requirements, 1)
    )
    table = Appendix("ledger", "2021年度重点任务台账", LEDGER, (Group("一、组织领导", rows),))
    return paper(words("文。"), (table,))


def paper(blocks: tuple[Block, ...], appendices: tuple[Appendix, ...] = ()) -> Paper:
    section = Section("a", 1, "一、", "甲", blocks)
    return Paper(write(document(Report(2021, "报告", "市", (section,), signature="某局", appendices=appendices))))


def texts(lines: list[Line]) -> list[str]:
    return [one.text for one in lines]


@pytest.mark.parametrize(
    "requirements",
    [
        tuple(one["requirement"] for one in ITEMS),  # almost a sheet
        (SENTENCE * 60, "简短"),  # three sheets
        ("简短", SENTENCE * 22, "简短", SENTENCE * 14),
    ],
)
def test_a_ledger_with_tall_rows_is_whole(requirements: tuple[str, ...]) -> None:
    made = ledger(*requirements)
    wide = [page for page in range(len(made.sheets)) if not made.upright(page)]
    first = texts(made.text(wide[0]))
    assert first[0] == "附件" and "2021年度重点任务台账" in first and HEAD in first and "一、组织领导" in first
    assert any("明确" in one or "简短" in one for one in first), "the first row begins under its head"
    assert all(HEAD in texts(made.text(page)) for page in wide), "every sheet has the head"
    for page in wide:
        assert all(row.bottom < 210 - 26 + 0.3 for row in made.text(page))
        assert len(made.text(page)) > 3, "no sheet for a lone line"
    cells = [glyph for page in wide for glyph in made.glyphs[page] if 79 < glyph.x < 133 and glyph.size < 11]
    printed = "".join(one.text for one in cells).replace("具体要求", "")
    assert printed == "".join(requirements), "the column is printed whole and in order"


def test_short_rows_stay_whole() -> None:
    """A row that fits on a sheet is not cut, be there ever so little room before it."""
    made = ledger(*[SENTENCE * 5] * 9)
    for page in range(1, len(made.sheets)):
        cells = "".join(one.text for one in made.glyphs[page] if 79 < one.x < 133 and one.size < 11)
        assert len(cells.replace("具体要求", "")) % (5 * len(SENTENCE)) == 0, page


def in_text(before: int, *requirements: str) -> Paper:
    rows = (("指标", "2025年", "说明"), *((f"第{n}行", "100件", text) for n, text in enumerate(requirements, 1)))
    lead = Block(kind=BlockKind.HEADING, text="办件情况表")
    return paper((*words("文。") * before, lead, Block(kind=BlockKind.TABLE, rows=rows), *words("表后。")))


@pytest.mark.parametrize("before", [0, 13, 15, 17])
def test_a_table_in_the_text_keeps_its_heading_head_and_first_row_together(before: int) -> None:
    made = in_text(before, SENTENCE * 2, SENTENCE * 2)
    page = next(page for page in range(len(made.sheets)) if "办件情况表" in texts(made.text(page)))
    found = texts(made.text(page))
    assert "指标2025年说明" in found and any("第1行" in one for one in found)


def test_a_row_in_the_text_taller_than_a_page_is_split_under_its_head() -> None:
    made = in_text(10, SENTENCE * 120, "简短")
    rows = [page for page in range(len(made.sheets)) if any("明确牵头" in one for one in texts(made.text(page)))]
    assert len(rows) >= 2
    for page in rows:
        assert "指标2025年说明" in texts(made.text(page))
        assert all(one.bottom < BOTTOM + 1 for one in made.text(page))
    printed = "".join(one.text for page in rows for one in made.glyphs[page] if abs(one.size - 12) < 0.1)
    assert printed.count("建立台账。") == 120
