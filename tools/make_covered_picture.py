"""Make resources/pictures/covered.png: what a redacted letter shows in the place of a picture.

Run it by hand, with a Chinese font installed: ``python tools/make_covered_picture.py``. Qt writes
neither time nor author into a PNG.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter

TARGET = Path(__file__).resolve().parents[1] / "resources" / "pictures" / "covered.png"
WIDTH, HEIGHT = 480, 240


def main() -> int:
    """Paint it and save it."""
    application = QGuiApplication(sys.argv[:1])
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor("#D5D9E0"))
    painter = QPainter(image)
    font = QFont("Noto Sans CJK SC")
    font.setPixelSize(44)
    painter.setFont(font)
    painter.setPen(QColor("#4A5260"))
    painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, "图片已遮盖")
    painter.end()
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    saved = image.convertToFormat(QImage.Format.Format_Indexed8).save(str(TARGET))
    del application
    return 0 if saved else 1


if __name__ == "__main__":
    raise SystemExit(main())
