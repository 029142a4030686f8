"""Time, without what other programs took of it.

Linux tells how long a thread was ready to run while others had the processors
(``/proc/thread-self/schedstat``, its second figure, in nanoseconds). That is left out of what is
measured: on a machine with nothing else to do it is nothing, on a busy one it is most. Waiting for
the disk or for another thread of this program stays in. Elsewhere the time is the clock's.
"""

from contextlib import suppress
from pathlib import Path
from time import perf_counter

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_SCHEDSTAT = Path("/proc/thread-self/schedstat")
_STAT = Path("/proc/stat")


def waited() -> float:
    """Seconds the calling thread has waited for a processor so far; 0 where the system does not tell."""
    with suppress(OSError, ValueError, IndexError):
        return int(_SCHEDSTAT.read_text("ascii").split()[1]) / 1e9
    return 0.0


def stolen() -> float:
    """Seconds that a virtual machine's host gave its processors to others so far, all together.

    Linux counts them in hundredths of a second (``/proc/stat``, the eighth figure); 0 elsewhere.
    """
    with suppress(OSError, ValueError, IndexError), _STAT.open("rb") as file:
        return int(file.readline().split()[8]) / 100
    return 0.0


def in_the_system() -> tuple[float, int]:
    """Seconds that the calling thread computed in the kernel so far, and pages it was given there.

    0 and 0 where the system does not tell.
    """
    if resource is None:
        return 0.0, 0
    used = resource.getrusage(resource.RUSAGE_THREAD)
    return used.ru_stime, used.ru_minflt


def own_time() -> float:
    """A clock in seconds that stands still while the calling thread waits for a processor."""
    now, before = perf_counter(), waited()
    for _ in range(_TRIES):
        now = perf_counter()
        after = waited()
        if after == before:  # nobody came between the two looks
            break
        before = after
    return now - before


_TRIES = 20
