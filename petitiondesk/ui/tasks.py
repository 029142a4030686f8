"""The one runner for background work.

A long-lived worker thread runs tasks in order, so that the database connection kept per thread is
opened once; a second one answers what a page asks meanwhile, which must not wait for an import to end;
a third what the window waits for, which must not wait for a page's longer reading either. A fourth keeps
the registry safe: an export must not wait for the minutes in which the day's check reads every page.
Success or failure, then finished, arrive exactly once, on the main thread.
"""

import queue
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QThread, Signal
from shiboken6 import isValid

from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.ui.collecting import Collector
from petitiondesk.ui.courtesy import READING, WORK, Courtesy

T = TypeVar("T")

REPORT_SECONDS = 0.05
"""The window is told of progress at most this often; a tight loop may report every row."""

PATIENCE = 0.012
"""Seconds that the window waits for a glance, as a rule: what comes later comes up later."""

GLANCER = "glancer"
"""The name of the thread that takes glances, also in Python (`threading`)."""

_GIVE_WAY = 0.25
"""Seconds for which a check or a backup stands still at a time while the clerk's own work goes on: it
hears of a cancellation in between, and what it holds is never held for good."""
_AT_IT = 2.0
"""Seconds after a page was asked for in which the clerk is taken to go on."""
_PAUSE = 3 * WORK
"""Seconds for which a check or a backup then rests after each bit of work: nobody waits for it, and a
processor, a disk or a thread that another keeps busy is felt at the keyboard."""

_SWITCH_SECONDS = 0.0001
"""How long a thread may keep the interpreter while the window waits for it. Qt gives the interpreter
away with almost each call, and painting a page is hundreds of calls: at Python's own five
milliseconds each, an import beside it would hold up the painting for a second."""


class Unexpected(DeskError):
    """A bug in background work: the crash hook has it, the page only needs to tidy up."""

    def __init__(self) -> None:
        super().__init__(Message("程序遇到意外情况，这项工作没有完成，已登记的内容没有改动。"))


@dataclass(frozen=True)
class Outcome:
    """How a piece of work ended: a value, or an error (and the bug behind it)."""

    value: object = None
    error: DeskError | None = None
    bug: BaseException | None = None


def _no_rest() -> None:
    """For work that the window waits for."""


class Progress:
    """What the work sees: a way to report, and whether it should stop."""

    def __init__(
        self,
        tell: Callable[[int, int | None, Message], None],
        rest: Callable[[], object] = _no_rest,
    ) -> None:
        self._tell = tell
        self._rest = rest
        self._stop = threading.Event()
        self._told = float("-inf")

    def report(self, done: int, total: int | None, text: Message) -> None:
        """Say how far the work is; raises Cancelled when the user has asked to stop."""
        self.check()
        now = time.monotonic()
        if now - self._told >= REPORT_SECONDS or done == total:
            self._told = now
            self._tell(done, total, text)

    def cancelled(self) -> bool:
        """Whether the user has asked to stop."""
        return self._stop.is_set()

    def check(self) -> None:
        """Raise Cancelled when the user has asked to stop; else let the window go first."""
        if self._stop.is_set():
            raise Cancelled
        self._rest()

    def stop(self) -> None:
        """Ask the work to stop at its next check; any thread may call this."""
        self._stop.set()


def perform(work: Callable[[Progress], object], progress: Progress) -> Outcome:
    """Run ``work`` and turn whatever happens into an outcome; never raises."""
    try:
        progress.check()
        return Outcome(value=work(progress))
    except DeskError as error:
        _let_go(error)
        return Outcome(error=error)
    except BaseException as bug:  # noqa: B036 - an outcome must always reach the main thread
        _let_go(bug)
        return Outcome(error=Unexpected(), bug=bug)


def _let_go(error: BaseException) -> None:
    """Let go, in this thread, what the failed work held; where it failed can still be said.

    An error keeps the frames it came through, and they keep their cursors. Freed by the main thread, a
    cursor waits for its connection, which this thread may be using by then: the window stood still
    for seconds, until the next long statement had ended.
    """
    links: list[BaseException | None] = [error]
    seen: set[int] = set()
    while links:
        link = links.pop()
        if link is not None and id(link) not in seen:
            seen.add(id(link))
            traceback.clear_frames(link.__traceback__)
            links += (link.__cause__, link.__context__)


class Task(QObject):
    """One piece of work under way. ``progressed(done, total or None, Message)``, ``finished``.

    ``done`` is set where it was worked, ``ended`` once the window has been told of it.
    """

    progressed = Signal(object, object, object)
    finished = Signal()

    def __init__(
        self,
        title: Message,
        parent: QObject | None = None,
        *,
        quiet: bool = False,
        rest: Callable[[], object] = _no_rest,
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.quiet = quiet
        self.progress = Progress(self.progressed.emit, rest)
        self.done = threading.Event()
        self.ended = False

    def cancel(self) -> None:
        """Ask the work to stop; it ends as an error `Cancelled`."""
        self.progress.stop()


@dataclass(frozen=True)
class _Job:
    task: Task
    work: Callable[[Progress], object]
    on_done: Callable[[Any], None] | None
    on_error: Callable[[DeskError], None] | None
    on_finished: Callable[[], None] | None


class _Worker(QThread):
    """Takes jobs in order until it meets None; the body is only a loop around `perform`."""

    ready = Signal()

    def __init__(
        self, name: str, at_end: Callable[[], None], after_each: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__()
        self.setObjectName(f"petitiondesk-{name}")
        self._name = name
        self._after_each = after_each
        self.jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self.outcomes: deque[tuple[_Job, Outcome]] = deque()
        self._at_end = at_end

    def run(self) -> None:
        """Work until told to end."""
        threading.current_thread().name = self._name
        for job in iter(self.jobs.get, None):
            done = job.task.done
            self.outcomes.append((job, perform(job.work, job.task.progress)))
            # What the job holds (a dialog, by its callbacks) must be let go on the main thread, which
            # may be waiting to go on.
            del job
            with suppress(DeskError):  # the registry's disk is gone: whoever works hears of it
                self._after_each()
            done.set()
            self.ready.emit()
        self._at_end()


@dataclass(frozen=True)
class _Lane:
    """A thread, how it lets the window go first, and what its work calls when it may rest."""

    worker: _Worker
    courtesy: Courtesy
    rest: Callable[[], object]


def _lane(worker: _Worker, courtesy: Courtesy) -> _Lane:
    return _Lane(worker, courtesy, courtesy.rest)


class Tasks(QObject):
    """The runner. ``busy(bool)`` when work begins and when nothing is left.

    ``begun(Task)`` for each task that was given a title: the window shows how far it is.

    ``on_bug`` is the crash hook's `handle`; ``unheard`` takes errors of tasks that have no
    ``on_error``; ``at_end`` runs in each worker thread last (to close its connection).
    ``patience`` is how long the window waits for a glance, in seconds.
    """

    busy = Signal(bool)
    begun = Signal(object)

    def __init__(
        self,
        on_bug: Callable[[BaseException], None],
        unheard: Callable[[DeskError], None],
        at_end: Callable[[], None] = lambda: None,
        patience: float = PATIENCE,
    ) -> None:
        super().__init__()
        self.patience = patience
        self._on_bug = on_bug
        self._unheard = unheard
        self._open: list[Task] = []
        self._closed = False
        self._collector = Collector(lambda: not self._open, self)
        sys.setswitchinterval(_SWITCH_SECONDS)
        self._awaited: set[Task] = set()
        self._free = threading.Event()
        self._free.set()
        self._asked = -_AT_IT
        self._worker = _lane(_Worker("worker", at_end), Courtesy(WORK, self))
        self._reader = _lane(_Worker("reader", at_end), Courtesy(READING, self))
        self._glancer = _lane(_Worker(GLANCER, at_end), Courtesy(READING, self))
        # Its connection is closed after each work: it is rarely needed, and keeps many pages.
        keeper = _lane(_Worker("keeper", at_end, after_each=at_end), Courtesy(WORK, self))
        self._keeper = replace(keeper, rest=partial(self._give_way, keeper.courtesy))
        self._lanes = (self._worker, self._reader, self._glancer, self._keeper)
        for lane in self._lanes:
            lane.worker.ready.connect(self._deliver)
            lane.worker.start()

    def run(
        self,
        work: Callable[[Progress], T],
        on_done: Callable[[T], None] | None = None,
        on_error: Callable[[DeskError], None] | None = None,
        on_finished: Callable[[], None] | None = None,
        title: Message | None = None,
        *,
        quiet: bool = False,
        quick: bool = False,
        glance: bool = False,
        keeping: bool = False,
    ) -> Task:
        """Queue ``work``; a bug in it arrives as `Unexpected` after the crash hook had it.

        ``quiet`` work, such as a check, may be dropped by closing the window without a question.
        ``quick`` work is quiet too: it reads what a page is about to show, beside longer work.
        A ``glance`` is over at once as a rule, and the window may `wait` for it.
        ``keeping`` is for checks and backups, one after the other beside all else: they stand nearly
        still while the clerk's own work goes on.
        All work lets the window go first whenever it reports or checks (`courtesy`).
        """
        if self._closed:
            raise RuntimeError("the runner is shut down")
        quiet = quiet or quick or glance
        lane = self._glancer if glance else self._reader if quick else self._worker
        if keeping:
            lane = self._keeper
        task = Task(title or Message("正在处理"), self, quiet=quiet, rest=lane.rest)
        self._open.append(task)
        if quick or glance:
            self._asked = time.monotonic()
        if lane is self._worker and not quiet:
            self._awaited.add(task)
            self._free.clear()
        lane.worker.jobs.put(_Job(task, work, on_done, on_error, on_finished))
        if title is not None and not quiet:
            self.begun.emit(task)
        if len(self._open) == 1:
            self.busy.emit(True)  # noqa: FBT003 - a signal's value has no keyword
        return task

    def wait(self, task: Task, at_least: float = 0.0) -> bool:
        """Wait a moment for a ``glance``; whether it ended in time, and its callbacks were called.

        The moment is ``patience``, or longer where ``at_least`` is.

        A disk that is slow, or a step of the full-text index, which nothing can stop, holds up its
        own thread then, and the window only this long. Of other work nothing is told meanwhile: the
        window may be painting.
        """
        with self._glancer.courtesy.hurried():
            task.done.wait(max(self.patience, at_least))
        if task.done.is_set():
            self._deliver_one(self._glancer.worker, task)
        return task.ended

    def is_busy(self) -> bool:
        """Whether any task is queued or running."""
        return bool(self._open)

    def is_closed(self) -> bool:
        """Whether the window goes: nothing is begun any more."""
        return self._closed

    def is_missed(self) -> bool:
        """Whether any task is under way that the user would miss if it were stopped."""
        return any(not task.quiet for task in self._open)

    def shutdown(self, patience: float = 10.0) -> bool:
        """Stop all work at its next check and wait; False when it did not end in time (seconds).

        Outcomes that were still on their way are delivered before this returns.
        """
        self._closed = True
        for task in self._open:
            task.cancel()
        for lane in self._lanes:
            lane.worker.jobs.put(None)
        until = time.monotonic() + patience
        ended = all(
            [lane.worker.wait(max(0, int((until - time.monotonic()) * 1000)))
             for lane in self._lanes]
        )  # fmt: skip
        self._collector.stop()
        self._deliver()
        return ended

    def _give_way(self, courtesy: Courtesy) -> None:
        if courtesy.rest() and time.monotonic() - self._asked < _AT_IT:
            time.sleep(_PAUSE)
        self._free.wait(_GIVE_WAY)

    def _deliver(self) -> None:
        for lane in self._lanes:
            while lane.worker.outcomes:
                self._hand_over(*lane.worker.outcomes.popleft())

    def _deliver_one(self, worker: _Worker, task: Task) -> None:
        there, mine = worker.outcomes, None
        others = []
        while mine is None and there:  # the thread may add to them at any moment
            first = there.popleft()
            if first[0].task is task:
                mine = first
            else:
                others.append(first)
        there.extendleft(reversed(others))
        if mine is not None:
            self._hand_over(*mine)

    def _hand_over(self, job: _Job, outcome: Outcome) -> None:
        try:
            self._tell(job, outcome)
        finally:
            self._close(job)

    def _tell(self, job: _Job, outcome: Outcome) -> None:
        if outcome.bug is not None:
            self._on_bug(outcome.bug)
        if outcome.error is None:
            if job.on_done and _alive(job.on_done):
                job.on_done(outcome.value)
        elif job.on_error is None:
            if not isinstance(outcome.error, Unexpected):
                self._unheard(outcome.error)
        elif _alive(job.on_error):
            job.on_error(outcome.error)

    def _close(self, job: _Job) -> None:
        job.task.ended = True
        self._open.remove(job.task)
        self._awaited.discard(job.task)
        if not self._awaited:
            self._free.set()
        try:
            job.task.finished.emit()
            if job.on_finished and _alive(job.on_finished):
                job.on_finished()
        finally:
            job.task.deleteLater()
            if not self._open:
                self.busy.emit(False)  # noqa: FBT003


def tasks_of_a_door() -> Tasks:
    """A runner for a dialog before any window: a bug goes to the program's crash hook.

    Each piece of work there brings its own ``on_error``, so that no error is left unheard.
    """

    def crash(bug: BaseException) -> None:
        sys.excepthook(type(bug), bug, bug.__traceback__)

    return Tasks(crash, lambda _error: None)


def _alive(callback: Callable[..., None]) -> bool:
    """False when the callback belongs to a widget that was closed while the work ran."""
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or bool(isValid(owner))
