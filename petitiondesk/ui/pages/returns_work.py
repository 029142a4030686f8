"""What the Returns page does in the background; it knows the services and not the page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from petitiondesk.domain.messages import Message
from petitiondesk.domain.returns.figures import Difference, Key, Line, Return, Subject, Submitted
from petitiondesk.domain.returns.grid import Grid, grids
from petitiondesk.domain.returns.period import Period
from petitiondesk.services.context import Progress as Told
from petitiondesk.services.returns import Entry, ReturnService
from petitiondesk.ui.counting import counting
from petitiondesk.ui.tasks import Progress


@dataclass(frozen=True)
class Wanted:
    """Which count is wanted; ``cut_off`` None is the usual one."""

    period: Period
    cut_off: date | None


@dataclass(frozen=True)
class Counted:
    """A count, its tables, and the versions of its period that were submitted, oldest first."""

    wanted: Wanted
    value: Return
    tables: list[Grid]
    versions: tuple[Submitted, ...]


@dataclass(frozen=True)
class Counting:
    """Counts a period."""

    returns: ReturnService
    wanted: Wanted

    def __call__(self, progress: Progress) -> Counted:
        """Count."""
        wanted = self.wanted
        value = self.returns.reckon(wanted.period, wanted.cut_off, counting(progress))
        versions = tuple(self.returns.versions(wanted.period))
        return Counted(wanted, value, _made(value, progress), versions)


@dataclass(frozen=True)
class Listed:
    """What stands behind a figure: which lines, how many people they hold, the first entries."""

    value: Return
    key: Key
    lines: tuple[Line, ...]
    people: int
    first: tuple[Entry, ...]


@dataclass(frozen=True)
class Listing:
    """Reads the list behind a figure, and the first entries of it."""

    returns: ReturnService
    value: Return
    key: Key
    at_once: int

    def __call__(self, progress: Progress) -> Listed:
        """Read it."""
        lines = tuple(self.value.cases(self.key))
        progress.check()
        people = sum(line[1] for line in lines)
        first = tuple(self.returns.entries(lines[: self.at_once]))
        return Listed(self.value, self.key, lines, people, first)


@dataclass(frozen=True)
class Opened:
    """A submitted return as it was, and its tables."""

    row: Submitted
    value: Return
    tables: list[Grid]

    @classmethod
    def of(cls, row: Submitted, value: Return, progress: Progress | None = None) -> "Opened":
        """With its tables; they take a while."""
        return cls(row, value, _made(value, progress))


@dataclass(frozen=True)
class Opening:
    """Opens a submitted return."""

    returns: ReturnService
    row: Submitted

    def __call__(self, progress: Progress) -> Opened:
        """Open it."""
        progress.check()
        return Opened.of(self.row, self.returns.open(self.row), progress)


@dataclass(frozen=True)
class Comparison:
    """A submitted return beside a later count of its period; ``numbers`` name what went and came."""

    row: Submitted
    before: Return
    after: Return
    found: tuple[Difference, ...]
    numbers: Mapping[Subject, str]


@dataclass(frozen=True)
class Comparing:
    """Compares submitted returns with the registry as it is now."""

    returns: ReturnService
    rows: tuple[Submitted, ...]

    def __call__(self, progress: Progress) -> list[Comparison]:
        """Count each again, up to the same day, and compare."""
        found = []
        for place, row in enumerate(self.rows):
            progress.report(place, len(self.rows), Message(""))
            tell = counting(progress) if len(self.rows) == 1 else _checked(progress)
            now = self.returns.reckon(row.period, row.cut_off, tell)
            found.append(compare(self.returns, row, now))
        return found


@dataclass(frozen=True)
class Prepared:
    """What stands before a submission: the versions there are, and what is new since the last."""

    versions: tuple[Submitted, ...]
    comparison: Comparison | None


@dataclass(frozen=True)
class Preparing:
    """Reads what a submission follows upon."""

    returns: ReturnService
    value: Return

    def __call__(self, progress: Progress) -> Prepared:
        """Read and compare."""
        versions = tuple(self.returns.versions(self.value.period))
        progress.check()
        newest = versions[-1] if versions else None
        return Prepared(versions, compare(self.returns, newest, self.value) if newest else None)


@dataclass(frozen=True)
class Submitting:
    """Submits a count."""

    returns: ReturnService
    value: Return
    reason: str

    def __call__(self, progress: Progress) -> Opened:
        """Submit it; it cannot be stopped half way."""
        progress.check()
        frozen = self.returns.submit(self.value, self.reason)
        return Opened.of(self.returns.versions(frozen.period)[-1], frozen)


@dataclass(frozen=True)
class Writing:
    """Writes a file by ``write(path)``; ``said`` is what to say of it then."""

    write: Callable[[Path], None]
    path: Path
    said: Message

    def __call__(self, progress: Progress) -> "Writing":
        """Write it; an older file stays as it was if this fails."""
        progress.check()
        self.write(self.path)
        return self


def _made(value: Return, progress: Progress | None) -> list[Grid]:
    """The tables of a return; the window goes before each."""
    made = []
    for grid in grids(value):
        if progress is not None:
            progress.check()
        made.append(grid)
    return made


def compare(returns: ReturnService, row: Submitted, now: Return) -> Comparison:
    """A submitted return beside ``now``."""
    found = tuple(returns.differences(row, now))
    subjects = dict.fromkeys(s for one in found for s in (*one.gone, *one.come))
    return Comparison(row, returns.open(row), now, found, _numbers(returns, subjects))


def _numbers(returns: ReturnService, subjects: Iterable[Subject]) -> Mapping[Subject, str]:
    """The registration numbers of petitions; a reception day or visit is named by its day."""
    lines: Sequence[Line] = [(subject, 0) for subject in subjects]
    return {
        entry.subject: entry.row.number for entry in returns.entries(lines) if entry.row is not None
    }


def _checked(progress: Progress) -> Told:
    def tell(_done: int, _total: int | None) -> None:
        progress.check()

    return tell
