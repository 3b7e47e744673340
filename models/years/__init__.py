"""年度: a bureau's plan for one year, with its own copies of the files it was opened from."""

from models.years import find
from models.years.copies import YearChecklist, YearData, checklists_of, kinds_of
from models.years.find import year_by_no, years, years_full
from models.years.naming import bureau_named, name_years
from models.years.readers import reader
from models.years.year import Year, YearState, of_bureau

__all__ = [
    "Year",
    "YearChecklist",
    "YearData",
    "YearState",
    "bureau_named",
    "checklists_of",
    "find",
    "kinds_of",
    "name_years",
    "of_bureau",
    "reader",
    "year_by_no",
    "years",
    "years_full",
]
