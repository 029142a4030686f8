"""Every way out of the registry: nothing of a sealed case, nobody of an ordinary one."""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from petitiondesk.domain.errors import NotAllowed
from petitiondesk.domain.ledger import LedgerFilter, Order, SortKey
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.reception import ReceptionDay, Visit
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.domain.rights import Account, Role
from petitiondesk.domain.terms import LetterKind
from petitiondesk.infra.i18n import LANGUAGES, render, speaking
from petitiondesk.services.context import Context
from petitiondesk.services.desk import Desk
from petitiondesk.services.form_lists import COLUMNS, LISTS, Lists
from petitiondesk.services.letter_facts import TO_PETITIONER, TO_SECTION, TO_SENDER
from petitiondesk.services.showing import shown
from tests.factory import TODAY, a_petition
from tests.marked import (
    ENTRIES,
    NAMES,
    PERSON,
    QUOTED,
    SECTION,
    archived,
    lists_of_texts,
    ordinary_petition,
    put,
    sealed_petition,
)

MONTH = Period.of(PeriodKind.MONTH, TODAY)
ALL = LedgerFilter()
"""Everything that is in force."""


@dataclass
class Marked:
    """A registry with one sealed and one ordinary petition in work, and one of each filed."""

    desk: Desk
    sealed: Petition
    ordinary: Petition
    marks: set[str]

    def assert_silent(self, *said: object) -> None:
        """Nothing of the sealed cases and nobody of the others is in what was said."""
        text = "\n".join(map(str, said))
        assert not [mark for mark in sorted(self.marks) if mark in text]
        assert not [name for name in NAMES if name in text]


@pytest.fixture
def marked(desk: Desk) -> Marked:
    office = desk.office.office()
    desk.office.save(replace(office, short="农"))
    one, marks = sealed_petition()
    filed, more = sealed_petition(**archived())
    sealed, ordinary = put(desk, one), put(desk, ordinary_petition())
    put(desk, filed)
    put(desk, ordinary_petition(**{**archived(), "archive_ref": "档2026-2"}))
    return Marked(desk, sealed, ordinary, marks | more)


def zip_texts(path: Path) -> Iterator[str]:
    """Every part of an Office file, as text, and the names of its parts."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            yield name
            yield archive.read(name).decode("utf-8", "ignore")


def test_the_marked_petitions_have_a_text_in_every_list_there_is() -> None:
    assert lists_of_texts() == set(ENTRIES)
    petition, marks = sealed_petition()
    assert len(marks) > 50
    assert all(getattr(petition, part) for part in lists_of_texts())


# --- lists ---------------------------------------------------------------------------------------


def test_the_ledger_and_what_a_search_finds(marked: Marked) -> None:
    ledger = marked.desk.ledger
    rows = ledger.first(ALL, Order(), 50)
    assert len(rows) == 4
    marked.assert_silent(*rows)
    found = ledger.first(LedgerFilter(words=marked.sealed.summary), Order(), 50)
    assert marked.sealed.id in [row.id for row in found]  # whoever may open it finds it
    marked.assert_silent(*found)
    marked.assert_silent(*ledger.first(LedgerFilter(words=PERSON.name), Order(), 50))


def test_the_day_and_the_limits(marked: Marked) -> None:
    desk = marked.desk
    marked.assert_silent(desk.ledger.day())
    far = TODAY + timedelta(days=400)
    deadlines = desk.clocks.between(date(2020, 1, 1), far)
    assert {d.petition_id for d in deadlines} >= {marked.sealed.id, marked.ordinary.id}
    marked.assert_silent(*deadlines)
    for petition in (marked.sealed, marked.ordinary):
        for language in LANGUAGES:
            with speaking(language):
                said = [render(clock.explanation) for clock in desk.ledger.clocks(petition.id)]
                marked.assert_silent(*said)


def test_what_may_be_the_same_matter(marked: Marked) -> None:
    sealed = marked.sealed
    form = replace(sealed, id=0)
    assert marked.desk.matching.matches(form) == []
    same = marked.desk.matching.matches(a_petition(petitioners=(PERSON,)))
    assert [match.row.id for match in same if match.row.id == marked.ordinary.id]
    marked.assert_silent(*same)


def test_the_archive(marked: Marked) -> None:
    volumes = marked.desk.archive.volumes(marked.desk.archive.catalogue(TODAY.year).ids)
    assert len(volumes) == 2
    marked.assert_silent(*volumes)


def test_the_reception_day(marked: Marked) -> None:
    reception = marked.desk.reception
    reception.save(ReceptionDay(TODAY, leader="周副局长"))
    for petition in (marked.sealed, marked.ordinary):
        visit = reception.add_visit(
            TODAY, Visit(name=PERSON.name, matter=QUOTED, leader_word=QUOTED)
        )
        reception.link(TODAY, visit.number, petition.id)
    marked.assert_silent(reception.day(TODAY).masked)


def test_what_the_command_shows(marked: Marked) -> None:
    for petition in (marked.sealed, marked.ordinary):
        for language in LANGUAGES:
            with speaking(language):
                case = marked.desk.petitions.case(petition.id)
                marked.assert_silent(json.dumps(shown(case), ensure_ascii=False))


def test_the_registrys_own_record(marked: Marked, tmp_path: Path) -> None:
    desk = marked.desk
    for petition in (marked.sealed, marked.ordinary):
        scan = tmp_path / f"{petition.petitioners[0].name}.jpg"
        scan.write_bytes(b"\xff\xd8")
        kept = desk.attachments.attach(petition.id, [scan]).attachments[-1]
        desk.attachments.save(petition.id, kept, tmp_path / "附件.jpg")
        letter = desk.letters.make(petition.id, LetterKind.ACCEPTANCE, on=TODAY)
        desk.letters.copies.save_original(petition.id, letter, tmp_path / "文书.docx")
    entries = desk.journal.entries()
    assert len(entries) >= 4
    marked.assert_silent(*(render(entry.what) for entry in entries))


# --- files ---------------------------------------------------------------------------------------


def test_the_exported_ledger(marked: Marked, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    assert marked.desk.exports.ledger(path, ALL, Order()) == 4
    marked.assert_silent(*zip_texts(path))


def test_returns_with_their_lists_and_the_papers_of_the_meeting(
    marked: Marked, tmp_path: Path
) -> None:
    desk = marked.desk
    value = desk.returns.reckon(MONTH, TODAY)
    lines = [line for basis in value.extracts.values() for e in basis.values() for line in e.lines]
    marked.assert_silent(*desk.returns.entries(lines), *desk.returns.overdue(value))
    for name, write in (
        ("报表.xlsx", desk.returns.write),
        ("研判.docx", desk.briefs.write),
        ("纪要.docx", desk.briefs.write_minutes),
    ):
        write(value, tmp_path / name)
        marked.assert_silent(*zip_texts(tmp_path / name))


def test_the_lists_of_the_superiors_form(marked: Marked) -> None:
    desk = marked.desk
    lists = Lists(desk.returns, desk.returns.reckon(MONTH, TODAY))
    values = [v for name in LISTS for column in COLUMNS for v in lists.values(name, column)]
    assert values
    marked.assert_silent(*values)


def test_the_sheet_of_a_section(marked: Marked, tmp_path: Path) -> None:
    path = tmp_path / "办理表.xlsx"
    written = marked.desk.sheets.write(SECTION, path)
    assert written.due.cases == 2
    own = marked.sealed.routings[0].handler  # the section's own
    marked.assert_silent(*(text.replace(own, "") for text in zip_texts(path)))


@pytest.mark.parametrize("kind", [kind for kind in LetterKind if kind not in TO_PETITIONER])
def test_letters_of_a_sealed_case_to_anybody_but_the_petitioner(
    marked: Marked, tmp_path: Path, kind: LetterKind
) -> None:
    desk, letters = marked.desk, marked.desk.letters
    case = desk.petitions.case(marked.sealed.id)
    if letters.missing(case.petition, kind):
        return  # not in this state; those below are made
    letter = letters.make(case.petition.id, kind, on=TODAY)
    path = tmp_path / "文书.docx"
    path.write_bytes(letters.document(letter))
    text = "\n".join(zip_texts(path))
    own = {letter.addressee}
    if kind in TO_SECTION | TO_SENDER:
        # What the office itself wrote for the receiver, and the section's own handler.
        own |= {marked.sealed.urgings[0].request, marked.sealed.report_text,
                marked.sealed.routings[0].handler, marked.sealed.claims[0].answer}  # fmt: skip
    assert not [mark for mark in sorted(marked.marks - own) if mark in text]


def test_redacted_copies_of_letters_to_the_petitioner(marked: Marked, tmp_path: Path) -> None:
    desk = marked.desk
    for petition in (marked.sealed, marked.ordinary):
        letter = desk.letters.make(petition.id, LetterKind.ACCEPTANCE, on=TODAY)
        path = tmp_path / f"{petition.id}.docx"
        desk.letters.copies.save_redacted(petition.id, letter, path)
        text = "\n".join(zip_texts(path))
        secrets = [petition.petitioners[0].name, petition.petitioners[0].address]
        if petition.sealed:
            secrets.append(petition.complained_of)
        assert not [secret for secret in secrets if secret in text]


# --- who may not open sealed cases ---------------------------------------------------------------


@pytest.fixture
def reader(marked: Marked, monkeypatch: pytest.MonkeyPatch) -> Marked:
    """The same registry in front of somebody who may only look things up."""
    someone = Account("查阅人", Role.READER)
    monkeypatch.setattr(Context, "actor", property(lambda _: someone))
    return marked


def _found(desk: Desk, **wanted: object) -> list[int]:
    return desk.ledger.ids(LedgerFilter(**wanted), Order())  # type: ignore[arg-type]


def test_a_reader_finds_no_sealed_case_by_what_it_says(reader: Marked) -> None:
    desk, sealed = reader.desk, reader.sealed
    for words in (sealed.summary, sealed.content, sealed.petitioners[0].name, sealed.complained_of):
        assert _found(desk, words=words) == []
        assert desk.ledger.count(LedgerFilter(words=words)) == (0, 0)
    assert _found(desk, words=sealed.number) == [sealed.id]
    assert reader.ordinary.id in _found(desk, words=PERSON.name)
    assert sealed.id in _found(desk)


def test_a_reader_learns_the_section_of_a_sealed_case_from_no_filter_and_no_order(
    reader: Marked,
) -> None:
    desk = reader.desk
    assert reader.sealed.id not in _found(desk, section=SECTION)
    assert reader.ordinary.id in _found(desk, section=SECTION)
    by_section = desk.ledger.ids(ALL, Order(SortKey.SECTION, descending=False))
    assert by_section.index(reader.sealed.id) < by_section.index(reader.ordinary.id)


def test_a_reader_gets_no_unmasked_export_and_no_letter(reader: Marked, tmp_path: Path) -> None:
    desk, path = reader.desk, tmp_path / "台账.xlsx"
    with pytest.raises(NotAllowed):
        desk.exports.ledger(path, ALL, Order(), unmasked_reason="想看看")
    letter = reader.ordinary.letters[0]
    for petition in (reader.sealed, reader.ordinary):
        with pytest.raises(NotAllowed):
            desk.letters.copies.save_original(petition.id, letter, path)
        with pytest.raises(NotAllowed):
            desk.letters.copies.open_copy(petition.id, letter, tmp_path)
    with pytest.raises(NotAllowed):
        desk.letters.copies.save_redacted(reader.sealed.id, letter, path)
    with pytest.raises(NotAllowed):
        desk.attachments.save(reader.ordinary.id, reader.ordinary.attachments[0], path)
    assert not path.exists()


def test_a_clerk_without_the_right_exports_names_but_no_sealed_case(
    marked: Marked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = Account("登记员二", Role.CLERK)
    monkeypatch.setattr(Context, "actor", property(lambda _: clerk))
    path = tmp_path / "台账.xlsx"
    marked.desk.exports.ledger(path, ALL, Order(), unmasked_reason="报送县信访局")
    text = "\n".join(zip_texts(path))
    assert PERSON.name in text
    assert not [mark for mark in sorted(marked.marks) if mark in text]
