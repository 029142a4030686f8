"""Who petitions, and what stands for a sealed text, in the language of whoever reads it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from petitiondesk.domain.clocks import DueStanding, DueTerm
from petitiondesk.domain.ledger import LedgerFilter, LedgerRow, Order, Who
from petitiondesk.domain.masking import mask
from petitiondesk.domain.petition import Letter, Petitioner
from petitiondesk.domain.reception import ReceptionDay, Visit
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.domain.terms import LetterKind
from petitiondesk.infra.i18n import render, use_language
from petitiondesk.services.desk import Desk
from petitiondesk.services.form_lists import Lists
from petitiondesk.ui.finder import _petition_line
from petitiondesk.ui.models.deadline_models import DueModel
from petitiondesk.ui.models.ledger_columns import COLUMN, cell_text, who_text
from petitiondesk.ui.models.letters_model import letter_rows
from petitiondesk.ui.models.reception_models import VISIT_COLUMN, VisitsModel
from petitiondesk.ui.models.volumes_model import COLUMN as VOLUME
from petitiondesk.ui.models.volumes_model import COLUMNS as VOLUMES
from petitiondesk.ui.prints.ledger_list import ledger_list
from tests.factory import TODAY, a_petition
from tests.marked import archived, put, sealed_petition

TWO = (Petitioner("王建国"), Petitioner("刘芳"))


def lines(desk: Desk) -> list[LedgerRow]:
    return desk.ledger.first(LedgerFilter(), Order(), 50)


@pytest.mark.parametrize(
    ("who", "chinese", "english"),
    [
        (Who("王＊", 1), "王＊", "王＊"),
        (Who("王＊", 2), "王＊ 等2人", "王＊, 2 people"),
        (Who("河湾村合作社", 6), "河湾村合作社 等6人", "河湾村合作社, 6 people"),
        (Who("", 0, anonymous=True), "匿名", "Anonymous"),
        (Who(), "", ""),
    ],
)
def test_who_petitions_is_said_in_the_readers_language(
    who: Who, chinese: str, english: str
) -> None:
    assert who_text(who) == who.zh == chinese
    use_language("en")
    assert who_text(who) == english
    assert who.zh == chinese, "forms and letters stay Chinese"


def test_one_day_is_one_day() -> None:
    kinds = (DueTerm.SOON, DueTerm.OVERDUE, DueTerm.LATE, DueTerm.OPEN_RIGHT)
    use_language("en")
    for kind in kinds:
        one, two = (render(DueStanding(kind, days).message) for days in (1, 2))
        assert two == one.replace("1 day", "2 days")


def test_a_joint_letter_in_the_ledger_reads_well_in_both_languages(desk: Desk) -> None:
    desk.petitions.register(a_petition(petitioners=TWO))
    (line,) = lines(desk)
    said = {}
    for language in ("zh_CN", "en"):
        use_language(language)
        said[language] = cell_text(COLUMN["petitioner"], line, TODAY)
        assert said[language] in _petition_line(line).text
        assert said[language] in ledger_list([line], "全部", TODAY, "某局", "").html
    assert said == {"zh_CN": "王＊ 等2人", "en": "王＊, 2 people"}


def test_the_superiors_list_has_the_petitioner_in_chinese_whatever_the_clerk_reads(
    desk: Desk,
) -> None:
    desk.petitions.register(a_petition(petitioners=TWO))
    use_language("en")
    value = desk.returns.reckon(Period.of(PeriodKind.MONTH, TODAY), TODAY)
    assert Lists(desk.returns, value).values("收到件", "信访人") == ["王＊ 等2人"]


def test_a_letter_to_several_is_listed_in_the_readers_language() -> None:
    written = Letter(LetterKind.ANSWER, number="农信函〔2026〕1号", addressee="王建国、刘芳")
    petition = a_petition(petitioners=TWO, letters=(written,))
    for language, masked in (("zh_CN", "王＊ 等2人"), ("en", "王＊, 2 people")):
        use_language(language)
        (row,) = letter_rows(mask(petition), opened=False)
        assert row.addressee == masked
        (row,) = letter_rows(petition, opened=True)
        assert row.addressee == "王建国、刘芳", "as it stands on the letter"


def test_a_sealed_case_is_called_so_in_english_wherever_it_is_listed(desk: Desk) -> None:
    case = put(desk, sealed_petition()[0])
    put(desk, replace(sealed_petition(**archived())[0]))
    day = ReceptionDay(TODAY, leader="周副局长")
    desk.reception.save(day)
    seen = desk.reception.add_visit(TODAY, Visit(name="王建国", matter="反映某事"))
    desk.reception.link(TODAY, seen.number, case.id)
    visits = VisitsModel()
    due = DueModel()
    due.set_rows(desk.clocks.between(TODAY - timedelta(days=900), TODAY + timedelta(days=900)))
    filed = desk.archive.catalogue(TODAY.year).ids
    (volume,) = desk.archive.volumes(filed)
    for language, word in (("zh_CN", "（密）"), ("en", "(sealed)")):
        use_language(language)
        for line in lines(desk):
            for name in ("summary", "petitioner", "place", "section"):
                assert cell_text(COLUMN[name], line, TODAY) == word, name
        assert due.index(0, DueModel.SUMMARY).data() == word
        assert due.index(0, DueModel.SECTION).data() == word
        assert VOLUMES[VOLUME["title"]].text(volume) == word
        visits.show_day(desk.reception.day(TODAY), opened=False)
        assert visits.index(0, VISIT_COLUMN["matter"]).data() == word
        assert visits.index(0, VISIT_COLUMN["name"]).data() == word
