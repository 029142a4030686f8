"""Making in pieces what takes too long to make at once.

A page of hundreds of controls takes longer to make than anybody should wait with a finger on a key.
So its ``pieces()`` is a generator that makes it bit by bit, and says by each ``yield`` that it can
rest there while the window paints and takes keys. Who needs it whole runs through it (`finish`).
"""

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

Pieces = Iterator[None]


@runtime_checkable
class InPieces(Protocol):
    """What was begun, and is made by going through its pieces once."""

    def pieces(self) -> Pieces:
        """Make it."""


@runtime_checkable
class WithSpares(Protocol):
    """What is whole, and may make ahead what it is going to need."""

    def spares(self) -> Pieces:
        """Make it."""


def finish(pieces: Pieces) -> None:
    """Go through all that is left, at once."""
    for _ in pieces:
        pass
