"""A long list of rows that takes little memory: all but the newest are kept compressed.

An old ledger of fifty thousand petitions is a hundred megabytes of text, most of it alike. It is read
from its beginning to its end a few times; a single row that is asked for is found quickly too.
"""

import pickle
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar, overload

T = TypeVar("T")

_QUICKLY = 1
"""zlib's level: Chinese text becomes a quarter; the next levels take twice the time for little."""


class Packed(Sequence[T]):
    """Items in the order in which they were added; what is taken out is a copy, except the last ones.

    ``together`` items are compressed as one. The last item is always the one that was added, so that
    it can be completed.
    """

    def __init__(self, items: Iterable[T] = (), *, together: int = 200) -> None:
        self._together = together
        self._packed: list[bytes] = []
        self._open: list[T] = []
        self._unpacked: tuple[int, list[T]] = -1, []
        for item in items:
            self.append(item)

    def append(self, item: T) -> None:
        """Add an item at the end."""
        if len(self._open) == self._together:
            self._packed.append(
                zlib.compress(pickle.dumps(self._open, pickle.HIGHEST_PROTOCOL), _QUICKLY)
            )
            self._open = []
        self._open.append(item)

    def __len__(self) -> int:
        return len(self._packed) * self._together + len(self._open)

    def __iter__(self) -> Iterator[T]:
        for number in range(len(self._packed)):
            yield from self._items(number)
        yield from self._open

    @overload
    def __getitem__(self, place: int) -> T: ...

    @overload
    def __getitem__(self, place: slice) -> list[T]: ...

    def __getitem__(self, place: int | slice) -> T | list[T]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        at = place + len(self) if place < 0 else place
        if not 0 <= at < len(self):
            raise IndexError(place)
        return self._items(at // self._together)[at % self._together]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def _items(self, number: int) -> list[T]:
        """The items that were packed as the ``number``-th, or the open ones."""
        if number == len(self._packed):
            return self._open
        if self._unpacked[0] != number:
            data = zlib.decompress(self._packed[number])
            self._unpacked = number, pickle.loads(data)  # noqa: S301 - what we packed ourselves
        return self._unpacked[1]
