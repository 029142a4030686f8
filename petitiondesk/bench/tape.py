"""The SQL that the program runs for an action, taken down as it goes to the database library.

The floor of an action is "the same SQL alone" on a connection that nothing else stands on. Taken
from the program itself, it cannot drift away from what the program does. The program is not asked:
connections that the library opens while a `Tape` is in place give their statements to it.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from petitiondesk.bench.stopwatch import own_time
from petitiondesk.data.wrapping import derive
from petitiondesk.services.desk import Desk
from petitiondesk.ui.tasks import GLANCER


@dataclass(frozen=True)
class Statement:
    """One statement with its values; ``many`` were given to it at once, for `executemany`."""

    text: str
    values: Any
    many: bool = False

    @property
    def verb(self) -> str:
        """Its first word, in capitals."""
        return self.text.split(None, 1)[0].upper()

    @property
    def counts(self) -> bool:
        """Whether it only counts: that may follow after the first rows are painted."""
        return "COUNT(" in self.text.upper()


@dataclass
class Tape:
    """What connections run while ``on``, by thread, in order."""

    on: bool = False
    by_thread: dict[str, list[Statement]] = field(default_factory=dict)
    own_tables: dict[str, Statement] = field(default_factory=dict)
    """Tables that connections made for themselves, at whatever time."""

    def add(self, statement: Statement) -> None:
        """A connection is about to run a statement."""
        if statement.verb == "CREATE" and " temp." in statement.text:
            self.own_tables[statement.text] = statement
        if self.on:
            self.by_thread.setdefault(threading.current_thread().name, []).append(statement)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Take down what is run meanwhile, and nothing from before."""
        self.by_thread = {}
        self.on = True
        try:
            yield
        finally:
            self.on = False

    def reading(self, *, everything: bool = False) -> list[Statement]:
        """The queries that were waited for, without writing: the window's own, and its glances.

        What other threads asked meanwhile (the list of all that follows), and what only counts,
        comes after the first rows are painted; ``everything`` where nothing could be painted before.
        """
        wanted, waited_for = ("SELECT", "WITH"), (threading.current_thread().name, GLANCER)
        return [
            one for thread, some in self.by_thread.items() if everything or thread in waited_for
            for one in some if one.verb in wanted and (everything or not one.counts)
        ]  # fmt: skip

    def stop(self) -> None:
        """A query of the calling thread was stopped: it gave no rows, and another answers."""
        own = self.by_thread.get(threading.current_thread().name)
        if self.on and own:
            own.pop()

    def writing(self) -> list[Statement]:
        """The changes of rows taken down."""
        verbs = ("INSERT", "UPDATE", "DELETE", "REPLACE")
        return [one for some in self.by_thread.values() for one in some if one.verb in verbs]


@contextmanager
def taped() -> Iterator[Tape]:
    """A tape on every connection that is opened meanwhile."""
    tape = Tape()
    opens = dbapi2.connect

    class Cursor(dbapi2.Cursor):  # type: ignore[misc]
        def execute(self, text: str, values: Any = ()) -> Any:
            tape.add(Statement(text, values))
            try:
                return super().execute(text, values)
            except dbapi2.OperationalError:
                tape.stop()
                raise

        def fetchall(self) -> Any:
            try:
                return super().fetchall()
            except dbapi2.OperationalError:
                tape.stop()
                raise

        def executemany(self, text: str, rows: Any) -> Any:
            if tape.on:
                rows = list(rows)
                tape.add(Statement(text, rows, many=True))
            return super().executemany(text, rows)

    class Connection(dbapi2.Connection):  # type: ignore[misc]
        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

    def connect(*arguments: Any, **options: Any) -> Any:
        return opens(*arguments, **{"factory": Connection, **options})

    dbapi2.connect = connect
    try:
        yield tape
    finally:
        dbapi2.connect = opens


class Bare:
    """A connection to a registry's file with nothing around it, set as the program's own are."""

    _SAME = (
        "cache_size", "temp_store", "journal_mode", "synchronous", "foreign_keys",
        "wal_autocheckpoint",
    )  # fmt: skip

    def __init__(self, desk: Desk, path: Path | None = None) -> None:
        """Connect to the registry of ``desk``, or to a copy of its file."""
        registry = desk.context.registry
        database = registry.database
        self._made: set[str] = set()
        self._connection = dbapi2.connect(str(path or database.path), isolation_level=None)
        key = derive(registry.data_key, "registry")
        self._connection.execute("PRAGMA cipher_memory_security = on")
        self._connection.execute(f"PRAGMA key = \"x'{key}'\"")
        for name in self._SAME:
            self._connection.execute(f"PRAGMA {name} = {database.scalar(f'PRAGMA {name}')}")

    def make(self, tables: Iterable[Statement]) -> None:
        """Make the tables that the program's connections have for themselves, where they are not yet."""
        for one in tables:
            if one.text not in self._made:
                self._made.add(one.text)
                self._connection.execute(one.text, one.values)

    def run(
        self, statements: list[Statement], *, writing: bool = False, keep: bool = True
    ) -> float:
        """Run statements in one transaction, reading all their rows; milliseconds.

        Unless ``keep``, what they wrote is taken back, which is not counted.
        """
        run, many = self._connection.execute, self._connection.executemany
        begun = own_time()
        run("BEGIN IMMEDIATE" if writing else "BEGIN")
        for one in statements:
            if one.many:
                many(one.text, one.values)
            else:
                run(one.text, one.values).fetchall()
        if keep:
            run("COMMIT")
        took = 1000 * (own_time() - begun)
        if not keep:
            run("ROLLBACK")
        return took

    def rows(self, text: str, values: tuple[object, ...] = ()) -> list[Any]:
        """Every row of a query."""
        found: list[Any] = self._connection.execute(text, values).fetchall()
        return found

    def scalar(self, text: str, values: tuple[object, ...] = ()) -> Any:
        """The first column of the first row, or None."""
        row = self._connection.execute(text, values).fetchone()
        return row[0] if row else None

    def close(self) -> None:
        """Close it."""
        self._connection.close()
