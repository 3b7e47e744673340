"""Forms for accounts, departments and the bureau's settings."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, PasswordField
from wtforms.validators import Regexp

from forms.base import Form, Pick, Several, kind_choices, line
from forms.validators import Required, RequiredChoice, RequiredNumber, WholeNumber
from models.people import Role


class PersonForm(Form):
    """An account as it is edited."""

    name = line(_l("姓名或职务"), 40, Required("姓名或职务"))
    department = Pick(_l("科室"), description=_l("经办人和科室负责人要选科室。"))
    roles = Several(_l("角色"), [RequiredChoice("角色")])

    def offer(self, departments: list[Any]) -> "PersonForm":
        self.department.choices = [("", _l("不属于科室")), *((one.id, one.name) for one in departments)]
        self.roles.choices = kind_choices(Role)
        return self


class NewPersonForm(PersonForm):
    """A new account; its password is changed at the first sign-in."""

    username = line(
        _l("用户名"),
        40,
        Required("用户名"),
        Regexp(r"[A-Za-z0-9._-]{2,40}$", message=_l("用户名用 2 至 40 个字母、数字、点、横线或下划线。")),
    )
    password = PasswordField(
        _l("初始密码"), [Required("初始密码")], description=_l("至少 10 个字符，首次登录时要修改。")
    )


class ResetForm(Form):
    password = PasswordField(_l("新密码"), [Required("新密码")], description=_l("至少 10 个字符，下次登录时要修改。"))


SAME, NOBODY = 0, -1


class SuccessorForm(Form):
    """交接: who takes over, for everything or kind by kind; nobody where nothing is chosen."""

    everything = Pick(_l("全部交给"), description=_l("下面没有另选的，都交给这个人；不选的，事项显示“无责任人”。"))
    items = Pick(_l("负责的事项"), default=SAME)
    leading = Pick(_l("分管的事项"), default=SAME)
    drafts = Pick(_l("没有提交的草稿"), default=SAME)
    reviews = Pick(_l("只有本人能审核的进展"), default=SAME, description=_l("改由接手的局领导分管这些事项，由其审核。"))

    def offer(self, choices: dict[str, list[Any]]) -> "SuccessorForm":
        """Hand in the candidates of each kind; a kind without anything to hand over has no field."""
        for kind in ("items", "leading", "drafts", "reviews"):
            if kind not in choices:
                del self[kind]
                continue
            some = [(one.id, one.name) for one in choices[kind]]
            self[kind].choices = [(SAME, _l("同“全部交给”")), (NOBODY, _l("暂不指定")), *some]
        everyone = {one.id: one.name for some in choices.values() for one in some}
        self.everything.choices = [("", _l("暂不指定")), *sorted(everyone.items())]
        return self

    def chosen(self, kind: str) -> int | None:
        """Who was chosen for a kind."""
        own = self[kind].data if kind in self else NOBODY
        if own in (SAME, None):
            return self.everything.data
        return None if own == NOBODY else own


class MoveForm(Form):
    """移交科室: where everything goes."""

    target = Pick(_l("移交给"), RequiredChoice("接收科室"))
    members = BooleanField(_l("人员也转到这个科室"), default=True)
    off = BooleanField(_l("移交后停用原科室"))

    def offer(self, departments: list[Any]) -> "MoveForm":
        self.target.choices = [("", _l("请选择")), *((one.id, one.name) for one in departments)]
        return self


class DepartmentForm(Form):
    name = line(_l("科室名称"), 40, Required("科室名称"))
    position = IntegerField(_l("排序"), [WholeNumber(0, 9999)], default=0)
    active = BooleanField(_l("在用"), default=True)


class BureauForm(Form):
    """The bureau's own settings."""

    name = line(_l("单位名称"), 60, Required("单位名称"))
    short_name = line(_l("简称"), 20, Required("简称"))
    addressee = line(_l("主送机关"), 400, description=_l("新年度的报告用它。"))
    signature = line(_l("署名"), 60)
    number_prefix = line(_l("发文字号的单位代字"), 20)
    closing_day = IntegerField(_l("每月报送截止日"), [RequiredNumber("截止日"), WholeNumber(1, 28)])
    near_workdays = IntegerField(_l("提前多少个工作日算临期"), [RequiredNumber("天数"), WholeNumber(1, 60)])
