"""Rows of other pages: Today, a case, a large case, what may be the same matter while typing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QWidget

from petitiondesk.bench.row import Budget, Row
from petitiondesk.bench.windowed import Stage
from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition, Petitioner
from petitiondesk.services.desk import Desk
from petitiondesk.ui.pages.case import CasePage
from petitiondesk.ui.pages.register import RegisterPage
from petitiondesk.ui.pages.today import TodayPage

_READ = Budget(most=50.0)
"""Milliseconds: the budget names no figure for these; this is the longest stall allowed."""

_EVENTS = 300
_FILES = 200
_LARGE = "量度用的大案卷"


def page_rows(stage: Stage) -> Iterator[Row]:
    """Every row of these pages."""
    yield _today(stage)
    yield from _cases(stage)
    yield _matches(stage)


def _today(stage: Stage) -> Row:
    room = stage.room
    page = room.window.page("today")
    assert isinstance(page, TodayPage)
    return stage.row(
        "today", Message("打开今日页"), partial(room.go, "today"),
        reset=partial(room.go, "ledger"), budget=_READ, page=lambda: page.view, everything=True,
    )  # fmt: skip


def _cases(stage: Stage) -> Iterator[Row]:
    room = stage.room
    large = cache(partial(large_case, room.desk))

    def ordinary() -> int:
        text = "SELECT id FROM petitions WHERE id >= ? LIMIT 1"
        return int(stage.bare.scalar(text, (stage.size // 2,)))

    def view() -> QWidget:
        page = room.window.page("case")
        assert isinstance(page, CasePage)
        return page.view

    for name, title, which in (
        ("case", Message("打开一件"), ordinary),
        ("large-case", Message("打开有 {events} 条经过、{files} 个附件的一件",
                               events=_EVENTS, files=_FILES), large),
    ):  # fmt: skip

        def act(which: Callable[[], int] = which) -> None:
            room.window.open_case(which())

        yield stage.row(
            name,
            title,
            act,
            reset=partial(room.go, "ledger"),
            budget=_READ,
            page=view,
            everything=True,
        )


def _matches(stage: Stage) -> Row:
    """From the rest in typing to the cards painted."""
    room = stage.room
    empty = Petition(received_on=room.desk.ledger.today)

    def page() -> RegisterPage:
        found = room.window.page("register")
        assert isinstance(found, RegisterPage)
        return found

    def reset() -> None:
        room.go("register")
        page().form.put(empty)
        page().look_around()
        page().form.put(letter())

    return stage.row(
        "matches", Message("登记时找可能相同的信访件"), lambda: page().look_around(),
        reset=reset, budget=_READ, page=lambda: page().view.matches, everything=True,
        shows=lambda: not page().matches.is_reading(),
    )  # fmt: skip


def letter() -> Petition:
    """A form as far as it is filled in when it is looked at: name, telephone, matter."""
    return Petition(
        petitioners=(Petitioner("王建国", phone="13800000000", address="青石镇河湾村4组"),),
        summary="反映村内机耕路被工程车压坏，要求修复",
        content="去年九月以来，水渠工程的车辆每天从四组机耕路经过，路面多处下陷，秋收时农机无法通行。"
                "村民多次向施工方反映没有结果，请求责令修复路面，并在施工期间限制重车通行。",
    )  # fmt: skip


def large_case(desk: Desk) -> int:
    """The id of a petition with 300 events and 200 attachments, made where there is none yet."""
    found = desk.ledger.first(LedgerFilter(words=_LARGE), Order(), 1)
    if found:
        return found[0].id
    today, section = desk.ledger.today, desk.office.office().sections[0].name
    petition_id = desk.petitions.register(replace(letter(), summary=_LARGE, received_on=today)).id
    with TemporaryDirectory() as folder:
        files = [Path(folder) / f"材料{number:03}.txt" for number in range(_FILES)]
        for number, path in enumerate(files):
            path.write_text(f"第{number}份材料", "utf-8")
        desk.attachments.attach(petition_id, files)
    desk.petitions.perform(petition_id, "route", {"section": section}, today)
    desk.petitions.perform(petition_id, "receive", {}, today)
    for number in range(_EVENTS - 4):
        progress = {"progress": f"第{number}次联系信访人。"}
        desk.petitions.perform(petition_id, "progress", progress, today)
    return petition_id
