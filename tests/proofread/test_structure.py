"""What holds for any text: places are true, runs that are right are silent, one slip in them is named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofread import Finding, Severity, check
from proofread.document import read
from proofread.many import MOST
from proofread.numerals import number_of, word_of
from proofread.rules import bracket, copied, heading, ordinal, punctuation
from proofread.structure import heading_of, is_annual_report, mark_of, report_year, signature_line

QUICK = settings(max_examples=60, deadline=None)
WORDS = st.text(st.sampled_from("抓好学习制度督办考核窗口队伍"), min_size=2, max_size=8)
PIECES = st.one_of(
    st.sampled_from("一二三是（）()“”《》、。，,:；\n\t 己完成年月日号×-局第步①②\x00\u3000\U0001f600"),
    st.sampled_from(
        ["一是", "二是", "一、", "（一）", "己完成", "2月30日", "3个文件", "互联网 政务", "中原学者", "中院学者"]
    ),
)


def loud(found: list[Finding]) -> list[Finding]:
    return [one for one in found if one.severity is not Severity.NOTE]


@QUICK
@given(st.lists(PIECES, max_size=60).map("".join))
def test_every_finding_quotes_its_place(text: str) -> None:
    lines = read(text).lines
    found = check(text)
    for one in found:
        assert 1 <= one.line <= len(lines) and 0 <= one.start < one.end <= len(lines[one.line - 1])
        assert one.quote == lines[one.line - 1][one.start : one.end] and len(one.quote) <= 40
        assert one.message
    assert [(one.line, one.start) for one in found] == sorted((one.line, one.start) for one in found)


@QUICK
@given(st.text(max_size=200))
def test_any_text_at_all_is_read(text: str) -> None:
    check(text)


@given(st.integers(1, 99))
def test_numbers_are_read_as_they_are_written(number: int) -> None:
    assert number_of(word_of(number)) == number == number_of(str(number))


@pytest.mark.parametrize("word", ["", "几", "百", "十百", "一一", "十十", "12345", "²"])
def test_what_is_no_number_is_none(word: str) -> None:
    assert number_of(word) is None


def run(numbers: list[int], bodies: list[str], glue: str) -> str:
    return glue.join(f"{word_of(number)}是{body}。" for number, body in zip(numbers, bodies, strict=False))


@QUICK
@given(st.integers(2, 12), st.lists(WORDS, min_size=12, max_size=12), st.sampled_from(["", "\n"]))
def test_a_run_in_order_is_silent(length: int, bodies: list[str], glue: str) -> None:
    assert not list(ordinal.RULE.check(read(run(list(range(1, length + 1)), bodies, glue))))


@QUICK
@given(st.integers(3, 12), st.data(), st.lists(WORDS, min_size=13, max_size=13), st.sampled_from(["", "\n"]))
def test_a_repeated_ordinal_is_named_with_the_next(
    length: int, data: st.DataObject, bodies: list[str], glue: str
) -> None:
    again = data.draw(st.integers(2, length))
    numbers = sorted([*range(1, length + 1), again])
    found = list(ordinal.RULE.check(read(run(numbers, bodies, glue))))
    assert [(one.quote, one.expected) for one in found] == [(f"{word_of(again)}是", f"{word_of(again + 1)}是")]
    assert found[0].severity is Severity.ERROR


@QUICK
@given(st.integers(4, 12), st.data(), st.lists(WORDS, min_size=12, max_size=12))
def test_a_skipped_ordinal_is_named(length: int, data: st.DataObject, bodies: list[str]) -> None:
    lost = data.draw(st.integers(2, length - 1))
    numbers = [number for number in range(1, length + 1) if number != lost]
    found = list(ordinal.RULE.check(read(run(numbers, bodies, ""))))
    assert [one.expected for one in found] == [f"{word_of(lost)}是"]


@QUICK
@given(st.integers(1, 4), st.integers(2, 9), st.lists(WORDS, min_size=9, max_size=9))
def test_headings_in_order_are_silent_and_a_lost_one_is_named(level: int, length: int, titles: list[str]) -> None:
    lines = [f"{mark_of(level, number)}{title}\n{title}。" for number, title in enumerate(titles[:length], 1)]
    assert not loud(heading.check(read("\n".join(lines))))
    if length > 2:
        found = loud(heading.check(read("\n".join(lines[:1] + lines[2:]))))
        assert [one.expected for one in found] == [mark_of(level, 2)]


PAIRS = ["（{}）", "“{}”", "《{}》", "【{}】", "〔{}〕"]


@QUICK
@given(
    st.recursive(
        WORDS, lambda inner: st.builds(lambda a, pair, b: a + pair.format(b), inner, st.sampled_from(PAIRS), inner)
    )
)
def test_matched_brackets_are_silent_and_a_lost_one_is_named(text: str) -> None:
    assert not loud(bracket.check(read(text + "。")))
    places = [at for at, char in enumerate(text) if char in "（“《【〔"]
    if places:
        broken = text[: places[0]] + text[places[0] + 1 :]
        assert loud(bracket.check(read(broken + "。")))


def test_a_nested_quotation_is_a_note_with_the_inner_mark() -> None:
    (one,) = bracket.check(read("开展“走进“科学院””活动。"))
    assert (one.severity, one.expected, one.start) == (Severity.NOTE, "‘", 5)


def test_a_habit_of_the_whole_text_is_one_warning_with_its_count() -> None:
    text = "抓好学习,建好制度,管好队伍,带好窗口.\n" * 10
    (one,) = [one for one in punctuation.check(read(text)) if one.severity is Severity.WARNING]
    assert "40 个" in one.message and "逗号 30 个" in one.message and "句号 10 个" in one.message
    assert (one.line, one.start, one.expected) == (1, 4, "，")


def test_a_few_half_width_marks_are_told_one_by_one() -> None:
    text = "抓好学习，建好制度，管好队伍。\n" * 10 + "带好窗口,办好实事。\n带好窗口;办好实事。"
    found = punctuation.check(read(text))
    assert [(one.line, one.expected) for one in found] == [(11, "，"), (12, "；")]


def test_blanks_all_over_are_one_warning() -> None:
    text = "\n".join(
        f"第{n}段的词 语中间都有空 格，这样的文字不是有意排的，多半来自复制时的错误。" for n in range(10, 20)
    )
    found = [one for one in punctuation.check(read(text)) if "空格" in one.message]
    assert len(found) == 1 and "20 处" in found[0].message


@pytest.mark.parametrize(
    ("line", "level", "number", "bare"),
    [
        ("一、主要举措", 1, 1, True),
        ("　　（十二）督办落实", 2, 12, True),
        ("(三)督办落实", 2, 3, True),
        ("1 .完善体系。 先后出台办法。", 3, 1, False),
        ("（4）受理", 4, 4, True),
        ("## 二、问题", 1, 2, True),
        ("一 、 主要举措和成效", 1, 1, True),
    ],
)
def test_a_heading_is_read(line: str, level: int, number: int, bare: bool) -> None:
    found = heading_of(line, 7)
    assert found is not None
    assert (found.line, found.level, found.number, found.bare) == (7, level, number, bare)


@pytest.mark.parametrize(
    "line", ["1.5亿元到位", "一般情况", "（略）", "2020年，做了工作", "100.其他", "十分感谢、祝贺", ""]
)
def test_what_only_looks_like_a_heading_is_none(line: str) -> None:
    assert heading_of(line, 1) is None


def test_a_report_tells_its_year_its_kind_and_its_signature() -> None:
    text = "关于2020年度法治政府建设情况的报告\n2019年做了工作。\n附件\n2021 年 1 月 22 日\n附表"
    held = read(text)
    assert (report_year(held), is_annual_report(held), signature_line(held)) == (2020, True, 4)
    assert report_year(read(text, year=2018)) == 2018
    assert report_year(read("某局2020年度\n法治政府建设工作报告\n市办公室：")) == 2020
    other = read("关于报送材料的通知\n按时报送。")
    assert (report_year(other), is_annual_report(other), signature_line(other)) == (None, False, None)


def test_a_given_year_finds_what_the_title_hides() -> None:
    text = "法治政府建设工作报告\n现将2019年度法治政府建设工作报告如下：\n做了工作。"
    assert [one.expected for one in copied.check(read(text, year=2020))] == ["2020"]


def test_a_fragment_gets_one_note_and_no_warning() -> None:
    text = "关于2020年度法治政府建设情况的报告\n一、主要举措和成效\n抓学习，建制度，按月督办。"
    found = [one for one in check(text) if one.rule == "missing-part"]
    assert [one.severity for one in found] == [Severity.NOTE]


HOSTILE = {
    "open brackets": "（" * 40_000,
    "close brackets": "）" * 40_000,
    "mixed brackets": "“《（【" * 12_000,
    "open titles": "《" * 40_000,
    "titles": "".join(f"《办法名称第{n}号》" for n in range(3_000)),
    "one long title": "《" + "办" * 400_000 + "》",
    "headings": "一、\n" * 16_000,
    "ordinals": "。一是二是" * 12_000,
    "claims": "三件事：一是" * 8_000,
    "blanks": "词 " * 24_000,
    "blank lines": "\n" * 80_000,
    "a blank tail": "词" + " " * 120_000 + "。",
    "half-width": "词," * 24_000,
    "dots": "。" * 120_000,
    "dashes": "词--" * 20_000,
    "rule": "_" * 120_000 + "字",
    "digits": "9" * 120_000,
    "bad dates": "2月30日" * 12_000,
    "identity": "11010519491231002X，" * 2_000,
    "one line": "抓好学习建好制度管好队伍" * 12_000,
    "names": "局" * 80_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_ends_and_is_told_briefly(text: str) -> None:
    """A rule that looked back over the text at every place would take hours here."""
    found = check("关于2020年度法治政府建设情况的报告\n" + text)
    assert len(found) <= 20 * MOST


def test_a_slip_a_hundred_times_is_told_once() -> None:
    (one,) = bracket.check(read("（缺一半。\n" * 100))
    assert "100 处" in one.message and one.line == 1


def test_a_day_of_another_year_is_a_note_in_a_yearly_report_only() -> None:
    line = "2019年3月5日召开推进会，2020年3月5日召开总结会。"
    found = [one for one in check(f"2020年度法治政府建设工作报告\n{line}\n2021年1月20日") if one.rule == "date"]
    assert [(one.severity, one.quote) for one in found] == [(Severity.NOTE, "2019年3月5日")]
    assert not [one for one in check(f"工作说明\n{line}") if one.rule == "date"]


CAUSES = ["原因是安排不紧", "由于人手少", "根源在认识", "造成督办不及时"]


@pytest.mark.parametrize("cause", CAUSES)
def test_problems_with_a_cause_are_silent(cause: str) -> None:
    text = f"2020年度法治政府建设工作报告\n一、存在的不足\n督办不够，{cause}。\n2021年1月20日"
    assert not [one for one in check(text) if "没有写原因" in one.message]


def test_problems_without_a_cause_and_a_forgotten_duty_are_notes_at_their_titles() -> None:
    text = (
        "2020年度法治政府建设工作报告\n一、举措\n抓学习。\n二、问题和原因\n督办不够。\n"
        "三、第一责任人职责\n亲自部署、亲自过问、亲自督办。\n四、安排\n继续努力。\n2021年1月20日"
    )
    found = [one for one in check(text) if one.rule == "missing-part"]
    assert [(one.line, one.quote, one.severity, one.expected) for one in found] == [
        (4, "问题和原因", Severity.NOTE, None),
        (6, "第一责任人职责", Severity.NOTE, "亲自协调"),
    ]


@pytest.mark.parametrize("gap", ["〔本节尚无内容〕\n", "〔待补〕\n", ""])
def test_a_part_that_is_not_written_yet_leaves_nothing_out(gap: str) -> None:
    text = (
        "2020年度法治政府建设工作报告\n一、举措\n抓学习。\n二、问题和原因\n{}"
        "三、第一责任人职责\n{}四、安排\n继续努力。\n2021年1月20日"
    )
    assert not [one for one in check(text.format(gap, gap)) if one.rule == "missing-part"]
    begun = [one for one in check(text.format("督办不够。\n" + gap, "开会。\n" + gap)) if one.rule == "missing-part"]
    assert [one.line for one in begun] == [4, 6 + gap.count("\n")]


def test_two_ways_of_numbering_are_one_note() -> None:
    text = "（一）做法\n1.学习。\n2.制度。\n3、督办。\n4.考核。\n5.公开。"
    (one,) = heading.check(read(text))
    assert (one.severity, one.line, one.quote) == (Severity.NOTE, 4, "3、")


def test_numbers_that_begin_anew_are_a_note_and_after_a_plain_title_nothing() -> None:
    again = "（一）学习\n抓学习。\n（二）制度\n建制度。\n（一）督办\n抓督办。"
    assert [(one.severity, one.line) for one in heading.check(read(again))] == [(Severity.NOTE, 5)]
    assert not heading.check(read(again.replace("（一）督办", "明年打算\n（一）督办")))


def test_words_of_a_web_page_are_a_note() -> None:
    found = copied.check(read("抓好学习。\n上一篇：关于报送材料的通知\n抓好督办。\n【打印】 【关闭窗口】"))
    assert [(one.severity, one.line) for one in found] == [(Severity.NOTE, 2), (Severity.NOTE, 4)]


def test_places_hold_whatever_ends_the_lines() -> None:
    for end in ("\n", "\r\n", "\r"):
        (one,) = check(f"抓好学习。{end}{end}各科室己完成整改。")
        assert (one.line, one.start, one.quote) == (3, 3, "己完成")


ENGLISH = (
    "Figures come from records, entries and documents (口径 is their definition), and each says so; nothing is typed,\n"
)


def test_english_prose_with_a_few_chinese_words_keeps_its_own_marks() -> None:
    assert not punctuation.check(read(ENGLISH * 12))


def test_a_text_that_merely_speaks_of_the_report_is_none() -> None:
    long = "这份说明介绍怎样把全年的台账汇总成法治政府建设年度报告，内容较长，供各科室经办人对照着一步一步操作，遇到问题再问。"
    assert not is_annual_report(read(long + long))
    assert is_annual_report(read("各科室：\n" + long + "现将2020年度法治政府建设工作报告如下：\n一、成效"))
