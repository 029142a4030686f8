"""The ledger shows what a plain look through every petition finds, and nothing of sealed cases."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from petitiondesk.domain.ledger import (
    SEALED,
    DateBasis,
    DueFilter,
    LedgerFilter,
    Order,
    SortKey,
)
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.returns.small_numbers import LEAST, OTHERS
from petitiondesk.domain.terms import Channel, PetitionClass, State
from petitiondesk.domain.text_masking import mask_text
from petitiondesk.services.ledger import TakesLonger
from tests.factory import TODAY
from tests.services import plain
from tests.services.conftest import MANY, Filled

OLDEST_FIRST = Order(SortKey.RECEIVED, descending=False)
WORDS = ("路", "村", "补偿", "工资", "王", "农民工 工资", "幼儿园", "物业", "没有这样的词")

ALONE = [
    LedgerFilter(),
    LedgerFilter(first=date(2025, 3, 1), last=date(2025, 3, 31)),
    LedgerFilter(first=TODAY),
    LedgerFilter(basis=DateBasis.REGISTERED, last=date(2024, 1, 31)),
    LedgerFilter(basis=DateBasis.CONCLUDED, first=date(2025, 12, 1)),
    *(LedgerFilter(channels=frozenset({channel})) for channel in Channel),
    LedgerFilter(channels=frozenset({Channel.LETTER, Channel.VISIT})),
    *(LedgerFilter(classes=frozenset({each})) for each in PetitionClass),
    *(LedgerFilter(states=frozenset({state})) for state in State),
    *(LedgerFilter(due=due) for due in DueFilter),
    LedgerFilter(topic="劳动和社会保障"),
    LedgerFilter(topic="劳动"),
    *(LedgerFilter(words=words) for words in WORDS),
    LedgerFilter(ids=(3, 5, 299, 9999)),
]


def ids(petitions: list[Petition]) -> list[int]:
    return [p.id for p in petitions]


@pytest.mark.parametrize("wanted", ALONE, ids=range(len(ALONE)))
def test_a_filter_shows_what_a_plain_look_finds(filled: Filled, wanted: LedgerFilter) -> None:
    found = plain.shown(filled.petitions, wanted, TODAY)
    assert sorted(filled.desk.ledger.ids(wanted, Order())) == ids(found)
    people = sum(p.people_present for p in found)
    assert filled.desk.ledger.count(wanted) == (len(found), people)


def test_the_filters_of_this_test_tell_petitions_apart(filled: Filled) -> None:
    sizes = [len(plain.shown(filled.petitions, wanted, TODAY)) for wanted in ALONE]
    assert sum(0 < size < MANY for size in sizes) > len(ALONE) * 2 // 3


def test_a_section_shows_what_it_holds_now(filled: Filled) -> None:
    sections = {p.lead_section for p in filled.petitions} - {""}
    assert len(sections) >= 5
    for section in sections:
        wanted = LedgerFilter(section=section)
        found = plain.shown(filled.petitions, wanted, TODAY)
        assert sorted(filled.desk.ledger.ids(wanted, Order())) == ids(found)


def test_a_topic_shows_its_own_and_those_below_but_no_namesake(filled: Filled) -> None:
    paths = {p.topic for p in filled.petitions if "_" in p.topic}
    for path in sorted(paths)[:12]:
        for topic in (path, path.split("_")[0], path[:-1]):
            wanted = LedgerFilter(topic=topic)
            found = plain.shown(filled.petitions, wanted, TODAY)
            assert sorted(filled.desk.ledger.ids(wanted, Order())) == ids(found), topic


days = st.none() | st.integers(0, 1100).map(lambda back: TODAY - timedelta(days=back))
filters = st.builds(
    LedgerFilter,
    basis=st.sampled_from(DateBasis),
    first=days,
    last=days,
    channels=st.frozensets(st.sampled_from(Channel), max_size=4),
    classes=st.frozensets(st.sampled_from(PetitionClass), max_size=2),
    states=st.frozensets(st.sampled_from(State), max_size=5),
    due=st.none() | st.sampled_from(DueFilter),
    topic=st.sampled_from(("", "农村农业", "劳动和社会保障", "城乡建设")),
    words=st.sampled_from(("", "", *WORDS)),
)
orders = st.builds(Order, st.sampled_from(SortKey), st.booleans())


@settings(max_examples=120)
@given(wanted=filters, order=orders, size=st.integers(1, 60))
def test_filters_combine_and_the_first_lines_are_those_of_the_whole_list(
    filled: Filled, wanted: LedgerFilter, order: Order, size: int
) -> None:
    found = plain.ordered(plain.shown(filled.petitions, wanted, TODAY), order)
    ledger = filled.desk.ledger
    assert ledger.ids(wanted, order) == ids(found)
    assert ledger.count(wanted)[0] == len(found)
    assert [row.id for row in ledger.first(wanted, order, size)] == ids(found)[:size]
    assert ledger.found(wanted, order).people == sum(p.people_present for p in found)


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("key", SortKey)
def test_the_whole_ledger_is_in_order_by_every_column(
    filled: Filled, key: SortKey, descending: bool
) -> None:
    order = Order(key, descending)
    wanted = ids(plain.ordered(filled.petitions, order))
    assert filled.desk.ledger.ids(LedgerFilter(), order) == wanted


def test_whoever_cannot_wait_is_told_that_it_takes_longer(filled: Filled) -> None:
    with pytest.raises(TakesLonger):
        filled.desk.ledger.first(LedgerFilter(), Order(), MANY, patience=0)
    assert len(filled.desk.ledger.first(LedgerFilter(), Order(), MANY)) == MANY


def test_each_line_says_what_its_petition_says(filled: Filled) -> None:
    lines = filled.desk.ledger.first(LedgerFilter(), OLDEST_FIRST, MANY)
    by_id = {p.id: p for p in filled.petitions}
    assert len(lines) == MANY
    for line in lines:
        p = by_id[line.id]
        said = (line.number, line.received_on, line.channel, line.petition_class, line.topic)
        assert said == (p.number, p.received_on, p.channel, p.petition_class, p.topic)
        assert (line.state, line.due_on, line.concluded_on) == (p.state, p.due_on, p.concluded_on)
        assert (line.people_present, line.repeat) == (p.people_present, p.repeat)
        assert (line.sealed, line.archive_ref) == (p.sealed, p.archive_ref)
        if not p.sealed:
            shown = (mask_text(p.summary, p.petitioners), mask_text(p.place, p.petitioners))
            assert (line.summary, line.place, line.section) == (*shown, p.lead_section)


def test_no_line_of_a_sealed_petition_says_who_where_or_what(filled: Filled) -> None:
    lines = filled.desk.ledger.first(LedgerFilter(), OLDEST_FIRST, MANY)
    sealed = [line for line in lines if line.sealed]
    assert sealed
    for line in sealed:
        assert line.summary == line.petitioner.zh == line.place == SEALED
        assert line.section in ("", SEALED)


def test_no_line_names_a_petitioner_in_full(filled: Filled) -> None:
    lines = filled.desk.ledger.first(LedgerFilter(), OLDEST_FIRST, MANY)
    by_id = {p.id: p for p in filled.petitions}
    for line in lines:
        for person in by_id[line.id].petitioners:
            assert (
                person.organisation
                or len(person.name) < 2
                or person.name not in line.petitioner.name
            )


def test_the_day_counts_what_its_lists_hold(filled: Filled) -> None:
    day = filled.desk.ledger.day(pressing=8)
    petitions = filled.petitions

    def count(due: DueFilter) -> int:
        return len(plain.shown(petitions, LedgerFilter(due=due), TODAY))

    assert (day.overdue, day.soon) == (count(DueFilter.OVERDUE), count(DueFilter.SOON))
    assert day.total == len(petitions)
    assert day.by_state == {
        state: n for state in State if (n := sum(p.state is state for p in petitions))
    }
    months = [sum(_in_month(p, TODAY.year, m) for p in petitions) for m in range(1, 13)]
    assert list(day.months) == months
    before = [sum(_in_month(p, TODAY.year - 1, m) for p in petitions) for m in range(1, 13)]
    assert list(day.months_before) == before
    assert sum(before) > 50


def _in_month(petition: Petition, year: int, month: int) -> bool:
    day = petition.received_on
    return day is not None and (day.year, day.month) == (year, month)


def test_the_most_urgent_cases_come_first_on_the_day(filled: Filled) -> None:
    pressing = filled.desk.ledger.day(pressing=8).pressing
    wanted = LedgerFilter(due=DueFilter.PRESSING)
    found = plain.ordered(
        plain.shown(filled.petitions, wanted, TODAY), Order(SortKey.DUE, descending=False)
    )
    assert [row.id for row in pressing] == ids(found)[:8]
    assert pressing


def test_the_days_topics_are_those_of_the_last_ninety_days(filled: Filled) -> None:
    since = TODAY - timedelta(days=90)
    heads = [
        (p.topic.split("_")[0], p.sealed)
        for p in filled.petitions
        if p.topic and p.received_on and since <= p.received_on <= TODAY
    ]
    counted = Counter(head for head, _ in heads)
    small = {head for head, sealed in heads if sealed and counted[head] < LEAST}
    rest = sum(counted.pop(head) for head in small)
    counted[OTHERS] += rest
    topics = filled.desk.ledger.day().topics
    assert [n for _, n in topics] == sorted(counted.values(), reverse=True)[:5]
    assert all(counted[name] == n for name, n in topics)
