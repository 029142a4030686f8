"""Makes the stored registry of the present schema: ``python -m tests.data.make_stored``.

Run once for each schema, before the next one is begun; what it made is committed and never made
anew, since it stands for the files that offices have.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from petitiondesk.data.tables import SCHEMA
from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.domain.petition import Claim, Petitioner
from petitiondesk.domain.record import to_record
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.domain.rights import Account, Role
from petitiondesk.domain.terms import Channel, Decision, IdKind, PetitionClass, State
from petitiondesk.services.desk import Desk
from tests.exchange.form_books import three_row_header
from tests.factory import STEP_INPUTS, TODAY, WAYS, a_desk, a_petition, a_petition_for, take

STORED = Path(__file__).resolve().parent / "stored"

MARCH = Period.parse(PeriodKind.MONTH, "2026-03")

COURSES_OF_2 = tuple(
    (state, WAYS[state])
    for state in (State.PAUSED, State.STATUTORY, State.OBJECTED, State.IN_REVIEW, State.REVIEWED,
                  State.IN_REREVIEW, State.REREVIEWED, State.FINISHED, State.SENT_BACK,
                  State.MERGED)
)  # fmt: skip
"""What schema 2 brought: its states, and a case with every kind of entry."""

RICH = ("accept", "assign_leader", "route", "receive", "co_answer", "extend", "pause", "resume",
        "hearing", "urge", "urge_answer", "relief", "link", "submit", "reply", "deliver", "conclude",
        "rate", "follow_up")  # fmt: skip

COURSES: tuple[tuple[str, ...], ...] = (
    (),
    ("propose",),
    ("propose", "instruct"),
    ("route",),
    ("route", "return"),
    ("route", "receive"),
    ("route", "receive", "submit"),
    ("route", "receive", "submit", "revise", "submit", "reply"),
    ("route", "receive", "submit", "reply", "deliver"),
    ("answer_on_spot",),
    ("withdraw",),
    ("refuse",),
    ("forward",),
    ("forward", "archive"),
    ("instruct", "route", "receive", "submit", "reply", "deliver", "conclude", "archive"),
)
"""One petition each, so that every state is in the file."""


def fill(desk: Desk) -> None:
    """Petitions in every state, with what their fields can hold."""
    for number, steps in enumerate(COURSES, 1):
        form = a_petition(
            summary=f"反映第{number}件事：㛃桥路面下陷",
            channel=list(Channel)[number % len(Channel)],
            petitioners=(
                Petitioner("买买提·艾山", phone="13800000001"),
                Petitioner(
                    f"王{number}𠮷", id_kind=IdKind.RESIDENT, id_number="11010119900307461X"
                ),
            ),
            claims=(Claim("修复路面"), Claim("公开账目")),
            people_present=number,
        )
        take(desk, desk.petitions.register(form), *steps)
    for state, steps in COURSES_OF_2:
        take(desk, desk.petitions.register(a_petition_for(state, summary="反映㛃桥路灯")), *steps)
    claims = (Claim("修复路面", Decision.SUPPORT), Claim("赔偿青苗", Decision.PARTLY))
    take(desk, desk.petitions.register(a_petition(claims=claims, summary="反映㛃桥护栏")), *RICH)
    sealed = desk.petitions.register(
        a_petition(petition_class=PetitionClass.ACCUSATION, complained_of="某科科长", repeat=True,
                   repeats_id=1)
    )  # fmt: skip
    desk.petitions.reveal(sealed.id, "核对线索")
    first = desk.petitions.case(1).events[0]
    desk.mending.correct(1, first.seq, {"place": "青石镇石桥村"}, "听错村名")
    desk.petitions.perform(1, "propose", STEP_INPUTS["propose"], TODAY)
    desk.mending.take_back(1, "点错了")
    with tempfile.TemporaryDirectory() as name:
        letter = Path(name) / "来信.txt"
        letter.write_text("来信的扫描件。", "utf-8")
        desk.attachments.attach(2, [letter])
    desk.office.remember("columns", ["number", "state"])
    fill_3(desk)


def fill_3(desk: Desk) -> None:
    """What schema 3 brought: an import that was undone, a return, a section sheet, a form, progress."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "旧台账.csv").write_text(
            "姓名,概况,主要内容,收到日期\n张三,反映㛃桥路灯,路灯不亮,2026-02-03\n", "utf-8"
        )
        report = desk.imports.run(desk.imports.preview(folder / "旧台账.csv"))
        assert report.import_id is not None
        desk.imports.past.undo(report.import_id, "导错了文件")
        desk.sheets.write("农田建设科", folder / "农田建设科.xlsx")
        (folder / "月报.xlsx").write_bytes(three_row_header())
        desk.forms.add(folder / "月报.xlsx", "月报")
    held = desk.petitions.register(a_petition(summary="反映㛃桥水渠"))
    take(desk, held, "accept", "route", "receive", "progress")
    desk.returns.submit(desk.returns.reckon(MARCH, TODAY), "第一次上报")
    fill_4(desk)


def fill_4(desk: Desk) -> None:
    """What schema 4 brought: accounts, a new recovery key, a backup, exports in the record."""
    desk.accounts.add("李平", Role.CLERK, "秋收 稻谷 满仓 88")
    desk.accounts.add("孙主任", Role.READER, "渠水 长流 不断 77", sealed=True)
    desk.accounts.add("赵某", Role.CLERK, "春耕 不误 农时 66")
    desk.accounts.change(Account("李平", Role.ADMINISTRATOR))
    desk.accounts.set_password("李平", "冬修 水利 人人 55")
    desk.accounts.remove("赵某")
    desk.accounts.new_recovery_key()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk.exports.ledger(folder / "台账.xlsx", LedgerFilter(), Order())
        desk.backups.choose_folder(folder)
        desk.backups.make()


def facts(desk: Desk, until: int | None = None) -> dict[str, Any]:
    """Everything the registry holds, as JSON; ``until`` leaves out what was recorded afterwards."""
    registry = desk.context.registry
    report = desk.verify.verify()
    events = [e for e in registry.events.all() if until is None or e.seq <= until]
    return {
        "fingerprint": events[-1].hash,
        "events": len(events),
        "attachments": report.attachments,
        "account": registry.account,
        "office": [event.changes for event in events if event.petition_id is None],
        "columns": desk.office.remembered("columns"),
        "petitions": [to_record(p) for p in registry.petitions.all()],
        "histories": [
            [[e.seq, e.kind, e.at.isoformat(), e.on.isoformat(), e.actor, e.note, e.refers_to]
             for e in desk.petitions.case(p.id).events]
            for p in registry.petitions.all()
        ],
    }  # fmt: skip


def main() -> int:
    """Make the registry and the facts beside it, unless they are there."""
    folder = STORED / f"v{SCHEMA}.petition"
    if folder.exists():
        sys.stderr.write(f"{folder.name} is there and stands for what offices have; left alone\n")
        return 1
    desk = a_desk(folder)
    fill(desk)
    found = facts(desk)
    value = desk.returns.open(desk.returns.submitted()[0])
    kept = {str(key): value.value(key) for key in value.figure_keys()}
    for database in (desk.context.registry.database, desk.context.registry.attachments._db):
        database.sql("VACUUM")
    desk.close()
    (folder / "registry.lock").unlink(missing_ok=True)
    figures = json.dumps(kept, ensure_ascii=False, indent=1)
    folder.with_suffix(".return.json").write_text(figures + "\n", "utf-8")
    text = json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True)
    folder.with_suffix(".json").write_text(text + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
