"""A heartbeat in the window: finds every moment in which the window stood still, and why.

A timer of the window's thread beats every 5 ms. A beat that comes late means that nothing was
painted and no key was taken meanwhile: a stall (停顿). A thread beside it looks at the stacks of all
threads while a beat is late, so that each stall comes with what was running.

A busy machine makes stalls too. How long the window's thread was ready to run while other programs
had the processors (`stopwatch`) is reported beside each gap.
"""

import gc
import sys
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, process_time, sleep, thread_time
from types import FrameType
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer

from petitiondesk.bench.stopwatch import in_the_system, stolen, waited

BEAT_MS = 5
NOTED = 0.020
"""Seconds: shorter gaps are counted, not described."""
_LATE = 0.012
"""Seconds without a beat after which stacks are looked at."""
_LOOK = 0.004
_DEEP = 14
_BESIDE = 4
"""Calls that are kept of the window's thread, and of others."""


@dataclass(frozen=True)
class Gap:
    """A time without a beat.

    ``at`` is in seconds since the start, ``length`` in seconds. ``cpu`` is what the window's thread
    computed meanwhile, ``system`` what of that was in the kernel, ``pages`` how many pages of memory
    it was given there, ``others`` what other threads of the program did, ``waited`` how long the
    thread was ready but had no processor, ``stolen`` how long the host took the processors away,
    ``collected`` how long garbage was walked.
    ``doing`` is what the clerk had just done. ``stacks`` are those seen, the commonest first, each
    with how often.
    """

    at: float
    length: float
    cpu: float
    system: float
    pages: int
    others: float
    waited: float
    stolen: float
    collected: float
    doing: str
    stacks: tuple[tuple[int, str], ...]

    @property
    def own(self) -> float:
        """The gap without the time in which other programs had the processors."""
        return max(0.0, self.length - self.waited)

    def as_json(self) -> dict[str, Any]:
        """Milliseconds, for the report."""
        spans = {name: round(1000 * getattr(self, name), 1) for name in _SPANS}
        return {"at_s": round(self.at, 2), **{f"{name}_ms": v for name, v in spans.items()},
                "pages": self.pages, "doing": self.doing,
                "stacks": [{"seen": n, "stack": text.split("\n")} for n, text in self.stacks]}  # fmt: skip


_SPANS = ("length", "own", "cpu", "system", "others", "waited", "stolen", "collected")
"""What of a gap is a time."""


@dataclass(frozen=True)
class _Beat:
    at: float
    cpu: float
    system: float
    pages: int
    process: float
    waited: float
    stolen: float
    collected: float


@dataclass
class Seen:
    """What the heartbeat found: beats, every gap over `NOTED`, and all lengths for percentiles.

    ``acts``: what the clerk did → the longest time without a beat after it, each time that she did it.
    """

    beats: int = 0
    gaps: list[Gap] = field(default_factory=list)
    lengths: list[float] = field(default_factory=list)
    acts: dict[str, list[float]] = field(default_factory=dict)


class Heartbeat(QObject):
    """Beats in the thread that makes it, from `start` to `stop`."""

    def __init__(self) -> None:
        super().__init__()
        self._doing = ""
        self.seen = Seen()
        self._begun = 0.0
        self._last: _Beat | None = None
        self._sampler = _Sampler()
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin."""
        gc.callbacks.append(_COLLECTING)
        self._begun = perf_counter()
        self._last = _now()
        self._sampler.beat(self._begun)
        self._sampler.start()
        self._timer.start()

    def begin(self, act: str) -> None:
        """The clerk does something; what comes until the next one belongs to it."""
        self._doing = act
        self.seen.acts.setdefault(act, []).append(0.0)

    def leave_out(self) -> None:
        """What was done since the last beat belongs to nobody's gap."""
        self._last = _now()
        self._sampler.beat(self._last.at)

    def stop(self) -> Seen:
        """End; what was seen."""
        self._timer.stop()
        self._sampler.end()
        gc.callbacks.remove(_COLLECTING)
        return self.seen

    def _beat(self) -> None:
        last, now = self._last, _now()
        assert last is not None
        stacks = self._sampler.beat(now.at)
        length = now.at - last.at
        self.seen.beats += 1
        self.seen.lengths.append(length)
        if self._doing:
            longest = self.seen.acts[self._doing]
            longest[-1] = max(longest[-1], length)
        if length > NOTED:
            cpu = now.cpu - last.cpu
            others = max(0.0, now.process - last.process - cpu)
            self.seen.gaps.append(
                Gap(last.at - self._begun, length, cpu, now.system - last.system,
                    now.pages - last.pages, others, now.waited - last.waited,
                    now.stolen - last.stolen, now.collected - last.collected, self._doing, stacks)
            )  # fmt: skip
        self._last = _now()  # the beat's own work belongs to nobody's gap


class _Sampler(threading.Thread):
    """Looks at the stacks of all threads while the window's beat is late."""

    def __init__(self) -> None:
        super().__init__(name="bench-sampler", daemon=True)
        self._window = threading.get_ident()
        self._last = 0.0
        self._ended = threading.Event()
        self._stacks: Counter[str] = Counter()

    def beat(self, now: float) -> tuple[tuple[int, str], ...]:
        """The window lives; the stacks seen since it last did."""
        self._last = now
        stacks, self._stacks = self._stacks, Counter()
        # `run` may be adding to it at this moment: a plain copy is made in one go.
        return tuple((seen, text) for text, seen in Counter(dict(stacks)).most_common(6))

    def run(self) -> None:
        """Look, until told to end."""
        while not self._ended.is_set():
            sleep(_LOOK)
            if perf_counter() - self._last > _LATE:
                self._stacks[self._look()] += 1

    def end(self) -> None:
        """Look no longer."""
        self._ended.set()
        self.join()

    def _look(self) -> str:
        names = {thread.ident: thread.name for thread in threading.enumerate()}
        own = threading.get_ident()
        # Frames are let go at once: one that is held keeps the painter of its function open.
        calls = {ident: _calls(f) for ident, f in sys._current_frames().items() if ident != own}
        parts = ["window: " + _words(calls.pop(self._window, []), _DEEP)]
        parts += [
            f"{names.get(ident, 'thread')}: {_words(some, _BESIDE)}"
            for ident, some in calls.items()
            if not _rests(some)
        ]
        return "\n".join(parts)


_Call = tuple[str, int, str]


def _calls(frame: FrameType | None) -> list[_Call]:
    """The innermost calls of a thread, innermost first."""
    calls: list[_Call] = []
    while frame is not None and len(calls) < _DEEP:
        code = frame.f_code
        calls.append((code.co_filename, frame.f_lineno, code.co_name))
        frame = frame.f_back
    return calls


def _words(calls: list[_Call], deep: int) -> str:
    short = (("/".join(Path(file).parts[-2:]), line, name) for file, line, name in calls[:deep])
    return " < ".join(f"{file}:{line} {name}" for file, line, name in short)


def _rests(calls: list[_Call]) -> bool:
    """Whether a thread waits for work."""
    if not calls:
        return True
    file, _, name = calls[0]
    return name in ("wait", "get", "select") or (name == "run" and file.endswith("tasks.py"))


class _Collecting:
    """Seconds in which Python walked garbage; told by `gc.callbacks`."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._begun = 0.0

    def __call__(self, phase: str, _of: dict[str, int]) -> None:
        if phase == "start":
            self._begun = perf_counter()
        else:
            self.seconds += perf_counter() - self._begun


_COLLECTING = _Collecting()


def _now() -> _Beat:
    return _Beat(
        perf_counter(),
        thread_time(),
        *in_the_system(),
        process_time(),
        waited(),
        stolen(),
        _COLLECTING.seconds,
    )
