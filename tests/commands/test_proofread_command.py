"""flask proofread: words for people, one JSON list for programs, exit codes for both."""

import json
from pathlib import Path

import pytest
from flask import Flask

from tests.proofread import samples

WRONG = "一是学习。二是制度。二是督办。\n各科室己完成整改。\n"
SOUND = "一是学习。二是制度。三是督办。\n"


def put(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def test_findings_are_told_by_place_and_an_error_ends_with_1(app: Flask, tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", WRONG)
    result = app.test_cli_runner().invoke(args=["proofread", path])
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0].startswith(f"{path}:1:11 错误 ordinal ") and "「二是」 → 三是" in lines[0]
    assert lines[1].startswith(f"{path}:2:4 警告 character ") and "→ 已完成" in lines[1]
    assert lines[2] == f"{path}：错误 1 处，警告 1 处，提示 0 处。"


@pytest.mark.parametrize("text", [SOUND, "各科室己完成整改。\n"])
def test_without_an_error_the_command_ends_with_0(app: Flask, tmp_path: Path, text: str) -> None:
    result = app.test_cli_runner().invoke(args=["proofread", put(tmp_path, "a.txt", text)])
    assert result.exit_code == 0 and "错误 0 处" in result.output


def test_json_is_one_list_alone_on_standard_output(app: Flask, tmp_path: Path) -> None:
    first, second = put(tmp_path, "a.txt", WRONG), put(tmp_path, "b.md", "九月开会，9月31日结束。\n")
    missing = str(tmp_path / "none.txt")
    result = app.test_cli_runner().invoke(args=["proofread", first, missing, second, "--json"])
    assert result.exit_code == 2
    found = json.loads(result.stdout)
    assert [(one["file"], one["rule"], one["line"], one["start"], one["end"], one["quote"]) for one in found] == [
        (first, "ordinal", 1, 10, 12, "二是"),
        (first, "character", 2, 3, 6, "己完成"),
        (second, "date", 1, 5, 10, "9月31日"),
    ]
    assert set(found[0]) == {"file", "rule", "severity", "line", "start", "end", "quote", "message", "expected"}
    assert [one["severity"] for one in found] == ["error", "warning", "error"]
    assert "没有这个文件" in result.stderr


def test_a_sound_file_is_an_empty_list(app: Flask, tmp_path: Path) -> None:
    result = app.test_cli_runner().invoke(args=["proofread", "--json", put(tmp_path, "a.txt", SOUND)])
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", samples.OLE + "EncryptedPackage".encode("utf-16-le"), "密码保护"),
        ("a.pdf", samples.scanned_pdf(), "扫描件"),
        ("a.txt", b"\x00\x01" * 900, "二进制"),
        ("a.txt", b"x" * (21 * 1024 * 1024), "上限"),
    ],
)
def test_one_bad_file_says_why_and_does_not_stop_the_others(
    app: Flask, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    bad, good = put(tmp_path, name, content), put(tmp_path, "good.txt", WRONG)
    result = app.test_cli_runner().invoke(args=["proofread", bad, good])
    assert result.exit_code == 2
    assert f"{bad}: " in result.stderr and words in result.stderr
    assert f"{good}:1:11 错误 ordinal" in result.stdout


def test_word_and_pdf_files_are_read_too(app: Flask, tmp_path: Path) -> None:
    word = put(tmp_path, "a.docx", samples.word_of("一是学习。二是制度。二是督办。"))
    pdf = put(tmp_path, "b.pdf", samples.printed("<p>各科室己完成整改，并把结果报办公室备案，办公室逐项核对。</p>"))
    result = app.test_cli_runner().invoke(args=["proofread", word, pdf])
    assert f"{word}:1:11 错误 ordinal" in result.output
    assert f"{pdf}:1:4 警告 character" in result.output


def test_an_older_encoding_is_said_on_standard_error(app: Flask, tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", SOUND.encode("gb18030"))
    result = app.test_cli_runner().invoke(args=["proofread", path, "--json"])
    assert "GB18030" in result.stderr and json.loads(result.stdout) == []


def test_the_year_is_handed_on(app: Flask, tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "法治政府建设工作报告\n现将2019年度法治政府建设工作报告如下：\n")
    result = app.test_cli_runner().invoke(args=["proofread", path, "--year", "2020"])
    assert "copied" in result.output and "→ 2020" in result.output


@pytest.mark.parametrize("args", [[], ["--year", "x", "a.txt"], ["--year", "20", "a.txt"], ["--fast", "a.txt"]])
def test_wrong_use_ends_with_2(app: Flask, args: list[str]) -> None:
    assert app.test_cli_runner().invoke(args=["proofread", *args]).exit_code == 2


def test_control_characters_of_a_file_do_not_reach_the_terminal(app: Flask, tmp_path: Path) -> None:
    path = put(
        tmp_path, "a.txt", "抓好学习，办件\ufffd\ufffd件。《\x1b[31m办法，认真执行。\n" + "抓好学习，建好制度。\n" * 200
    )
    result = app.test_cli_runner().invoke(args=["proofread", path])
    assert "bracket" in result.output and "\x1b" not in result.output


def test_the_page_of_rules_is_printed(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["proofread", "--rules"])
    assert result.exit_code == 0 and result.output.startswith("# 校对规则\n")
