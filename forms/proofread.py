"""The form of 校对: pasted words or a file; nothing of it is kept."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FileField, IntegerField, TextAreaField, ValidationError
from wtforms.validators import Optional

from forms.base import Form, tidy
from forms.validators import Clean, LongestText, WholeNumber

LONGEST = 200_000


class ProofreadForm(Form):
    """One of the two: the words, or a file."""

    file = FileField(_l("文件"), description=_l("可以把 .txt、.md、.docx 或 .pdf 文件拖到这里，最大 20 MB。"))
    text = TextAreaField(
        _l("或者粘贴文字"),
        [Clean(), LongestText(LONGEST)],
        filters=[tidy],
        description=_l("最多 20 万字。文件和文字都不保存，只在这一页上校对。"),
    )
    year = IntegerField(
        _l("报告年度"),
        [Optional(), WholeNumber(1950, 2100)],
        description=_l("填写后核对年份；不填时从标题里找。"),
    )

    def validate_text(self, field: Any) -> None:
        has_file = bool(self.file.data and self.file.data.filename)
        if not field.data and not has_file:
            raise ValidationError(_("请粘贴要校对的文字，或选择文件。"))
        if field.data and has_file:
            raise ValidationError(_("文件和文字只能选一样，请清空其中一个。"))
