"""数据: what a year measures, its values, and what they must satisfy."""

from models.figures import figure, find
from models.figures.book import Rows, rows_before, rows_of
from models.figures.carried import give_data, take_data
from models.figures.figure import NOT_YET, Figure, FigureSource, Unsaid, add_figure, figures_of
from models.figures.find import entries_named, entry_choices, figure_by_id, file_choices, files_named
from models.figures.indicator import KINDS, Indicator, add_indicator, feeders, indicators_of
from models.figures.relation import How, Relation, at_period, relations_of
from models.figures.rule import Measure, Rule, set_rule

__all__ = [
    "KINDS",
    "NOT_YET",
    "Figure",
    "FigureSource",
    "How",
    "Indicator",
    "Measure",
    "Relation",
    "Rows",
    "Rule",
    "Unsaid",
    "add_figure",
    "add_indicator",
    "at_period",
    "entries_named",
    "entry_choices",
    "feeders",
    "figure",
    "figure_by_id",
    "figures_of",
    "file_choices",
    "files_named",
    "find",
    "give_data",
    "indicators_of",
    "relations_of",
    "rows_before",
    "rows_of",
    "set_rule",
    "take_data",
]
