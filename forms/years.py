"""Form to open a year."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, MultipleFileField, SelectField
from wtforms.validators import Optional

from forms.base import Form, Several, line
from forms.validators import RequiredChoice, RequiredNumber, WholeNumber


class DeleteYearForm(Form):
    """The number of a year, typed to be sure."""

    typed = line(_l("年度"), 10)


class OpenYearForm(Form):
    """Packaged lists, files of one's own, or both; without an outline of one's own the chosen one is taken."""

    no = IntegerField(_l("年度"), [RequiredNumber("年度"), WholeNumber(2000, 2100)])
    checklists = Several(_l("内置清单"), [Optional()])
    files = MultipleFileField(
        _l("自己的清单和提纲文件"),
        description=_l("YAML 文件，可以选几个；是清单还是提纲由文件里的 kind 决定。带了提纲文件的，用文件里的提纲。"),
    )
    outline = SelectField(_l("报告提纲"), [RequiredChoice("报告提纲")])

    def offer(self, checklists: Sequence[tuple[str, str]], outlines: Sequence[tuple[str, str]]) -> "OpenYearForm":
        """Both as (name, words)."""
        self.checklists.choices = list(checklists)
        self.outline.choices = list(outlines)
        return self
