"""Chinese input on Linux: Qt speaks to ibus, and fcitx 5 answers to ibus' portal.

Desktops with fcitx ask Qt programs for a plugin named fcitx, which neither the libraries from which
this program is built nor the package has; without it no Chinese could be typed. fcitx 4 has no portal.
"""

import os
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager

_ASKED, _PORTAL, _OLDER = "QT_IM_MODULE", "IBUS_USE_PORTAL", "XMODIFIERS"


@contextmanager
def reachable_input_method(environ: MutableMapping[str, str] = os.environ) -> Iterator[None]:
    """Let the application that is made in the block reach fcitx 5 where the desktop asks for it.

    The environment is as before afterwards: programs that are started have plugins of their own.
    """
    asked = environ.get(_ASKED) or environ.get(_OLDER, "").partition("@im=")[2]
    if not asked.startswith("fcitx"):
        yield
        return
    before = {name: environ.get(name) for name in (_ASKED, _PORTAL)}
    environ.update({_ASKED: "ibus", _PORTAL: "1"})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del environ[name]
            else:
                environ[name] = value
