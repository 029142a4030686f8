"""Rows of writing: one step, one registration, each durable when it ends."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import count

from petitiondesk.bench.row import Budget, Row
from petitiondesk.bench.rows_pages import letter
from petitiondesk.bench.stopwatch import own_time
from petitiondesk.bench.tape import Statement
from petitiondesk.bench.windowed import Stage
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition

_ROUNDS = 31
_RATIO = Budget(1.5)


def writing_rows(stage: Stage) -> Iterator[Row]:
    """Saving a step, and registering a petition."""
    desk, numbers = stage.room.desk, count(1)
    today = desk.ledger.today
    newest: list[Petition] = []
    others: list[Petition] = []

    def registered() -> Petition:
        number = next(numbers)
        form = replace(letter(), received_on=today, summary=f"{letter().summary}，第{number}处")
        return desk.petitions.register(form)

    def register() -> None:
        newest[:] = [registered()]

    def register_others() -> None:
        others[:] = [registered(), registered()]

    def step() -> None:
        desk.petitions.perform(
            newest[0].id, "propose", {"proposal": "建议转业务科室到现场核实。"}, today
        )

    def again_step() -> Mapping[object, object]:
        # On a petition that is where this one was: else nothing moves in indices and tallies.
        return {newest[0].id: others.pop().id}

    def again_register() -> Mapping[object, object]:
        made = newest[0]
        next_id = int(stage.bare.scalar("SELECT max(id) + 1 FROM petitions"))
        further = next_id - made.id
        return {made.id: next_id, made.sequence: made.sequence + further,
                made.number: f"{made.number}-{next_id}"}  # fmt: skip

    yield _row(stage, "step", Message("保存一步办理"), step, again_step, register, register_others)
    yield _row(stage, "register", Message("登记一件"), register, again_register, register, None)


def _row(
    stage: Stage,
    name: str,
    title: Message,
    act: Callable[[], None],
    again: Callable[[], Mapping[object, object]],
    before: Callable[[], None],
    before_floor: Callable[[], None] | None,
) -> Row:
    """A row whose floor writes the same rows once more, under the numbers that come next.

    ``before`` and ``before_floor`` make what is written on; that is not measured.

    Each connection forgets its pages when the other one has written. So both sides write once before
    they are measured: a clerk who saves one step after the other has them at hand as well.
    """
    last = [0]

    def newest_event() -> int:
        return int(stage.bare.scalar("SELECT max(seq) FROM events"))

    def ours() -> float:
        before()
        with stage.tape.running():
            begun = own_time()
            act()
            took = own_time() - begun
        last[0] = newest_event()
        return 1000 * took

    def write_again() -> float:
        changes = {**again(), last[0]: newest_event() + 1}
        rows = [_with(one, changes) for one in stage.tape.writing()]
        return stage.bare.run(rows, writing=True)

    def floor() -> float:
        if before_floor is not None:
            before_floor()
        write_again()
        return write_again()

    def prepare() -> None:
        ours()

    return Row(name, title, ours, floor, None, _RATIO, prepare, _ROUNDS)


def _with(statement: Statement, changes: Mapping[object, object]) -> Statement:
    """A statement with other numbers in place of those it was run with."""

    def changed(values: object) -> list[object]:
        assert isinstance(values, list | tuple)
        return [changes.get(value, value) for value in values]

    if statement.many:
        return replace(statement, values=[changed(values) for values in statement.values])
    return replace(statement, values=changed(statement.values))
