"""True relations, printed with rounding, stay silent; one figure changed beyond rounding is named with the right value."""

from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from proofread import Finding, Severity, check
from proofread.rules.difference import RULE as DIFFERENCE
from proofread.rules.growth import RULE as GROWTH
from proofread.rules.product import RULE as PRODUCT
from proofread.rules.series import RULE as SERIES
from proofread.rules.share import RULE as SHARE
from proofread.rules.sum import RULE as SUM

settings.register_profile("steady", deadline=None)  # a busy machine is no fault of a rule
settings.load_profile("steady")

ARITHMETIC = (SUM, DIFFERENCE, GROWTH, SHARE, PRODUCT, SERIES)
COUNTS = st.integers(min_value=2, max_value=9000)
NAMES = ("甲类", "乙类", "丙类", "丁类", "戊类", "己类", "庚类", "辛类")


def loud(text: str) -> list[Finding]:
    return [found for found in check(text, rules=ARITHMETIC) if found.severity is not Severity.NOTE]


def shown(value: Decimal, places: int) -> str:
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"


def trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def listed(parts: list[str], unit: str, mark: str = "、") -> str:
    return mark.join(f"{name}{part}{unit}" for name, part in zip(NAMES, parts, strict=False))


@given(st.lists(COUNTS, min_size=2, max_size=8), st.sampled_from(["、", "，"]))
def test_counted_parts_that_add_up_are_silent(parts: list[int], mark: str) -> None:
    words = listed([str(one) for one in parts], "项", mark)
    assert loud(f"共梳理事项{sum(parts)}项，其中{words}。") == []
    assert loud(f"梳理事项{sum(parts)}项（{words}）。") == []
    assert loud(f"{words}，共{sum(parts)}项。") == []


@given(st.lists(COUNTS, min_size=2, max_size=8), st.integers(min_value=1, max_value=50), st.booleans())
def test_a_whole_that_is_off_is_named(parts: list[int], off: int, more: bool) -> None:
    whole = sum(parts) + (off if more else -off)
    assume(whole > sum(parts) / 2)
    assume(not more or off * 4 <= whole)  # a list behind “其中” that falls further short may leave something out
    words = listed([str(one) for one in parts], "项")
    for text in (f"共梳理事项{whole}项，其中{words}。", f"梳理事项{whole}项（{words}）。", f"{words}，共{whole}项。"):
        (found,) = loud(text)
        assert (found.rule, found.quote, found.expected) == ("sum", f"{whole}项", f"{sum(parts)}项")


@given(st.lists(st.decimals("0.5", "90", places=6), min_size=2, max_size=8), st.integers(0, 2), st.integers(0, 2))
def test_measured_parts_may_each_be_rounded(parts: list[Decimal], places: int, finer: int) -> None:
    words = listed([shown(one, places) for one in parts], "亿元")
    assert loud(f"共完成投资{shown(sum(parts, Decimal(0)), finer)}亿元，其中{words}。") == []


@given(st.lists(st.decimals("1", "90", places=4), min_size=2, max_size=6))
def test_a_measured_whole_beyond_rounding_is_named(parts: list[Decimal]) -> None:
    printed = [shown(one, 2) for one in parts]
    right = sum(map(Decimal, printed), Decimal(0))
    off = right + Decimal("0.01") * (len(parts) + 2)
    (found,) = loud(f"共完成投资{off}亿元，其中{listed(printed, '亿元')}。")
    assert (found.rule, found.quote) == ("sum", f"{off}亿元")
    assert found.expected == f"{trimmed(str(right))}亿元"


@given(COUNTS, COUNTS, st.integers(0, 2))
def test_a_rate_of_counts_is_silent_where_it_is_rounded(base: int, result: int, places: int) -> None:
    assume(base != result)
    verb, rate = _growth(base, result)
    assert loud(f"办件量由{base}件{verb}到{result}件，{verb}{shown(rate, places)}%。") == []
    assert loud(f"2019年受理投诉{base}件，2020年受理投诉{result}件，同比{verb}{shown(rate, places)}%。") == []


@given(COUNTS, COUNTS, st.integers(1, 2), st.integers(min_value=2, max_value=400), st.booleans())
def test_a_rate_beyond_rounding_is_named(base: int, result: int, places: int, steps: int, more: bool) -> None:
    assume(base != result)
    verb, rate = _growth(base, result)
    right = shown(rate, places)
    wrong = Decimal(right) + Decimal(steps).scaleb(-places) * (1 if more else -1)
    assume(wrong > 0 and (verb == "增加" or wrong < 100))
    for text in (
        f"办件量由{base}件{verb}到{result}件，{verb}{wrong}%。",
        f"2019年受理投诉{base}件，2020年受理投诉{result}件，同比{verb}{wrong}%。",
    ):
        (found,) = loud(text)
        assert (found.rule, found.quote, found.expected) == ("growth", f"{wrong}%", f"{trimmed(right)}%")
        assert found.severity is Severity.ERROR


@given(st.decimals("1", "900", places=6), st.decimals("1", "900", places=6), st.integers(0, 2), st.integers(0, 2))
def test_a_rate_of_measured_figures_is_silent(base: Decimal, result: Decimal, places: int, finer: int) -> None:
    assume(abs(base - result) > 2)
    verb, rate = _growth(base, result)
    text = f"投资额由{shown(base, places)}亿元{verb}到{shown(result, places)}亿元，{verb}{shown(rate, finer)}%。"
    assert loud(text) == []


@given(st.integers(min_value=300, max_value=9000), st.integers(1, 300), st.integers(51, 65))
def test_a_cut_rate_is_a_warning(base: int, cut: int, hundredths: int) -> None:
    result = base - (-base * (100 * cut + hundredths) // 10_000)  # a rate of cut.51 % to cut.99 %
    rate = Decimal(result - base) * 100 / base
    (found,) = loud(f"办件量由{base}件增加到{result}件，增加{cut}%。")
    assert (found.severity, found.expected) == (Severity.WARNING, f"{trimmed(shown(rate, 1))}%")


@given(COUNTS, COUNTS, st.integers(min_value=1, max_value=90))
def test_differences(base: int, result: int, off: int) -> None:
    assume(base != result)
    verb, right = ("增加", result - base) if result > base else ("减少", base - result)
    said = f"2019年受理投诉{base}件，2020年受理投诉{result}件，比上年{verb}"
    assert loud(f"{said}{right}件。") == []
    (found,) = loud(f"{said}{right + off}件。")
    assert (found.rule, found.quote, found.expected) == ("difference", f"{right + off}件", f"{right}件")


@given(st.decimals("1", "99", places=1), st.decimals("1", "99", places=1), st.integers(3, 30))
def test_percents_differ_by_points(base: Decimal, result: Decimal, off: int) -> None:
    assume(abs(base - result) > Decimal("0.2"))
    verb, right = ("提高", result - base) if result > base else ("下降", base - result)
    said = f"办结率由{base}%{verb}到{result}%，{verb}"
    assert loud(f"{said}{right}个百分点。") == []
    (found,) = loud(f"{said}{right + Decimal(off) / 10}个百分点。")
    assert (found.rule, found.expected) == ("difference", f"{trimmed(str(right))}个百分点")


@given(COUNTS, COUNTS, st.integers(0, 2), st.integers(min_value=2, max_value=90))
def test_shares(part: int, rest: int, places: int, steps: int) -> None:
    whole = part + rest
    right = shown(Decimal(part) * 100 / whole, places)
    said = f"共承办建议{whole}件，其中主办{part}件，占"
    assert loud(f"{said}{right}%。") == []
    wrong = Decimal(right) + Decimal(steps).scaleb(-places)
    (found,) = loud(f"{said}{wrong}%。")
    assert (found.rule, found.quote, found.expected) == ("share", f"{wrong}%", f"{trimmed(right)}%")


@given(st.integers(2, 60), st.integers(2, 300), st.integers(min_value=1, max_value=50))
def test_products(times: int, each: int, off: int) -> None:
    said = f"举办培训班{times}期，每期{each}人，共培训"
    assert loud(f"{said}{times * each}人。") == []
    (found,) = loud(f"{said}{times * each + off}人。")
    assert (found.rule, found.quote, found.expected) == ("product", f"{times * each + off}人", f"{times * each}人")


@given(st.lists(st.integers(20, 900), min_size=3, max_size=5), st.integers(min_value=3, max_value=80), st.data())
def test_series(values: list[int], steps: int, data: st.DataObject) -> None:
    values = sorted(set(values))
    assume(len(values) > 2)
    rates = [Decimal(two - one) * 100 / one for one, two in pairwise(values)]
    said = _series(values)
    printed = [shown(one, 1) for one in rates]
    assert loud(f"{said}{'、'.join(f'{one}%' for one in ['9.9', *printed])}。") == []
    at = data.draw(st.integers(0, len(rates) - 1))
    changed = [*printed]
    changed[at] = str(Decimal(printed[at]) + Decimal(steps) / 10)
    (found,) = loud(f"{said}{'、'.join(f'{one}%' for one in changed)}。")
    assert (found.rule, found.quote, found.expected) == ("series", f"{changed[at]}%", f"{trimmed(printed[at])}%")


def _series(values: list[int]) -> str:
    years = "、".join(f"{2016 + at}年" for at in range(len(values)))
    return f"{years}授权量分别为{'、'.join(f'{one}件' for one in values)}，增速分别为"


def _growth(base: int | Decimal, result: int | Decimal) -> tuple[str, Decimal]:
    rate = (Decimal(result) / Decimal(base) - 1) * 100
    return ("增加", rate) if rate > 0 else ("减少", -rate)


@given(st.text(alphabet="0123456789年月万亿元家%，。、（）()其中共分别增长由到占每期人一二十2018年、", max_size=200))
def test_any_text_is_read_without_a_fall_and_quoted_exactly(text: str) -> None:
    lines = text.split("\n")
    for found in check(text):
        assert found.quote == lines[found.line - 1][found.start : found.end]
        assert len(found.quote) <= 40


WORDS = (
    "由 从 到 至 为 增长 增加 减少 下降 同比 比上年 上年 去年 今年 2019年 2020年 2018年、 分别 的 是 其中 ， 。 ； ： （ ） 、 3件 5% "
    "2倍 翻一番 个百分点 12.5亿元 1,450 家 共 合计 每 期 每期 人 40人 占 占比 办结率 多 少 了 达到 余 约 近 超过 以上 等 主要 各 "
    "全年 累计 一 二十 百分之 产业 1:2:3 其余 逐年 增速 研发投入 总额 较 与 同 相比 是去年 相当于 \n"
)


@given(st.lists(st.sampled_from(WORDS.split(" ")), max_size=40))
def test_any_row_of_the_words_that_rules_know_is_read(words: list[str]) -> None:
    text = "".join(words)
    lines = text.split("\n")
    for found in check(text, year=2020):
        assert found.quote == lines[found.line - 1][found.start : found.end] != ""


@pytest.mark.parametrize("year", [None, 2020])
def test_this_year_and_last_year_are_years_of_the_report(year: int | None) -> None:
    text = "去年培训68人次，今年培训152人次，同比增长123.5%。"
    assert check(text, year=year) == []
    (found,) = check(text.replace("123.5", "132.5"), year=year)
    assert found.expected == "123.5%"
