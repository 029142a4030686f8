"""The registration page painted: channels, sizes, schemes."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from petitiondesk.domain.terms import Channel
from petitiondesk.ui.pages.register import RegisterPage
from petitiondesk.ui.style import Scheme
from petitiondesk.ui.views.shell import MainShell
from tests.factory import a_petition, take
from tests.robots.register import RegisterRobot
from tests.ui import register_room
from tests.ui.hands import show_active
from tests.ui.kit_gallery import RAIL
from tests.ui.register_room import Room

room = register_room.room


def _letter(robot: RegisterRobot) -> None:
    robot.fill().write(made_on="2-26", pages="3", place="青石镇", purpose="求决")
    robot.look()
    robot.matches()[0].link.click()
    robot.on(robot.form.fields["summary"].control)


def _visit(robot: RegisterRobot) -> None:
    robot.choose(Channel.VISIT).fill().write(people_present="7")
    robot.person(1, name="刘秀英·艾山", phone="13900000000", address="青石镇河湾村4组")
    robot.claim("修复四组机耕路", "赔偿秋收误工损失").on(robot.people()[0].name)


def _assigned(robot: RegisterRobot) -> None:
    robot.choose(Channel.ASSIGNED).fill().write(sender="县信访局", sender_ref="信交〔2026〕18号")
    robot.write(sender_date="2-27", report_by="2026-04-20", external_no="51300002026022700018")
    robot.write(petition_class="检举控告", complained_of="河湾村村委会")


def _wrong(robot: RegisterRobot) -> None:
    robot.write(received_on="三月三", pages="三页", made_on="2026-03-20").person(phone="138")
    robot.save()


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 640)])
@pytest.mark.parametrize("scene", [_letter, _visit, _assigned, _wrong])
def test_every_kind_of_form_is_painted_without_cutting_a_field(
    qapp: QApplication, room: Room, tmp_path: Path, scheme: Scheme,
    size: tuple[int, int], scene: Callable[[RegisterRobot], None],
) -> None:  # fmt: skip
    take(room.desk, room.desk.petitions.register(a_petition(summary="机耕路损坏无人修")), "propose")
    room.look.use(scheme)
    shell = MainShell(room.look, "某县农业农村局", RAIL)
    room.qtbot.addWidget(shell)
    page = RegisterPage(room.context())
    shell.add_page("register", page)
    shell.show_page("register")
    shell.resize(*size)
    show_active(room.qtbot, shell)
    page.refresh()
    robot = RegisterRobot(page)
    scene(robot)
    robot.look()
    qapp.processEvents()
    picture = shell.grab()
    name = f"register{scene.__name__}_{size[0]}_{scheme}.png"
    assert picture.save(str(Path(os.environ.get("PETITIONDESK_GALLERY", tmp_path)) / name))
    for stop in robot.form.stops():
        if stop.isVisible():
            assert stop.width() >= min(stop.minimumSizeHint().width(), 60), stop.accessibleName()
            right = stop.mapTo(robot.form, stop.rect().topRight()).x()
            assert right < robot.form.width(), stop.accessibleName()
