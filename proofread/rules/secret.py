"""What must not be published: marks of secrecy, numbers of identity cards, mobile telephones and bank cards."""

import re
from collections.abc import Iterator
from functools import cache

from proofread.document import Document
from proofread.finding import Finding, Severity
from proofread.lists import listed, pattern
from proofread.many import gathered
from proofread.message import Message, _
from proofread.rule import Rule

IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[0-9Xx](?![0-9A-Za-z])")
MOBILE = re.compile(r"(?<![0-9A-Za-z.\-])1[3-9]\d{9}(?![0-9A-Za-z.\-])")
CARD = re.compile(r"(?<![0-9A-Za-z])62\d{14,17}(?![0-9A-Za-z])")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


def is_identity(number: str) -> bool:
    """The last character of an identity number answers the first seventeen (GB 11643), and it holds a date of birth."""
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))
    month, day = int(number[10:12]), int(number[12:14])
    return CHECKS[total % 11] == number[17].upper() and 1 <= month <= 12 and 1 <= day <= 31


def is_card(number: str) -> bool:
    """Luhn's sum over the digits of a bank card (GB/T 17552)."""
    digits = [int(digit) for digit in reversed(number)]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + doubled) % 10 == 0


@cache
def secrecy() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Marks of a secret paper (秘密★1年), words that forbid publication, and levels merely spoken of."""
    data = listed("secrecy")
    levels = pattern(data["levels"]).pattern
    stamp = re.compile(rf"(?:{levels})[ \t\u3000]*[★☆▲]|^[ \t\u3000]*(?:{levels})(?=[ \t\u3000]*$)")
    return stamp, pattern(data["marks"]), re.compile("绝密|机密(?!性)")


def in_line(document: Document, line: int, text: str) -> Iterator[Finding]:
    """Everything of a line that has no place in a public report."""
    stamp, marks, levels = secrecy()
    for found in stamp.finditer(text):
        yield warned(document, line, found, _("密级标志：涉密文件不得公开，也不得在本系统处理。"))
    for found in marks.finditer(text):
        yield warned(document, line, found, _("“%(said)s”：公开前请确认这一内容可以公开。", said=found[0]))
    stamped = {found.start() for found in stamp.finditer(text)}
    for found in levels.finditer(text):
        if found.start() not in stamped:
            message = _("提到了密级；公开前请确认没有涉密内容。")
            yield document.finding("secret", Severity.NOTE, line, found.start(), found.end(), message)
    for found in IDENTITY.finditer(text):
        if is_identity(found[0]):
            yield warned(document, line, found, _("身份证号：公开前应删去或遮盖。"))
    for found in MOBILE.finditer(text):
        yield warned(document, line, found, _("手机号码：公开前应删去，需要时改为单位电话。"))
    for found in CARD.finditer(text):
        if is_card(found[0]) and not (len(found[0]) == 18 and is_identity(found[0])):
            yield warned(document, line, found, _("银行卡号：公开前应删去。"))


def warned(document: Document, line: int, found: re.Match[str], message: Message) -> Finding:
    """A warning on the place that was found."""
    return document.finding("secret", Severity.WARNING, line, found.start(), found.end(), message)


def check(document: Document) -> list[Finding]:
    """All lines."""
    found = (one for line, text in enumerate(document.lines, 1) for one in in_line(document, line, text))
    return gathered(found, _("不宜公开的内容"), 40)


RULE = Rule(
    name="secret",
    title=_("涉密和个人信息"),
    claims=_("密级标志、“内部资料”等不公开的字样，校验码正确的身份证号，手机号码，校验位正确的银行卡号。"),
    source=_("《保守国家秘密法》；《政府信息公开条例》第十四条、第十五条；《个人信息保护法》；GB 11643—1999"),
    sound=(
        "保护企业商业秘密，做好保密教育。联系电话0395-3100000。",
        "中标编号110105194912310021，共计13800000元。",
    ),
    wrong=(
        "秘密★1年\n关于安排的通知",
        "此件为内部资料。",
        "联系人电话13800138000。",
        "身份证号11010519491231002X。",
    ),
    check=check,
)
