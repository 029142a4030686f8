"""A clerk at work in a process of its own, for `test_kills` to interrupt.

    python -m tests.data.busy_clerk REGISTRY SEED work|import|backup|key|open

Each piece of work is announced with the number of events the record will have after it, and
acknowledged when the service has returned; what was acknowledged must survive a kill.
"""

import contextlib
import random
import sys
from pathlib import Path

from petitiondesk.data import wrapping
from petitiondesk.domain.errors import InvalidInput, StepNotAllowed
from petitiondesk.services.desk import Desk, change_data_key, open_desk
from tests.factory import PASSWORD, STEP_INPUTS, TODAY, a_petition, at


def work(desk: Desk, chance: random.Random, what: str) -> None:
    """Do pieces of work without end: ``what`` says which kind comes again and again."""
    letter = desk.folder.parent / "来信.bin"
    letter.write_bytes(chance.randbytes(300_000))
    while True:
        with contextlib.suppress(
            InvalidInput, StepNotAllowed
        ):  # the law's own limits: nothing is written
            if what == "work" or chance.random() < 0.2:
                one_act(desk, chance, letter)
            else:
                desk = LONG[what](desk, chance)
        say("done", desk.context.registry.events.count())


def bring_in(desk: Desk, chance: random.Random) -> Desk:
    """Import an old ledger of a few dozen rows."""
    path = desk.folder.parent / "旧台账.csv"
    rows = [
        f"张{n},反映路灯{chance.random()},路灯不亮,2026-02-03" for n in range(chance.randrange(60))
    ]
    path.write_text("\n".join(["姓名,概况,主要内容,收到日期", *rows]), "utf-8")
    preview = desk.imports.preview(path)
    announce(desk.context.registry.events.count() + len(preview.new))
    desk.imports.run(preview)
    return desk


def back_up(desk: Desk, _chance: random.Random) -> Desk:
    """Make a backup; its entry follows when it was found good."""
    folder = desk.folder.parent / "备份"
    folder.mkdir(exist_ok=True)
    if desk.backups.folder() != folder:
        desk.backups.choose_folder(folder)
    announce(desk.context.registry.events.count() + 1)
    desk.backups.make()
    return desk


def change_key(desk: Desk, _chance: random.Random) -> Desk:
    """Encrypt everything anew."""
    announce(desk.context.registry.events.count() + 1)
    return change_data_key(desk)


LONG = {"import": bring_in, "backup": back_up, "key": change_key}


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
        desk.mending.correct(petition_id, first.seq, {"content": text}, "听错")
    elif kind == 3:
        case = desk.petitions.case(petition_id)
        if len(case.events) == 1 or case.petition.state.value == "registered":
            return
        announce(events + 1)
        desk.mending.take_back(petition_id, "点错")
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


def main() -> None:
    """Open the registry and work until killed; ``open`` opens an older one, which lifts it."""
    folder, seed, what = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    wrapping.COST = wrapping.Cost(memory_kib=64, passes=1, lanes=1)
    if what == "open":
        say("ready", 0)
        open_desk(folder, PASSWORD, at())
        say("done", 0)
        sys.stdin.read()
    desk = open_desk(folder, PASSWORD, at())
    say("ready", desk.context.registry.events.count())
    work(desk, random.Random(seed), what)


if __name__ == "__main__":
    main()
