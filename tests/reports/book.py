"""Books made in memory, without a database."""

from datetime import UTC, datetime
from typing import Any

from checklists.units import read_printed
from models.figures import NOT_YET, Figure, FigureSource, Indicator, Rows
from models.passages import Citation
from models.people import Person
from models.records import Sum
from reports.book import Book

WHEN = datetime(2030, 5, 1, tzinfo=UTC)


class Desk:
    """Puts indicators and figures together; `book()` works them out."""

    def __init__(self, no: int = 2030) -> None:
        self.no = no
        self.indicators: list[Indicator] = []
        self.figures: list[Figure] = []
        self.sums: list[Sum] = []
        self.gone: set[int] = set()

    def indicator(self, key: str, unit: str = "项", **more: Any) -> Indicator:
        name = more.pop("name", key)
        row = Indicator(id=len(self.indicators) + 1, year_id=1, key=key, name=name, unit=unit, **more)
        self.indicators.append(row)
        return row

    def put(self, key: str, typed: str = "", period: str = "2030", *, confirmed: bool = True, **more: Any) -> Figure:
        """A figure of an indicator that is there; nothing typed: worked out."""
        indicator = next(one for one in self.indicators if one.key == key)
        printed = read_printed(typed) if typed else None
        computed = FigureSource.RECORDS if indicator.records else FigureSource.FORMULA
        row = Figure(
            id=len(self.figures) + 1,
            year_id=1,
            indicator_id=indicator.id or 0,
            period=period,
            source=FigureSource.EVIDENCE if typed else computed,
            value=printed.value if printed else None,
            decimals=printed.decimals if printed else more.pop("decimals", None),
            hedge=printed.hedge if printed else more.pop("hedge", ""),
            pending=typed == NOT_YET,
            refs=[7] if typed else [],
            at=WHEN,
            confirmed_at=WHEN if confirmed else None,
            **more,
        )
        row.confirmer = Person(bureau_id=1, username="office2", name="复核人", password_hash="x") if confirmed else None
        self.figures.append(row)
        return row

    def amount(self, key: str, unit: str, **values: str) -> None:
        """An amount by year: amount("money", "亿元", y2029="12.98")."""
        self.indicator(key, unit, kind="rate" if unit == "%" else "amount", decimals=2)
        for period, typed in values.items():
            self.put(key, typed, period.removeprefix("y"))

    def meetings(self, *months: int, sort: str = "专题会议") -> None:
        self.sums += [Sum("meeting", sort, month, 1, 1, 1, 10, 150, 1500) for month in months]

    def book(self, before: Book | None = None) -> Book:
        rows = Rows(self.no, self.indicators, self.figures, self.sums, frozenset({7} - self.gone))
        return Book(rows, before)


def citation(figure: Figure, text: str, before: str = "", seen: str = "", slot: str = "slot", **more: Any) -> Citation:
    return Citation(
        id=1, year_id=1, slot=slot, text=text, before=before, figure_id=figure.id or 0, seen=seen or text, **more
    )
