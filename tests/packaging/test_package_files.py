"""What the build adds to the program: the starter, archives, menu entry, types of files, icons."""

import configparser
import hashlib
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QGuiApplication, QImage, QImageReader

from petitiondesk import __version__
from petitiondesk.infra.resources import resource
from tests.commands import ROOT

TOOLS = ROOT / "tools" / "packaging"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The build's programs can be imported, as the build itself does."""
    monkeypatch.syspath_prepend(str(TOOLS))
    before = set(sys.modules)
    yield
    for name in {"archives", "asking", "debian", "icons", "installer", "old_systems"} - before:
        sys.modules.pop(name, None)


def tool(name: str) -> ModuleType:
    return import_module(name)


def program(path: Path, says: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{says}\n", "utf-8")
    path.chmod(0o755)


# --- the starter ------------------------------------------------------------------------------------


@pytest.fixture
def packed(tmp_path: Path, tools: None) -> Path:
    """A package whose program and C library only say that they were started, and how."""
    tree = tmp_path / "package"
    says = 'echo "{} $# $1 LD=$LD_LIBRARY_PATH"'
    program(tree / "petitiondesk.bin", says.format("system"))
    program(tree / "_internal" / "glibc" / "ld-linux-x86-64.so.2", says.format("carried"))
    tool("old_systems").add_launcher(tree, (2, 36))
    (tree / "petitiondesk").chmod(0o755)
    return tree


def started(packed: Path, glibc: str, **environment: str) -> str:
    """What starts on a system that says this of its C library."""
    tools = packed.parent / "bin"
    program(tools / "getconf", f"echo '{glibc}'" if glibc else "exit 1")
    done = subprocess.run(
        [str(packed / "petitiondesk"), "--version"], capture_output=True, text=True, check=True,
        env={"PATH": f"{tools}:{os.environ['PATH']}", **environment},
    )  # fmt: skip
    return done.stdout.strip()


@pytest.mark.parametrize("glibc", ["glibc 2.36", "glibc 2.41", "glibc 3.0", "glibc 2.36.9000"])
def test_a_system_that_is_new_enough_uses_its_own_c_library(packed: Path, glibc: str) -> None:
    assert started(packed, glibc) == "system 1 --version LD="


@pytest.mark.parametrize("glibc", ["glibc 2.28", "glibc 2.31", "glibc 1.99", "", "musl"])
def test_an_old_system_gets_the_c_library_of_the_package(packed: Path, glibc: str) -> None:
    own = packed / "_internal" / "glibc"
    said = f"carried 2 {packed / 'petitiondesk.bin'} LD={own}"
    assert started(packed, glibc) == said
    assert started(packed, glibc, LD_LIBRARY_PATH="/opt/lib") == f"{said}:/opt/lib"


def test_the_starter_is_found_through_a_link(packed: Path, tmp_path: Path) -> None:
    link = tmp_path / "usr" / "bin" / "petitiondesk"
    link.parent.mkdir(parents=True)
    link.symlink_to(packed / "petitiondesk")
    done = subprocess.run([str(link)], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(("system", "carried"))


def test_the_newest_c_library_that_files_ask_for_is_found(tools: None) -> None:
    python = Path(sys.executable).resolve().parent
    major, minor = tool("old_systems").newest_asked_for(python)
    assert (2, 2) < (major, minor) < (3, 0)


# --- archives ---------------------------------------------------------------------------------------


def test_the_same_tree_gives_the_same_archive_whenever_it_was_written(
    tmp_path: Path, tools: None
) -> None:
    made, sums = tmp_path, set()
    for turn, names in enumerate((("b", "a"), ("a", "b"))):
        tree = tmp_path / str(turn) / "tree"
        (tree / "folder").mkdir(parents=True)
        for name in names:
            (tree / "folder" / name).write_text(name)
        os.utime(tree / "folder" / "a", (turn * 1e6, turn * 1e6))
        made = tool("archives").write_tar(tree, tmp_path / f"{turn}.tar.xz", "p-1", 1_700_000_000)
        sums.add(hashlib.sha256(made.read_bytes()).hexdigest())
    assert len(sums) == 1
    with tarfile.open(made) as opened:
        assert opened.getnames() == ["p-1", "p-1/folder", "p-1/folder/a", "p-1/folder/b"]
        assert {entry.mtime for entry in opened} == {1_700_000_000}
        assert {(entry.uid, entry.uname) for entry in opened} == {(0, "root")}


def test_the_sums_are_those_that_sha256sum_checks(tmp_path: Path, tools: None) -> None:
    (tmp_path / "a.deb").write_bytes(b"abc")
    tool("archives").write_sums(tmp_path)
    listed = (tmp_path / "SHA256SUMS").read_text("utf-8")
    assert listed == said("sha256sum", tmp_path / "a.deb").replace(f"{tmp_path}/", "")


# --- menu, types, icons -------------------------------------------------------------------------------


def test_the_menu_entry_is_named_in_both_languages_and_starts_the_program() -> None:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(TOOLS / "debian" / "petitiondesk.desktop", "utf-8")
    entry = parser["Desktop Entry"]
    assert (entry["Name"], entry["Name[zh_CN]"]) == ("PetitionDesk", "信访登记台")
    assert (entry["Exec"], entry["Icon"], entry["Terminal"]) == (
        "petitiondesk open %f", "petitiondesk", "false",
    )  # fmt: skip
    assert entry["Version"] == "1.0", "desktops of Debian 12 refuse 1.5"
    translated = {key.removesuffix("[zh_CN]") for key in entry if key.endswith("[zh_CN]")}
    assert translated == {"Name", "GenericName", "Comment", "Keywords"}


def test_backups_and_registries_have_a_type_in_both_languages() -> None:
    root = ElementTree.parse(TOOLS / "debian" / "petitiondesk.xml").getroot()  # noqa: S314 - ours
    kinds = {kind.attrib["type"]: kind for kind in root}
    patterns = {glob.attrib["pattern"] for glob in root.iter(f"{MIME}glob")}
    assert patterns == {"*.petitionbackup", "*.petitionattachments"}
    paths = {
        match.attrib["path"]
        for match in kinds["x-content/petitiondesk-registry"].iter(f"{MIME}treematch")
    }
    assert paths == {"registry.db", "keys.json"}
    for kind in kinds.values():
        assert len(kind.findall(f"{MIME}comment")) == 2
    entry = (TOOLS / "debian" / "petitiondesk.desktop").read_text("utf-8")
    opened = entry.partition("MimeType=")[2].partition("\n")[0].strip(";").split(";")
    assert set(opened) == set(kinds), "a double click on each starts the program"


def test_the_icon_is_drawn_in_every_size(
    qapp: QGuiApplication, tmp_path: Path, tools: None
) -> None:
    icons = tool("icons")
    svg = resource("icons", "app.svg")
    icons.write_pngs(svg, tmp_path)
    for size in icons.SIZES:
        image = QImage(str(tmp_path / f"{size}.png"))
        assert image.width() == image.height() == size
        assert image.pixelColor(size // 2, size // 8).name() == "#1f5fbf"
        assert image.pixelColor(0, 0).alpha() == 0
    icons.write_ico(svg, tmp_path / "app.ico")
    reader = QImageReader(str(tmp_path / "app.ico"))
    assert reader.imageCount() == 7


def test_the_installer_speaks_both_languages_in_every_sentence() -> None:
    script = (TOOLS / "windows" / "installer.nsi").read_text("utf-8")
    named: dict[str, set[str]] = {}
    for line in script.splitlines():
        if line.startswith("LangString"):
            _, name, language, *_ = line.split()
            named.setdefault(name, set()).add(language)
    assert named
    assert set(map(frozenset, named.values())) == {
        frozenset({"${LANG_SIMPCHINESE}", "${LANG_ENGLISH}"})
    }


def test_a_double_click_on_a_backup_starts_the_windows_program_with_it() -> None:
    script = (TOOLS / "windows" / "installer.nsi").read_text("utf-8")
    opens = 'WriteRegStr SHCTX "Software\\Classes\\${BACKUP}\\shell\\open\\command" ""'
    assert f"""{opens} '"$INSTDIR\\${{PROGRAM}}" open "%1"'""" in script
    assert 'WriteRegStr SHCTX "Software\\Classes\\.petitionbackup" "" "${BACKUP}"' in script


@pytest.mark.slow
def test_the_windows_installer_compiles_without_a_warning_and_to_the_same_bytes(
    qapp: QGuiApplication, tmp_path: Path, tools: None
) -> None:
    tree, icon, out = tmp_path / "tree", tmp_path / "app.ico", tmp_path / "petitiondesk-setup.exe"
    for name in ("petitiondesk.exe", "petitiondesk-cli.exe", "_internal/python311.dll"):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_bytes(b"MZ")
    tool("icons").write_ico(resource("icons", "app.svg"), icon)
    made = []
    for written in (1e9, 1.5e9):
        for path in tree.rglob("*"):
            os.utime(path, (written, written))
        made.append(tool("installer").compiled(tree, icon, out).read_bytes())
    assert made[0] == made[1]
    assert made[0][:2] == b"MZ"


def test_removing_the_windows_program_removes_only_what_was_installed() -> None:
    script = (TOOLS / "windows" / "installer.nsi").read_text("utf-8")
    whole = [line.strip() for line in script.splitlines() if line.strip().startswith("RMDir")]
    assert whole == ['RMDir /r "$INSTDIR\\_internal"', 'RMDir "$INSTDIR" ; only when it is empty']


def test_the_debian_package_runs_nothing_and_stays_below_usr(tmp_path: Path, tools: None) -> None:
    tree = tmp_path / "tree"
    licences = tree / "_internal" / "resources" / "licences"
    licences.mkdir(parents=True)
    (licences / "PetitionDesk.txt").write_text((ROOT / "LICENSE").read_text("utf-8"), "utf-8")
    (tree / "_internal" / "resources" / "icons").mkdir()
    (tree / "_internal" / "resources" / "icons" / "app.svg").write_text("<svg/>")
    program(tree / "petitiondesk", "exit 0")
    debian = tool("debian")
    debian.add_menu_files(tree, tmp_path)
    out = tmp_path / "out.deb"
    debian.write_package(tree, tmp_path / "stage", out, __version__, 1_700_000_000)
    first = out.read_bytes()
    debian.write_package(tree, tmp_path / "stage", out, __version__, 1_700_000_000)
    assert out.read_bytes() == first
    control = said("dpkg-deb", "--info", out)
    assert f"Version: {__version__}" in control
    for script in ("preinst", "postinst", "prerm", "postrm"):
        assert script not in control
    places = [line.split()[5] for line in said("dpkg-deb", "--contents", out).splitlines()]
    assert all(place == "./" or place.startswith("./usr/") for place in places)
    assert "./usr/bin/petitiondesk" in places


def said(*command: object) -> str:
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=True).stdout
