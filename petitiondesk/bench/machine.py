"""What a measurement was taken on: enough to read ratios by, nothing that names a machine."""

import os
import platform
import sys
from typing import Any

from PySide6.QtCore import qVersion

from petitiondesk import __version__


def machine() -> dict[str, Any]:
    """System, processors, versions, whether it is the packaged program, and how busy it is."""
    return {
        "system": platform.system(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "qt": qVersion(),
        "petitiondesk": __version__,
        "packaged": bool(getattr(sys, "frozen", False)),
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
    }
