"""The rows of a ledger that an import brings in, without all of them in memory at once."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from sys import intern
from typing import overload

from petitiondesk.domain.copying import replace
from petitiondesk.domain.messages import Message
from petitiondesk.exchange.ledger_file import LedgerFile, LedgerRow, fingerprint
from petitiondesk.exchange.packed import Packed
from petitiondesk.services.import_rows import registered, unproven

Marked = tuple[LedgerRow, str]
"""A row with its fingerprint."""

_TOGETHER = 20
"""Rows of a batch to come that are kept as they are, before these are packed."""


class GoodRows:
    """What is to be known of the rows that can become petitions, gathered in one reading of them."""

    def __init__(self, ledger: LedgerFile, beat: Callable[[], None]) -> None:
        self.rows = ledger.rows
        self.places = array("q")
        self.marks: list[str] = []
        self.days = array("q")
        self.sheets: list[str] = []
        self.doubts: dict[int, Message] = {}
        self.warned: set[int] = set()
        for place, row in enumerate(self.rows):
            beat()
            if row.problem is not None:
                continue
            self.places.append(place)
            self.marks.append(fingerprint(row))
            self.days.append(registered(row.facts).toordinal())
            self.sheets.append(intern(row.sheet))
            doubt = unproven(row.facts)
            if doubt:
                self.doubts[place] = doubt
            if doubt or row.warnings:
                self.warned.add(place)


class Chosen(Sequence[LedgerRow]):
    """Some of the good rows, by their places among these."""

    def __init__(self, good: GoodRows, chosen: Sequence[int]) -> None:
        self._good = good
        self._chosen = array("q", chosen)

    def none(self) -> "Chosen":
        """None of them."""
        return Chosen(self._good, ())

    def __len__(self) -> int:
        return len(self._chosen)

    @overload
    def __getitem__(self, place: int) -> LedgerRow: ...

    @overload
    def __getitem__(self, place: slice) -> list[LedgerRow]: ...

    def __getitem__(self, place: int | slice) -> LedgerRow | list[LedgerRow]:
        if isinstance(place, slice):
            return [self._row(each) for each in self._chosen[place]]
        return self._row(self._chosen[place])

    def __iter__(self) -> Iterator[LedgerRow]:
        return map(self._row, self._chosen)

    @property
    def warned(self) -> Iterator[LedgerRow]:
        """Those with warnings."""
        good = self._good
        return (self._row(each) for each in self._chosen if good.places[each] in good.warned)

    def in_order(self, size: int) -> Iterator[list[Marked]]:
        """By the day they count as registered, then by sheet and row, ``size`` at a time."""
        good = self._good
        keys = [(good.days[each], good.sheets[each], each) for each in self._chosen]
        order = sorted(range(len(keys)), key=keys.__getitem__)
        if all(rank == at for rank, at in enumerate(order)):
            for start in range(0, len(order), size):
                yield [self._marked(each) for each in self._chosen[start : start + size]]
            return
        ranks = [0] * len(order)
        for rank, at in enumerate(order):
            ranks[at] = rank
        batches: list[Packed[tuple[int, Marked]]] = [
            Packed(together=_TOGETHER) for _ in range(0, len(order), size)
        ]
        for rank, each in zip(ranks, self._chosen, strict=True):
            batches[rank // size].append((rank, self._marked(each)))
        for batch in batches:
            yield [marked for _, marked in sorted(batch, key=_rank)]

    def _marked(self, each: int) -> Marked:
        return self._row(each), self._good.marks[each]

    def _row(self, each: int) -> LedgerRow:
        place = self._good.places[each]
        row, doubt = self._good.rows[place], self._good.doubts.get(place)
        return replace(row, warnings=(*row.warnings, doubt)) if doubt else row


def _rank(item: tuple[int, Marked]) -> int:
    return item[0]
