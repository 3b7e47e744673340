"""A whole report in our own words: sound, it is silent; with one slip in it, that slip is named and nothing else."""

from pathlib import Path

import pytest

from proofread import Finding, Severity, check

SOUND = (Path(__file__).parent / "sound-report.txt").read_text(encoding="utf-8")

# what stood there, what stands there now, the rule that must speak, its quotation, what it expects
SLIPS = [
    ("三是考试学", "二是考试学", "ordinal", "二是", "三是"),
    ("二是自己学", "三是自己学", "ordinal", "三是", "二是"),
    ("三是当天答复", "四是当天答复", "ordinal", "四是", "三是"),
    ("第三步：会商", "第二步：会商", "ordinal", "第二步", "第三步"),
    ("第二步：书面征询。", "", "ordinal", "第三步", "第二步"),
    ("再次，年底", "其次，年底", "ordinal", "其次", "再次"),
    ("三是做实督办", "二是做实督办", "ordinal", "二是", "三是"),
    ("3个文件", "4个文件", "count", "4", "3"),
    ("《市档案局公示规则》3个", "3个", "count", "3", "2"),
    ("三个当天", "四个当天", "count", "四", "三"),
    ("（二）规范查档", "（三）规范查档", "heading", "（三）", "（二）"),
    ("（三）加强执法", "（二）加强执法", "heading", "（二）", "（三）"),
    ("三、存在问题", "二、存在问题", "heading", "二、", "三、"),
    ("四、2021年", "五、2021年", "heading", "五、", "四、"),
    ("3.守住底线", "4.守住底线", "heading", "4.", "3."),
    ("2.全程留痕", "1.全程留痕", "heading", "1.", "2."),
    ("三、存在问题和原因\n", "三、履职附记\n", "missing-part", None, "存在的问题和原因"),
    (
        "二、主要负责人履行第一责任人职责情况",
        "二、履职情况",
        "missing-part",
        None,
        "主要负责人履行第一责任人职责的情况",
    ),
    ("（含文书样本）", "（含文书样本", "bracket", "（", None),
    ("（含文书样本）", "含文书样本）", "bracket", "）", None),
    ("“一窗受理、限时办结”", "“一窗受理、限时办结", "bracket", "“", None),
    ("“一窗受理、限时办结”", "一窗受理、限时办结”", "bracket", "”", None),
    ("“一窗受理、限时办结”", "“一窗受理、限时办结“", "bracket", "“", "”"),
    ("依据《市档案局督办规则》", "依据《市档案局督办规则", "bracket", "《", None),
    ("全部上网。", "全部上网", "punctuation", "网", "网。"),
    ("影像按月归档；", "影像按月归档;", "punctuation", ";", "；"),
    ("先审后发，法律", "先审后发,法律", "punctuation", ",", "，"),
    ("先审后发，法律", "先审后发，，法律", "punctuation", "，，", "，"),
    ("互联网+查档", "互联网 查档", "punctuation", "互联网 ", "互联网+"),
    ("网上办件", "网 上办件", "punctuation", "网 上", "网上"),
    ("案卷评查由", "案卷--评查由", "punctuation", "--", "—"),
    ("全部实现", "己全部实现", "character", "己全部", "已全部"),
    ("查一次台账", "查一次台帐", "character", "台帐", "台账"),
    ("亲自部署", "亲自布署", "character", "布署", "部署"),
    ("做到三个当天", "做到三个当天、既使节假日也不断", "character", "既使", "即使"),
    ("市档案学会复核", "市档桉学会复核", "name", None, None),
    ("市档案学会复核", "市档按学会复核", "name", "市档按学会", "市档案学会"),
    ("依据《市档案局督办规则》", "依据《市档案局督办规责》", "name", "市档案局督办规责", "市档案局督办规则"),
    ("6月30日前", "6月31日前", "date", "6月31日", None),
    ("\n2021年1月20日", "\n2019年1月20日", "date", "2019年1月20日", None),
    ("全年召开专题会议4次", "截至2021年2月1日召开专题会议4次", "date", "2021年2月1日", None),
    ("现将2020年度", "现将2019年度", "copied", "2019", "2020"),
    ("四、2021年主要安排", "四、2020年主要安排", "copied", "2020", "2021"),
    ("法律顾问参加审核9次", "法律顾问参加审核××次", "copied", "××", None),
    ("局长任组长", "某某任组长", "copied", "某某", None),
    ("合格率100%", "效果特别特别好", "wording", "特别特别", None),
    ("网上办件占八成", "我认为网上办件占八成", "wording", "我认为", None),
    ("市法治政府建设领导小组办公室：\n", "秘密★1年\n市法治政府建设领导小组办公室：\n", "secret", "秘密★", None),
    ("法律顾问参加", "法律顾问（电话13800138000）参加", "secret", "13800138000", None),
    ("特此报告。", "特此报告。（内部资料）", "secret", "内部资料", None),
]
UNKNOWN = [slip for slip in SLIPS if slip[2] == "name" and slip[3] is None]  # 桉 stands in no list of sounds
KNOWN = [slip for slip in SLIPS if slip not in UNKNOWN]


def loud(text: str) -> list[Finding]:
    return [one for one in check(text) if one.severity is not Severity.NOTE]


def test_the_sound_report_is_silent_without_even_a_note() -> None:
    assert check(SOUND) == [] == check(SOUND, year=2020)


@pytest.mark.parametrize(("right", "wrong", "rule", "quote", "expected"), KNOWN, ids=lambda one: str(one)[:18])
def test_one_slip_is_named_and_nothing_else(
    right: str, wrong: str, rule: str, quote: str | None, expected: str | None
) -> None:
    assert SOUND.count(right) == 1, right
    (one,) = loud(SOUND.replace(right, wrong))
    assert one.rule == rule
    if quote is not None:
        assert one.quote == quote
    if expected is not None:
        assert one.expected == expected


@pytest.mark.parametrize(
    ("right", "wrong"), [slip[:2] for slip in KNOWN if "\n" not in slip[0]], ids=lambda one: one[:12]
)
def test_the_slip_is_named_in_its_line(right: str, wrong: str) -> None:
    text = SOUND.replace(right, wrong)
    line = SOUND[: SOUND.index(right)].count("\n") + 1
    (one,) = loud(text)
    assert one.line == line or one.rule == "missing-part"


def test_a_slip_that_no_list_knows_is_left_to_people() -> None:
    """Better silent than wrong: a rare character has no sound here, so it is no reason to speak loudly."""
    for right, wrong, *_ in UNKNOWN:
        assert not loud(SOUND.replace(right, wrong))


def test_the_report_of_another_year_is_measured_by_the_year_that_is_told() -> None:
    found = {(one.rule, one.expected) for one in loud(SOUND) or check(SOUND, year=2019)}
    assert ("copied", "2019") in found
