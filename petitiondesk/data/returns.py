"""What returns count, read from the registry, and the returns that were submitted."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from operator import itemgetter
from typing import Any

from petitiondesk.data.database import Database
from petitiondesk.data.tables import ReturnRow
from petitiondesk.domain.petition import TOPIC_JOINT
from petitiondesk.domain.returns.figures import Extract, Submitted
from petitiondesk.domain.returns.indicators import FACTS, RATING_DAYS, Basis
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.domain.terms import State

_OPEN = ", ".join(f"'{state.value}'" for state in State if state.is_open)

_STANDS_STILL = """EXISTS (SELECT 1 FROM clocks c WHERE c.petition_id = p.id AND c.due_on = p.due_on
    AND c.paused)"""


def _against_limit(ended: str, due: str) -> str:
    """A limit as it stood at the end of the cut-off day; closed without conclusion is ``left``."""
    return f"""CASE
        WHEN {ended} <= :cut THEN
            CASE WHEN {due} IS NULL OR {ended} <= {due} THEN 'in_time' ELSE 'late' END
        WHEN p.closed_on <= :cut THEN 'left'
        WHEN {due} <= :cut AND NOT {_STANDS_STILL} THEN 'overdue'
        ELSE 'open' END"""


def _against_clock(clock: str) -> str:
    """The same of a single clock's row."""
    return f"""CASE
        WHEN {clock}.ended_on <= :cut THEN
            CASE WHEN {clock}.ended_on <= {clock}.due_on THEN 'in_time' ELSE 'late' END
        WHEN {clock}.due_on <= :cut THEN 'overdue'
        ELSE 'pending' END"""


_ANSWERED = "coalesce(p.replied_on, p.concluded_on)"

_EXPRESSIONS: Mapping[str, str] = {
    "channel": "p.channel",
    "petition_class": "p.petition_class",
    "topic": f"""CASE instr(p.topic, '{TOPIC_JOINT}') WHEN 0 THEN p.topic
        ELSE substr(p.topic, 1, instr(p.topic, '{TOPIC_JOINT}') - 1) END""",
    "section": "p.lead_section",
    "level": "coalesce(p.sender_level, '')",
    "repeat": "p.repeat",
    "group": "p.channel IN ('visit', 'outreach') AND p.people_present >= :group",
    "joint": "p.joint_letter",
    "accepted": f"coalesce(coalesce(p.accepted_on, {_ANSWERED}) <= :cut, 0)",
    "notice": f"CASE WHEN n.code IS NULL THEN 'exempt' ELSE {_against_clock('n')} END",
    "month": "CAST(substr(p.received_on, 6, 2) AS INTEGER)",
    "conclusion": _against_limit("p.concluded_on", "p.due_on"),
    "answer": _against_limit(_ANSWERED, "p.due_on"),
    "again": """EXISTS (SELECT 1 FROM petitions r WHERE r.repeats_id = p.id
        AND r.received_on BETWEEN p.concluded_on AND :cut AND r.state <> 'void')""",
    "adoption": "coalesce(p.adoption, '')",
    "rating": """CASE WHEN p.office_rating IN ('satisfied', 'fairly', 'dissatisfied')
        THEN p.office_rating
        WHEN p.delivered_on <= :lapsed THEN 'lapsed'
        ELSE 'pending' END""",
    "report": _against_clock("c9"),
    "resolved": "coalesce(p.concluded_on BETWEEN :start AND :until, 0)",
    "review": "v.level",
    "result": "coalesce(v.result, '')",
}
"""SQL for each fact of `indicators.FACTS`; ``:cut`` is the cut-off, ``:until`` the earlier of it and the end.

``:lapsed`` is the last day of delivery whose time for rating is over at the cut-off.
"""

_PETITIONS = "petitions p INDEXED BY facts"
"""The index holds everything that is asked here: a return reads no page of the long texts."""

_NOTICE = " LEFT JOIN clocks n ON n.petition_id = p.id AND n.code IN ('C1', 'C2', 'C11')"
_REPORTS = f"clocks c9 CROSS JOIN {_PETITIONS} ON p.id = c9.petition_id AND c9.code = 'C9'"
_REVIEWS = f"reviews v CROSS JOIN {_PETITIONS} ON p.id = v.petition_id"
"""CROSS JOIN holds SQLite to the order written: few reviews, each with its petition."""


def _in_period(day: str) -> str:
    """The petitions with this date in the period, up to the cut-off: found by the date's own index."""
    return f"p.id IN (SELECT id FROM petitions WHERE {day} BETWEEN :start AND :until)"  # noqa: S608 - our own names


_NOT_ENDED = """(p.concluded_on IS NULL OR p.concluded_on > :cut)
    AND (p.closed_on IS NULL OR p.closed_on > :cut)"""

_TAKEN: Mapping[Basis, tuple[str, str]] = {
    Basis.RECEIVED: (_PETITIONS, _in_period("received_on")),
    Basis.CONCLUDED: (_PETITIONS, _in_period("concluded_on")),
    Basis.DUE: (_PETITIONS, _in_period("due_on")),
    Basis.OPEN: (
        _PETITIONS,
        f"""p.id IN (SELECT id FROM petitions WHERE state IN ({_OPEN})
            UNION ALL SELECT id FROM petitions WHERE concluded_on > :cut
            UNION ALL SELECT id FROM petitions WHERE closed_on > :cut)
            AND p.received_on <= :until AND {_NOT_ENDED}""",  # noqa: S608 - our own words
    ),
    Basis.DELIVERED: (_PETITIONS, _in_period("delivered_on")),
    Basis.REPORT: (_REPORTS, "c9.due_on BETWEEN :start AND :until"),
    Basis.BACKLOG: (
        _PETITIONS,
        """p.id IN (SELECT id FROM petitions
                WHERE backlog = 1 AND concluded_on IS NULL AND closed_on IS NULL
            UNION ALL SELECT id FROM petitions
                WHERE backlog = 1 AND concluded_on IS NULL AND closed_on >= :start
            UNION ALL SELECT id FROM petitions WHERE backlog = 1 AND concluded_on >= :start)
            AND p.received_on <= :until AND (p.closed_on IS NULL OR p.closed_on >= :start)""",
    ),
    Basis.REVIEW_ASKED: (_REVIEWS, "v.requested_on BETWEEN :start AND :until"),
    Basis.REVIEW_DECIDED: (_REVIEWS, "v.decided_on BETWEEN :start AND :until"),
    Basis.REVIEW_OPEN: (
        _REVIEWS,
        # The plus keeps SQLite from reading all that were ever asked for, by the index of that date.
        "+v.requested_on <= :until AND (v.decided_on IS NULL OR v.decided_on > :cut)",
    ),
}
"""Basis → what is read, and which of it is taken; `Basis.RECEPTION` is no petition."""


class Returns:
    """Extracts for returns, and the table ``returns``. Callers hold the transaction."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def extract(
        self,
        basis: Basis,
        period: Period,
        cut_off: date,
        group_people: int,
        facts: Sequence[str] | None = None,
    ) -> Extract:
        """The entries of a basis by id, with its facts or some of them. Void petitions are in none."""
        names = tuple(facts or FACTS[basis])
        text, values = counting(basis, period, cut_off, group_people, names)
        # Sorted here: for the sake of ORDER BY id SQLite would walk all petitions instead of an index.
        found = sorted(self._db.sql(text, values).fetchall(), key=itemgetter(0))
        return Extract(basis, tuple(found), names)

    def add(self, value: Submitted) -> None:
        """Write a submitted return."""
        self._db.run(
            ReturnRow.insert(
                id=value.id,
                kind=value.period.kind.value,
                start_on=value.period.start.isoformat(),
                end_on=value.period.end.isoformat(),
                version=value.version,
                cut_off=value.cut_off.isoformat(),
                submitted_on=value.submitted_on.isoformat(),
                sha256=value.sha256,
            )
        )

    def all(self) -> list[Submitted]:
        """Every submitted return, the newest period first, of a period the newest version."""
        query = ReturnRow.select().order_by(
            ReturnRow.end_on.desc(), ReturnRow.start_on.desc(), ReturnRow.version.desc()
        )
        return [_submitted(row) for row in self._db.run(query.dicts())]

    def of_period(self, period: Period) -> list[Submitted]:
        """The versions submitted of a period, oldest first."""
        query = ReturnRow.select().where(
            (ReturnRow.kind == period.kind.value)
            & (ReturnRow.start_on == period.start.isoformat())
            & (ReturnRow.end_on == period.end.isoformat())
        )
        return [_submitted(r) for r in self._db.run(query.order_by(ReturnRow.version).dicts())]

    def next_id(self) -> int:
        """The number of the next one."""
        return int(self._db.scalar("SELECT coalesce(max(id), 0) + 1 FROM returns"))


def counting(
    basis: Basis, period: Period, cut_off: date, group_people: int, facts: Sequence[str]
) -> tuple[str, Mapping[str, object]]:
    """The SQL that reads a basis, and its values: id, people, and each of the facts by its name."""
    source, taken = _TAKEN[basis]
    if "notice" in facts:
        source += _NOTICE
    columns = ", ".join(f'{_EXPRESSIONS[name]} AS "{name}"' for name in facts)
    text = (
        f"SELECT p.id AS id, p.people_present AS people, {columns} FROM {source} "  # noqa: S608 - our own text
        f"WHERE {taken} AND p.state <> 'void'"
    )
    return text, {
        "start": period.start.isoformat(),
        "until": min(period.end, cut_off).isoformat(),
        "cut": cut_off.isoformat(),
        "group": group_people,
        "lapsed": (cut_off - timedelta(days=RATING_DAYS)).isoformat(),
    }


def _submitted(row: Mapping[str, Any]) -> Submitted:
    return Submitted(
        id=row["id"],
        period=Period(
            PeriodKind(row["kind"]),
            date.fromisoformat(row["start_on"]),
            date.fromisoformat(row["end_on"]),
        ),
        version=row["version"],
        cut_off=date.fromisoformat(row["cut_off"]),
        submitted_on=date.fromisoformat(row["submitted_on"]),
        sha256=row["sha256"],
    )
