"""Consolidation (汇总): the returns of many offices made one, and what is wrong with them.

Nothing is repaired and nothing left out in silence: a return is either counted or named with the
reason it was not, and a counted one whose figures do not add up is named too.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.returns.figures import Key, Ratio
from petitiondesk.domain.returns.indicators import TOTAL
from petitiondesk.domain.returns.period import Period
from petitiondesk.domain.terms import Term

Names = tuple[str, str, str]
"""What a figure is called: table, row, column."""


class Fault(Term):
    """What can be wrong with a return that came in."""

    UNREADABLE = "unreadable", N_("读不了")
    CHANGED = "changed", N_("被改动过")
    OTHER_PERIOD = "other_period", N_("期间不符")
    CUT_OFF = "cut_off", N_("截止日不同")
    DOUBLE = "double", N_("重复报送")
    COPIED = "copied", N_("与别的单位相同")
    UNEXPECTED = "unexpected", N_("不在名单上")
    MISSING = "missing", N_("没有报送")
    SUM = "sum", N_("数字不符")


@dataclass(frozen=True)
class Problem:
    """One finding: about which file or office, what, and whether the return was counted all the same."""

    fault: Fault
    file: str
    office: str
    message: Message
    counted: bool = False


@dataclass(frozen=True)
class Received:
    """A return that came in. ``version`` and ``fingerprint`` are 0 and "" in a form filled in by hand.

    ``figures`` by `Key`, ``names`` what each is called; ``faults`` what was found wrong with the file
    itself, which keeps it from being counted.
    """

    file: str
    office: str
    period: Period | None
    cut_off: date | None
    version: int
    events: int
    fingerprint: str
    figures: Mapping[Key, int] = field(repr=False)
    names: Mapping[Key, Names] = field(repr=False)
    faults: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Consolidated:
    """The sum of the returns that were counted, in the order of their offices, and all problems."""

    period: Period | None
    counted: tuple[Received, ...]
    totals: Mapping[Key, int]
    names: Mapping[Key, Names]
    problems: tuple[Problem, ...]
    expected: int

    def ratio(self, code: str, *, rest: bool) -> Ratio:
        """A rate over all offices, from the summed counts."""
        part, whole = (self.totals.get(Key("rate", code, c), 0) for c in ("part", "whole"))
        return Ratio(part, whole, rest)


def consolidate(
    returns: Sequence[Received],
    unreadable: Sequence[Problem] = (),
    expected: Sequence[str] = (),
    period: Period | None = None,
) -> Consolidated:
    """Sum the returns of one period.

    ``expected`` are the offices that should have sent one, in the order they are listed by; without
    it nobody is missing. Without ``period`` it is the one that most returns are of.
    """
    problems = list(unreadable)
    sound = []
    for one in returns:
        problems += one.faults
        if not one.faults:
            sound.append(one)
    period = period or _commonest(one.period for one in sound)
    fitting, others = _of_period(sound, period)
    problems += others
    single, doubles = _single(fitting)
    problems += doubles
    problems += _copied(single)
    listed = [_plain(name) for name in expected]
    problems += _unlisted(single, returns, expected)
    problems += _cut_offs(single)
    for one in single:
        problems += [
            Problem(Fault.SUM, one.file, one.office, message, counted=True)
            for message in mismatches(one.figures, one.names)
        ]
    place = {name: n for n, name in enumerate(listed)}
    ordered = sorted(single, key=lambda r: (place.get(_plain(r.office), len(place)), r.office))
    totals: dict[Key, int] = {}
    names: dict[Key, Names] = {}
    for one in ordered:
        for key, number in one.figures.items():
            if key.table != "section" or key.row == TOTAL:  # every office has its own sections
                totals[key] = totals.get(key, 0) + number
                names.setdefault(key, one.names[key])
    return Consolidated(period, tuple(ordered), totals, names, tuple(problems), len(expected))


def _plain(name: str) -> str:
    return "".join(name.split())


def _commonest(periods: Iterable[Period | None]) -> Period | None:
    counted = Counter(period for period in periods if period is not None)
    return counted.most_common(1)[0][0] if counted else None


def _of_period(
    returns: Iterable[Received], period: Period | None
) -> tuple[list[Received], list[Problem]]:
    fitting, problems = [], []
    for one in returns:
        if one.period is None or one.period == period:
            fitting.append(one)
        else:
            message = Message(
                "是{other}，本次汇总的是{period}，没有计入。",
                other=one.period.return_name,
                period=period.return_name if period else "",
            )
            problems.append(Problem(Fault.OTHER_PERIOD, one.file, one.office, message))
    return fitting, problems


def _single(returns: Sequence[Received]) -> tuple[list[Received], list[Problem]]:
    """The newest version of each office; the others are named."""
    by_office: dict[str, list[Received]] = {}
    for one in returns:
        by_office.setdefault(_plain(one.office), []).append(one)
    chosen, problems = [], []
    for same in by_office.values():
        same.sort(key=lambda r: (r.version, r.events), reverse=True)
        newest, *older = same
        chosen.append(newest)
        for one in older:
            if (one.version, one.events) != (newest.version, newest.events):
                message = Message(
                    "同一单位报了不止一份，已用第 {n} 版（{file}），这一份没有计入。",
                    n=newest.version,
                    file=newest.file,
                )
            elif one.figures == newest.figures:
                message = Message(
                    "与“{file}”是同一份，只计了一次。", file=newest.file
                )  # fmt: skip
            else:
                message = Message(
                    "与“{file}”是同一版，数字却不同。已计入“{file}”，请与该单位核实。",
                    file=newest.file,
                )
            problems.append(Problem(Fault.DOUBLE, one.file, one.office, message))
    return chosen, problems


def _copied(returns: Sequence[Received]) -> Iterator[Problem]:
    """Two offices cannot have the same record; which of them copied, nobody can tell from the files."""
    same: dict[str, list[Received]] = {}
    for one in returns:
        if one.fingerprint:
            same.setdefault(one.fingerprint, []).append(one)
    for alike in same.values():
        for one in alike if len(alike) > 1 else ():
            others = tuple(
                Message("{office}（{file}）", office=r.office, file=r.file)
                for r in alike
                if r is not one
            )
            message = Message(
                "记录指纹与{others}的相同，像是同一份报表改了单位名称，请核实。", others=others
            )
            yield Problem(Fault.COPIED, one.file, one.office, message, counted=True)


def _unlisted(
    counted: Sequence[Received], returns: Sequence[Received], expected: Sequence[str]
) -> Iterator[Problem]:
    if not expected:
        return
    listed = {_plain(name) for name in expected}
    for one in counted:
        if _plain(one.office) not in listed:
            message = Message("单位名单上没有这个单位，已经计入，请核对名称。")
            yield Problem(Fault.UNEXPECTED, one.file, one.office, message, counted=True)
    have = {_plain(one.office) for one in counted}
    sent = {_plain(one.office) for one in returns}
    for name in expected:
        if _plain(name) in have:
            continue
        message = (
            Message("报来的没有一份能够计入，原因见上。")
            if _plain(name) in sent
            else Message("没有收到报表。")
        )
        yield Problem(Fault.MISSING, "", name, message)


def _cut_offs(returns: Sequence[Received]) -> Iterator[Problem]:
    days = Counter(r.cut_off for r in returns if r.cut_off is not None)
    usual = max(days, key=lambda day: (days[day], day), default=None)
    for one in returns:
        if usual is not None and one.cut_off not in (None, usual):
            message = Message(
                "统计到 {day}，多数单位到 {usual}；已经计入。",
                day=str(one.cut_off),
                usual=usual.isoformat(),
            )
            yield Problem(Fault.CUT_OFF, one.file, one.office, message, counted=True)


# --- figures that must add up --------------------------------------------------------------------

_CHANNELS = (
    "letter",
    "visit",
    "online",
    "phone",
    "mailbox",
    "fax",
    "forwarded",
    "assigned",
    "outreach",
)

_SUMS = (
    ("channel", "batches", ("first", "repeat")),
    ("class", "batches", ("first", "repeat")),
    ("topic", "batches", _CHANNELS),
    ("section", "concluded", ("on_time", "late")),
)
"""Table, column, and the columns that make it up in every row."""

_AT_MOST = (
    ("channel", "group_batches", "batches"), ("channel", "group_people", "people"),
    ("channel", "joint", "batches"), ("channel", "batches", "people"), ("class", "batches", "people"),
    ("section", "accepted", "received"), ("section", "overdue", "open"),
    ("level", "reported", "report_due"), ("level", "report_on_time", "reported"),
    ("level", "forwarded", "forwarded_people"), ("level", "assigned", "assigned_people"),
    ("reception", "visits", "people"), ("rate", "part", "whole"),
)  # fmt: skip
"""Table, and a column that cannot exceed another in any row."""

_EQUAL = (
    Key("channel", TOTAL, "batches"),
    Key("class", TOTAL, "batches"),
    Key("topic", TOTAL, "batches"),
    Key("section", TOTAL, "received"),
)
"""Totals of what was received, each counted another way."""


def mismatches(figures: Mapping[Key, int], names: Mapping[Key, Names]) -> list[Message]:
    """What does not add up within one return; figures that it does not have are not looked at."""
    return [
        *_negative(figures, names),
        *_row_sums(figures, names),
        *_column_sums(figures, names),
        *_too_much(figures, names),
        *_unequal(figures, names),
    ]


def _name(names: Mapping[Key, Names], key: Key) -> str:
    return "·".join(part for part in names.get(key, (str(key),)) if part)


def _negative(figures: Mapping[Key, int], names: Mapping[Key, Names]) -> Iterator[Message]:
    for key, number in figures.items():
        if number < 0:
            yield Message("{name} 是 {n}，不能小于零。", name=_name(names, key), n=number)


def _row_sums(figures: Mapping[Key, int], names: Mapping[Key, Names]) -> Iterator[Message]:
    for table, column, parts in _SUMS:
        for key, number in figures.items():
            if (key.table, key.column) != (table, column) or key.when.value != "now":
                continue
            found = [figures.get(Key(table, key.row, part)) for part in parts]
            if None not in found and sum(n for n in found if n is not None) != number:
                yield Message(
                    "{name} 是 {n}，各部分之和是 {sum}。",
                    name=_name(names, key),
                    n=number,
                    sum=sum(n for n in found if n is not None),
                )


def _column_sums(figures: Mapping[Key, int], names: Mapping[Key, Names]) -> Iterator[Message]:
    rows: dict[Key, int] = {}
    for key, number in figures.items():
        if key.row != TOTAL and key.table != "rate":
            total = Key(key.table, TOTAL, key.column, key.when)
            rows[total] = rows.get(total, 0) + number
    for total, summed in rows.items():
        if total in figures and figures[total] != summed:
            yield Message(
                "{name} 是 {n}，各行之和是 {sum}。",
                name=_name(names, total),
                n=figures[total],
                sum=summed,
            )


def _too_much(figures: Mapping[Key, int], names: Mapping[Key, Names]) -> Iterator[Message]:
    limits = {(table, column): most for table, column, most in _AT_MOST}
    for key, number in figures.items():
        most = limits.get((key.table, key.column))
        whole = Key(key.table, key.row, most, key.when) if most else None
        if whole is not None and whole in figures and number > figures[whole]:
            yield Message(
                "{name} 是 {n}，多于{whole}的 {m}。",
                name=_name(names, key),
                n=number,
                whole=_name(names, whole),
                m=figures[whole],
            )


def _unequal(figures: Mapping[Key, int], names: Mapping[Key, Names]) -> Iterator[Message]:
    found = [key for key in _EQUAL if key in figures]
    for key in found[1:]:
        if figures[key] != figures[found[0]]:
            yield Message(
                "{name} 是 {n}，{other}是 {m}，应当相同。",
                name=_name(names, key),
                n=figures[key],
                other=_name(names, found[0]),
                m=figures[found[0]],
            )
