"""Form to open a year."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField

from forms.base import Form, Several
from forms.validators import Required, RequiredChoice, WholeNumber


class OpenYearForm(Form):
    no = IntegerField(_l("年度"), [WholeNumber(2000, 2100), Required("年度")])
    checklists = Several(_l("清单"), [RequiredChoice("清单")])
    outline = SelectField(_l("报告提纲"), [RequiredChoice("报告提纲")])

    def offer(self, checklists: Sequence[str], outlines: Sequence[str]) -> "OpenYearForm":
        self.checklists.choices = [(one, one) for one in checklists]
        self.outline.choices = [(one, one) for one in outlines]
        return self
