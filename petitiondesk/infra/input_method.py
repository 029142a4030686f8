"""Chinese input on Linux: Qt speaks to ibus, fcitx 5 answers to ibus' portal, fcitx 4 has a bridge.

Desktops with fcitx ask Qt programs for a plugin named fcitx, which neither the libraries from which
this program is built nor the package has; without this module no Chinese could be typed there.
"""

import os
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # only a desktop with fcitx needs the session bus
    from petitiondesk.infra.fcitx4 import Fcitx4

_ASKED, _PORTAL, _OLDER = "QT_IM_MODULE", "IBUS_USE_PORTAL", "XMODIFIERS"


@contextmanager
def reachable_input_method(
    environ: MutableMapping[str, str] = os.environ,
) -> Iterator["Fcitx4 | None"]:
    """Let the application that is made in the block reach fcitx where the desktop asks for it.

    Gives what the bridge to fcitx 4 needs (`ui.fcitx4`), also where fcitx starts later; None where
    fcitx is not asked for, or nothing can be heard of it. The environment is as before afterwards:
    programs that are started have plugins of their own.
    """
    asked = environ.get(_ASKED) or environ.get(_OLDER, "").partition("@im=")[2]
    if not asked.startswith("fcitx"):
        yield None
        return
    bridge = _on_the_bus(environ.get("DISPLAY", ""))
    before = {name: environ.get(name) for name in (_ASKED, _PORTAL)}
    # Beside the bridge only what puts accents together; else ibus' portal, which is fcitx 5's.
    bridged = bridge is not None and bridge.there
    environ.update({_ASKED: "compose" if bridged else "ibus", _PORTAL: "1"})
    try:
        yield bridge
    finally:
        for name, value in before.items():
            if value is None:
                del environ[name]
            else:
                environ[name] = value


def _on_the_bus(display: str) -> "Fcitx4 | None":
    """What listens to fcitx 4; None without an X display or a session bus."""
    if not display:
        return None
    from jeepney import DBusErrorResponse
    from jeepney.io.blocking import open_dbus_connection

    from petitiondesk.infra.fcitx4 import Fcitx4

    try:
        return Fcitx4(open_dbus_connection(), display)
    except (OSError, LookupError, ValueError, RuntimeError, DBusErrorResponse):
        return None  # there is no bus, or none that lets us in: letters can be typed all the same
