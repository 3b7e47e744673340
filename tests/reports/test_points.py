"""Points of a list as they are printed: each with its mark at the end, whoever forgot to type it."""

import pytest

from reports.blocks import blocks, ended


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("办事指南2份", "办事指南2份。"),
        ("办事指南2份。", "办事指南2份。"),
        ("办事指南2份；", "办事指南2份；"),
        ("做到“应进尽进”", "做到“应进尽进”。"),
        ("他说：“好。”", "他说：“好。”"),
        ("办理完毕（见附件）", "办理完毕（见附件）。"),
        ("分三步：", "分三步："),
    ],
)
def test_a_point_ends_with_a_mark(typed: str, printed: str) -> None:
    assert ended(typed) == printed


def test_points_in_one_paragraph_do_not_run_together() -> None:
    (one,) = blocks("- 取水许可办事指南2份\n- 水土保持办事指南3份", together=True)
    assert one.text == "一是取水许可办事指南2份。二是水土保持办事指南3份。"


def test_points_apart_end_too() -> None:
    assert [one.text for one in blocks("- 甲\n- 乙。", together=False)] == ["一是甲。", "二是乙。"]
