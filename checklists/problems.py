"""What is wrong with a file: every place at once, with its line and the cure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake; `line` counts from 1. `says` and `cure` are Chinese sentences without their last mark."""

    line: int
    says: str
    cure: str

    def __str__(self) -> str:
        return f"第 {self.line} 行：{self.says}；{self.cure}。"


class Wrong(Exception):  # noqa: N818 - an answer to whoever wrote the file
    """A checklist or outline file cannot be used; `problems` names every mistake, in the order of lines."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems, key=lambda one: one.line)
        super().__init__("\n".join(str(one) for one in self.problems))
