"""A fcitx 4 that does as it is told, on a session bus of its own."""

import socket
from collections import deque
from collections.abc import Iterator
from itertools import count
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    new_method_return,
    new_signal,
)

NAME = "org.fcitx.Fcitx-0"
TAKES, LEAVES = 1, 0
_CONTEXT = DBusAddress("/inputcontext_7", interface="org.fcitx.Fcitx.InputContext")
_DAEMON = DBusAddress("/org/freedesktop/DBus", interface="org.freedesktop.DBus")


class FakeFcitx:
    """``calls`` are what it was told, ``keys`` those it was handed: (symbol, state, released).

    ``answers`` are given to the next keys, one each: taken or left, after signals; None: not yet.
    """

    def __init__(self, *names: str) -> None:
        self.outgoing_serial: Iterator[int] = count(1)
        self.sock, self._poke = socket.socketpair()
        self.names = list(names)
        self.calls: list[tuple[str, tuple[Any, ...]]] = []
        self.answers: deque[int | None] = deque()
        self.waiting: deque[Message] = deque()
        self.gone = False
        self._inbox: deque[Message] = deque()

    @property
    def told(self) -> list[str]:
        return [name for name, _ in self.calls]

    @property
    def keys(self) -> list[tuple[int, ...]]:
        return [body for name, body in self.calls if name == "ProcessKeyEvent"]

    # --- what it does ---------------------------------------------------------------------------

    def commits(self, text: str) -> None:
        self._signal(_CONTEXT, "CommitString", "s", (text,))

    def composes(self, text: str, at: int = 0, *, marked: str = "") -> None:
        pieces = [(text, 0), *([(marked, 1 << 4)] if marked else [])]
        self._signal(_CONTEXT, "UpdateFormattedPreedit", "a(si)i", (pieces, at))

    def hands_back(self, symbol: int, state: int = 0) -> None:
        self._signal(_CONTEXT, "ForwardKey", "uui", (symbol, state, 0))

    def answers_late(self, took: int) -> None:
        self._reply(self.waiting.popleft(), "i", (took,))

    def starts(self) -> None:
        self.names.append(NAME)
        self._signal(_DAEMON, "NameOwnerChanged", "sss", (NAME, "", ":1.9"))

    def ends(self) -> None:
        self.names.remove(NAME)
        self._signal(_DAEMON, "NameOwnerChanged", "sss", (NAME, ":1.9", ""))

    def close(self) -> None:
        self.sock.close()
        self._poke.close()

    # --- the bus --------------------------------------------------------------------------------

    def send(self, message: Message, serial: int | None = None) -> None:
        if self.gone:
            raise BrokenPipeError
        assert serial is not None
        message.serialise(serial)  # the types are those that D-Bus was told
        message.header.serial = serial
        name = str(message.header.fields[HeaderFields.member])
        self.calls.append((name, tuple(message.body)))
        if name == "ListNames":
            self._reply(message, "as", (self.names,))
        elif name == "CreateICv3":
            self._reply(message, "ibuuuu", (7, True, 32, 4, 0, 0))
        elif name == "ProcessKeyEvent":
            answer = self.answers.popleft() if self.answers else LEAVES
            if answer is None:
                self.waiting.append(message)
            else:
                self._reply(message, "i", (answer,))

    def receive(self, *, timeout: float | None = None) -> Message:
        if self.gone:
            raise ConnectionResetError
        if not self._inbox:
            raise TimeoutError
        if len(self._inbox) == 1:
            self.sock.setblocking(False)
            while self._pending():
                pass
        return self._inbox.popleft()

    def _pending(self) -> bytes:
        try:
            return self.sock.recv(64)
        except BlockingIOError:
            return b""

    def _reply(self, call: Message, signature: str, body: tuple[Any, ...]) -> None:
        self._put(new_method_return(call, signature, body))

    def _signal(
        self, source: DBusAddress, name: str, signature: str, body: tuple[Any, ...]
    ) -> None:
        self._put(new_signal(source, name, signature, body))

    def _put(self, message: Message) -> None:
        self._inbox.append(message)
        self._poke.send(b".")
