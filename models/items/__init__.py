"""事项: the tasks and standards of a year, how they are opened, handed out and closed."""

from models.items import find, item, opening
from models.items.find import (
    item_by_id,
    item_names,
    item_options,
    items_by_id,
    items_of_year,
    own_items,
    plan_of_year,
)
from models.items.item import OWN, Item, acknowledge_all, helper_condition
from models.items.naming import hand_out_named
from models.items.opening import add_item, archive, open_year, year_faults
from models.items.parts import (
    OPEN_STATES,
    Checkpoint,
    DueKind,
    ItemHelper,
    ItemState,
    Owed,
    Result,
    because,
    hand_out_faults,
)

__all__ = [
    "OPEN_STATES",
    "OWN",
    "Checkpoint",
    "DueKind",
    "Item",
    "ItemHelper",
    "ItemState",
    "Owed",
    "Result",
    "acknowledge_all",
    "add_item",
    "archive",
    "because",
    "find",
    "hand_out_faults",
    "hand_out_named",
    "helper_condition",
    "item",
    "item_by_id",
    "item_names",
    "item_options",
    "items_by_id",
    "items_of_year",
    "open_year",
    "opening",
    "own_items",
    "plan_of_year",
    "year_faults",
]
