"""What is said to fcitx 4 on the session bus, and what is understood of it."""

from collections.abc import Iterator

import pytest

from petitiondesk.infra import input_method
from petitiondesk.infra.fcitx4 import (
    FCITX5,
    Answered,
    Committed,
    Composing,
    Fcitx4,
    Key,
    fcitx4_name,
)
from petitiondesk.infra.input_method import reachable_input_method
from tests.fcitx4 import NAME, TAKES, FakeFcitx

A_KEY = Key(ord("n"), 0, released=False)
DESKTOP = {"QT_IM_MODULE": "fcitx", "DISPLAY": ":0"}


@pytest.fixture
def fake() -> Iterator[FakeFcitx]:
    fake = FakeFcitx(NAME)
    yield fake
    fake.close()


@pytest.mark.parametrize(
    ("display", "name"),
    [(":0", "0"), (":1.0", "1"), ("kylin:10.0", "10"), ("", "0"), (":wayland", "0")],
)
def test_fcitx_has_a_name_for_each_display(display: str, name: str) -> None:
    assert fcitx4_name(display) == f"org.fcitx.Fcitx-{name}"


def test_a_fcitx_that_runs_is_there_at_once(fake: FakeFcitx) -> None:
    assert Fcitx4(fake, ":0").there
    assert "SetCapacity" in fake.told


def test_fcitx_5_that_answers_to_the_old_name_too_is_left_to_its_portal(fake: FakeFcitx) -> None:
    fake.names.append(FCITX5)
    assert not Fcitx4(fake, ":0").there
    assert "CreateICv3" not in fake.told


def test_a_fcitx_that_starts_later_is_told_where_the_keyboard_is(fake: FakeFcitx) -> None:
    fake.names.clear()
    fcitx = Fcitx4(fake, ":0")
    fcitx.focus(on=True)
    fcitx.place(10, 20, 1, 16)
    assert not fcitx.there
    assert fcitx.press(A_KEY) == 0
    fake.starts()
    fcitx.listen()
    assert fcitx.there
    assert fake.calls[-2:] == [("FocusIn", ()), ("SetCursorRect", (10, 20, 1, 16))]


def test_a_fcitx_that_ends_gets_no_keys(fake: FakeFcitx) -> None:
    fcitx = Fcitx4(fake, ":0")
    fake.ends()
    fcitx.listen()
    assert not fcitx.there
    assert fcitx.press(A_KEY) == 0


def test_the_same_place_is_told_once(fake: FakeFcitx) -> None:
    fcitx = Fcitx4(fake, ":0")
    for _ in range(3):
        fcitx.focus(on=True)
        fcitx.place(1, 2, 3, 4)
    assert fake.told.count("FocusIn") == fake.told.count("SetCursorRect") == 1


def test_what_is_said_of_a_key_comes_in_its_order(fake: FakeFcitx) -> None:
    fcitx = Fcitx4(fake, ":0")
    fake.commits("你好")
    fake.composes("x", 1)
    fake.answers.append(TAKES)
    number = fcitx.press(A_KEY)
    assert fcitx.listen(number, 1) == [
        Committed("你好"), Composing((("x", False),), 1), Answered(number, taken=True),
    ]  # fmt: skip
    assert fake.keys == [(ord("n"), 0, 0, 0, 0)]


def test_the_cursor_is_counted_in_characters_and_fcitx_counts_bytes(fake: FakeFcitx) -> None:
    fcitx = Fcitx4(fake, ":0")
    fake.composes("你好", 3, marked="ma")
    assert fcitx.listen() == [Composing((("你好", False), ("ma", True)), 1)]
    fake.composes("你", 99)
    assert fcitx.listen() == [Composing((("你", False),), 1)]


def test_what_comes_of_a_key_that_was_given_up_is_dropped(fake: FakeFcitx) -> None:
    fcitx = Fcitx4(fake, ":0")
    fake.answers.append(None)
    number = fcitx.press(A_KEY)
    assert fcitx.listen(number, 0.01) == []
    fcitx.give_up()
    assert fcitx.press(A_KEY) == 0, "it gets no keys until it answers"
    fake.composes("你")
    fake.answers_late(TAKES)
    assert fcitx.listen() == []
    assert fcitx.there
    assert fake.told[-1] == "Reset"


def test_a_session_bus_that_goes_away_takes_the_bridge_along(fake: FakeFcitx) -> None:
    fcitx = Fcitx4(fake, ":0")
    fake.gone = True
    fcitx.focus(on=True)
    assert fcitx.lost
    assert fcitx.listen() == []
    assert fcitx.press(A_KEY) == 0


def test_beside_fcitx_4_qt_uses_no_input_method_of_its_own(
    fake: FakeFcitx, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(input_method, "_on_the_bus", lambda display: Fcitx4(fake, display))
    environment = dict(DESKTOP)
    with reachable_input_method(environment) as fcitx:
        assert fcitx is not None
        assert fcitx.there
        assert environment["QT_IM_MODULE"] == "compose"
    assert environment == DESKTOP


def test_before_any_fcitx_has_started_both_ways_stay_open(
    fake: FakeFcitx, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.names.clear()
    monkeypatch.setattr(input_method, "_on_the_bus", lambda display: Fcitx4(fake, display))
    environment = dict(DESKTOP)
    with reachable_input_method(environment) as fcitx:
        assert environment["QT_IM_MODULE"] == "ibus"
        assert environment["IBUS_USE_PORTAL"] == "1"
    fake.starts()
    assert fcitx is not None
    fcitx.listen()
    assert fcitx.there


@pytest.mark.parametrize("address", [None, "", "unix:path=/nowhere/bus", "tcp:host=localhost"])
def test_without_a_session_bus_letters_are_typed_all_the_same(
    address: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    if address is not None:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    with reachable_input_method(dict(DESKTOP)) as fcitx:
        assert fcitx is None
