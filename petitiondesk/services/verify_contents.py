"""The contents that the record refers to: that each is there, and is what its hash says."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator

from petitiondesk.data.registry import Registry
from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.messages import Message


class ContentCheck:
    """Takes in what is referred to; `faults` then reads every content once.

    Of each reference eight bytes are held: Python's own hash of it, which another process gives
    otherwise. Whether a content is there is asked by its whole name.
    """

    def __init__(self, registry: Registry, lost: Collection[str]) -> None:
        self._attachments = registry.attachments
        self._lost = frozenset(lost)
        self._missing: set[str] = set()
        self._wanted = array("q")

    def want(self, contents: Iterable[str]) -> None:
        """Some contents that are referred to; some hundred at a time."""
        names = set(contents)
        self._wanted.extend(map(hash, names))
        self._missing |= names - self._attachments.held(names) - self._lost

    def count(self) -> int:
        """How many different contents are referred to."""
        self._wanted = array("q", sorted(set(self._wanted)))
        return len(self._wanted)

    def faults(self, progress: Callable[[], None]) -> Iterator[Message]:
        """Contents that are missing or not what their hash says, and pieces that belong to none."""
        self.count()
        bad = set(self._missing)
        for sha in self._attachments.names():
            progress()
            if self._is_wanted(sha) and sha not in self._lost and not self._whole(sha):
                bad.add(sha)
        for sha in sorted(bad):
            yield Message("附件 {sha} 缺失或损坏。", sha=sha[:12])
        for sha in self._attachments.strays():
            yield Message("附件 {sha} 只剩零散的部分。", sha=sha[:12])

    def _is_wanted(self, sha: str) -> bool:
        place = bisect_left(self._wanted, hash(sha))
        return place < len(self._wanted) and self._wanted[place] == hash(sha)

    def _whole(self, sha: str) -> bool:
        try:
            return self._attachments.intact(sha)
        except DeskError:  # a page of it cannot be read
            return False
