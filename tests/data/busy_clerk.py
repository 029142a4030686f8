"""A clerk at work in a process of its own, for `test_kills` to interrupt.

Each piece of work is announced with the number of events the record will have after it, and
acknowledged when the service has returned; what was acknowledged must survive a kill.
"""

import contextlib
import random
import sys
from pathlib import Path

from petitiondesk.domain.errors import InvalidInput, StepNotAllowed
from petitiondesk.services.desk import Desk, open_desk
from tests.factory import PASSWORD, STEP_INPUTS, TODAY, a_petition, at


def work(desk: Desk, chance: random.Random) -> None:
    """Register, take steps, correct, take back, attach, route several; without end."""
    registry = desk.context.registry
    letter = desk.folder.parent / "来信.bin"
    letter.write_bytes(chance.randbytes(300_000))
    while True:
        with contextlib.suppress(
            InvalidInput, StepNotAllowed
        ):  # the law's own limits: nothing is written
            one_act(desk, chance, letter)
        say("done", registry.events.count())


def one_act(desk: Desk, chance: random.Random, letter: Path) -> None:
    """One piece of work, announced before it is done."""
    registry = desk.context.registry
    ids = [p.id for p in registry.petitions.all()]
    petition_id = chance.choice(ids) if ids else 0
    kind = chance.randrange(6) if ids else 0
    events = registry.events.count()
    if kind == 0:
        announce(events + 1)
        desk.petitions.register(a_petition(summary=f"第{len(ids)}件"), [letter])
    elif kind == 1:
        case = desk.petitions.case(petition_id)
        step = chance.choice([*case.steps, None])
        if step is None:
            return
        announce(events + 1)
        desk.petitions.perform(petition_id, step.name, STEP_INPUTS[step.name], TODAY)
    elif kind == 2:
        first = desk.petitions.case(petition_id).events[0]
        announce(events + 1)
        text = f"更正 {chance.random()}"
        desk.petitions.correct(petition_id, first.seq, {"content": text}, "听错")
    elif kind == 3:
        case = desk.petitions.case(petition_id)
        if len(case.events) == 1 or case.petition.state.value == "registered":
            return
        announce(events + 1)
        desk.petitions.take_back(petition_id, "点错")
    elif kind == 4:
        letter.write_bytes(chance.randbytes(200_000))
        announce(events + 1)
        desk.attachments.attach(petition_id, [letter])
    else:
        new = [p.id for p in registry.petitions.all() if p.state.value == "registered"][:3]
        announce(events + len(new))
        desk.petitions.perform_many(new, "route", STEP_INPUTS["route"], TODAY)


def announce(events: int) -> None:
    say("begin", events)


def say(word: str, count: int) -> None:
    sys.stdout.write(f"{word} {count}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    opened = open_desk(Path(sys.argv[1]), PASSWORD, at())
    say("ready", opened.context.registry.events.count())
    work(opened, random.Random(int(sys.argv[2])))
