"""fcitx 4 on the session bus: keys go to it, and what it says of the text comes back as values.

Kylin and UOS ship fcitx 4, which Qt's own plugins cannot speak to (docs/decisions/0020). This is its
D-Bus interface as fcitx-qt5 uses it; no window is known here (`ui.fcitx4` is the other end).
"""

import os
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    new_method_call,
)
from jeepney.bus_messages import message_bus

_SECONDS_AT_START = 0.2
"""How long the start of the program waits until fcitx has said that it is there."""

FCITX5 = "org.fcitx.Fcitx5"
"""Who answers to the name of fcitx 4 too, but is reached by ibus' portal (`infra.input_method`)."""

_METHOD, _CONTEXT = "org.fcitx.Fcitx.InputMethod", "org.fcitx.Fcitx.InputContext"
_PREEDIT, _FORMATTED, _COMMITS_ITSELF = 1 << 1, 1 << 4, 1 << 5
_CAPACITY = _PREEDIT | _FORMATTED | _COMMITS_ITSELF
_HIGHLIGHT = 1 << 4


class Bus(Protocol):
    """A connection to the session bus, as `jeepney.io.blocking` has it."""

    outgoing_serial: Iterator[int]
    sock: socket.socket

    def send(self, message: Message, serial: int | None = None) -> None:
        """Send a message under a number that answers name."""

    def receive(self, *, timeout: float | None = None) -> Message:
        """The next message.

        Raises:
            TimeoutError: none came within ``timeout`` seconds.
        """


@dataclass(frozen=True)
class Key:
    """A key as the X server has it: ``symbol`` (keysym), ``code``, ``state`` (modifiers), ``at`` in ms."""

    symbol: int
    state: int
    released: bool
    code: int = 0
    at: int = 0


@dataclass(frozen=True)
class Committed:
    """Text that is to stand in the field."""

    text: str


@dataclass(frozen=True)
class Composing:
    """Text that is being composed: pieces with whether each is marked, and the cursor in characters."""

    pieces: tuple[tuple[str, bool], ...] = ()
    cursor: int = 0

    @property
    def text(self) -> str:
        """All of it; "" when nothing is being composed any more."""
        return "".join(text for text, _ in self.pieces)


@dataclass(frozen=True)
class Answered:
    """Whether fcitx took the key that was handed over under a number."""

    number: int
    taken: bool


Said = Committed | Composing | Key | Answered
"""What fcitx says, in the order in which it is to be done; a `Key` is one that it hands back."""


def fcitx4_name(display: str) -> str:
    """The name that fcitx 4 has on the bus for an X display, such as ":0" or "host:1.0"."""
    number = display.rpartition(":")[2].partition(".")[0]
    return f"org.fcitx.Fcitx-{number if number.isdigit() else 0}"


class Fcitx4:
    """One input context of fcitx 4, made when fcitx is there and made anew when it comes back.

    ``lost``: the session bus itself is gone, and with it everything here.
    """

    def __init__(self, bus: Bus, display: str) -> None:
        self._bus = bus
        self._name = fcitx4_name(display)
        self._path = ""
        self._on = False
        self._place: tuple[int, int, int, int] | None = None
        # Numbers of calls: who is there, a context, the last key, and the one that was given up.
        self._looking = self._making = self._asked = self._late = 0
        self.lost = False
        self._listen_to(MatchRule(type="signal", member="NameOwnerChanged",
                                  interface="org.freedesktop.DBus"), self._name)  # fmt: skip
        self._look()
        # The application that is made next has to know who is there (`infra.input_method`).
        self._wait(lambda _: not self._looking and not self._making, _SECONDS_AT_START)

    def fileno(self) -> int:
        """The connection, for whoever waits until there is something to read."""
        return self._bus.sock.fileno()

    @property
    def there(self) -> bool:
        """Whether fcitx has a context for this window and answers in time."""
        return bool(self._path) and not self._late and not self.lost

    def focus(self, *, on: bool) -> None:
        """The keyboard is in a field that takes text, or in none."""
        if on != self._on:
            self._on = on
            self._tell("FocusIn" if on else "FocusOut")

    def place(self, x: int, y: int, width: int, height: int) -> None:
        """Where the cursor is on the screen, in its own pixels: the candidates are shown there."""
        if self._place != (x, y, width, height):
            self._place = (x, y, width, height)
            self._tell("SetCursorRect", "iiii", self._place)

    def reset(self) -> None:
        """Forget what is being composed."""
        self._tell("Reset")

    def press(self, key: Key) -> int:
        """Hand a key over; returns the number under which it will be answered, 0 where nobody is."""
        if not self.there:
            return 0
        body = (key.symbol, key.code, key.state, int(key.released), key.at & 0xFFFFFFFF)
        self._asked = self._tell("ProcessKeyEvent", "uuuiu", body)
        return self._asked

    def give_up(self) -> None:
        """Wait no longer for answers: what fcitx still makes of these keys is dropped."""
        self._late = self._asked

    def listen(self, answer: int = 0, seconds: float = 0) -> list[Said]:
        """What fcitx said since; with a number, until that key is answered or ``seconds`` are over."""

        def enough(said: list[Said]) -> bool:
            ended = [one for one in said if isinstance(one, Answered) and one.number == answer]
            return bool(ended) or not self.there

        said = self._wait(enough, seconds) if answer else []
        return said + self._wait(
            lambda _: False, 0
        )  # what was read along shows on the socket no more

    # --- the bus ----------------------------------------------------------------------------------

    def _wait(self, enough: Callable[[list[Said]], bool], seconds: float) -> list[Said]:
        """Take in what comes until it is ``enough``, for a while; returns what was said."""
        said: list[Said] = []
        until = time.monotonic() + seconds
        while not enough(said) and (message := self._next(until - time.monotonic())):
            said += self._understood(message)
        return said

    def _next(self, seconds: float) -> Message | None:
        """The next message; None when none came in time, or the bus is gone."""
        if self.lost:
            return None
        try:
            return self._bus.receive(timeout=max(seconds, 0))
        except TimeoutError:
            return None
        except OSError:
            self.lost = True
            return None

    def _send(self, message: Message) -> int:
        """Send a message; returns its number."""
        serial = next(self._bus.outgoing_serial)
        try:
            if not self.lost:
                self._bus.send(message, serial=serial)
        except OSError:
            self.lost = True
        return serial

    def _listen_to(self, rule: MatchRule, name: str = "") -> None:
        if name:
            rule.add_arg_condition(0, name)
        self._send(message_bus.AddMatch(rule))

    def _tell(self, method: str, signature: str = "", body: Sequence[int] = ()) -> int:
        """Call a method of the context, where there is one; returns the number of the call."""
        if not self._path:
            return 0
        address = DBusAddress(self._path, self._name, _CONTEXT)
        return self._send(new_method_call(address, method, signature or None, tuple(body)))

    # --- what comes ---------------------------------------------------------------------------------

    def _look(self) -> None:
        self._looking = self._send(message_bus.ListNames())

    def _understood(self, message: Message) -> list[Said]:
        """Take a message in; returns what it says of the text."""
        fields = message.header.fields
        if message.header.message_type is MessageType.signal:
            if fields.get(HeaderFields.member) == "NameOwnerChanged":
                self._came_or_left(here=bool(message.body[2]))
            elif not self._late and fields.get(HeaderFields.path) == self._path:
                return _said(str(fields.get(HeaderFields.member)), message.body)
            return []
        fine = message.header.message_type is MessageType.method_return
        answered = int(fields.get(HeaderFields.reply_serial, -1))
        if answered == self._looking:
            names = message.body[0] if fine else []
            self._looking = 0
            if self._name in names and FCITX5 not in names and not self._path:
                self._make()
        elif answered == self._making:
            self._making = 0
            if fine:
                self._made(int(message.body[0]))
        elif answered == self._late:
            self._late = 0
            self.reset()
        elif not self._late:
            taken = fine and message.body[:1] > (0,)
            return [Answered(answered, taken)]
        return []

    def _came_or_left(self, *, here: bool) -> None:
        self._path, self._making, self._late = "", 0, 0
        if here:
            self._look()

    def _make(self) -> None:
        address = DBusAddress("/inputmethod", self._name, _METHOD)
        call = new_method_call(address, "CreateICv3", "si", ("petitiondesk", os.getpid()))
        self._making = self._send(call)

    def _made(self, number: int) -> None:
        self._path = f"/inputcontext_{number}"
        self._listen_to(MatchRule(type="signal", interface=_CONTEXT, path=self._path))
        self._tell("SetCapacity", "u", (_CAPACITY,))
        if self._on:
            self._tell("FocusIn")
        if self._place is not None:
            self._tell("SetCursorRect", "iiii", self._place)


def _said(signal: str, body: tuple[Any, ...]) -> list[Said]:
    if signal == "CommitString":
        return [Committed(body[0])]
    if signal == "UpdateFormattedPreedit":
        pieces, cursor = body
        shown = tuple((text, bool(kind & _HIGHLIGHT)) for text, kind in pieces)
        whole = "".join(text for text, _ in shown).encode()  # fcitx counts bytes
        return [Composing(shown, len(whole[: max(cursor, 0)].decode(errors="ignore")))]
    if signal == "ForwardKey":
        symbol, state, kind = body
        return [Key(symbol, state, released=bool(kind))]
    return []
