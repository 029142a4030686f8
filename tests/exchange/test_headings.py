"""The tables of column names and of words say each thing once."""

from collections import Counter

import pytest

from petitiondesk.domain.terms import Channel, Rating, ReplyManner, State, Term
from petitiondesk.exchange.headings import KIND_OF, NAMES, Kind, field_of, heading_key
from petitiondesk.exchange.vocabulary import ALSO, TERM_OF_FIELD, read_term


def test_no_column_name_means_two_fields() -> None:
    names = Counter(name for line in NAMES.values() for name in line.split())
    assert [name for name, times in names.items() if times > 1] == []
    assert [name for name in names if heading_key(name) != name] == []


def test_every_field_of_a_closed_vocabulary_has_its_words() -> None:
    terms = {field for field, kind in KIND_OF.items() if kind is Kind.TERM} | {"sex"}
    assert terms == set(TERM_OF_FIELD)


def test_no_word_means_two_terms_of_one_vocabulary() -> None:
    for vocabulary, words in ALSO.items():
        said = Counter(
            word for term in vocabulary for word in {term.zh, *words.get(term, "").split()}
        )
        assert [word for word, times in said.items() if times > 1] == []
        assert all(isinstance(term, vocabulary) for term in words)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("*收到日期：", "received_on"),
        ("信 访 人\n姓 名", "petitioners"),
        ("联系电话（必填）", "phone"),
        ("被反映单位/人", "complained_of"),
        ("初次/重复", "repeat"),
        ("天气", None),
        ("", None),
    ],
)
def test_headings_are_known_however_they_are_set(heading: str, field: str | None) -> None:
    found = field_of(heading)
    assert (found[0] if found else None) == field


@pytest.mark.parametrize(
    ("field", "text", "term"),
    [
        ("channel", "网上", Channel.ONLINE),
        ("channel", " 来信 ", Channel.LETTER),
        ("reply_manner", "网上", ReplyManner.ONLINE),
        ("state", "已办结", State.CONCLUDED),
        ("office_rating", "非常满意", Rating.SATISFIED),
        ("petition_class", "举报", None),
    ],
)
def test_words_mean_the_term_of_their_own_field(field: str, text: str, term: Term | None) -> None:
    assert read_term(field, text) is term
