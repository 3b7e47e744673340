"""Units of measure and counters, by family: only figures of one family can be added or compared."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final


@dataclass(frozen=True, slots=True)
class Unit:
    """`scale` takes a value to the family's smallest unit; what is counted (`whole`) has no fractions to round."""

    name: str
    family: str
    scale: Decimal = Decimal(1)
    whole: bool = False


PERCENT: Final = "%"
POINTS: Final = "百分点"
TIMES: Final = "倍"
PEOPLE: Final = "人"
LENGTHS_OF_TIME: Final = frozenset({"天", "小时", "月", "分钟"})
EXACT: Final = LENGTHS_OF_TIME | {"分"}  # measured, but told in whole numbers

# One family a row: these counters may stand for one another when somebody tells parts of a whole.
COUNTED: Final = {
    PEOPLE: "人 名 位 人次",
    "所": "个 家 所 座 处 间 栋 户",
    "件": "件 项 条 份 宗 起 篇 例 本 册 部 批 类 种 卷",
    "次": "次 家次 户次 车次 件次 台次 班次 场 期 场次 批次 轮 趟 班 节",
    "套": "套 台 辆 艘 架 张 支 组 盏 只 头 株 棵 块 片 口 根",
}
MEASURED: Final = {
    "元": {"元": 1},
    "美元": {"美元": 1},
    "港元": {"港元": 1, "港币": 1},
    "欧元": {"欧元": 1},
    "米": {"米": 1, "公里": 1000, "千米": 1000},
    "平方米": {"平方米": 1, "平米": 1, "平方公里": 1_000_000, "公顷": 10_000},
    "亩": {"亩": 1},
    "立方米": {"立方米": 1},
    "公斤": {"公斤": 1, "千克": 1, "吨": 1000},
    "千瓦时": {"千瓦时": 1},
    "微克": {"微克/立方米": 1, "微克每立方米": 1},
    "标箱": {"标箱": 1, "标准箱": 1},
    "小时": {"小时": 1, "学时": 1, "课时": 1},
    "分钟": {"分钟": 1},
    "天": {"天": 1, "个工作日": 1, "工作日": 1},
    "月": {"个月": 1},
    "剂次": {"剂次": 1, "剂": 1},
    "分": {"分": 1},
    PERCENT: {"%": 1},
    POINTS: {"个百分点": 1, "百分点": 1},
    TIMES: {"倍": 1},
    "番": {"番": 1},
}
SIZES: Final = {"万亿": 10**12, "千万": 10**7, "百万": 10**6, "十万": 10**5, "亿": 10**8, "万": 10**4, "千": 10**3}
LONGEST: Final = 6

UNITS: Final[dict[str, Unit]] = {
    name: Unit(name, family, whole=True) for family, names in COUNTED.items() for name in names.split()
} | {
    name: Unit(name, family, Decimal(scale), whole=family in EXACT)
    for family, names in MEASURED.items()
    for name, scale in names.items()
}

# What looks like a counter but is the start of another word: 3个百分点 is found first, 5年 and 3月 are dates.
NOT_COUNTED: Final = (
    "名单",
    "分之",
    "分别",
    "分类",
    "分管",
    "分局",
    "人大",
    "人民",
    "次序",
    "项下",
    "条例",
    "件套",
    "位于",
    "家庭",
    "期间",
    "班子",
)


def unit_at(text: str, place: int) -> Unit | None:
    """The longest unit that starts at this place."""
    window = text[place : place + LONGEST]
    if window.startswith(NOT_COUNTED):
        return None
    return next((UNITS[window[:size]] for size in range(len(window), 0, -1) if window[:size] in UNITS), None)


def size_at(text: str, place: int) -> tuple[str, int]:
    """万, 亿 … at this place, with its factor; ("", 1) where there is none."""
    return next(((word, factor) for word, factor in SIZES.items() if text.startswith(word, place)), ("", 1))


def alike(whole: Unit, part: Unit) -> bool:
    """Whether parts of this unit can add up to a whole of that one: 个 counts anything but people."""
    return whole.family == part.family or (whole.name in ("个", "项") and part.whole and part.family != PEOPLE)
