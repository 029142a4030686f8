"""How much memory this process has in use, as far as the system tells."""

import os
from contextlib import suppress
from pathlib import Path

_STATM = Path("/proc/self/statm")
_STATUS = Path("/proc/self/status")
_RESET = Path("/proc/self/clear_refs")


def resident() -> float:
    """Megabytes of this process in memory now; on systems that do not tell, its peak."""
    try:
        return int(_STATM.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return _peak_ever()


def begin_peak() -> None:
    """Let `peak` count from now on, where the system can."""
    with suppress(OSError):
        _RESET.write_text("5", "ascii")


def peak() -> float:
    """The most megabytes this process had in memory since `begin_peak`."""
    with suppress(OSError):
        for line in _STATUS.read_text("ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    return _peak_ever()


def _peak_ever() -> float:
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
