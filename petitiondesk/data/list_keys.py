"""The list key: one number that puts petitions in the ledger's own order, by day received, then id.

`PetitionRow.list_key` computes it inside the file, and the search index uses it as its row id. So
the newest of any number of hits are read first, without looking at the others, and what else a
filter asks is answered by an index in the same order. A petition without a day comes before all.
"""

from datetime import date

_BITS = 24
"""Room for an id: sixteen million petitions."""


def sql_value(table: str = "") -> str:
    """The key in SQL, from the columns ``received_on`` (ISO 8601) and ``id`` of ``table`` ("p.")."""
    day = f"CAST(replace(coalesce({table}received_on, '0'), '-', '') AS INTEGER)"
    return f"({day} << 24 | {table}id)"


def list_key(received_on: date | None, petition_id: int) -> int:
    """The key of a petition."""
    return day_key(received_on) | petition_id


def day_key(day: date | None) -> int:
    """The smallest key of a day."""
    number = day.year * 10000 + day.month * 100 + day.day if day else 0
    return number << _BITS


def id_of(key: int) -> int:
    """The petition that a key belongs to."""
    return key & ((1 << _BITS) - 1)


def after_day(day: date) -> int:
    """The first number that no key of this day, or of an earlier one, reaches."""
    return day_key(day) + (1 << _BITS)
