"""Rows of the ledger: search, jumps, order, filters, selecting all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from random import Random

from petitiondesk.bench.row import Budget, Row
from petitiondesk.bench.windowed import JUMP_BUDGET, SEARCH_BUDGET, Stage
from petitiondesk.domain.ledger import DueFilter, LedgerFilter, Order
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.petition import TOPIC_JOINT
from petitiondesk.domain.terms import Channel, PetitionClass, State
from petitiondesk.ui.models.ledger_columns import COLUMN, COLUMNS

_SEARCHES = (
    ("search-1", N_("查找一个字：{words}"), "路"),
    ("search-2", N_("查找两个字：{words}"), "补贴"),
    ("search-4", N_("查找四个字：{words}"), "土地流转"),
    ("search-two-words", N_("查找两个词：{words}"), "村民 补贴"),
    ("search-common", N_("查找到处都有的词：{words}"), "反映"),
    ("search-nothing", N_("查找没有的词：{words}"), "量子纠缠"),
)
"""Row, title, words. What comes up is counted in the row's note."""

_SORTED = ("number", "received", "channel", "class", "topic", "section", "state", "due")


def ledger_rows(stage: Stage) -> Iterator[Row]:
    """Every row of the ledger page."""
    yield from _searches(stage)
    yield from _jumps(stage)
    yield from _orders(stage)
    yield from _filters(stage)
    yield _filtered_and_sorted(stage)
    yield from _selecting(stage)


def _searches(stage: Stage) -> Iterator[Row]:
    room = stage.room
    for name, zh, words in (*_SEARCHES, ("search-rare", N_("查找少见的词：{words}"), _rare(stage))):
        yield stage.row(
            name, Message(zh, words=words), partial(room.search, words),
            reset=partial(_everything, stage), budget=_search_budget(stage.size),
            note=partial(_hits, stage),
        )  # fmt: skip
    inside = LedgerFilter(channels=frozenset({Channel.LETTER}), states=frozenset({State.ARCHIVED}))
    words = "补贴"
    yield stage.row(
        "search-in-filter", Message("在筛选里查找"),
        lambda: room.window.open_ledger(replace(inside, words=words)),
        reset=lambda: room.window.open_ledger(inside), budget=_search_budget(stage.size),
        note=partial(_hits, stage),
    )  # fmt: skip


def _jumps(stage: Stage) -> Iterator[Row]:
    room, chance = stage.room, Random(stage.size)  # noqa: S311 - the same places every time
    place = [0]

    def random_place() -> None:
        place[0] = chance.randrange(stage.size)

    def go() -> None:
        room.jump(place[0])

    budget = Budget(2.0, JUMP_BUDGET)
    last, middle = stage.size, stage.size // 2
    places = (
        ("jump-first", N_("跳到第一页"), 0, middle),
        ("jump-middle", N_("跳到中间"), middle, 0),
        ("jump-last", N_("跳到最后一页"), last, 0),
    )
    for name, zh, target, start in places:
        yield stage.row(
            name, Message(zh), partial(room.jump, target),
            reset=partial(_everything, stage, start), budget=budget,
        )  # fmt: skip
    row = stage.row(
        "jump-random", Message("跳到任意一行"), go, reset=partial(_everything, stage), budget=budget
    )
    prepare = row.prepare

    def elsewhere() -> None:
        random_place()
        prepare()

    yield replace(row, prepare=elsewhere, rounds=41)


def _orders(stage: Stage) -> Iterator[Row]:
    for column in _SORTED:
        other = "number" if column != "number" else "received"

        def reset(other: str = other) -> None:
            _everything(stage)
            stage.room.sort_by(other)

        yield stage.row(
            f"sort-{column}", Message("按“{column}”排序", column=Message(COLUMNS[COLUMN[column]].zh)),
            partial(stage.room.sort_by, column), reset=reset, budget=_search_budget(stage.size),
        )  # fmt: skip


def _filters(stage: Stage) -> Iterator[Row]:
    desk = stage.room.desk
    today, office = desk.ledger.today, desk.office.office()
    topic = office.topics[0].split(TOPIC_JOINT)[0]
    section = office.sections[0].name
    archived = frozenset({State.ARCHIVED})
    letters = frozenset({Channel.LETTER})
    shown = (
        ("month", N_("筛选：本月收到"), LedgerFilter(first=today.replace(day=1), last=today)),
        ("channel", N_("筛选：信访形式"), LedgerFilter(channels=frozenset({Channel.VISIT}))),
        ("class", N_("筛选：诉求类别"),
         LedgerFilter(classes=frozenset({PetitionClass.SUGGESTION}))),
        ("topic", N_("筛选：内容分类"), LedgerFilter(topic=topic)),
        ("section", N_("筛选：主办科室"), LedgerFilter(section=section)),
        ("state", N_("筛选：状态"), LedgerFilter(states=archived)),
        ("open", N_("筛选：未办结"), LedgerFilter(due=DueFilter.OPEN)),
        ("overdue", N_("筛选：已超期"), LedgerFilter(due=DueFilter.OVERDUE)),
        ("combined", N_("筛选：一年内、来信、申诉求决、一个分类、已归档"),
         LedgerFilter(first=today - timedelta(days=365), last=today, channels=letters,
                      classes=frozenset({PetitionClass.CLAIM}), topic=topic, states=archived)),
        ("combined-rare", N_("筛选：传真、一个科室、已超期"),
         LedgerFilter(channels=frozenset({Channel.FAX}), section=section,
                      due=DueFilter.OVERDUE)),
    )  # fmt: skip
    for name, zh, wanted in shown:
        yield stage.row(
            f"filter-{name}", Message(zh), partial(stage.room.window.open_ledger, wanted),
            reset=partial(_everything, stage), budget=_search_budget(stage.size),
            note=partial(_hits, stage),
        )  # fmt: skip


def _filtered_and_sorted(stage: Stage) -> Row:
    """A filter shown in another order than that of the ledger: no index has both."""
    room = stage.room
    wanted = LedgerFilter(section=room.desk.office.office().sections[0].name)

    def reset() -> None:
        _everything(stage)
        room.window.open_ledger(wanted)
        room.calm()

    return stage.row(
        "filter-sorted", Message("筛选一个科室，按期限排序"), partial(room.sort_by, "due"),
        reset=reset, budget=_search_budget(stage.size), note=partial(_hits, stage),
    )  # fmt: skip


def _selecting(stage: Stage) -> Iterator[Row]:
    view = stage.room.ledger.view

    def reset() -> None:
        _everything(stage)
        if stage.room.ledger.model.selected_count():
            view.select_all.click()

    row = stage.row(
        "select-all", Message("全选"), view.select_all.click, reset=reset, budget=Budget(most=50.0)
    )
    yield replace(row, floor=None)


def _everything(stage: Stage, place: int = 0) -> None:
    """The whole ledger, read anew, by the day received, from ``place`` on.

    Another list comes up between: the same list read again keeps the lines that are in sight.
    """
    room = stage.room
    while room.ledger.model.order != Order():
        room.sort_by("received")
        room.calm()
    room.window.open_ledger(LedgerFilter(channels=frozenset({Channel.OUTREACH})))
    room.calm()
    room.window.open_ledger(LedgerFilter())
    room.calm()
    room.jump(place)


def _hits(stage: Stage) -> str:
    return f"{stage.room.ledger.model.rowCount():,}"


def _rare(stage: Stage) -> str:
    """Something few petitions have: the telephone of one in the middle."""
    found = stage.bare.scalar(
        "SELECT phone FROM petitioners WHERE petition_id >= ? AND phone <> '' LIMIT 1",
        (stage.size // 2,),
    )
    return str(found or "13800000000")


def _search_budget(size: int) -> Budget:
    least = min((limit for limit in SEARCH_BUDGET if limit >= size), default=max(SEARCH_BUDGET))
    return Budget(2.0, SEARCH_BUDGET[least])
