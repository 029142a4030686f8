"""Background work: what arrives, where, how often."""

import threading
import weakref
from collections.abc import Callable, Iterator
from time import perf_counter, sleep
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from petitiondesk.domain.errors import Cancelled, DeskError, StorageError
from petitiondesk.domain.messages import Message
from petitiondesk.ui.look import Look
from petitiondesk.ui.tasks import Outcome, Progress, Tasks, Unexpected, perform
from petitiondesk.ui.views.progress import ProgressPanel, remaining_text

FULL = Message("磁盘已满，这一步没有保存。")


class Heard:
    """Everything a task said, and in which thread."""

    def __init__(self) -> None:
        self.events: list[tuple[str, Any]] = []
        self.threads: set[threading.Thread] = set()

    def __call__(self, kind: str) -> Callable[..., None]:
        def hear(*args: Any) -> None:
            self.threads.add(threading.current_thread())
            self.events.append((kind, args[0] if args else None))

        return hear

    def kinds(self) -> list[str]:
        return [kind for kind, _ in self.events]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def tasks(qtbot: QtBot, heard: Heard) -> Iterator[Tasks]:
    runner = Tasks(heard("bug"), heard("unheard"), heard("end"))
    yield runner
    assert runner.shutdown()


def test_what_a_page_asks_is_answered_while_an_import_runs(
    qtbot: QtBot, tasks: Tasks, heard: Heard
) -> None:
    may_end = threading.Event()
    long = tasks.run(lambda _: may_end.wait(20), heard("imported"))
    with qtbot.waitSignal(tasks.run(lambda _: 7, heard("found"), quick=True).finished):
        pass
    assert heard.events == [("found", 7)]
    assert tasks.is_missed()
    with qtbot.waitSignal(long.finished):
        may_end.set()
    assert heard.kinds() == ["found", "imported"]


def test_an_export_does_not_wait_for_the_days_check_which_stands_nearly_still_meanwhile(
    qtbot: QtBot, tasks: Tasks, heard: Heard
) -> None:
    pages: list[int] = []

    def check(progress: Progress) -> None:
        while True:
            progress.check()
            pages.append(1)
            sleep(0.001)

    checking = tasks.run(check, on_error=heard("stopped"), quiet=True, keeping=True)
    qtbot.waitUntil(lambda: len(pages) > 20)
    may_end = threading.Event()
    exporting = tasks.run(lambda _: may_end.wait(20), heard("exported"))
    qtbot.wait(100)
    before = len(pages)
    qtbot.wait(600)
    assert len(pages) - before <= 4
    with qtbot.waitSignal(exporting.finished):
        may_end.set()
    assert heard.kinds() == ["exported"]
    qtbot.waitUntil(lambda: len(pages) > before + 20)
    with qtbot.waitSignal(checking.finished):
        checking.cancel()


def test_what_a_check_has_opened_is_closed_when_it_ends(
    qtbot: QtBot, tasks: Tasks, heard: Heard
) -> None:
    with qtbot.waitSignal(tasks.run(lambda _: 1, heard("checked"), keeping=True).finished):
        pass
    assert heard.kinds() == ["end", "checked"]


def test_a_closed_dialog_in_a_cycle_is_destroyed_on_the_windows_thread(
    qtbot: QtBot, tasks: Tasks
) -> None:
    """A worker that allocates much would else collect it, and Qt would crash later."""
    destroyed_in: list[threading.Thread] = []

    class Closed:
        def __init__(self) -> None:
            self.me = self

        def __del__(self) -> None:
            destroyed_in.append(threading.current_thread())

    kept: list[object] = []

    def allocate(_: Progress) -> None:
        kept.extend([n] for n in range(200_000))

    Closed()
    with qtbot.waitSignal(tasks.run(allocate).finished):
        pass
    qtbot.waitUntil(lambda: bool(destroyed_in))
    assert destroyed_in == [threading.main_thread()]


def test_the_worker_lets_go_of_what_is_done(qtbot: QtBot, tasks: Tasks) -> None:
    """A dialog that its callback held must not die in the worker when the next work comes."""

    class Page:
        def hear(self, _value: int) -> None:
            """Nothing is done with it."""

    page = Page()
    gone = weakref.ref(page)
    task = tasks.run(lambda _: 1, page.hear)
    del page
    with qtbot.waitSignal(task.finished):
        pass
    qtbot.waitUntil(lambda: gone() is None)


def _run(tasks: Tasks, heard: Heard, work: Callable[[Progress], object]) -> None:
    tasks.run(work, heard("done"), heard("error"), heard("finished"), Message("写出台账"))


def _quiet() -> Progress:
    return Progress(lambda done, total, text: None)


def _fail(progress: Progress) -> None:
    raise StorageError(FULL)


def _slip(progress: Progress) -> None:
    raise ZeroDivisionError


def test_work_that_succeeds_gives_its_value() -> None:
    assert perform(lambda progress: 7, _quiet()) == Outcome(value=7)


def test_work_that_fails_gives_its_error() -> None:
    outcome = perform(_fail, _quiet())
    assert isinstance(outcome.error, StorageError)
    assert outcome.bug is None


def test_a_bug_keeps_what_it_was() -> None:
    outcome = perform(_slip, _quiet())
    assert isinstance(outcome.error, Unexpected)
    assert isinstance(outcome.bug, ZeroDivisionError)


def test_work_cancelled_before_it_began_does_nothing() -> None:
    progress = _quiet()
    progress.stop()
    assert progress.cancelled()
    assert isinstance(perform(lambda progress: 7, progress).error, Cancelled)


def test_reports_are_thinned_but_the_last_one_arrives() -> None:
    told: list[int] = []
    progress = Progress(lambda done, total, text: told.append(done))
    for done in range(1, 1001):
        progress.report(done, 1000, Message("第几行"))
    assert told[0] == 1
    assert told[-1] == 1000
    assert len(told) < 100


def test_success_then_finished_arrive_once_on_the_main_thread(
    tasks: Tasks, heard: Heard, qtbot: QtBot
) -> None:
    busy: list[bool] = []
    tasks.busy.connect(busy.append)
    _run(tasks, heard, lambda progress: 7)
    assert tasks.is_busy()
    qtbot.waitUntil(lambda: "finished" in heard.kinds())
    assert heard.events == [("done", 7), ("finished", None)]
    assert heard.threads == {threading.main_thread()}
    assert busy == [True, False]


def test_failure_then_finished_arrive_once(tasks: Tasks, heard: Heard, qtbot: QtBot) -> None:
    _run(tasks, heard, _fail)
    qtbot.waitUntil(lambda: "finished" in heard.kinds())
    assert heard.kinds() == ["error", "finished"]


class Cursor:
    """Notes which thread it is freed in."""

    def __init__(self, freed_in: list[threading.Thread]) -> None:
        self._freed_in = freed_in

    def __del__(self) -> None:
        self._freed_in.append(threading.current_thread())


@pytest.mark.parametrize("error", [Cancelled(), StorageError(FULL), ValueError("no such column")])
def test_the_window_never_frees_what_failed_work_held(
    tasks: Tasks, heard: Heard, qtbot: QtBot, error: Exception
) -> None:
    freed_in: list[threading.Thread] = []

    def rows(_cursor: Cursor) -> Iterator[int]:
        yield 1
        raise error

    def work(_: Progress) -> None:
        try:
            list(rows(Cursor(freed_in)))
        except Exception as first:
            raise error from first

    with qtbot.waitSignal(tasks.run(work, heard("done"), heard("error")).finished):
        pass
    assert heard.kinds()[-1] == "error"
    assert len(freed_in) == 1
    assert freed_in[0] is not threading.main_thread()


def test_a_bug_goes_to_the_crash_hook_as_well(tasks: Tasks, heard: Heard, qtbot: QtBot) -> None:
    _run(tasks, heard, _slip)
    qtbot.waitUntil(lambda: "finished" in heard.kinds())
    assert heard.kinds() == ["bug", "error", "finished"]


def test_an_error_nobody_listens_to_is_still_told(tasks: Tasks, heard: Heard, qtbot: QtBot) -> None:
    tasks.run(_fail)
    qtbot.waitUntil(lambda: not tasks.is_busy())
    assert heard.kinds() == ["unheard"]


def test_all_work_runs_in_one_thread_so_that_connections_are_kept(
    tasks: Tasks, heard: Heard, qtbot: QtBot
) -> None:
    for _ in range(5):
        _run(tasks, heard, lambda progress: threading.get_ident())
    qtbot.waitUntil(lambda: not tasks.is_busy())
    idents = {value for kind, value in heard.events if kind == "done"}
    assert len(idents) == 1
    assert threading.get_ident() not in idents


def test_cancelling_ends_the_work_as_an_error(tasks: Tasks, heard: Heard, qtbot: QtBot) -> None:
    begun = threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        while True:
            progress.report(1, None, Message("一直在做"))

    task = tasks.run(work, heard("done"), heard("error"), heard("finished"))
    assert begun.wait(5)
    task.cancel()
    qtbot.waitUntil(lambda: "finished" in heard.kinds())
    assert isinstance(heard.events[0][1], Cancelled)


def test_a_page_that_was_closed_meanwhile_is_not_called(tasks: Tasks, qtbot: QtBot) -> None:
    class Page(QObject):
        def take(self, value: object) -> None:
            raise AssertionError

    page = Page()
    go = threading.Event()
    tasks.run(lambda progress: go.wait(5), page.take)
    page.deleteLater()
    qtbot.wait(20)
    go.set()
    qtbot.waitUntil(lambda: not tasks.is_busy())


def test_shutdown_stops_work_and_still_delivers(heard: Heard, qtbot: QtBot) -> None:
    tasks = Tasks(heard("bug"), heard("unheard"), heard("end"))

    def work(progress: Progress) -> None:
        while True:
            progress.check()

    _run(tasks, heard, work)
    _run(tasks, heard, work)
    assert tasks.shutdown()
    assert heard.kinds().count("finished") == 2
    assert heard.kinds().count("error") == 2
    assert heard.kinds().count("end") == 4  # each thread closes its own connection
    with pytest.raises(RuntimeError):
        tasks.run(work)


@pytest.mark.parametrize(
    ("seconds", "done", "total", "text"),
    [
        (0.5, 10, 100, ""),
        (10, 0, 100, ""),
        (10, 10, None, ""),
        (10, 50, 100, "约还需 10 秒"),
        (60, 10, 100, "约还需 9 分钟"),
        (10, 99, 100, "就要完成"),
    ],
)
def test_the_remaining_time_follows_the_pace(
    seconds: float, done: int, total: int | None, text: str
) -> None:
    assert remaining_text(seconds, done, total) == text


def test_long_work_shows_a_strip_that_can_stop_it(
    tasks: Tasks, heard: Heard, look: Look, qtbot: QtBot
) -> None:
    panel = ProgressPanel(look)
    qtbot.addWidget(panel)

    def work(progress: Progress) -> None:
        while True:
            progress.report(3, 10, Message("已写 {n} 行", n=3))

    panel.follow(tasks.run(work, on_error=heard("error"), title=Message("写出台账")))
    assert panel.isHidden()
    qtbot.waitUntil(panel.isVisible)
    qtbot.waitUntil(lambda: panel.text.text() == "已写 3 行")
    assert panel.title.text() == "写出台账"
    assert panel.bar.value() / panel.bar.maximum() == 0.3
    panel.cancel.click()
    qtbot.waitUntil(panel.isHidden)
    assert isinstance(heard.events[0][1], DeskError)


def test_longer_work_comes_back_to_the_strip_after_what_was_shown_in_its_place(
    tasks: Tasks, look: Look, qtbot: QtBot
) -> None:
    panel = ProgressPanel(look)
    qtbot.addWidget(panel)
    may_end = {name: threading.Event() for name in ("核验登记簿", "导出台账")}

    def begin(name: str, *, keeping: bool) -> None:
        task = tasks.run(lambda _: may_end[name].wait(20), title=Message(name), keeping=keeping)
        panel.follow(task)

    begin("核验登记簿", keeping=True)
    begin("导出台账", keeping=False)
    assert panel.title.text() == "导出台账"
    may_end["导出台账"].set()
    qtbot.waitUntil(lambda: panel.title.text() == "核验登记簿")
    qtbot.waitUntil(panel.isVisible)
    may_end["核验登记簿"].set()
    qtbot.waitUntil(lambda: not tasks.is_busy())
    assert not panel.isVisible()


def test_short_work_shows_no_strip(tasks: Tasks, look: Look, qtbot: QtBot) -> None:
    panel = ProgressPanel(look)
    qtbot.addWidget(panel)
    panel.follow(tasks.run(lambda progress: None))
    qtbot.waitUntil(lambda: not tasks.is_busy())
    qtbot.wait(350)
    assert panel.isHidden()


def test_the_window_waits_a_moment_for_what_is_soon_found(tasks: Tasks, heard: Heard) -> None:
    def work(progress: Progress) -> int:
        progress.check()
        return 7

    task = tasks.run(work, heard("found"), glance=True)
    assert tasks.wait(task, 20)
    assert heard.events == [("found", 7)], "told at once, and asking the window held nobody up"
    assert task.ended
    assert heard.threads == {threading.main_thread()}


def test_what_takes_longer_than_the_window_waits_comes_when_it_is_found(
    qtbot: QtBot, tasks: Tasks, heard: Heard
) -> None:
    may_end = threading.Event()
    task = tasks.run(lambda _: may_end.wait(20), heard("found"), glance=True)
    assert not tasks.wait(task, 0.01)
    assert heard.events == []
    with qtbot.waitSignal(task.finished):
        may_end.set()
    assert heard.events == [("found", True)]


def test_work_that_asked_the_window_goes_on_when_the_window_waits_for_it(
    tasks: Tasks, heard: Heard
) -> None:
    asking = threading.Event()

    def work(progress: Progress) -> int:
        for _ in range(50):  # each would wait for a window that itself waits
            sleep(0.001)
            progress.check()
            asking.set()
        return 7

    task = tasks.run(work, heard("found"), glance=True)
    assert asking.wait(20)
    began = perf_counter()
    assert tasks.wait(task, 20)
    assert perf_counter() - began < 2, "fifty questions of a tenth of a second would take five"
    assert heard.events == [("found", 7)]
