"""What has to be done, as data: one file a checklist, and the outline of the report."""

from checklists.filling import fill, said, typed_years, years_left
from checklists.kinds import read_kinds
from checklists.measures import read_indicators
from checklists.newest import packaged_data
from checklists.outlines import read_outline
from checklists.packaged import SAMPLES, available, kind_of, title_of
from checklists.places import filled, placeless
from checklists.problems import Problem, Remark, Wrong
from checklists.remarks import remarks_of
from checklists.standard import STANDARD, outline_for
from checklists.tasks import read_checklist

__all__ = [
    "SAMPLES",
    "STANDARD",
    "Problem",
    "Remark",
    "Wrong",
    "available",
    "fill",
    "filled",
    "kind_of",
    "outline_for",
    "packaged_data",
    "placeless",
    "read_checklist",
    "read_indicators",
    "read_kinds",
    "read_outline",
    "remarks_of",
    "said",
    "title_of",
    "typed_years",
    "years_left",
]
