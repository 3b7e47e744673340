"""flask user: accounts from the command line; passwords are asked for or read from standard input."""

import json
import sys
from datetime import UTC, datetime

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

import db
from commands.common import _l, in_words, own_bureau, refuse
from models.act import Act
from models.base import NotAllowed
from models.office import Hangs, Successors, hand_over
from models.people import Bureau, Person, Role, add_person, departments, people, person_with_roles
from models.years import bureau_named

cli = AppGroup("user", help=_l("账号。"))


def new_password(from_stdin: bool) -> str:
    """From standard input's first line, or asked for twice."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    return str(click.prompt(_("密码"), hide_input=True, confirmation_prompt=True))


def find(username: str) -> Person:
    db.upgrade()
    person = person_with_roles(db.session(), username=username)
    if person is None:
        refuse(_("没有账号“%(name)s”。", name=username))
    return person


@cli.command("add", help=_l("新增账号。角色：staff head office leader admin auditor。"))
@click.argument("username")
@click.option("--name", required=True, help=_l("显示的名称。"))
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice([role.value for role in Role]))
@click.option("--department", default="", help=_l("科室名称。"))
@click.option("--bureau", default="", help=_l("数据库还没有单位时，用这个名称建立。"))
@click.option("--password-stdin", is_flag=True, help=_l("从标准输入读密码。"))
def add(username: str, name: str, roles: tuple[str, ...], department: str, bureau: str, password_stdin: bool) -> None:
    db.upgrade()
    session, now = db.session(), datetime.now(UTC)
    try:
        held = bureau_named(session, bureau, Act(None, now))
        room = next((one for one in departments(session, held.key_id) if one.name == department), None)
        if department and room is None:
            refuse(_("没有科室“%(name)s”。", name=department))
        kinds = {Role(one) for one in roles}
        if room is None and kinds & {Role.STAFF, Role.HEAD}:
            refuse(_("经办人和科室负责人要选科室。"))
        password = new_password(password_stdin)
        add_person(
            session,
            held,
            Act(None, held.moment(now)),
            username=username,
            name=name,
            password=password,
            roles=kinds,
            department=room,
        )
    except NotAllowed as refusal:
        refuse(in_words(refusal))
    except ValueError:
        refuse(_("用户名应为 2 至 40 个字符，名称不能为空。"))
    db.commit()
    click.echo(_("已新增账号“%(name)s”，首次登录要修改密码。", name=username))


@cli.command("list", help=_l("列出账号。"))
@click.option("--json", "as_json", is_flag=True)
def list_(as_json: bool) -> None:
    db.upgrade()
    held = own_bureau()
    rows = people(db.session(), held.key_id) if held else []
    if as_json:
        keys = [
            {"username": one.username, "name": one.name, "roles": sorted(one.roles), "active": one.active}
            for one in rows
        ]
        click.echo(json.dumps(keys, ensure_ascii=False))
        return
    for one in rows:
        off = "" if one.active else _("（已停用）")
        click.echo(f"{one.username:<16} {one.name}  {'、'.join(_(word) for word in one.role_words)}{off}")


@cli.command("password", help=_l("重置密码。"))
@click.argument("username")
@click.option("--password-stdin", is_flag=True, help=_l("从标准输入读密码。"))
def password(username: str, password_stdin: bool) -> None:
    person = find(username)
    try:
        person.set_password(new_password(password_stdin), Act(None, datetime.now(UTC)))
    except NotAllowed as refusal:
        refuse(in_words(refusal))
    db.commit()
    click.echo(_("已重置，首次登录要修改密码。"))


@cli.command("disable", help=_l("停用账号，并列出名下的事项；可指定接手人。"))
@click.argument("username")
@click.option("--successor", default="", help=_l("接手人的用户名：接手负责和分管的事项、没有提交的草稿。"))
def disable(username: str, successor: str) -> None:
    person = find(username)
    heir = find(successor) if successor else None
    if heir is not None and (not heir.active or heir.id == person.id or heir.bureau_id != person.bureau_id):
        refuse(_("接手人“%(name)s”应是另一个在用的账号。", name=successor))
    at = db.session().get_one(Bureau, person.bureau_id).moment(datetime.now(UTC))
    try:
        hangs = hand_over(db.session(), person, Successors(heir, heir, heir, heir), Act(None, at), off=True)
    except NotAllowed as refusal:
        refuse(in_words(refusal))
    tell(hangs, heir)
    db.commit()
    click.echo(_("已停用。"))


def tell(hangs: Hangs, heir: Person | None) -> None:
    """What hung on the account, and who has it now."""
    whose = heir.name if heir else _("无责任人")
    for title, items in (
        (_("负责的事项"), hangs.items),
        (_("分管的事项"), hangs.leading),
        (_("没有提交的草稿"), [one.item for one in hangs.drafts]),
        (_("只有本人能审核的进展"), [one.item for one in hangs.reviews]),
    ):
        for item in items:
            click.echo(f"{title}：{item.year.no} {item.no} {item.title} → {whose}")
    for entry in hangs.waiting:
        click.echo(_("等待审核（照常审核）：%(what)s", what=f"{entry.item.no} {entry.item.title}"))
