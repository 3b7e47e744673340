"""click's own words in Chinese. It marks its texts for gettext and names them `_` in each module: ours stand there instead.

Texts that have no word here stay as click wrote them.
"""

from types import ModuleType

from click import core, decorators, exceptions, formatting, parser, types


def _(text: str) -> str:
    """Mark a text for the message catalogue."""
    return text


MODULES: tuple[ModuleType, ...] = (core, decorators, exceptions, formatting, parser, types)
WORDS: dict[str, str] = {
    "Usage:": _("用法："),
    "Options": _("选项"),
    "Positional arguments": _("参数"),
    "Commands": _("命令"),
    "required": _("必填"),
    "default: {default}": _("不写就是 {default}"),
    "Show this message and exit.": _("显示这份说明。"),
    "Aborted!": _("已停止。"),
    "Error: {message}": _("错误：{message}"),
    "Try '{command} {option}' for help.": _("用“{command} {option}”看说明。"),
    "Missing command.": _("没有写命令。"),
    "Missing argument": _("缺少参数"),
    "Missing option": _("缺少选项"),
    "Missing parameter": _("缺少参数"),
    "Missing parameter: {param_name}": _("缺少参数：{param_name}"),
    "Choose from:\n\t{choices}": _("可以写：\n\t{choices}"),
    "No such command {name!r}.": _("没有命令 {name!r}。"),
    "No such option {name!r}.": _("没有选项 {name!r}。"),
    "Did you mean {possibility}?": _("是不是要写 {possibility}？"),
    "(Did you mean one of: {possibilities}?)": _("（是不是要写：{possibilities}？）"),
    "Got unexpected extra argument ({args})": _("多写了参数（{args}）"),
    "Got unexpected extra arguments ({args})": _("多写了参数（{args}）"),
    "Option {name!r} does not take a value.": _("选项 {name!r} 后面不写值。"),
    "Option {name!r} requires an argument.": _("选项 {name!r} 后面要写值。"),
    "Invalid value: {message}": _("写得不对：{message}"),
    "Invalid value for {param_hint}: {message}": _("{param_hint} 写得不对：{message}"),
    "{value!r} is not {choice}.": _("{value!r} 不是 {choice}。"),
    "{value!r} is not one of {choices}.": _("{value!r} 不在 {choices} 之中。"),
    "{value} is not in the range {range}.": _("{value} 不在 {range} 的范围里。"),
    "{value!r} is not a valid {number_type}.": _("{value!r} 不是数字。"),
    "{value!r} does not match the format {format}.": _("{value!r} 不合格式 {format}。"),
    "{value!r} does not match the formats {formats}.": _("{value!r} 不合格式 {formats}。"),
    "{name} {filename!r} does not exist.": _("{filename!r} 不存在。"),
    "{name} {filename!r} is a file.": _("{filename!r} 是文件。"),
    "{name} {filename!r} is a directory.": _("{filename!r} 是文件夹。"),
    "{name} {filename!r} is not readable.": _("{filename!r} 读不了。"),
    "{name} {filename!r} is not writable.": _("{filename!r} 写不了。"),
    "Could not open file {filename!r}: {message}": _("打不开文件 {filename!r}：{message}"),
}


def word(text: str) -> str:
    return WORDS.get(text, text)


def counted(one: str, many: str, count: int) -> str:
    return word(one if count == 1 else many)


def speak() -> None:
    """From now on click says these words."""
    for module in MODULES:
        for name, ours in (("_", word), ("ngettext", counted)):
            if hasattr(module, name):
                setattr(module, name, ours)
