"""What has to be done, as data: one file a checklist, and the outline of the report."""

from checklists.problems import Problem, Wrong
from checklists.reading import available, kind_of, outline_checklists, read_checklist, read_outline

__all__ = ["Problem", "Wrong", "available", "kind_of", "outline_checklists", "read_checklist", "read_outline"]
