"""The demo registry: an invented office with some hundred synthetic petitions."""

import os
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from petitiondesk.demo_cases import register_cases
from petitiondesk.domain.office import Office, Person
from petitiondesk.domain.petition import TOPIC_JOINT
from petitiondesk.domain.reception import ReceptionDay, Visit, VisitOutcome
from petitiondesk.infra.clock import local_now
from petitiondesk.infra.dictionaries import default_topics
from petitiondesk.services.context import Now
from petitiondesk.services.desk import Desk, new_desk, open_desk
from petitiondesk.services.door import is_registry

DEMO_PASSWORD = "演示 2026 demo"  # noqa: S105 - the demo's, printed wherever it is used
DEMO_FOLDER = "演示登记簿.petition"
DEMO_COUNT = 400
DEMO_SEED = 2026


def has_screen() -> bool:
    """Whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    chosen = os.environ.get("QT_QPA_PLATFORM")
    if chosen:
        return chosen != "offscreen"
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def use_no_screen() -> None:
    """Let Qt draw into memory; must be said before the application is made."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


def demo_desk(folder: Path, now: Now = local_now) -> Desk:
    """The demo registry in ``folder``, open: the one that is there, or a new one with petitions.

    It ends with the day of ``now``; the manual's pictures are made on a fixed one.
    """
    path = folder / DEMO_FOLDER
    if is_registry(path):
        return open_desk(path, DEMO_PASSWORD, now)
    office = Office(
        name="青山县综合服务局（演示）",
        short="青综",
        topics=tuple(TOPIC_JOINT.join(parts) for parts in default_topics()),
        staff=(Person("周副局长", leader=True), Person("林副局长", leader=True)),
    )
    desk, _ = new_desk(path, office, "登记员", DEMO_PASSWORD, now)
    desk.offer_synthetic_sections()
    today = now().date()
    desk.filling.fill(DEMO_COUNT, DEMO_SEED, today)
    register_cases(desk, today)
    _plan_reception(desk, today)
    return desk


def _plan_reception(desk: Desk, today: date) -> None:
    """Reception days: the last working day, with two visits, and the second Wednesday of the next months."""
    leader, *_ = desk.office.office().leaders()
    day, calendar = today, desk.clocks.calendar()
    while calendar.is_rest_day(day):
        day -= timedelta(days=1)
    desk.reception.save(ReceptionDay(day, leader=leader, place="一楼接访室"))
    for visit in (
        Visit(name="何秀英", people=2, matter="询问土地流转租金何时到账。", leader_word="请经管科当场查询。",
              outcome=VisitOutcome.ANSWERED),
        Visit(name="马卫东", matter="反映村道路灯损坏，夜间出行不便。"),
    ):  # fmt: skip
        desk.reception.add_visit(day, visit)
    months = [date(today.year + (today.month + n - 1) // 12, (today.month + n - 1) % 12 + 1, 1)
              for n in range(3)]  # fmt: skip
    leaders = desk.office.office().leaders()
    for month in months:
        desk.reception.plan(
            [
                replace(day, place="一楼接访室")
                for day in desk.reception.suggest(month, 2, (2,), leaders)
            ]
        )
