"""The self-test passes in the source tree, and each of its checks notices what it is there for."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import tr, use_language
from petitiondesk.infra.resources import resource
from petitiondesk.selftest import parts, work
from petitiondesk.selftest.room import PASSWORD, Check, Fault, Room
from petitiondesk.selftest.run import CHECKS, run_checks
from petitiondesk.services.ledger import LedgerService
from petitiondesk.ui.printing import Pages
from tests.commands import Commands
from tests.test_cli import desk_command

__all__ = ["desk_command"]

MAIN_JOB = work.CHECKS[-1]
QUICK = [check for check in CHECKS if check is not MAIN_JOB]

Taken = Callable[[Path], object]


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Iterator[Room]:
    room = Room(qapp, tmp_path)
    yield room
    room.close()
    _silence_qt(qapp)


def _silence_qt(app: QApplication) -> None:
    """Take Qt's translations away, which the other tests have none of."""
    for translator in app.findChildren(QTranslator):
        app.removeTranslator(translator)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the resources where the packaged program would have them."""
    folder = tmp_path / "package"
    shutil.copytree(resource(), folder / "resources")
    monkeypatch.setattr(sys, "_MEIPASS", str(folder), raising=False)
    return folder / "resources"


def fault(look: Callable[[Room], Message], room: Room) -> str:
    with pytest.raises(Fault) as caught:
        look(room)
    return str(caught.value.message)


def test_everything_but_the_main_job_passes_here_a_line_each(
    qapp: QApplication, tmp_path: Path
) -> None:
    lines: list[str] = []
    failed = run_checks(qapp, tmp_path, lines.append, QUICK)
    _silence_qt(qapp)
    assert failed == 0, lines
    assert len(lines) == len(QUICK)
    assert all(line.startswith("通过　") for line in lines), lines
    assert any("SQLCipher 4" in line for line in lines)


def test_a_check_that_fails_says_what_and_does_not_stop_the_others(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> Message:
        raise ImportError("a library that is not there")

    lines: list[str] = []
    broken = Check(Message("查找"), gone)
    found = run_checks(qapp, tmp_path, lines.append, [broken, Check(Message("PDF"), work.work_pdf)])
    assert found == 1
    assert lines[0].startswith("失败　查找：ImportError")
    assert lines[1].startswith("通过　PDF")


def test_a_file_that_is_missing_or_another_is_named(room: Room, package: Path) -> None:
    known = {"icons/app.svg": "0" * 64}
    (package / "build.json").write_text(
        json.dumps({"commit": "abc", "day": "2026-11-22", "resources": known}), "utf-8"
    )
    assert fault(parts.look_at_files, room) == "文件和构建时不同：icons/app.svg"
    (package / "icons" / "app.svg").unlink()
    assert fault(parts.look_at_files, room) == "缺文件：icons/app.svg"


def test_a_button_of_qt_in_the_wrong_language_is_noticed(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "translate_qt", _silence_qt)
    assert fault(parts.look_at_words, room) == "Qt 的“取消”按钮在 zh_CN 里是“Cancel”"


def test_the_language_in_use_stays_as_it_was(room: Room) -> None:
    use_language("en")
    parts.look_at_words(room)
    assert tr("取消") == "Cancel"


def test_a_pc_without_a_chinese_font_is_told_what_to_install(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: [])
    assert fault(parts.look_at_fonts, room).startswith("没有中文字体")


def test_characters_that_no_font_has_are_noticed(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "_RARE", "信访\U0010fffd")
    assert fault(parts.look_at_fonts, room).startswith("有的字显示不出来")


@pytest.mark.parametrize(
    ("look", "name", "said"),
    [
        (parts.look_at_icons, "icons/app.svg", "图标打不开：app.svg"),
        (parts.look_at_licences, "licences/SQLCipher.txt", "许可证是空的：SQLCipher.txt"),
    ],
)
def test_a_damaged_file_is_named(
    room: Room, package: Path, look: Callable[[Room], Message], name: str, said: str
) -> None:
    (package / name).write_bytes(b"")
    assert fault(look, room) == said


def test_a_template_that_is_missing_is_named(room: Room, package: Path) -> None:
    assert room.desk.folder.is_dir()
    (package / "templates" / "acceptance.docx").unlink()
    lines: list[str] = []
    check = Check(Message("文书模板"), parts.look_at_templates)
    assert run_checks(room.app, room.folder / "again", lines.append, [check]) == 1
    assert lines[0].startswith("失败　文书模板：")


def test_a_licence_that_is_missing_is_named(room: Room, package: Path) -> None:
    (package / "licences" / "ICU.txt").unlink()
    assert fault(parts.look_at_licences, room) == "缺许可证：ICU"
    (package / "licences" / "ICU.txt").write_text("…")
    (package / "licences" / "LGPL-2.1.txt").unlink()
    assert fault(parts.look_at_licences, room) == "缺许可证：LGPL-2.1.txt"


def test_a_package_without_a_picture_of_its_manual_is_not_whole(room: Room, package: Path) -> None:
    for picture in package.glob("help/*/images/*.png"):
        picture.unlink()
    assert parts.look_at_manual(room).params["pictures"] == 0  # a source tree may lack them
    body = {"commit": "abc", "day": "2026-11-22", "resources": {"icons/app.svg": ""}}
    (package / "build.json").write_text(json.dumps(body), "utf-8")
    assert fault(parts.look_at_manual, room).startswith("手册缺图：")


def test_a_registry_that_lies_open_is_noticed(room: Room) -> None:
    room.petition  # noqa: B018 - the registry is made
    (room.registry / "left.db").write_bytes(b"SQLite format 3\x00")
    assert fault(work.work_encrypted, room) == "文件没有加密：left.db"


def test_a_password_that_does_not_matter_is_noticed(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "_OTHER_PASSWORD", PASSWORD)
    assert fault(work.work_encrypted, room) == "错的密码也打开了登记簿"


def test_a_search_that_finds_nothing_is_noticed(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert room.desk.ledger.first(LedgerFilter(words="机耕路"), Order(), 2)
    monkeypatch.setattr(LedgerService, "first", lambda *_: [])
    assert fault(work.work_search, room) == "没有查到：机耕路"


def test_a_workbook_that_reads_otherwise_is_noticed(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "read_workbook", lambda _path: [])
    assert fault(work.work_workbook, room) == "写出的工作簿读回来不一样"


def test_a_pdf_without_its_fonts_is_noticed(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def written(_pages: Pages, path: Path) -> None:
        path.write_bytes(b"%PDF-1.4")

    monkeypatch.setattr(work, "write_pdf", written)
    assert fault(work.work_pdf, room) == "PDF 里没有字体"


def test_a_main_job_that_stops_says_after_which_step(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped:
        def __init__(self, _app: QApplication, _folder: Path, say: Callable[[str], None]) -> None:
            say("拟办 → 待批示")

        def run(self) -> int:
            raise AssertionError("the step instruct was refused")

    class Ended(Stopped):
        def run(self) -> int:
            return 1

    monkeypatch.setattr(work, "Tour", Stopped)
    assert fault(work.work_main_job, room).startswith("在“拟办 → 待批示”之后停了：")
    monkeypatch.setattr(work, "Tour", Ended)
    assert fault(work.work_main_job, room) == "没有走完：拟办 → 待批示"


def test_a_folder_that_is_in_use_is_not_touched(
    desk_command: Callable[..., object], tmp_path: Path, commands: Commands
) -> None:
    (tmp_path / "a.txt").write_text("keep")
    done = desk_command("self-test", "--to", tmp_path)
    assert getattr(done, "returncode", None) == 1
    assert "已经有文件" in getattr(done, "stderr", "")
    assert (tmp_path / "a.txt").read_text() == "keep"


@pytest.mark.slow
def test_the_whole_self_test_passes_as_a_command(
    desk_command: Callable[..., object], tmp_path: Path
) -> None:
    done = desk_command(
        "self-test", "--to", tmp_path / "kept", anew=True, QT_QPA_PLATFORM="offscreen"
    )
    assert getattr(done, "returncode", None) == 0, done
    assert (tmp_path / "kept" / "主要工作" / "信访月报.xlsx").is_file()
