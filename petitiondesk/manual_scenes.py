"""Which scenes (`petitiondesk.screens`) the manual pictures, under the same names.

None of them writes into the registry; what has to be there is put there once (`manual_registry`), so
that both languages show the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from petitiondesk.screens.scenes import SCENES
from petitiondesk.screens.studio import Scene, Studio

_LEDGER_WIDTH = 1350
"""Of the window, in pixels: so that the ledger has its last column, the limits."""

_CHOSEN = (
    "welcome", "recovery-key", "door", "today", "register", "reception", "ledger", "search", "case",
    "limits", "step", "letter", "print", "deadlines", "holidays", "returns", "figure", "archive",
    "sections", "rules", "accounts", "backup", "import-columns", "import-check", "section-sheets",
    "restore", "damage",
)  # fmt: skip
_WIDE = ("ledger", "search")


def _wide(scene: Scene) -> Scene:
    def pose(studio: Studio) -> Iterator[QWidget]:
        usual = studio.window.size()
        studio.window.resize(_LEDGER_WIDTH, usual.height())
        yield from scene.pose(studio)
        studio.window.resize(usual)

    return replace(scene, pose=pose)


PICTURES: Mapping[str, Scene] = {
    name: _wide(SCENES[name]) if name in _WIDE else SCENES[name] for name in _CHOSEN
}
"""Name of a picture → what it shows. The manual uses each of them, in both languages."""
