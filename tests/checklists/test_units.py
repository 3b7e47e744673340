"""Units of one family are converted; printed numbers keep their hedge and their decimals."""

from decimal import Decimal

import pytest

from checklists.units import convert, read_printed


@pytest.mark.parametrize("text", ["40余", "近2.50", "16.47", "-3", "约100"])
def test_a_printed_number_is_printed_again_as_it_was(text: str) -> None:
    found = read_printed(text)
    assert found is not None and found.text == text


@pytest.mark.parametrize(("text", "value"), [("1,234.5", "1234.5"), (" 1，000 ", "1000"), ("超过8", "8")])
def test_its_value_is_read_without_what_stands_around_it(text: str, value: str) -> None:
    found = read_printed(text)
    assert found is not None and found.value == Decimal(value)


@pytest.mark.parametrize("text", ["", "很多", "1.2.3", "余40", "1e5", "1" + "0" * 18, "-1" + "0" * 18])
def test_what_is_no_number_or_beyond_any_sum_is_none(text: str) -> None:
    assert read_printed(text) is None


@pytest.mark.parametrize(
    ("value", "unit", "to", "found"),
    [
        ("1.5", "亿元", "万元", "15000"),
        ("20000", "元", "万元", "2"),
        ("8", "学时", "小时", "8"),
        ("3", "个", "家", "3"),
        ("3", "场", "场", "3"),
        ("3", "场", "次", None),
        ("3", "元", "%", None),
    ],
)
def test_only_units_of_one_family_are_converted(value: str, unit: str, to: str, found: str | None) -> None:
    assert convert(Decimal(value), unit, to) == (None if found is None else Decimal(found))
