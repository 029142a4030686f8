"""The Debian package: the tree, a menu entry, icons, types of files, notices; no scripts.

Nothing of it lies outside /usr, so removing it leaves every registry where it is.
"""

import gzip
import hashlib
import os
import shutil
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from asking import said_by

_FILES = Path(__file__).parent / "debian"
MAINTAINER = "PetitionDesk developers <petitiondesk@localhost>"
_CONTROL = """Package: petitiondesk
Version: {version}
Section: database
Priority: optional
Architecture: amd64
Maintainer: {maintainer}
Installed-Size: {size}
Depends: libc6, libegl1, libgl1, libxcb1
Recommends: fonts-noto-cjk | fonts-wqy-zenhei | fonts-wqy-microhei, libcups2 | libcups2t64, xdg-utils
Description: petition registry of a small bureau, on one offline PC (信访登记台)
 One clerk registers what arrives, sees what is due, routes it to the sections,
 writes answers from Word templates and the returns to the superior bureau, and
 archives the files. The registry is encrypted; every step stays in its record.
 .
 信访件的登记、转办、期限、答复、报表和归档，一台不连网的电脑就够用。
 登记簿是加密的，每一步都留在经过里。
"""
_COPYRIGHT = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: PetitionDesk
Comment: Libraries that are part of this package keep their own licences; their notices lie in
 /usr/lib/petitiondesk/_internal/resources/licences and in the dist-info folders beside it, and the
 window shows them under Settings, About. Those under the LGPL are files of their own and may be
 replaced; see LGPL-notice.txt there.

Files: *
Copyright: 2026 PetitionDesk developers
License: Expat
"""


def add_menu_files(tree: Path, icons: Path) -> None:
    """Put what a menu needs into the tree, for those who unpack the archive themselves."""
    share = tree / "share"
    _copy(_FILES / "petitiondesk.desktop", share / "applications" / "petitiondesk.desktop")
    _copy(_FILES / "petitiondesk.xml", share / "mime" / "packages" / "petitiondesk.xml")
    hicolor = share / "icons" / "hicolor"
    for picture in sorted(icons.glob("*.png"), key=lambda path: int(path.stem)):
        size = f"{picture.stem}x{picture.stem}"
        _copy(picture, hicolor / size / "apps" / "petitiondesk.png")
    svg = tree / "_internal" / "resources" / "icons" / "app.svg"
    _copy(svg, hicolor / "scalable" / "apps" / "petitiondesk.svg")


def write_package(tree: Path, stage: Path, path: Path, version: str, epoch: int) -> Path:
    """Pack ``tree`` as a .deb, staged in ``stage``; its times are ``epoch``. Returns its path."""
    shutil.rmtree(stage, ignore_errors=True)
    usr = stage / "usr"
    shutil.copytree(tree, usr / "lib" / "petitiondesk", symlinks=True)
    shutil.move(usr / "lib" / "petitiondesk" / "share", usr / "share")
    (usr / "bin").mkdir()
    (usr / "bin" / "petitiondesk").symlink_to("../lib/petitiondesk/petitiondesk")
    manual = (_FILES / "petitiondesk.1").read_text("utf-8").replace("@VERSION@", version)
    _packed(manual, usr / "share" / "man" / "man1" / "petitiondesk.1.gz")
    notes = usr / "share" / "doc" / "petitiondesk"
    _packed(_changelog(version, epoch), notes / "changelog.gz")
    licence = (tree / "_internal/resources/licences/PetitionDesk.txt").read_text("utf-8")
    indented = "".join(f" {line or '.'}\n" for line in licence.strip().splitlines()[4:])
    (notes / "copyright").write_text(_COPYRIGHT + indented, "utf-8")
    _copy(_FILES / "lintian-overrides", usr / "share/lintian/overrides/petitiondesk")
    control = stage / "DEBIAN" / "control"
    control.parent.mkdir()
    size = sum(f.stat().st_size for f in usr.rglob("*") if f.is_file() and not f.is_symlink())
    control.write_text(
        _CONTROL.format(version=version, maintainer=MAINTAINER, size=size // 1024), "utf-8"
    )
    _write_sums(stage)
    for folder in [stage, *(p for p in stage.rglob("*") if p.is_dir() and not p.is_symlink())]:
        folder.chmod(0o755)
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch)  # dpkg-deb puts it on every file
    for file in [stage, *stage.rglob("*")]:
        os.utime(file, (epoch, epoch), follow_symlinks=False)
    said_by("dpkg-deb", "--root-owner-group", "-Zxz", "-z9", "--build", str(stage), str(path))
    return path


def _write_sums(stage: Path) -> None:
    """``md5sums``, by which dpkg notices a damaged file (it knows no other sum)."""
    files = sorted(p for p in (stage / "usr").rglob("*") if p.is_file() and not p.is_symlink())
    sums = "".join(f"{_md5(file)}  {file.relative_to(stage)}\n" for file in files)
    (stage / "DEBIAN" / "md5sums").write_text(sums, "utf-8")


def _md5(file: Path) -> str:
    return hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()


def _changelog(version: str, epoch: int) -> str:
    when = format_datetime(datetime.fromtimestamp(epoch, UTC))
    return (
        f"petitiondesk ({version}) stable; urgency=medium\n\n"
        "  * What is new stands in the program's manual (F1).\n\n"
        f" -- {MAINTAINER}  {when}\n"
    )


def _packed(text: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _copy(source: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, to)
    to.chmod(0o644)
