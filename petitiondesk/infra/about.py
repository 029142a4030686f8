"""What this program is made of: version, build, libraries with their licences; reads files only.

``resources/licences/libraries.toml`` names the libraries; their versions and the texts of their
licences come from what is installed, or lies in the package. The build adds ``resources/build.json``
(`tools/packaging`) and the notices of the system's libraries that it packed; a source tree has
neither.
"""

import json
import platform
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from petitiondesk.infra.resources import resource

PYTHON = "python"
_LICENCE_NAMES = ("licen", "copying", "notice")
_MOST_BYTES = 200_000


@dataclass(frozen=True)
class Build:
    """One build: ``commit`` and ``day`` (YYYY-MM-DD) of its source; SHA-256 of each resource by path.

    A source tree has no build: all empty.
    """

    commit: str = ""
    day: str = ""
    resources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Library:
    """A part that others wrote; ``licence`` is its SPDX name, ``version`` "" where it has none."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...] = ()

    def notice(self) -> str:
        """The whole of its licence and notices."""
        return "\n\n".join(path.read_text("utf-8", "replace").strip() for path in self.texts)


def build() -> Build:
    """The build of a packaged program; an empty one in a source tree, or where it is damaged."""
    try:
        told = json.loads(resource("build.json").read_text("utf-8"))
        return Build(str(told["commit"]), str(told["day"]), dict(told["resources"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Build()


def libraries() -> list[Library]:
    """The libraries, the largest first as the table has them; then the system's that were packed.

    Raises:
        OSError: the table of libraries is missing.
    """
    folder = resource("licences")
    own = [_library(folder, entry) for entry in table()]
    packed = sorted((folder / "system").glob("*.txt"))
    return own + [Library(path.stem, "", "", (path,)) for path in packed]


def table() -> list[dict[str, Any]]:
    """The table of libraries as it is written; the build asks which are installed.

    Raises:
        OSError: it is missing.
    """
    text = resource("licences", "libraries.toml").read_text("utf-8")
    return list(tomllib.loads(text)["library"])


def versions() -> str:
    """Name and version of the libraries that have one, in one line."""
    return ", ".join(f"{one.name} {one.version}" for one in libraries() if one.version)


def _library(folder: Path, entry: Mapping[str, Any]) -> Library:
    installed = entry.get("installed", "")
    texts = [*_own_texts(installed), *(folder / name for name in entry.get("texts", ()))]
    found = tuple(path for path in texts if path.is_file())
    return Library(entry["name"], _version(installed), entry["licence"], found)


def _version(installed: str) -> str:
    from importlib import metadata  # it loads the reader of mail: nobody needs it at the start

    if installed == PYTHON:
        return platform.python_version()
    try:
        return metadata.version(installed) if installed else ""
    except metadata.PackageNotFoundError:
        return ""


def _own_texts(installed: str) -> Iterator[Path]:
    """Licences and notices that came with an installed library."""
    from importlib import metadata

    try:
        files = metadata.files(installed) if installed and installed != PYTHON else None
    except metadata.PackageNotFoundError:
        return
    for file in sorted(files or (), key=str):
        inside = str(file).replace("\\", "/")
        name = inside.rpartition("/")[2].casefold()
        if ".dist-info/" in inside and name.startswith(_LICENCE_NAMES):
            path = Path(str(file.locate()))
            if path.is_file() and path.stat().st_size < _MOST_BYTES:
                yield path
