"""What goes into the package, and what stays out: used by `build.spec` on Linux and Windows.

An entry is one of PyInstaller's: (place in the package, file, kind).
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from importlib import metadata
from pathlib import Path, PurePosixPath

from asking import said_by
from PyInstaller.depend.bindepend import get_imports

Entry = tuple[str, str, str]

LINUX = sys.platform.startswith("linux")

PLUGINS = {
    "platforms": ("qxcb", "qoffscreen", "qwindows"),
    "imageformats": ("qjpeg", "qsvg", "qico"),
    "iconengines": ("qsvgicon",),
    "platforminputcontexts": ("compose", "ibus"),
    "platformthemes": ("qxdgdesktopportal",),
    "printsupport": ("cups",),
}
"""Of Qt's plugins: folder → what the names of those begin with that the window uses. Windows that ask
for Wayland get it through X11 (every such desktop has it); drawing by OpenGL is not used."""

LEFT_OUT = ("libcups.", "Qt6VirtualKeyboard", "Qt6Charts", "opengl32sw", "d3dcompiler")
"""Libraries that are the system's own (the printers'), or that nothing here asks for."""

UNUSED_DATA = ("docx/templates/default-docx-template/",)

UNUSED_MODULES = (
    "tkinter", "unittest", "pydoc", "doctest", "test", "lib2to3", "distutils", "setuptools",
    "pkg_resources", "ensurepip", "idlelib", "venv", "curses", "readline", "xmlrpc", "sqlite3",
    "_sqlite3", "ssl", "_ssl", "pycparser", "PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtTest",
    "lxml.objectify", "lxml.html", "lxml.isoschematron", "lxml.sax", "lxml.builder", "lxml.cssselect",
)  # fmt: skip

REPLACEABLE = {"docxtpl": "py", "PySide6": "py", "shiboken6": "py"}
"""Python parts under the LGPL: files of their own, which may be replaced (resources/licences)."""

NOTICES = ("licen", "copying", "notice")
"""How the names of files with licences begin."""

TRANSLATIONS = ("qtbase_zh_CN.qm", "qtbase_en.qm")


def wanted(entry: Entry) -> bool:
    """Whether a collected file belongs to the package."""
    place = entry[0].replace("\\", "/")
    if "/translations/" in place or place.startswith(UNUSED_DATA):
        return False  # `translations` gives those of Qt that are shown
    if "/plugins/" in place:
        folder, _, name = place.split("/plugins/")[1].partition("/")
        return name.removeprefix("lib").startswith(PLUGINS.get(folder, ()))
    return not any(part in _name(entry) for part in LEFT_OUT)


def needed(entries: Sequence[Entry]) -> list[Entry]:
    """Those of ``entries`` that an extension, a plugin or Python itself asks for, however far away.

    Links to what is not packed go too.
    """
    by_name: dict[str, list[Entry]] = {}
    for entry in entries:
        by_name.setdefault(_name(entry), []).append(entry)
    roots = [entry for entry in entries if _is_root(entry)]
    kept: set[Entry] = set()
    while roots:
        entry = roots.pop()
        if entry in kept:
            continue
        kept.add(entry)
        if entry[2] in {"BINARY", "EXTENSION"}:
            for name in _asked_for(entry[1]):
                roots += by_name.get(name, [])
    places = {entry[0] for entry in kept}
    return [e for e in entries if e in kept and (e[2] != "SYMLINK" or e[1] in places)]


def _asked_for(file: str) -> Iterator[str]:
    """Names of the libraries that a file itself asks for."""
    if not LINUX:
        yield from (Path(name).name for name, _ in get_imports(file))
        return
    for line in said_by("readelf", "--dynamic", "--wide", file).splitlines():
        if "(NEEDED)" in line:
            yield line.partition("[")[2].rstrip("]")


def _name(entry: Entry) -> str:
    return PurePosixPath(entry[0].replace("\\", "/")).name


def _is_root(entry: Entry) -> bool:
    place = entry[0].replace("\\", "/")
    name = _name(entry)
    return (
        entry[2] not in {"BINARY", "EXTENSION", "SYMLINK"}
        or entry[2] == "EXTENSION"
        or "/plugins/" in place
        or name.startswith(
            ("libpython", "python3", "libpyside6", "libshiboken6", "pyside6", "shiboken6")
        )
        or (not LINUX and "api-ms" not in name and "/" not in place)
    )


def stripped(binaries: Iterable[Entry], folder: Path) -> Iterator[Entry]:
    """The same without symbols that only a debugger reads, and without folders of the build machine.

    Windows keeps symbols in files of their own, and names no folders.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for place, file, kind in binaries:
        qt = "/PySide6/" in file and "libicu" not in place  # Qt's own are stripped already
        if not LINUX or kind == "SYMLINK" or qt:
            yield place, file, kind
            continue
        slim = str(folder / place.replace("/", "__"))
        said_by("strip", "--strip-unneeded", "-o", slim, file)
        if said_by("patchelf", "--print-rpath", slim).startswith("/"):
            said_by("patchelf", "--remove-rpath", slim)
        yield place, slim, kind


def translations() -> Iterator[Entry]:
    """Qt's own words in the languages of the program."""
    from PySide6.QtCore import QLibraryInfo

    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    qt = "PySide6/Qt/translations" if LINUX else "PySide6/translations"
    for name in TRANSLATIONS:
        yield f"{qt}/{name}", str(folder / name), "DATA"


def installed_notices(libraries: Iterable[str], folder: Path) -> Iterator[Entry]:
    """The licences of installed libraries, where `importlib.metadata` looks for them.

    The lists of files, written to ``folder``, name only those; pip's name folders of this machine.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in libraries:
        listed = []
        for file in metadata.distribution(name).files or ():
            inside = file.as_posix()
            base = inside.rpartition("/")[2].casefold()
            if ".dist-info/" in inside and base.startswith((*NOTICES, "metadata")):
                listed.append(inside)
                yield inside, str(file.locate()), "DATA"
        own = folder / name
        own.write_text("".join(f"{inside},,\n" for inside in sorted(listed)), "utf-8")
        yield f"{listed[0].partition('/')[0]}/RECORD", str(own), "DATA"


def system_notices(binaries: Iterable[Entry]) -> Iterator[Entry]:
    """What Debian says of the rights in each system library that was packed, a file a package.

    Raises:
        FileNotFoundError: one of them says nothing.
    """
    names = sorted({name for name in map(_debian_package, binaries) if name})
    for name in names:
        source = Path("/usr/share/doc") / name / "copyright"
        yield f"resources/licences/system/{name}.txt", str(source.resolve(strict=True)), "DATA"


def _debian_package(entry: Entry) -> str:
    """The Debian package that a file is of; "" for what came from elsewhere."""
    if not LINUX or not entry[1].startswith(("/lib", "/usr/lib")):
        return ""
    for path in (entry[1], str(Path(entry[1]).resolve())):
        for tried in (path, path.removeprefix("/usr")):
            with suppress(subprocess.CalledProcessError):
                return said_by("dpkg", "-S", tried).split(":")[0]
    raise FileNotFoundError(entry[1])


def build_file(root: Path, to: Path, commit: str, day: str) -> Entry:
    """The list of the resources with their SHA-256, which the self-test and the About page read."""
    files = {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
    text = json.dumps({"commit": commit, "day": day, "resources": files}, indent=0, sort_keys=True)
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text(text + "\n", "utf-8")
    return "resources/build.json", str(to), "DATA"
