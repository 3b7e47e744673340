"""The packaged data files that a new year takes: the latest of each kind by name."""

from collections.abc import Collection

from checklists.counted import Indicators, RecordKinds
from checklists.kinds import read_kinds
from checklists.measures import read_indicators
from checklists.packaged import available, kind_of
from checklists.problems import _

OWN = "own"


def packaged_data(lists: Collection[str] | None = None) -> tuple[RecordKinds, Indicators]:
    """Kinds of records and indicators. Raises Wrong where a file was edited into nonsense.

    `lists` are the keys of a year's checklists: a year of other lists than the indicators belong to takes none of
    them, since another bureau's figures are of no use to it. None: all that there is.
    """
    names = {kind_of(name): name for name in available()}
    kinds = read_kinds(names["records"])
    found = read_indicators(names["indicators"], kinds)
    if lists is None or not found.lists or set(found.lists) & set(lists):
        return kinds, found
    return kinds, Indicators(key=OWN, title=_("本年度的指标"))
