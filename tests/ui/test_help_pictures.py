"""The manual's pictures: the program makes them, all of them, the same each time."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from petitiondesk.infra.i18n import LANGUAGES
from petitiondesk.manual import WIDTH, PictureMaker, few_colours
from petitiondesk.manual_scenes import PICTURES

SOME = ("limits", "letter", "damage")


def test_some_pictures_are_made_and_what_is_no_longer_used_goes(
    qapp: QApplication, tmp_path: Path
) -> None:
    old = tmp_path / "zh" / "images" / "gone.png"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"old")
    made = PictureMaker(qapp).make(tmp_path, ["zh_CN"], SOME)
    assert [path.name for path in made] == [f"{name}.png" for name in SOME]
    assert sorted((tmp_path / "zh" / "images").iterdir()) == sorted(made)
    for path in made:
        image = QImage(str(path))
        assert 300 < image.width() <= WIDTH
        assert image.colorCount() <= 256
        assert path.stat().st_size < 200_000


def test_a_picture_keeps_a_colour_that_is_rare_in_it() -> None:
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    for x in range(60):
        for y in range(60):
            image.setPixelColor(x, y, QColor(x * 4, x * 4, y * 4))
    image.setPixelColor(3, 4, QColor("#B3261E"))
    small = few_colours(image)
    assert small.format() is QImage.Format.Format_Indexed8
    assert small.pixelColor(3, 4).name() == "#b3261e"
    assert small.colorCount() <= 256


@pytest.mark.slow
def test_all_pictures_are_made_in_both_languages_and_made_again_they_are_the_same(
    qapp: QApplication, tmp_path: Path
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for target in (first, second):
        PictureMaker(qapp).make(target)
    for language in LANGUAGES:
        images = first / language[:2] / "images"
        assert sorted(path.stem for path in images.iterdir()) == sorted(PICTURES)
        for path in images.iterdir():
            again = second / language[:2] / "images" / path.name
            assert path.read_bytes() == again.read_bytes(), path.name
    total = sum(path.stat().st_size for path in first.rglob("*.png"))
    assert total < 3_000_000
