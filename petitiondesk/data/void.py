"""Void petitions (已作废): those of imports that were undone as a whole.

They stay in the table, since petitions are never deleted, and stand in no list, count or search
unless they are asked for. Every query over petitions leaves them out by this one condition, which a
covering index answers without touching the texts.
"""

from typing import Any

from petitiondesk.data.tables import PetitionRow
from petitiondesk.domain.terms import State


def in_force(column: Any = PetitionRow.id) -> Any:
    """The condition that ``column``, which holds petitions' ids, names one that is not void."""
    void = PetitionRow.alias()
    return column.not_in(void.select(void.id).where(void.state == State.VOID.value))
