"""Use cases of the ledger's saved views and columns, kept with the registry for whoever works in it."""

from collections.abc import Sequence
from dataclasses import replace

from petitiondesk.domain.errors import refused
from petitiondesk.domain.ledger import LedgerFilter
from petitiondesk.domain.ledger_views import (
    MOST,
    NAME_LENGTH,
    ColumnSet,
    SavedView,
    Span,
    columns_from_record,
    columns_to_record,
    from_record,
    spans_of,
    to_record,
)
from petitiondesk.domain.messages import Message
from petitiondesk.services.cleaning import clean_text
from petitiondesk.services.context import Context

_VIEWS, _COLUMNS = "ledger_views", "ledger_columns"

Views = tuple[SavedView, ...]


class LedgerViewService:
    """Saved views and the usual columns. What changes the views returns them as they were before.

    They are no part of the record: a view shows nothing that its owner may not see anyway.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    def views(self) -> Views:
        """The saved views, in the order in which they were made."""
        with self._registry.reading():
            kept = self._registry.settings.remembered(_VIEWS)
        found = [from_record(value) for value in kept] if isinstance(kept, list) else []
        return tuple(view for view in found if view is not None)

    def opened(self, view: SavedView) -> LedgerFilter:
        """What a view shows today."""
        return view.shown_on(self._context.today)

    def spans(self, shown: LedgerFilter) -> tuple[Span, ...]:
        """The periods that go along with the day which the conditions could be kept as."""
        return spans_of(shown, self._context.today)

    def save(self, view: SavedView) -> Views:
        """Keep a view; one of the same name gives way to it.

        Raises:
            InvalidInput: the name cannot be, or there are too many views.
            NotAllowed: the registry is open for reading only.
        """
        before = self.views()
        view = replace(view, name=_name(view.name))
        known = [kept.name for kept in before]
        if view.name in known:
            return self._put(before, [view if v.name == view.name else v for v in before])
        if len(before) >= MOST:
            raise refused(
                "name", Message("已经有 {n} 个视图，请先删除不用的。没有改动。", n=len(before))
            )
        return self._put(before, [*before, view])

    def rename(self, old: str, new: str) -> Views:
        """Call a view by another name.

        Raises:
            InvalidInput: the name cannot be, or another view has it.
            NotAllowed: the registry is open for reading only.
        """
        before, new = self.views(), _name(new)
        if new != old and any(view.name == new for view in before):
            raise refused("name", Message("已经有叫“{name}”的视图，请换一个名字。", name=new))
        return self._put(before, [replace(v, name=new) if v.name == old else v for v in before])

    def remove(self, name: str) -> Views:
        """Forget a view.

        Raises:
            NotAllowed: the registry is open for reading only.
        """
        before = self.views()
        return self._put(before, [view for view in before if view.name != name])

    def put_back(self, views: Views) -> None:
        """Have the views as they were before a change.

        Raises:
            NotAllowed: the registry is open for reading only.
        """
        self._put((), views)

    def columns(self) -> ColumnSet | None:
        """The usual columns; None until somebody chose some."""
        with self._registry.reading():
            return columns_from_record(self._registry.settings.remembered(_COLUMNS))

    def keep_columns(self, columns: ColumnSet | None) -> None:
        """Remember the usual columns, None for the program's own; nothing in an open-for-reading one."""
        if not self._registry.read_only:
            value = columns_to_record(columns) if columns is not None else None
            with self._registry.transaction():
                self._registry.settings.remember(_COLUMNS, value)

    def _put(self, before: Views, views: Sequence[SavedView]) -> Views:
        self._context.need_writing()
        with self._registry.transaction():
            kept = [to_record(view) for view in views]
            self._registry.settings.remember(_VIEWS, kept or None)
        return before


def _name(text: str) -> str:
    """A view's name as it is kept."""
    name = clean_text(text, one_line=True)
    if not name:
        raise refused("name", Message("请给视图起个名字。"))
    if len(name) > NAME_LENGTH:
        raise refused("name", Message("名字最多 {n} 个字。", n=NAME_LENGTH))
    return name
