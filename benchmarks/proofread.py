"""How fast and how right the proofreader is: seconds against length, precision and recall by rule on our own passages.

.venv/bin/python benchmarks/proofread.py            prints both tables
.venv/bin/python benchmarks/proofread.py --write    writes them to docs/proofread-quality.md
.venv/bin/python benchmarks/proofread.py --quick    up to 100,000 characters
"""

import argparse
import sys
import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parent.parent
if not __package__:
    sys.path[0] = str(HOUSE)  # this file has the name of the room that it measures

import yaml  # noqa: E402

from proofread import Severity, check  # noqa: E402
from proofread.document import read  # noqa: E402
from proofread.rule import Rule  # noqa: E402
from proofread.rules import RULES  # noqa: E402

CORPUS = HOUSE / "tests" / "proofread" / "corpus"
PAGE = HOUSE / "docs" / "proofread-quality.md"
TURN = count()
LENGTHS = (10_000, 30_000, 100_000, 300_000, 1_000_000)
HOSTILE = {
    "一行全是数字": "9",
    "一行全是“年”": "年",
    "不闭合的括号": "（3项",
    "一句到底的分项": "其中甲3项、",
    "一句到底的增速": "同比增长5%，",
    "一句到底的年份": "2018年、2019年分别为3件、4件，",
    "全是逗号": "，",
    "全是空行": "\n",
}


@dataclass(frozen=True)
class Score:
    """What one rule did on its passages: `right` of the named ones also told the right value."""

    rule: Rule
    sound: int
    wrong: int
    false: int
    named: int
    right: int
    valued: int

    @property
    def precision(self) -> float:
        return self.named / (self.named + self.false) if self.named + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.named / self.wrong if self.wrong else 1.0


def passages(rule: Rule) -> list[dict[str, Any]]:
    path = CORPUS / f"{rule.name}.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []


def score(rule: Rule) -> Score:
    """A loud word on a sound passage is false; a wrong passage counts as named when the rule is loud on it."""
    sound = wrong = false = named = right = valued = 0
    for passage in passages(rule):
        loud = [one for one in rule.check(read(passage["text"])) if one.severity is not Severity.NOTE]
        if not passage["wrong"]:
            sound, false = sound + 1, false + bool(loud)
            continue
        wrong, named = wrong + 1, named + bool(loud)
        if "expected" in passage:
            valued += 1
            right += passage["expected"] in [one.expected for one in loud]
    return Score(rule, sound, wrong, false, named, right, valued)


def prose(length: int) -> str:
    """Running text of any length from our own passages, in paragraphs of six."""
    texts = [passage["text"] for rule in RULES for passage in passages(rule)]
    pages = "\n".join("".join(texts[at : at + 6]) for at in range(0, len(texts), 6)) + "\n"
    return (pages * (length // len(pages) + 1))[:length]


def seconds(text: str) -> float:
    """Processor time, so that a busy machine does not spoil it; a new last line, so that nothing is remembered."""
    text = f"{text}\n{next(TURN)}"
    started = time.process_time()
    check(text)
    return time.process_time() - started


def quality_table(scores: list[Score]) -> list[str]:
    rows = [
        "| 规则 | 名称 | 正确段落 | 误报 | 有错段落 | 查出 | 改正值正确 | 准确率 | 召回率 |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for one in scores:
        right = f"{one.right}/{one.valued}" if one.valued else "—"
        rows.append(
            f"| `{one.rule.name}` | {one.rule.title} | {one.sound} | {one.false} | {one.wrong} | {one.named} | {right} "
            f"| {one.precision:.1%} | {one.recall:.1%} |"
        )
    return rows


def speed_table(longest: int) -> list[str]:
    """Each length measured in this run; the last column is time a character, one for the shortest: linear stays near 1."""
    seconds(prose(LENGTHS[0]))
    rows = ["| 字数 | 秒 | 每字耗时之比 |", "| ---: | ---: | ---: |"]
    first = None
    for length in [one for one in LENGTHS if one <= longest]:
        each = seconds(prose(length)) / length
        first = first or each
        rows.append(f"| {length:,} | {each * length:.2f} | {each / first:.2f} |")
    return rows


def hostile_table(longest: int) -> list[str]:
    """Texts that nobody writes: four times as long may take four times as long, not sixteen."""
    long = longest // 5
    rows = [f"| 文本 | {long // 4:,} 字（秒） | {long:,} 字（秒） | 之比（线性为 4） |", "| --- | ---: | ---: | ---: |"]
    for name, piece in HOSTILE.items():
        text = (piece * (long // len(piece) + 1))[:long]
        short, whole = seconds(text[: long // 4]), seconds(text)
        rows.append(f"| {name} | {short:.3f} | {whole:.3f} | {whole / max(short, 1e-4):.1f} |")
    return rows


def page(longest: int) -> str:
    parts = [
        "# 校对质量与速度",
        "本页由 `benchmarks/proofread.py --write` 生成，段落在 `tests/proofread/corpus/`，都是自拟文字。"
        "“误报”是在正确段落上报出错误或警告；“提示”不计。准确率=查出÷（查出+误报），召回率=查出÷有错段落。"
        "这些段落写规则时就在手边，所以本页说明规则没有退步，不是盲测的成绩。",
        "\n".join(quality_table([score(rule) for rule in RULES])),
        "## 速度",
        "全部规则，一次通读。各行在同一次运行中测得，看末列：每字耗时不随长度增长，就是线性。",
        "\n".join(speed_table(longest)),
        "## 恶意文本",
        "\n".join(hostile_table(longest)),
    ]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--write", action="store_true", help="write docs/proofread-quality.md")
    asked.add_argument("--quick", action="store_true", help="up to 100,000 characters")
    options = asked.parse_args()
    text = page(100_000 if options.quick else LENGTHS[-1])
    if options.write:
        PAGE.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
