"""The pictures of the manual, made by the program itself: ``python -m petitiondesk.manual [FOLDER]``.

The build runs this, and so does ``make manual``; the pictures are made of the program that is being
built, so they cannot be older than it (docs/decisions/0019). The registry is the demo's on a fixed
day: made twice with the same fonts, the pictures are the same to the byte.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from petitiondesk.demo import use_no_screen
from petitiondesk.infra.i18n import LANGUAGES, use_language
from petitiondesk.infra.resources import resource
from petitiondesk.manual_scenes import PICTURES
from petitiondesk.screens.studio import Material, material, studio
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Scheme

WIDTH, HEIGHT = 1180, 740
"""Of the window that is pictured, in pixels: as small as it can be and still look at ease."""

HOME = "D:\\信访"
"""Where the pictures say that the registry lies."""

_COLOURS, _KIND = 256, 0xF0F0F0
"""Size of a picture's table of colours; what shades of one kind have in common."""


class PictureMaker:
    """Makes the pictures of the manual in the languages of the program; bugs in slots end it."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._look = Look(app, Scheme.LIGHT)

    def make(
        self,
        target: Path,
        languages: Sequence[str] = LANGUAGES,
        names: Sequence[str] = tuple(PICTURES),
        say: Callable[[str], None] = lambda _line: None,
    ) -> list[Path]:
        """Write ``names`` below ``target`` as ``<language>/images/<name>.png``; returns the files.

        Pictures of other names that lie there are of an older manual, and go.
        """
        self._app.setCursorFlashTime(0)  # a cursor that blinks would be in one picture of two
        made = []
        with tempfile.TemporaryDirectory() as folder, material(Path(folder)) as matter:
            for language in languages:
                images = target / language[:2] / "images"
                images.mkdir(parents=True, exist_ok=True)
                for old in set(images.glob("*.png")) - {images / f"{n}.png" for n in names}:
                    old.unlink()
                use_language(language)
                made += self._shoot(matter, images, names, say)
        return made

    def _shoot(
        self, matter: Material, images: Path, names: Sequence[str], say: Callable[[str], None]
    ) -> list[Path]:
        made = []
        with studio(matter, self._look, WIDTH, HEIGHT) as ready:
            for name in names:
                with PICTURES[name].posed(ready) as shown:
                    _show_as_at_home(shown, matter.folder)
                    path = images / f"{name}.png"
                    if not few_colours(shown.grab().toImage()).save(str(path)):
                        raise OSError(str(path))
                made.append(path)
                say(f"{images.parent.name}/{path.name}")
        return made


def _show_as_at_home(shown: QWidget, folder: Path) -> None:
    """Paths as an office has them, not the folder that the pictures are made in."""
    for text in shown.findChildren(QLabel):
        said = text.text()
        if str(folder) in said:
            text.setText(said.replace(str(folder), HOME).replace("/", "\\"))


def few_colours(image: QImage) -> QImage:
    """The picture in a table of colours: a third of the size, and nobody sees it.

    Of each kind of colour its commonest shade comes first, however rare the kind is (the red star of a
    field that must be filled in); then the commonest shades of all.
    """
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    shades = [shade for shade, _ in Counter(memoryview(image.constBits()).cast("I")).most_common()]
    kinds: dict[int, int] = {}
    for shade in shades:
        kinds.setdefault(shade & _KIND, shade)
    table = list(dict.fromkeys([*kinds.values(), *shades]))[:_COLOURS]
    plain = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return image.convertToFormat(QImage.Format.Format_Indexed8, table, plain)


def main(arguments: Sequence[str]) -> int:
    """Make all pictures, in the given folder or where the program looks for them."""
    use_no_screen()
    target = Path(arguments[0]) if arguments else resource("help")
    app = QApplication(["petitiondesk"])
    made = PictureMaker(app).make(target, say=_say)
    size = sum(path.stat().st_size for path in made)
    _say(f"{len(made)} pictures, {size / 1e6:.1f} MB")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
