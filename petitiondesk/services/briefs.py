"""The brief (研判材料) and the minutes (会议纪要) of an analysis meeting, as Word files.

Every number comes from the return itself, so that the brief of a submitted return says what was
submitted. What people conclude from the numbers is left for them to write.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from petitiondesk.domain import history
from petitiondesk.domain.calendar import chinese_date
from petitiondesk.domain.ledger import SEALED
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.returns.figures import Key, Return, When, change
from petitiondesk.domain.returns.grid import percent
from petitiondesk.domain.returns.indicators import RATING_DAYS, TOTAL, Basis, Row, Table
from petitiondesk.domain.terms import Adoption, PetitionClass
from petitiondesk.exchange import letters as word
from petitiondesk.exchange.letter_rules import Rows, Values
from petitiondesk.exchange.safe_file import replacing
from petitiondesk.infra.resources import resource
from petitiondesk.services.context import Context

MOST_GROWN = 5
"""Topics and sections that the sentences and the minutes name."""

MOST_MATTERS = 15
"""Repeated matters and suggestions that are listed one by one."""


@dataclass(frozen=True)
class _Matter:
    """A matter that came again: its first petition, and how often in the period."""

    first: Petition
    times: int


class BriefService:
    """Writes both papers from a return."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    def write(self, value: Return, path: Path) -> None:
        """Write the brief; an event.

        Raises:
            FileProblem, StorageError: the file could not be written; an older one is as it was.
        """
        self._write("brief", value, path)

    def write_minutes(self, value: Return, path: Path) -> None:
        """Write the minutes, with the figures filled in and the conclusions left open; an event.

        Raises:
            FileProblem, StorageError: the file could not be written; an older one is as it was.
        """
        self._write("minutes", value, path)

    def values(self, value: Return) -> Values:
        """What the templates are filled with."""
        with self._registry.reading():
            matters = self._matters(value)
            suggestions = self._suggestions(value)
        today = self._context.today
        return {
            "单位": value.office,
            "期间": value.period.zh,
            "成文日期": chinese_date(today),
            "总体": _overall(value),
            "走势": _trend(value),
            "办理": _handling(value),
            "分类": _topics(value),
            "超期": _overdue(value),
            "重复": _repeats(value, matters),
            "建议": _adopted(value),
            "口径": _basis(value),
            "形式列表": _rows(("信访形式", "批次", "占比", "上年同期", "同比", "人次"), _channel_rows(value)),
            "月份列表": _rows(("月份", "批次", "上年同期", "同比"), _month_rows(value)),
            "指标列表": _rows(("指标", "分子", "分母", "本期", "上年同期"), _rate_rows(value)),
            "科室列表": _rows(
                ("科室", "收到", "办结", "按期办结", "超期办结", "在办", "超期未结"), _section_rows(value)
            ),
            "分类列表": _rows(("内容分类", "批次", "上年同期", "增减", "同比"), _topic_rows(value)),
            "重复列表": _rows(
                ("首件编号", "内容分类", "主办科室", "本期次数", "状态"), map(_matter_row, matters)
            ),
            "建议列表": _rows(("编号", "概况", "结果"), map(_suggestion_row, suggestions)),
            "问题列表": _rows(("序号", "问题", "责任单位"), _problem_rows(value)),
        }  # fmt: skip

    def _write(self, name: str, value: Return, path: Path) -> None:
        document = word.fill(resource("templates", f"{name}.docx").read_bytes(), self.values(value))
        changes = {
            name: [None, f"{value.period.kind.value} {value.period} v{value.version}"],
        }
        with self._registry.transaction():
            self._registry.events.append([self._context.event(history.EXPORT, None, changes)])
            with replacing(path) as file:
                file.write_bytes(document)

    def _matters(self, value: Return) -> list[_Matter]:
        """Matters that came again in the period, by their first petition, the most frequent first."""
        ids = [line[0] for line in value.cases(Key("channel", TOTAL, "repeat"))]
        times: dict[int, int] = {}
        for petition in self._many(ids):
            first = petition.repeats_id or petition.id
            times[first] = times.get(first, 0) + 1
        firsts = {petition.id: petition for petition in self._many(sorted(times))}
        found = [_Matter(firsts[i], n) for i, n in times.items() if i in firsts]
        found.sort(key=lambda matter: (-matter.times, matter.first.id))
        return found[:MOST_MATTERS]

    def _suggestions(self, value: Return) -> list[Petition]:
        """The suggestions that were adopted, whole or in part."""
        keys = [Key("suggestion", TOTAL, a.value) for a in (Adoption.ADOPTED, Adoption.PARTLY)]
        ids = [line[0] for key in keys for line in value.cases(key)]
        return list(self._many(ids[:MOST_MATTERS]))

    def _many(self, ids: Sequence[int]) -> Iterable[Petition]:
        for start in range(0, len(ids), 500):
            yield from self._registry.petitions.many(ids[start : start + 500])


def _rows(columns: tuple[str, ...], rows: Iterable[Sequence[object]]) -> Rows:
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


def _overall(value: Return) -> str:
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


def _trend(value: Return) -> str:
    months = _months(value)
    if not any(now for _, now, _ in months):
        return "本期各月均没有收到信访件。"
    most = max(months, key=lambda month: month[1])
    least = min(months, key=lambda month: month[1])
    return f"从各月看，{most[0]}最多，{most[1]} 批次；{least[0]}最少，{least[1]} 批次。"


def _handling(value: Return) -> str:
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


def _grown(value: Return) -> list[tuple[str, int, int]]:
    """Topics with more petitions than a year before: name, now, then; the most grown first."""
    grown = [(zh, now, base) for zh, now, base in _topic_counts(value) if now > base]
    return sorted(grown, key=lambda topic: (topic[2] - topic[1], topic[0]))


def _topics(value: Return) -> str:
    counted = sorted(_topic_counts(value), key=lambda t: -t[1])
    named = [(zh, now) for zh, now, _ in counted if now][:3]
    if not named:
        return "本期没有可以分类的信访件。"
    text = "反映较多的是" + "、".join(f"{zh}（{now} 批次）" for zh, now in named) + "。"
    grown = _grown(value)[:MOST_GROWN]
    if not grown:
        return text + "与上年同期相比，没有上升的类别。"
    listed = "、".join(
        f"{zh}（增加 {now - base} 批次，{_rise(now, base)}）" for zh, now, base in grown
    )
    return f"{text}与上年同期相比上升较多的是{listed}。"


def _rise(now: int, base: int) -> str:
    share = change(now, base)
    return "上年同期没有" if share is None else f"上升{percent(share)}"


def _overdue(value: Return) -> str:
    number = _total(value, "section", "overdue")
    day = chinese_date(value.cut_off)
    if not number:
        return f"截至 {day}，没有超期未办结的信访件。"
    by_section = _late_sections(value)
    listed = "、".join(f"{zh} {n} 件" for zh, n in by_section)
    return f"截至 {day}，超期未办结的信访件 {number} 件：{listed}。"


def _late_sections(value: Return) -> list[tuple[str, int]]:
    table = value.table("section")
    found = [(r.zh, value.value(Key("section", r.key, "overdue"))) for r in table.rows]
    return sorted((item for item in found if item[1]), key=lambda item: -item[1])


def _repeats(value: Return, matters: Sequence[_Matter]) -> str:
    number = _total(value, "channel", "repeat")
    if not number:
        return "本期没有重复信访件。"
    several = sum(matter.times > 1 for matter in matters)
    again = f"，其中 {several} 个事项本期来了两次以上" if several else ""
    return f"本期重复信访件 {number} 批次{again}。按事项（首件）列出："


def _adopted(value: Return) -> str:
    done, adopted, partly, declined = (
        _total(value, "suggestion", c) for c in ("concluded", "adopted", "partly", "not_adopted")
    )
    if not done:
        return f"本期没有办结{PetitionClass.SUGGESTION.zh}类信访件。"
    return (
        f"本期办结建议 {done} 件，采纳 {adopted} 件，部分采纳 {partly} 件，未采纳 {declined} 件。"
    )


def _basis(value: Return) -> str:
    version = f"第 {value.version} 版报表" if value.version else "尚未上报的统计"
    return (
        f"数据取自{value.period.zh}{version}，截止日 {chinese_date(value.cut_off)}；"
        f"收到、办结按日期在本期统计，评价期为送达后 {RATING_DAYS} 日；"
        f"记录指纹 {value.fingerprint[:16]}。"
    )


# --- rows ----------------------------------------------------------------------------------------


def _channel_rows(value: Return) -> Iterable[Sequence[object]]:
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


def _month_rows(value: Return) -> Iterable[Sequence[object]]:
    for name, now, base in _months(value):
        yield name, now, base, percent(change(now, base))


def _rate_rows(value: Return) -> Iterable[Sequence[object]]:
    for rate in value.rates:
        now, before = value.ratio(rate.code), value.ratio(rate.code, When.LAST_YEAR)
        yield rate.zh, now.part, now.whole, percent(now.value), percent(before.value)


def _section_rows(value: Return) -> Iterable[Sequence[object]]:
    names = ("received", "concluded", "on_time", "late", "open", "overdue")
    for row in value.table("section").all_rows():
        yield row.zh, *(value.value(Key("section", row.key, name)) for name in names)


def _topic_counts(value: Return) -> list[tuple[str, int, int]]:
    return [_counts(value, row) for row in value.table("topic").rows if row.key]


def _counts(value: Return, row: Row) -> tuple[str, int, int]:
    return (
        row.zh,
        value.value(Key("topic", row.key, "batches")),
        value.value(Key("topic", row.key, "batches", When.LAST_YEAR)),
    )


def _topic_rows(value: Return) -> Iterable[Sequence[object]]:
    table: Table = value.table("topic")
    for row in table.all_rows():
        zh, now, base = _counts(value, row)
        yield zh, now, base, f"{now - base:+d}" if now != base else "0", percent(change(now, base))


def _matter_row(matter: _Matter) -> Sequence[object]:
    petition = matter.first
    shut = petition.sealed
    return (
        petition.number,
        SEALED if shut else petition.topic.replace("_", "›"),
        SEALED if shut else petition.lead_section,
        matter.times,
        petition.state.zh,
    )


def _suggestion_row(petition: Petition) -> Sequence[object]:
    text = SEALED if petition.sealed else petition.summary
    return petition.number, text, petition.adoption.zh if petition.adoption else ""


def _problem_rows(value: Return) -> Iterable[Sequence[object]]:
    """What the figures themselves point to: topics that grew, sections with overdue cases."""
    problems: list[tuple[str, str]] = [
        (f"{zh}类信访件比上年同期增加 {now - base} 批次", "")
        for zh, now, base in _grown(value)[:MOST_GROWN]
    ]
    problems += [
        (f"超期未办结 {number} 件", zh) for zh, number in _late_sections(value)[:MOST_GROWN]
    ]
    for number, (problem, section) in enumerate(problems, 1):
        yield number, problem, section
