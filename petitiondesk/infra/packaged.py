"""A packaged program hands nothing of itself to the programs that it starts.

The package's starter sets where libraries and Qt's plugins are found; a viewer of documents that found
ours instead of its own would crash.
"""

import os
import sys
from collections.abc import MutableMapping

_PATHS = "LD_LIBRARY_PATH"
_BEFORE = "LD_LIBRARY_PATH_ORIG"
"""Where PyInstaller's starter keeps what was set before it."""

_OURS = ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH")


def leave_others_alone(
    environ: MutableMapping[str, str] = os.environ, package: str | None = None
) -> None:
    """Put the environment back as it was before the package's starter changed it.

    To be called once the libraries and plugins are found: when the application is made. ``package``
    is the folder of the packaged program (in a source tree there is none: nothing is done).
    """
    package = package or getattr(sys, "_MEIPASS", None)
    if package is None:
        return
    for name in _OURS:
        if environ.get(name, "").startswith(package):
            del environ[name]
    before = environ.pop(_BEFORE, "").split(os.pathsep)
    environ.pop(_PATHS, None)
    kept = [path for path in before if path and not path.startswith(package)]
    if kept:
        environ[_PATHS] = os.pathsep.join(kept)
