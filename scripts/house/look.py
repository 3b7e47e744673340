"""A look at a tree: every measure with its value, and where it comes from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from scripts.house import cover, measures
from scripts.house.circles import circles
from scripts.house.plan import MODELS, Plan
from scripts.house.tree import Import, When, files, imports, part, room

Number = int | float


@dataclass(frozen=True)
class Measure:
    """One number, and the places it is made of. None where this tree has nothing to measure."""

    key: str
    value: Number | None
    places: tuple[str, ...] = ()


class Look:
    """The files of a tree, read once, by the rooms of a plan."""

    def __init__(self, house: Path, plan: Plan) -> None:
        self.house, self.plan = house, plan
        self.code = [path for path in files(house, ".py") if room(house, path) in plan.rooms]
        self.tests = [path for path in files(house, ".py") if room(house, path) == "tests"]
        self.templates = [path for path in files(house, ".html") if room(house, path) == "templates"]
        self.arrows = [arrow for path in self.code for arrow in imports(house, path)]

    def short(self, path: Path) -> str:
        return path.relative_to(self.house).as_posix()

    def at(self, paths: Iterable[Path], find: Callable[[Path], Iterable[int]]) -> tuple[str, ...]:
        """file:line of everything that is found in them."""
        return tuple(f"{self.short(path)}:{line}" for path in paths for line in find(path))

    def told(self, arrows: Iterable[Import]) -> tuple[str, ...]:
        return tuple(sorted({f"{self.short(one.source)} → {self.short(one.target)}" for one in arrows}))

    def measures(self) -> list[Measure]:
        """All of them, in the order in which they are shown."""
        return [
            *self._circles(),
            *self._arrows(),
            *self._templates(),
            *self._functions(),
            *self._text(),
            *self._covered(),
        ]

    def _circles(self) -> list[Measure]:
        found = []
        counted: dict[str, set[When]] = {
            "circles-at-load": {"load"},
            "circles-late": {"load", "late"},
            "circles": {"load", "late", "typed"},
        }
        for key, kinds in counted.items():
            rings = circles(self.arrows, kinds)
            found.append(Measure(key, len(rings), tuple(" ↔ ".join(map(self.short, ring)) for ring in rings)))
        return found

    def _arrows(self) -> list[Measure]:
        up = [
            one
            for one in self.arrows
            if not self.plan.allows(room(self.house, one.source), room(self.house, one.target))
        ]
        inside = {
            (part(self.house, one.source), part(self.house, one.target)): one
            for one in self.arrows
            if room(self.house, one.source) == room(self.house, one.target) == MODELS
        }
        among = {pair: one for pair, one in inside.items() if pair[0] != pair[1]}
        climbing = [one for pair, one in among.items() if self.plan.climbs(*pair)]
        parts = {part(self.house, path) for path in self.code if room(self.house, path) == MODELS}
        homeless = sorted(parts - self.plan.floors.keys() - {"__init__"})
        return [
            Measure("arrows-up", len(up), self.told(up)),
            Measure("models-parts", len(parts)),
            Measure("models-arrows", len(among)),
            Measure("models-arrows-up", len(climbing), self.told(climbing)),
            Measure("models-homeless", len(homeless), tuple(homeless)),
        ]

    def _templates(self) -> list[Measure]:
        widths = {
            f"{self.short(path)}:{number}": len(line)
            for path in self.templates
            for number, line in enumerate(measures.lines(path), 1)
        }
        wide = [f"{place} ({width})" for place, width in widths.items() if width > measures.WIDE]
        return [
            Measure("template-line-longest", max(widths.values(), default=0)),
            Measure("template-lines-wide", len(wide), tuple(wide)),
            Measure("template-lines-wide-percent", round(100 * len(wide) / len(widths), 1) if widths else None),
            Measure("template-lines-median", median([len(measures.lines(path)) for path in self.templates] or [0])),
        ]

    def _functions(self) -> list[Measure]:
        sizes = [(path, one, measures.length(one)) for path in self.code for one in measures.functions(path)]
        views = [size for path, one, size in sizes if room(self.house, path) == "views" and measures.is_view(one)]
        long = [
            f"{self.short(path)}:{one.lineno} {one.name} ({size})" for path, one, size in sizes if size > measures.LONG
        ]
        bare = [
            f"{self.short(path)}:{one.lineno} {one.name}" for path, one, _size in sizes if not measures.is_typed(one)
        ]
        return [
            Measure("functions-long", len(long), tuple(long)),
            Measure("view-median", median(views or [0])),
            Measure("view-longest", max(views, default=0)),
            Measure("signatures-untyped", len(bare), tuple(bare)),
        ]

    def _text(self) -> list[Measure]:
        ternaries = self.at(self.code, measures.nested) + self.at(self.templates, measures.nested_in_template)
        said = sum(measures.says(comment) for path in self.code for comment in measures.comments(path))
        size = sum(len(measures.lines(path)) for path in self.code)
        return [
            self._ignores("ignores", self.code),
            self._ignores("ignores-in-tests", self.tests),
            Measure("ternaries-nested", len(ternaries), ternaries),
            Measure("comments-per-100-lines", round(100 * said / size, 1) if size else None),
            Measure("lines", size),
        ]

    def _ignores(self, key: str, paths: list[Path]) -> Measure:
        places = self.at(paths, measures.ignores)
        return Measure(key, len(places), places)

    def _covered(self) -> list[Measure]:
        own, whole = cover.own(self.house), cover.whole(self.house)
        below = [f"{file} {there - reached} of {there}" for file, (reached, there) in own.items() if reached < there]
        return [
            Measure("branches-by-own-tests", cover.share(list(own.values())), tuple(below)),
            Measure("coverage", cover.share(list(whole.values()))),
        ]
