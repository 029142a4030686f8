"""How the scenes are looked over: shared out among tests, or in a process of their own.

``python -m tests.ui.scene_room SCREEN LANGUAGE [SCENE …]`` prints every fault of every scene, or of those
named, on that screen, light and dark; the environment says the rest (`petitiondesk.screens.pictures.Screen.environment`).
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize

from petitiondesk.infra.i18n import use_language
from petitiondesk.screens.pictures import SCHEMES, SCREENS, Screen
from petitiondesk.screens.scenes import SCENES
from petitiondesk.screens.studio import Material, material, studio
from petitiondesk.ui.direction import direct
from petitiondesk.ui.look import Look
from tests.ui import bars, geometry, marks, speech, tabbing

PARTS = 4
"""Into how many tests a language is shared out, for processes side by side."""


def part(place: int) -> list[str]:
    """The names of every fourth scene: the costly ones lie side by side in the table."""
    return list(SCENES)[place::PARTS]


def looked_over(ready: Material, look: Look, screen: Screen, names: Sequence[str]) -> list[str]:
    """What is wrong with these scenes on a screen, and which do not show what they are about."""
    found: list[str] = []
    with studio(ready, look, *screen.room) as made:
        for name in names:
            scene = SCENES[name]
            with scene.posed(made) as shown:
                about = [shown, *shown.findChildren(scene.shows)]
                if not any(isinstance(w, scene.shows) and w.isVisible() for w in about):
                    found.append(f"{name}: does not show {scene.shows.__name__}")
                cut = geometry.faults(shown, QSize(*screen.room))
                others = (
                    fault for m in (bars, speech, marks, tabbing) for fault in m.faults(shown)
                )
                wrong = dict.fromkeys((*cut, *others))
                found += [f"{name}: {fault}" for fault in wrong]
    return found


def main(arguments: Sequence[str]) -> int:
    """Look every scene over and print what is wrong."""
    from PySide6.QtWidgets import QApplication

    screen = next(screen for screen in SCREENS if screen.name == arguments[0])
    app = QApplication(["petitiondesk"])
    use_language(arguments[1])
    direct(app)
    look = Look(app)
    with tempfile.TemporaryDirectory() as folder, material(Path(folder)) as ready:
        for scheme in SCHEMES:
            look.use(scheme)
            for fault in looked_over(ready, look, screen, arguments[2:] or list(SCENES)):
                sys.stdout.write(f"{scheme}: {fault}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
