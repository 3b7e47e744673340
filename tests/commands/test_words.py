"""What click itself says is said in Chinese too: the frame of a help text, and what is wrong with a call."""

import ast
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from flask import Flask

from commands.words import MODULES, WORDS


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["user", "add", "--help"], ["用法：", "选项", "[必填]", "显示这份说明。"]),
        (["user", "--help"], ["命令"]),
        (["user", "nosuch"], ["没有命令 'nosuch'。", "错误：", "看说明。"]),
        (["user", "add"], ["错误：缺少参数 'USERNAME'"]),
        (["user", "add", "x"], ["错误：缺少选项 '--name'"]),
        (["user", "add", "x", "--name", "y", "--role", "king"], ["'--role' 写得不对：'king' 不在 'staff'"]),
        (["user", "add", "x", "--nosuch"], ["没有选项 '--nosuch'。"]),
        (["user", "add", "x", "y"], ["错误："]),
        (["user", "add", "x", "--name"], ["选项 '--name' 后面要写值。"]),
    ],
)
def test_the_frame_of_a_command_is_chinese(app: Flask, args: Sequence[str], says: Sequence[str]) -> None:
    answer = app.test_cli_runner().invoke(args=args)
    assert answer.exit_code == (0 if "--help" in args else 2)
    for words in says:
        assert words in answer.output, answer.output
    assert not re.search(r"Usage|Options|Error|Missing|Show this|No such|Invalid|Try ", answer.output), answer.output


def test_every_word_is_one_that_click_says() -> None:
    """A new version that words a text anew would speak English again without anybody noticing."""
    said = {
        node.value
        for module in MODULES
        for node in ast.walk(ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(WORDS) - said == set()
    for text, ours in WORDS.items():
        assert set(re.findall(r"{\w+", ours)) <= set(re.findall(r"{\w+", text)), text
