"""The program's icon in the sizes that desktops ask for, drawn from its SVG."""

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 22, 24, 32, 48, 64, 128, 256)
_WINDOWS = (16, 24, 32, 48, 64, 128, 256)
_HEAD, _LINE = struct.Struct("<HHH"), struct.Struct("<BBBBHHII")


def write_pngs(svg: Path, folder: Path) -> None:
    """Write ``<size>.png`` for each of `SIZES`."""
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        (folder / f"{size}.png").write_bytes(_png(svg, size))


def write_ico(svg: Path, path: Path) -> None:
    """Write an icon file of Windows; its pictures are PNG, which every Windows since Vista reads."""
    pictures = [(size, _png(svg, size)) for size in _WINDOWS]
    place = _HEAD.size + _LINE.size * len(pictures)
    lines = b""
    for size, data in pictures:
        lines += _LINE.pack(size % 256, size % 256, 0, 0, 1, 32, len(data), place)
        place += len(data)
    path.write_bytes(
        _HEAD.pack(0, 1, len(pictures)) + lines + b"".join(data for _, data in pictures)
    )


def _png(svg: Path, size: int) -> bytes:
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(svg)).render(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.data())
