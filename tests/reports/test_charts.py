"""The bars of the page 数据: each value stands beyond its bar and inside the picture."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from reports.charts import bars

SVG = "{http://www.w3.org/2000/svg}"
POINTS = [("甲", Decimal(400), "400万元"), ("乙", Decimal("2862.5"), "2862.5万元"), ("丙", None, "尚未公布")]


@pytest.mark.parametrize("lying", [True, False])
def test_a_value_stands_beyond_its_bar_and_inside_the_picture(lying: bool) -> None:
    root = ElementTree.fromstring(bars("资金", POINTS, lying=lying))
    boxes = [one for one in root.iter(f"{SVG}rect") if "reactive" in one.get("class", "")]
    texts = [one for one in root.iter(f"{SVG}text") if one.get("class") == "value"]
    assert {one.text for one in texts} == {"400万元", "2862.5万元"}
    for box, text in zip(boxes, texts, strict=True):
        x, y, wide = (float(box.get(name, "")) for name in ("x", "y", "width"))
        if lying:
            start = float(text.get("x", "")) + float(text.get("dx", ""))
            assert "start" in text.get("style", "") and x + wide < start
            assert start + 13 * len(text.text or "") * 0.75 < 380, "the longest one keeps inside"
        else:
            assert 8 < float(text.get("y", "")) + float(text.get("dy", "")) < y - 4
