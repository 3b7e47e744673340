"""How a text is read: figures with units, hedges, words and years; printed digits as intervals."""

from decimal import Decimal

import pytest

from proofread.document import read
from proofread.reading import sentences
from proofread.reading.interval import Interval, exactly, plain, rounded, total
from proofread.reading.numerals import folded
from proofread.reading.tokens import THIS_YEAR, Hedge, Quantity
from proofread.reading.units import UNITS, alike
from proofread.reading.verdict import Verdict, judge
from proofread.reading.words import claimed, label, likeness


def figures(text: str, year: int | None = None) -> list[Quantity]:
    return [one for sentence in sentences(read(text, year=year)) for one in sentence.figures]


def only(text: str, year: int | None = None) -> Quantity:
    (one,) = figures(text, year)
    return one


@pytest.mark.parametrize(
    ("text", "words", "amount", "unit"),
    [
        ("培训1.2万名干部", "1.2万名", 12000, "名"),
        ("培训1.2万多名干部", "1.2万多名", 12000, "名"),
        ("投入1,450万元", "1,450万元", 14500000, "元"),
        ("投入３．５亿元", "３．５亿元", 350000000, "元"),
        ("新建二十二项制度", "二十二项", 22, "项"),
        ("历时六个月完成", "六个月", 6, "个月"),
        ("补助三万元", "三万元", 30000, "元"),
        ("百分之二十的企业", "百分之二十", 20, "%"),
        ("提高2.76个百分点", "2.76个百分点", Decimal("2.76"), "个百分点"),
        ("绿地12.5公顷", "12.5公顷", 125000, "公顷"),
        ("用电18亿千瓦时", "18亿千瓦时", 1800000000, "千瓦时"),
        ("接待269万人次", "269万人次", 2690000, "人次"),
        ("检查160家次", "160家次", 160, "家次"),
        ("浓度17.4微克/立方米", "17.4微克/立方米", Decimal("17.4"), "微克/立方米"),
        ("利润-2.5亿元", "-2.5亿元", -250000000, "元"),
        ("修路3千米", "3千米", 3000, "千米"),
        ("增长15％", "15％", 15, "%"),
    ],
)
def test_a_figure_is_read_to_the_character(text: str, words: str, amount: object, unit: str) -> None:
    one = only(text)
    assert text[one.start : one.end] == words
    assert (one.amount, one.unit.name) == (amount, unit)


@pytest.mark.parametrize(
    "text",
    [
        "第3批名单",
        "第十二条规定",
        "PM2.5浓度",
        "建设5G基站",
        "落实1+6机制",
        "豫政〔2012〕78号",
        "2020年12月31日",
        "二〇二〇年",
        "数十家企业",
        "两三个部门",
        "三分之二",
        "编号" + "9" * 30 + "项",
        "20:30召开",
        "百分之百",
        "全市十几个县",
        "甲类60号",
        "三分之一的企业",
        "12分局",
    ],
)
def test_what_is_no_figure_is_left_alone(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "hedge", "low", "high"),
    [
        ("企业60余家", Hedge.OVER, 60, 70),
        ("企业500多家", Hedge.OVER, 500, 600),
        ("企业1.9万余家", Hedge.OVER, 19000, 20000),
        ("企业67余家", Hedge.OVER, 67, 68),
        ("企业近20家", Hedge.UNDER, 10, 20),
        ("企业约30家", Hedge.ABOUT, 20, 40),
        ("企业30家左右", Hedge.ABOUT, 20, 40),
        ("企业超过30家", Hedge.LEAST, 30, Decimal("Infinity")),
        ("企业不少于30家", Hedge.LEAST, 30, Decimal("Infinity")),
        ("企业30家以上", Hedge.LEAST, 30, Decimal("Infinity")),
        ("企业不超过30家", Hedge.MOST, Decimal("-Infinity"), 30),
        ("企业30家以内", Hedge.MOST, Decimal("-Infinity"), 30),
        ("引进4-5家", Hedge.RANGE, Decimal("-Infinity"), Decimal("Infinity")),
        ("引进3至5家", Hedge.RANGE, Decimal("-Infinity"), Decimal("Infinity")),
        ("节约10家", Hedge.NONE, 10, 10),
        ("附近10家", Hedge.NONE, 10, 10),
    ],
)
def test_hedges_open_one_side(text: str, hedge: Hedge, low: Decimal, high: Decimal) -> None:
    one = only(text)
    assert one.hedge is hedge
    assert one.interval() == Interval(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("投入12.98亿元", "1297500000", "1298500000"),
        ("投入2005万元", "20045000", "20055000"),
        ("企业72家", "72", "72"),
        ("企业1.2万家", "11500", "12500"),
        ("增长26.9%", "26.85", "26.95"),
        ("增长42%", "41.5", "42.5"),
        ("学时60小时", "60", "60"),
        ("二十二项", "22", "22"),
    ],
)
def test_a_printed_figure_stands_for_all_that_rounds_to_it(text: str, low: str, high: str) -> None:
    assert only(text).interval() == Interval(Decimal(low), Decimal(high))


def test_intervals_add_multiply_and_divide() -> None:
    one, two = Interval(Decimal(2), Decimal(4)), Interval(Decimal(1), Decimal(2))
    assert one + two == Interval(Decimal(3), Decimal(6))
    assert one - two == Interval(Decimal(0), Decimal(3))
    assert one * two == Interval(Decimal(2), Decimal(8))
    assert one / two == Interval(Decimal(1), Decimal(4))
    assert total([one, two, two]) == Interval(Decimal(4), Decimal(8))
    assert one.meets(two) and not one.meets(exactly(5))
    assert exactly(303) / exactly(48) == exactly(Decimal("6.3125"))  # not by way of a rounded inverse
    assert Interval(Decimal(-1), Decimal(1)) * two == Interval(Decimal(-2), Decimal(2))


@pytest.mark.parametrize(("value", "text"), [("1E+3", "1000"), ("12.50", "12.5"), ("100", "100"), ("0.0", "0")])
def test_numbers_are_written_as_people_do(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


def test_rounding_is_half_up() -> None:
    assert rounded(Decimal("2.5"), 0) == 3
    assert rounded(Decimal("42.775"), 2) == Decimal("42.78")


@pytest.mark.parametrize(
    ("low", "high", "printed", "verdict"),
    [
        ("26.80", "26.98", "增长26.9%", Verdict.SOUND),
        ("26.80", "26.98", "增长26.8%", Verdict.SOUND),
        ("26.86", "26.98", "增长26.7%", Verdict.WRONG),
        ("42.70", "42.84", "增长42%", Verdict.CUT),
        ("42.70", "42.84", "增长43%", Verdict.SOUND),
        ("42.70", "42.84", "增长44%", Verdict.WRONG),
        ("42.70", "42.84", "增长近50%", Verdict.SOUND),
        ("42.70", "42.84", "增长50%以上", Verdict.WRONG),
    ],
)
def test_verdicts(low: str, high: str, printed: str, verdict: Verdict) -> None:
    assert judge(Interval(Decimal(low), Decimal(high)), only(printed)) is verdict


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2019年培训53期，2020年培训72期。", [2019, 2020]),
        ("2018年、2019年分别为53家、72家。", [2018, 2019]),
        ("2018年、2019年分别获项目、奖励资金53万元、72万元。", [2018, 2019]),
        ("2018-2020年分别为53家、72家、101家。", [2018, 2019, 2020]),
        ("2018年至2020年分别为53家、72家、101家。", [2018, 2019, 2020]),
        ("2018年至2020年分别为53家、101家。", [2020, 2020]),
        ("2019年培训53期，参加120人次。", [2019, 2019]),
        ("2020年培训72期，比上年的53期多。", [2020, 2019]),
        ("去年培训53期，今年培训72期。", [2019, 2020]),
        ("2020年培训72期，比2018年的40期多。参加120人次。", [2020, 2018, 2020]),
        ("培训53期。", [None]),
    ],
)
def test_a_year_governs_what_follows(text: str, years: list[int | None]) -> None:
    assert [one.year for one in figures(text, 2020)] == years


def test_this_year_without_a_year_is_still_one_after_last_year() -> None:
    assert [one.year for one in figures("去年培训53期，今年培训72期。")] == [THIS_YEAR - 1, THIS_YEAR]


def test_a_year_does_not_reach_into_the_next_paragraph() -> None:
    assert [one.year for one in figures("2019年培训53期。\n参加120人次。")] == [2019, None]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2019年研发投入总额为16.47亿元", "研发投入总额"),
        ("全年共承办2件主办件", "承办主办件"),
        ("其中，荣誉信息189条", "荣誉信息"),
        ("召开5次专题党组会议", "召开专题党组会议"),
    ],
)
def test_a_figure_is_called_by_its_words(text: str, name: str) -> None:
    assert label(only(text)).removeprefix("共") == name


def test_what_is_new_is_not_compared_with_what_there_is() -> None:
    new, there = figures("新增企业30家，累计企业120家")
    assert likeness(new, there) == 0
    one, two = figures("研发经费总额12.98亿元，研发投入总额16.47亿元")
    assert 60 <= likeness(one, two) < 100


@pytest.mark.parametrize("words", ["增长", "同比增长", "比上年增长", "较2019年增长", "同比减少", "增速为", "下降了"])
def test_words_that_claim_a_growth(words: str) -> None:
    assert claimed(only(f"{words}15%"))


@pytest.mark.parametrize("words", ["年均增长", "实际增长", "外资企业增长", "环比增长", "占比", "增长到", "可比价增长"])
def test_words_that_claim_none(words: str) -> None:
    assert not claimed(only(f"{words}15%"))


@pytest.mark.parametrize(
    ("whole", "part", "fits"),
    [
        ("个", "家", True),
        ("项", "件", True),
        ("个", "人", False),
        ("亿", "", False),
        ("人", "名", True),
        ("元", "件", False),
    ],
)
def test_units_of_one_family_add_up(whole: str, part: str, fits: bool) -> None:
    if whole in UNITS and part in UNITS:
        assert alike(UNITS[whole], UNITS[part]) is fits
    else:
        assert whole not in UNITS or part not in UNITS


@pytest.mark.parametrize(
    "line", ["研发（Ｒ＆Ｄ），１２．９８亿元；", "53,72家,共(125)家;", "比例为8.5∶42.3∶49.2", "a,b;c:d?e!"]
)
def test_folding_moves_no_character(line: str) -> None:
    assert len(folded(line)) == len(line)
    assert folded(folded(line)) == folded(line)


def test_a_thousands_comma_is_no_separator_and_a_list_of_numbers_is() -> None:
    assert [one.amount for one in figures("受理1,450件,办结1,305件")] == [1450, 1305]
    assert [one.amount for one in figures("受理53家,72家")] == [53, 72]
