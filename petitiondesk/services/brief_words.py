"""What the brief and the minutes say of a return: sentences, and rows of tables; in Chinese, as papers are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from petitiondesk.domain.calendar import chinese_date
from petitiondesk.domain.ledger import SEALED
from petitiondesk.domain.petition import TOPIC_JOINT, Petition
from petitiondesk.domain.returns.figures import Key, Return, When, change
from petitiondesk.domain.returns.grid import percent
from petitiondesk.domain.returns.indicators import RATING_DAYS, TOTAL, Basis, Row
from petitiondesk.domain.returns.small_numbers import Folded, fold
from petitiondesk.domain.terms import PetitionClass
from petitiondesk.exchange.letter_rules import Rows

MOST_GROWN = 5
"""Topics and sections that the sentences and the minutes name."""

SECTION_COLUMNS = ("received", "concluded", "on_time", "late", "open", "overdue")
"""What the brief counts of each section."""


@dataclass(frozen=True)
class Matter:
    """A matter that came again: its first petition, and how often in the period."""

    first: Petition
    times: int


def rows(columns: tuple[str, ...], rows: Iterable[Sequence[object]]) -> Rows:
    """Rows of a template, every value as a text."""
    return Rows(columns, [dict(zip(columns, map(str, row), strict=True)) for row in rows])


# --- sentences -----------------------------------------------------------------------------------


def _total(value: Return, table: str, column: str, when: When = When.NOW) -> int:
    return value.value(Key(table, TOTAL, column, when))


def _compared(value: Return, table: str, column: str) -> str:
    """同比上升8.1%（上年同期74）, and the same of the period before."""
    now = _total(value, table, column)
    parts = []
    for word_, when, base_name in (
        ("同比", When.LAST_YEAR, "上年同期"),
        ("环比", When.PREVIOUS, "上期"),
    ):
        base = _total(value, table, column, when)
        parts.append(f"{word_}{_moved(change(now, base))}（{base_name} {base}）")
    return "，".join(parts)


def _moved(share: Fraction | None) -> str:
    if share is None:
        return "无可比数"
    if share == 0:
        return "持平"
    return f"{'上升' if share > 0 else '下降'}{percent(abs(share))}"


def overall(value: Return) -> str:
    """What came in, compared; classes."""
    batches = _total(value, "channel", "batches")
    if not batches:
        return f"{value.period.zh}没有收到信访件。"
    first, repeat, joint, groups, people = (
        _total(value, "channel", c)
        for c in ("first", "repeat", "joint", "group_batches", "group_people")
    )
    return (
        f"{value.period.zh}共收到信访件 {batches} 批次，{_compared(value, 'channel', 'batches')}；"
        f"{_total(value, 'channel', 'people')} 人次，{_compared(value, 'channel', 'people')}。"
        f"其中初次 {first} 批次，重复 {repeat} 批次，重复率 {percent(value.ratio('repeated').value)}；"
        f"集体访 {groups} 批次 {people} 人次；联名信 {joint} 件。"
        f"按诉求类别，{_classes(value)}。"
    )


def _classes(value: Return) -> str:
    table = value.table("class")
    return "，".join(
        f"{row.zh} {value.value(Key('class', row.key, 'batches'))} 批次" for row in table.rows
    )


def trend(value: Return) -> str:
    """The month with most and the one with least."""
    months = _months(value)
    if not any(now for _, now, _ in months):
        return "本期各月均没有收到信访件。"
    most = max(months, key=lambda month: month[1])
    least = min(months, key=lambda month: month[1])
    return f"从各月看，{most[0]}最多，{most[1]} 批次；{least[0]}最少，{least[1]} 批次。"


def handling(value: Return) -> str:
    """What was concluded, what is open, the rates."""
    done, on_time, late, open_ones = (
        _total(value, "section", c) for c in ("concluded", "on_time", "late", "open")
    )
    told, answered, concluded, rated, satisfied = (
        percent(value.ratio(code).value)
        for code in (
            "accepted_in_time", "answered_in_time", "concluded_in_time", "rated", "satisfied",
        )
    )  # fmt: skip
    return (
        f"本期办结 {done} 件，其中按期 {on_time} 件，超期 {late} 件；截至 {chinese_date(value.cut_off)} "
        f"在办 {open_ones} 件。及时受理率 {told}，按期答复率 {answered}，按期办结率 {concluded}；"
        f"参评率 {rated}，群众满意率 {satisfied}。"
    )


def _grown(value: Return, hidden: Folded) -> list[tuple[str, int, int]]:
    """Topics with more petitions than a year before: name, now, then; the most grown first."""
    grown = [(zh, now, base) for zh, now, base in _topic_counts(value, hidden) if now > base]
    return sorted(grown, key=lambda topic: (topic[2] - topic[1], topic[0]))


def topics(value: Return, hidden: Folded) -> str:
    """The commonest topics, and those that grew."""
    counted = sorted(_topic_counts(value, hidden), key=lambda t: -t[1])
    named = [(zh, now) for zh, now, _ in counted if now][:3]
    if not named:
        return "本期没有可以分类的信访件。"
    text = "反映较多的是" + "、".join(f"{zh}（{now} 批次）" for zh, now in named) + "。"
    grown = _grown(value, hidden)[:MOST_GROWN]
    if not grown:
        return text + "与上年同期相比，没有上升的类别。"
    listed = "、".join(
        f"{zh}（增加 {now - base} 批次，{_rise(now, base)}）" for zh, now, base in grown
    )
    return f"{text}与上年同期相比上升较多的是{listed}。"


def _rise(now: int, base: int) -> str:
    share = change(now, base)
    return "上年同期没有" if share is None else f"上升{percent(share)}"


def overdue(value: Return, hidden: Folded) -> str:
    """What was overdue at the cut-off, by section."""
    number = _total(value, "section", "overdue")
    day = chinese_date(value.cut_off)
    if not number:
        return f"截至 {day}，没有超期未办结的信访件。"
    by_section = _late_sections(value, hidden)
    listed = "、".join(f"{zh} {n} 件" for zh, n in by_section)
    return f"截至 {day}，超期未办结的信访件 {number} 件：{listed}。"


def _late_sections(value: Return, hidden: Folded) -> list[tuple[str, int]]:
    found = [(zh, late) for zh, (late,) in _folded_rows(value, "section", ("overdue",), hidden)]
    return sorted((item for item in found if item[1]), key=lambda item: -item[1])


def _folded_rows(
    value: Return, code: str, columns: Sequence[str], hidden: Folded
) -> list[tuple[str, list[int]]]:
    """(name, counts) of a table's rows; small ones that hold a sealed petition under 其他."""
    rows = [
        (row.key, row.zh, [value.value(Key(code, row.key, column)) for column in columns])
        for row in value.table(code).rows
    ]
    return [(zh, counts) for _, zh, counts in fold(rows, hidden.get(code, ()))]


def repeats(value: Return, matters: Sequence[Matter]) -> str:
    """How many repeats, and of how many matters."""
    number = _total(value, "channel", "repeat")
    if not number:
        return "本期没有重复信访件。"
    several = sum(matter.times > 1 for matter in matters)
    again = f"，其中 {several} 个事项本期来了两次以上" if several else ""
    return f"本期重复信访件 {number} 批次{again}。按事项（首件）列出："


def adopted(value: Return) -> str:
    """What became of suggestions."""
    done, adopted, partly, declined = (
        _total(value, "suggestion", c) for c in ("concluded", "adopted", "partly", "not_adopted")
    )
    if not done:
        return f"本期没有办结{PetitionClass.SUGGESTION.zh}类信访件。"
    return (
        f"本期办结建议 {done} 件，采纳 {adopted} 件，部分采纳 {partly} 件，未采纳 {declined} 件。"
    )


def basis(value: Return) -> str:
    """Where the numbers come from."""
    version = f"第 {value.version} 版报表" if value.version else "尚未上报的统计"
    return (
        f"数据取自{value.period.zh}{version}，截止日 {chinese_date(value.cut_off)}；"
        f"收到、办结按日期在本期统计，评价期为送达后 {RATING_DAYS} 日；"
        f"记录指纹 {value.fingerprint[:16]}。"
    )


# --- rows ----------------------------------------------------------------------------------------


def channel_rows(value: Return) -> Iterable[Sequence[object]]:
    """Channel by channel, with shares."""
    whole = _total(value, "channel", "batches")
    for row in value.table("channel").all_rows():
        key = Key("channel", row.key, "batches")
        now = value.value(key)
        base = value.value(Key("channel", row.key, "batches", When.LAST_YEAR))
        share = percent(Fraction(now, whole) if whole else None)
        people = value.value(Key("channel", row.key, "people"))
        yield row.zh, now, share, base, percent(change(now, base)), people


def _months(value: Return) -> list[tuple[str, int, int]]:
    """Month, batches, and batches of the same month a year before."""
    counts = {
        when: value.extracts[when][Basis.RECEIVED].counted(("month",))
        for when in (When.NOW, When.LAST_YEAR)
    }
    first, last = value.period.start.month, value.period.end.month
    if value.period.start.year != value.period.end.year:
        first, last = 1, 12
    return [
        (
            f"{m}月",
            counts[When.NOW].get((m,), (0, 0))[0],
            counts[When.LAST_YEAR].get((m,), (0, 0))[0],
        )
        for m in range(first, last + 1)
    ]


def month_rows(value: Return) -> Iterable[Sequence[object]]:
    """Month by month."""
    for name, now, base in _months(value):
        yield name, now, base, percent(change(now, base))


def rate_rows(value: Return) -> Iterable[Sequence[object]]:
    """The rates."""
    for rate in value.rates:
        now, before = value.ratio(rate.code), value.ratio(rate.code, When.LAST_YEAR)
        yield rate.zh, now.part, now.whole, percent(now.value), percent(before.value)


def section_rows(value: Return, hidden: Folded) -> Iterable[Sequence[object]]:
    """Section by section, the total last."""
    for zh, counts in _folded_rows(value, "section", SECTION_COLUMNS, hidden):
        yield zh, *counts
    total = value.table("section").all_rows()[-1].zh
    yield total, *(_total(value, "section", column) for column in SECTION_COLUMNS)


def _topic_counts(value: Return, hidden: Folded) -> list[tuple[str, int, int]]:
    """Name, batches, batches a year before, of the topics that have a name."""
    rows = [_counts(value, row) for row in value.table("topic").rows if row.key]
    found = fold(((key, zh, (now, base)) for key, zh, now, base in rows), hidden.get("topic", ()))
    return [(zh, counts[0], counts[1]) for _, zh, counts in found]


def _counts(value: Return, row: Row) -> tuple[str, str, int, int]:
    now = value.value(Key("topic", row.key, "batches"))
    return row.key, row.zh, now, value.value(Key("topic", row.key, "batches", When.LAST_YEAR))


def topic_rows(value: Return, hidden: Folded) -> Iterable[Sequence[object]]:
    """Topic by topic, with the change; those without a topic and the total last."""
    unnamed = [row for row in value.table("topic").all_rows() if not row.key or row.key == TOTAL]
    counted = _topic_counts(value, hidden)
    counted += [_counts(value, row)[1:] for row in unnamed]
    for zh, now, base in counted:
        yield zh, now, base, f"{now - base:+d}" if now != base else "0", percent(change(now, base))


def matter_row(matter: Matter) -> Sequence[object]:
    """A matter by its first petition; of a sealed one the number alone."""
    petition = matter.first
    shut = petition.sealed
    return (
        petition.number,
        SEALED if shut else petition.topic.replace(TOPIC_JOINT, "›"),
        SEALED if shut else petition.lead_section,
        matter.times,
        petition.state.zh,
    )


def suggestion_row(petition: Petition) -> Sequence[object]:
    """A suggestion that was adopted; of a sealed one the number alone."""
    text = SEALED if petition.sealed else petition.summary
    return petition.number, text, petition.adoption.zh if petition.adoption else ""


def problem_rows(value: Return, hidden: Folded) -> Iterable[Sequence[object]]:
    """What the figures themselves point to: topics that grew, sections with overdue cases."""
    problems: list[tuple[str, str]] = [
        (f"{zh}类信访件比上年同期增加 {now - base} 批次", "")
        for zh, now, base in _grown(value, hidden)[:MOST_GROWN]
    ]
    problems += [
        (f"超期未办结 {number} 件", zh) for zh, number in _late_sections(value, hidden)[:MOST_GROWN]
    ]
    for number, (problem, section) in enumerate(problems, 1):
        yield number, problem, section
