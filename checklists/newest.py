"""The packaged data files that a new year takes: the latest of each kind by name."""

from checklists.counted import Indicators, RecordKinds
from checklists.kinds import read_kinds
from checklists.measures import read_indicators
from checklists.packaged import available, kind_of


def packaged_data() -> tuple[RecordKinds, Indicators]:
    """Kinds of records and indicators. Raises Wrong where a file was edited into nonsense."""
    names = {kind_of(name): name for name in available()}
    kinds = read_kinds(names["records"])
    return kinds, read_indicators(names["indicators"], kinds)
