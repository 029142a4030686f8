"""How days and months are written: one way in all lists, and in English everywhere."""

from datetime import date

from petitiondesk.infra.i18n import use_language
from petitiondesk.ui.days import full_day, headline_day, month_name, short_day
from tests.i18n_catalogue import forms, stored

DAY = date(2026, 3, 8)


def test_a_day_is_written_with_two_digits_for_month_and_day() -> None:
    assert (full_day(DAY), short_day(DAY)) == ("2026-03-08 星期日", "03-08 周日")
    assert (headline_day(DAY), month_name(DAY)) == ("2026年3月8日 星期日", "2026年3月")
    use_language("en")
    assert (full_day(DAY), headline_day(DAY)) == ("2026-03-08 Sunday", "2026-03-08 Sunday")
    assert month_name(DAY) == "2026-03"


def test_no_english_sentence_puts_a_day_together_without_its_noughts() -> None:
    texts = [form for entry in stored() if entry.id for form in forms(entry.string)]
    assert [text for text in texts if "-{month}" in text or "-{day}" in text] == []
