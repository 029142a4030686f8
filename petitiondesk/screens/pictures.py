"""Pictures of every scene, in both languages, light and dark, at two scales and on two screens.

Qt takes the scale and the screen from its start, so each pair of them is a process of its own, which
`__main__` starts.
"""

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from petitiondesk.infra.i18n import LANGUAGES, use_language
from petitiondesk.screens.scenes import SCENES
from petitiondesk.screens.studio import Material, material, studio
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Scheme

SCHEMES = (Scheme.LIGHT, Scheme.DARK)
SCALES = (1.0, 1.5)
SIZES = ((1366, 768), (1920, 1080))
"""Of the screen, in its own pixels; the window fills it."""


@dataclass(frozen=True)
class Screen:
    """A screen of ``width`` × ``height`` pixels, with everything ``scale`` times as large."""

    width: int
    height: int
    scale: float

    @property
    def name(self) -> str:
        """For folders, e.g. ``1366x768@150``."""
        return f"{self.width}x{self.height}@{self.scale:.0%}".rstrip("%")

    @property
    def room(self) -> tuple[int, int]:
        """Width and height for the window, in its own pixels."""
        return int(self.width / self.scale), int(self.height / self.scale)

    def environment(self, folder: Path) -> dict[str, str]:
        """What tells Qt of this screen; a file that says so is written into ``folder``."""
        path = folder / f"{self.name}.json"
        one = {"name": "screen", "x": 0, "y": 0, "width": self.width, "height": self.height,
               "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}  # fmt: skip
        path.write_text(json.dumps({"screens": [one]}), "utf-8")
        return {
            "QT_QPA_PLATFORM": f"offscreen:configfile={path}",
            "QT_SCALE_FACTOR": str(self.scale),
        }


SCREENS = tuple(Screen(*size, scale) for size in SIZES for scale in SCALES)


def shoot(
    app: QApplication,
    screen: Screen,
    target: Path,
    names: Sequence[str],
    say: Callable[[str], None],
) -> int:
    """Write ``<language>-<scheme>-<screen>/<name>.png`` below ``target``; return how many."""
    app.setCursorFlashTime(0)
    look = Look(app, SCHEMES[0])
    made = 0
    with tempfile.TemporaryDirectory() as folder, material(Path(folder)) as ready:
        for language in LANGUAGES:
            use_language(language)
            for scheme in SCHEMES:
                look.use(scheme)
                images = target / f"{language[:2]}-{scheme}-{screen.name}"
                images.mkdir(parents=True, exist_ok=True)
                made += _shoot(ready, look, screen, images, names)
                say(f"{images.name}: {len(names)}")
    return made


def _shoot(ready: Material, look: Look, screen: Screen, images: Path, names: Sequence[str]) -> int:
    with studio(ready, look, *screen.room) as made:
        for name in names:
            with SCENES[name].posed(made) as shown:
                path = images / f"{name}.png"
                if not shown.grab().save(str(path)):
                    raise OSError(str(path))
    return len(names)
