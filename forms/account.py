"""Forms to sign in and to change one's password."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo

from forms.base import Form, tidy
from forms.validators import Clean, LongestText, Required


class LoginForm(Form):
    username = StringField(
        _l("用户名"),
        [Required("用户名"), Clean(), LongestText(40)],
        filters=[tidy],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _l("密码"), [Required("密码"), LongestText(128)], render_kw={"autocomplete": "current-password"}
    )


class PasswordForm(Form):
    """The old password, and the new one twice."""

    old = PasswordField(_l("现在的密码"), [Required("现在的密码")], render_kw={"autocomplete": "current-password"})
    password = PasswordField(
        _l("新密码"),
        [Required("新密码")],
        description=_l("至少 10 个字符，不要用常见密码。"),
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("再输一遍新密码"),
        [Required("新密码"), EqualTo("password", _l("两次输入的新密码不一样。"))],
        render_kw={"autocomplete": "new-password"},
    )
