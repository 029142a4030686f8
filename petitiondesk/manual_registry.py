"""The registry of the manual's pictures: the demo's on a fixed day, with what the pictures show."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from petitiondesk.demo import DEMO_PASSWORD
from petitiondesk.domain.petition import Claim, Petition, Petitioner
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.domain.rights import Role
from petitiondesk.domain.terms import LetterKind
from petitiondesk.services.desk import Desk
from petitiondesk.tour_matter import COURSE, earlier, letter

_BEIJING = timezone(timedelta(hours=8))
_MOMENT = datetime(2026, 3, 18, 16, 30, tzinfo=_BEIJING)
"""The day of every picture: a Wednesday, with a reception day behind it and deadlines ahead."""


def moment() -> datetime:
    """The fixed time of the manual's registry."""
    return _MOMENT


@dataclass(frozen=True)
class Matter:
    """What was put into the registry for the pictures: one case under way, one with its instruction."""

    running: Petition
    instructed: Petition


def prepare(desk: Desk, folder: Path) -> Matter:
    """Register and handle two petitions, submit last month's return, add an account, back up."""
    today = desk.ledger.today
    running = desk.petitions.register(_about_a_canal(today - timedelta(days=9)))
    sections = desk.office.office().open_sections()
    route = {"section": sections[0], "co_sections": sections[1:2]}
    for name in ("accept", "propose", "instruct", "route", "receive"):
        given = {**COURSE[name], **(route if name == "route" else {})}
        desk.petitions.perform(running.id, name, given, today - timedelta(days=6))
    instructed = desk.petitions.register(earlier(today - timedelta(days=2)))
    for name in ("propose", "instruct"):
        desk.petitions.perform(instructed.id, name, dict(COURSE[name]), today - timedelta(days=1))
    desk.letters.make(running.id, LetterKind.ACCEPTANCE, on=today - timedelta(days=6))
    month = Period.of(PeriodKind.MONTH, today).previous()
    desk.returns.submit(desk.returns.reckon(month))
    desk.accounts.add("陈静", Role.CLERK, DEMO_PASSWORD)
    desk.accounts.add("刘波", Role.READER, DEMO_PASSWORD)
    backups = folder / "备份"
    backups.mkdir()
    desk.backups.choose_folder(backups)
    desk.backups.make()
    case, waiting = desk.petitions.case(running.id), desk.petitions.case(instructed.id)
    return Matter(case.petition, waiting.petition)


def _about_a_canal(received: date) -> Petition:
    return replace(
        letter(received),
        petitioners=(Petitioner("何桂兰", phone="13900000000", address="青石镇柳树村2组"),),
        summary="反映灌渠漏水淹地，要求修缮",
        content=(
            "柳树村二组的灌渠去冬以来多处渗漏，今年开灌以后，渠边三户的菜地连续被淹。"
            "村民两次自己填土，撑不了几天。请求在春灌结束以前修好，并对被淹的地给个说法。"
        ),
        claims=(Claim("修好漏水的灌渠"), Claim("说明被淹的菜地怎么处理")),
        place="青石镇柳树村",
        pages=2,
    )
