"""Charts: a value stands clear of its bar, whatever its length."""

import re
from decimal import Decimal

import pytest

from reports.charts import bars


@pytest.mark.parametrize("text", ["3家", "2862.5万元", "100000000.25亿元"])
def test_the_value_of_a_lying_bar_stands_behind_it(text: str) -> None:
    """It is centred on the bar's end: blank half of it, words the other half, and room for them inside the picture."""
    picture = bars("合计", [("甲", Decimal(10), text), ("乙", Decimal(1), "1家")], lying=True).decode()
    label = next(one for one in re.findall(r">(\u3000*[^<]+)</text>", picture) if one.endswith(text))
    blank = len(label) - len(label.lstrip("\u3000"))
    wide = sum(1 if ord(char) > 0x2000 else 0.5 for char in text)
    assert wide <= blank <= wide + 2
    assert not bars("合计", [("甲", Decimal(10), text)]).decode().count("\u3000")
