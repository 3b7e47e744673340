"""flask user disable: shows what hangs on an account, and hands it over."""

from flask import Flask

from tests.visitor import Visitor


def test_disable_names_what_hangs_on_the_account(demo_app: Flask) -> None:
    run = demo_app.test_cli_runner().invoke
    gone = run(args=["user", "disable", "staff-window"])
    assert gone.exit_code == 0, gone.stderr
    assert "负责的事项：2020 4.4 规范使用文书 → 无责任人" in gone.stdout and gone.stdout.endswith("已停用。\n")
    assert "（已停用）" in run(args=["user", "list"]).stdout


def test_a_successor_takes_over(demo_app: Flask) -> None:
    run = demo_app.test_cli_runner().invoke
    gone = run(args=["user", "disable", "staff-window", "--successor", "head-window"])
    assert gone.exit_code == 0 and "→ 行政审批服务科科长" in gone.stdout
    Visitor(demo_app).sign_in("head-window").open("/").silent("<h2>无责任人")
    Visitor(demo_app).sign_in("auditor").open("/trail?verb=item.hand_on").says("命令行", "行政审批服务科科长")


def test_what_cannot_be_is_refused_and_changes_nothing(demo_app: Flask) -> None:
    run = demo_app.test_cli_runner().invoke
    for args, words in (
        (["staff-window", "--successor", "staff-law"], "不在“"),
        (["staff-window", "--successor", "staff-window"], "另一个在用的账号"),
        (["staff-window", "--successor", "nobody-here"], "没有账号"),
        (["admin"], "最后一个“系统管理员”"),
    ):
        refused = run(args=["user", "disable", *args])
        assert refused.exit_code == 1 and words in refused.stderr and "已停用" not in refused.stdout
    assert "（已停用）" not in run(args=["user", "list"]).stdout
