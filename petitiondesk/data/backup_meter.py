"""How far a backup is: bytes moved, of all that are to be moved."""

from collections.abc import Callable
from pathlib import Path

Progress = Callable[[int, int | None], None]
"""Called with (done, of how many or None); may raise `domain.errors.Cancelled`."""


class Meter:
    """Adds up bytes and tells ``progress``; ``total`` grows as more work is known."""

    def __init__(self, progress: Progress, total: int = 0) -> None:
        self._progress = progress
        self._done = 0
        self.total = total

    def expect(self, size: int) -> None:
        """So many bytes more are to be moved."""
        self.total += size

    def add(self, size: int) -> None:
        """So many bytes were moved.

        Raises:
            Cancelled: from the progress: the user wants to stop.
        """
        self._done += size
        self._progress(min(self._done, self.total), self.total or None)

    def tick(self) -> None:
        """Nothing to add, but a chance to stop."""
        self.add(0)


class Growth:
    """Tells a meter how a file grows that SQLite writes in one statement."""

    def __init__(self, path: Path, meter: Meter) -> None:
        self._path = path
        self._meter = meter
        self._known = 0

    def tick(self) -> None:
        """Add what has come since the last time."""
        size = self._path.stat().st_size if self._path.exists() else 0
        self._meter.add(max(0, size - self._known))
        self._known = max(size, self._known)
