"""What the program says of itself, in a terminal and in the window, and what it hands to others."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from petitiondesk import __version__
from petitiondesk.data.registry_format import SCHEMA
from petitiondesk.infra.about import libraries
from petitiondesk.infra.input_method import reachable_input_method
from petitiondesk.infra.packaged import leave_others_alone
from petitiondesk.ui.pages.settings import ABOUT, SettingsPage
from tests.commands import ROOT, Done
from tests.test_cli import desk_command
from tests.ui.conftest import look, opened
from tests.ui.window_room import Opened

__all__ = ["desk_command", "look", "opened"]

BUILD_ONLY = {"pycparser"}
"""Locked because another library names it for its own build."""


def test_the_version_is_told_with_build_registry_format_and_libraries(
    desk_command: Callable[..., Done],
) -> None:
    done = desk_command("--version", password=None)
    assert (done.returncode, done.stderr) == (0, "")
    first, build, form, parts = done.stdout.splitlines()
    assert first == f"petitiondesk {__version__}"
    assert build == "构建：源代码"
    assert form == f"登记簿格式：{SCHEMA}"
    assert re.search(r"PySide6 6\.\d+", parts)


def test_every_library_that_is_installed_with_the_program_is_named_with_its_licence() -> None:
    locked = re.findall(r"^([A-Za-z0-9-]+)==", (ROOT / "requirements.lock").read_text(), re.M)
    table = (ROOT / "resources" / "licences" / "libraries.toml").read_text("utf-8")
    named = {_plain(name) for name in re.findall(r'^installed = "([^"]+)"', table, re.M)}
    assert {_plain(name) for name in locked} - BUILD_ONLY == named - {"python"}
    for library in libraries():
        assert library.licence
        assert len(library.notice()) > 400, library.name


def test_the_parts_under_the_lesser_licence_come_with_all_its_texts() -> None:
    lesser = [library for library in libraries() if library.licence.startswith("LGPL")]
    assert {library.name for library in lesser} == {"Qt 6 / PySide6", "Shiboken6", "docxtpl"}
    for library in lesser:
        assert "GNU LESSER GENERAL PUBLIC LICENSE" in library.notice()
        assert "三年内" in library.notice()


def test_the_settings_show_version_libraries_and_the_licence_of_the_chosen_one(
    opened: Opened,
) -> None:
    window, messages = opened
    window.show_page("settings")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    form = page.about.form
    assert form.facts.text() == ""  # nothing is read before somebody looks
    page.show_part(ABOUT)
    assert form.facts.text().splitlines() == [
        f"版本：{__version__}", "构建：源代码", f"登记簿格式：{SCHEMA}",
    ]  # fmt: skip
    names = [library.name for library in page.about.model.rows()]
    form.table.setCurrentIndex(page.about.model.index(names.index("docxtpl"), 0))
    assert "Version 2.1, February 1999" in form.notice.toPlainText()
    form.copy.click()
    assert "cryptography" in QGuiApplication.clipboard().text()
    assert [str(message) for message in messages.notices] == ["版本信息已经复制。"]


def test_a_viewer_that_the_package_starts_finds_its_own_libraries() -> None:
    packed = {
        "LD_LIBRARY_PATH": "/p/_internal:/p/_internal/glibc:/opt/lib",
        "LD_LIBRARY_PATH_ORIG": "/p/_internal/glibc:/opt/lib",
        "QT_PLUGIN_PATH": "/p/_internal/PySide6/Qt/plugins",
        "HOME": "/home/zhang",
    }
    leave_others_alone(packed, "/p/_internal")
    assert packed == {"LD_LIBRARY_PATH": "/opt/lib", "HOME": "/home/zhang"}
    alone = {"LD_LIBRARY_PATH": "/p/_internal"}
    leave_others_alone(alone, "/p/_internal")
    assert alone == {}


def test_a_source_tree_changes_nothing_of_the_environment() -> None:
    environment = {"LD_LIBRARY_PATH": "/opt/lib", "QT_PLUGIN_PATH": "/opt/plugins"}
    leave_others_alone(environment)
    assert environment == {"LD_LIBRARY_PATH": "/opt/lib", "QT_PLUGIN_PATH": "/opt/plugins"}


@pytest.mark.parametrize(
    "desktop", [{"QT_IM_MODULE": "fcitx"}, {"QT_IM_MODULE": "fcitx5"}, {"XMODIFIERS": "@im=fcitx"}]
)
def test_where_fcitx_is_in_use_the_window_asks_for_it_by_the_ibus_portal(
    desktop: dict[str, str],
) -> None:
    environment = dict(desktop)
    with reachable_input_method(environment):
        assert environment["QT_IM_MODULE"] == "ibus"
        assert environment["IBUS_USE_PORTAL"] == "1"
    assert environment == desktop  # a viewer that is started has its own plugin


@pytest.mark.parametrize("desktop", [{}, {"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=fcitx"}])
def test_where_ibus_or_nothing_is_in_use_nothing_changes(desktop: dict[str, str]) -> None:
    environment = dict(desktop)
    with reachable_input_method(environment):
        assert environment == desktop
    assert environment == desktop


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_licences_name_no_folder_of_whoever_built_it() -> None:
    for path in Path(ROOT / "resources" / "licences").rglob("*"):
        assert str(Path.home()) not in path.read_text("utf-8"), path.name
