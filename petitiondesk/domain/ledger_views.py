"""Saved views (视图) of the ledger: conditions, order and columns under a name of the clerk's own.

They are kept as plain JSON values. What a later version does not know any more (a state, a column) is
left out when a view is read; the view itself stays.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from petitiondesk.domain.copying import replace
from petitiondesk.domain.ledger import DateBasis, DueFilter, LedgerFilter, Order, SortKey
from petitiondesk.domain.messages import N_
from petitiondesk.domain.terms import Channel, PetitionClass, State, Term

NAME_LENGTH = 20
"""Characters of a view's name: it stands on a button."""
MOST = 30
"""Views that can be kept."""
_NARROWEST, _WIDEST = 40, 1200
"""What a remembered width may be, in pixels."""

_T = TypeVar("_T", bound=Term)


@dataclass(frozen=True)
class ColumnSet:
    """Columns by their names: their order, those left out, and widths in pixels that were changed."""

    order: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    widths: Mapping[str, int] = field(default_factory=dict)


class Span(Term):
    """A period that goes along with the day (随日期走), and ends with it."""

    MONTH = "month", N_("本月")
    YEAR = "year", N_("今年")
    LAST_30 = "last_30_days", N_("近 30 天")

    def first(self, today: date) -> date:
        """Its first day as of ``today``, which is its last."""
        if self is Span.LAST_30:
            return today - timedelta(days=29)
        return today.replace(day=1) if self is Span.MONTH else today.replace(month=1, day=1)


@dataclass(frozen=True)
class SavedView:
    """A view; ``columns`` None leaves the columns as they are.

    With a ``span`` the days are reckoned when the view is opened, and ``shown`` has none.
    """

    name: str
    shown: LedgerFilter
    order: Order = Order()
    columns: ColumnSet | None = None
    span: Span | None = None

    def going_with(self, span: Span | None) -> "SavedView":
        """The view with its period kept as ``span``; None keeps the days as they are."""
        if span is None:
            return self
        return replace(self, shown=replace(self.shown, first=None, last=None), span=span)

    def shown_on(self, today: date) -> LedgerFilter:
        """What it shows when it is opened on a day."""
        if self.span is None:
            return self.shown
        return replace(self.shown, first=self.span.first(today), last=today)


def spans_of(shown: LedgerFilter, today: date) -> tuple[Span, ...]:
    """The periods going along with the day that a filter's days are ``today``: several in January."""
    if shown.last is not None and shown.last < today:
        return ()
    return tuple(span for span in Span if span.first(today) == shown.first)


def columns_to_record(columns: ColumnSet) -> dict[str, Any]:
    """A set of columns as JSON values."""
    return {
        "order": list(columns.order),
        "hidden": sorted(columns.hidden),
        "widths": dict(columns.widths),
    }


def columns_from_record(value: object) -> ColumnSet | None:
    """What `columns_to_record` made; None where it is no such thing."""
    if not isinstance(value, dict):
        return None
    widths = value.get("widths")
    kept = widths.items() if isinstance(widths, dict) else ()
    return ColumnSet(
        tuple(_texts(value.get("order"))),
        frozenset(_texts(value.get("hidden"))),
        {
            str(name): width
            for name, width in kept
            if isinstance(width, int) and _NARROWEST <= width <= _WIDEST
        },
    )


def to_record(view: SavedView) -> dict[str, Any]:
    """A view as JSON values."""
    shown = view.shown
    return {
        "name": view.name,
        "basis": shown.basis.value,
        "first": shown.first.isoformat() if shown.first else None,
        "last": shown.last.isoformat() if shown.last else None,
        "channels": sorted(term.value for term in shown.channels),
        "classes": sorted(term.value for term in shown.classes),
        "states": sorted(term.value for term in shown.states),
        "topic": shown.topic,
        "section": shown.section,
        "due": shown.due.value if shown.due else None,
        "words": shown.words,
        "sort": view.order.key.value,
        "descending": view.order.descending,
        "columns": columns_to_record(view.columns) if view.columns else None,
        "span": view.span.value if view.span else None,
    }


def from_record(value: object) -> SavedView | None:
    """What `to_record` made; None where it has no name."""
    if not isinstance(value, dict) or not isinstance(value.get("name"), str):
        return None
    shown = LedgerFilter(
        basis=_one(DateBasis, value.get("basis")) or DateBasis.RECEIVED,
        first=_day(value.get("first")),
        last=_day(value.get("last")),
        channels=_terms(Channel, value.get("channels")),
        classes=_terms(PetitionClass, value.get("classes")),
        states=_terms(State, value.get("states")),
        topic=str(value.get("topic") or ""),
        section=str(value.get("section") or ""),
        due=_one(DueFilter, value.get("due")),
        words=str(value.get("words") or ""),
    )
    order = Order(
        _one(SortKey, value.get("sort")) or SortKey.RECEIVED,
        value.get("descending") is not False,
    )
    columns = columns_from_record(value.get("columns"))
    view = SavedView(value["name"], shown, order, columns)
    return view.going_with(_one(Span, value.get("span")))


def _texts(value: object) -> Iterable[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _terms(kind: type[_T], value: object) -> frozenset[_T]:
    known = {str(member.value): member for member in kind}
    return frozenset(known[text] for text in _texts(value) if text in known)


def _one(kind: Any, value: object) -> Any:
    return next((member for member in kind if member.value == value), None)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
