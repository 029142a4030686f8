"""The archive: references that never clash, retention by the schedule, and the catalogue."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from petitiondesk.domain.archive import TO_ARCHIVE
from petitiondesk.domain.errors import InvalidInput, StepNotAllowed
from petitiondesk.domain.ledger import SEALED
from petitiondesk.domain.petition import Petition, Scan
from petitiondesk.domain.terms import Appraisal, PetitionClass, Retention, State
from petitiondesk.services.desk import Desk
from tests.factory import OFFICE, TODAY, a_desk, a_petition, reopened, take
from tests.services.conftest import Filled

LATER = date(2027, 1, 4)


def concluded(desk: Desk, **facts: object) -> Petition:
    return take(desk, desk.petitions.register(a_petition(**facts)), "answer_on_spot")


def archive(desk: Desk, petition: Petition, **inputs: object) -> Petition:
    given: dict[str, object] = {"retention": Retention.YEARS_30, **inputs}
    return desk.petitions.perform(petition.id, "archive", given, TODAY)


def test_references_follow_one_another_within_a_year_and_a_retention(desk: Desk) -> None:
    given = [
        archive(desk, concluded(desk), retention=retention).archive_ref
        for retention in (Retention.YEARS_30, Retention.YEARS_30, Retention.PERMANENT)
    ]
    assert given == ["WS·2026-30年-0001", "WS·2026-30年-0002", "WS·2026-永久-0001"]


def test_references_begin_again_with_the_year(desk: Desk) -> None:
    archive(desk, concluded(desk))
    later = reopened(desk, LATER)
    petition = later.petitions.register(a_petition(received_on=LATER))
    done = take(later, petition, "answer_on_spot", "archive", on=LATER)
    assert done.archive_ref == "WS·2027-30年-0001"
    assert later.archive.years() == [2027, 2026]
    later.close()


def test_what_is_suggested_is_what_is_given(desk: Desk) -> None:
    archive(desk, concluded(desk))
    petition = concluded(desk)
    retention, reference = desk.archive.suggestion(petition)
    assert (retention, reference) == (Retention.YEARS_30, "WS·2026-30年-0002")
    assert archive(desk, petition).archive_ref == reference


@pytest.mark.parametrize(
    ("steps", "retention"),
    [
        (("instruct", "route", "receive", "submit", "reply", "deliver", "conclude"), Retention.PERMANENT),
        (("answer_on_spot",), Retention.YEARS_30),
        (("withdraw",), Retention.YEARS_10),
    ],
)  # fmt: skip
def test_retention_follows_the_schedule(
    desk: Desk, steps: tuple[str, ...], retention: Retention
) -> None:
    petition = take(desk, desk.petitions.register(a_petition()), *steps)
    assert desk.archive.suggestion(petition)[0] is retention


def test_an_own_reference_is_taken_as_it_is_written(desk: Desk) -> None:
    done = archive(desk, concluded(desk), archive_ref="Z109-WS·2026-D30-BGS-0007")
    assert done.archive_ref == "Z109-WS·2026-D30-BGS-0007"
    assert archive(desk, concluded(desk)).archive_ref == "WS·2026-30年-0001"


def test_a_reference_that_is_taken_is_refused_and_nothing_is_archived(desk: Desk) -> None:
    archive(desk, concluded(desk), archive_ref="档-1")
    petition = concluded(desk)
    with pytest.raises(InvalidInput, match="“档-1”已经用过"):
        archive(desk, petition, archive_ref="档-1")
    assert desk.petitions.case(petition.id).petition == petition


def test_a_given_reference_never_clashes_with_an_own_one(desk: Desk) -> None:
    archive(desk, concluded(desk), archive_ref="WS·2026-30年-0001")
    archive(desk, concluded(desk), archive_ref="WS·2026-30年-0003")
    given = [archive(desk, concluded(desk)).archive_ref for _ in range(3)]
    everything = [v.archive_ref for v in desk.archive.volumes(desk.archive.catalogue(2026).ids)]
    assert len(set(everything)) == len(everything) == 5
    assert given == ["WS·2026-30年-0002", "WS·2026-30年-0004", "WS·2026-30年-0005"]


def test_references_stay_apart_when_the_pattern_does_not_name_the_retention(desk: Desk) -> None:
    desk.office.save(replace(OFFICE, archive_pattern="{year}-{seq}"))
    for retention in Retention:
        archive(desk, concluded(desk), retention=retention)
    references = [v.archive_ref for v in desk.archive.volumes(desk.archive.catalogue(2026).ids)]
    assert len(set(references)) == len(Retention)


def test_the_catalogue_lists_each_volume_with_its_pages_and_files(
    desk: Desk, tmp_path: Path
) -> None:
    scan = tmp_path / "来信.jpg"
    scan.write_bytes(b"\xff\xd8")
    petition = concluded(desk, pages=12)
    desk.attachments.attach(petition.id, [scan])
    archive(desk, petition)
    (volume,) = desk.archive.volumes(desk.archive.catalogue(2026).ids)
    assert (volume.petition_id, volume.number, volume.title) == (
        petition.id, petition.number, petition.summary,
    )  # fmt: skip
    assert (volume.archive_ref, volume.retention) == ("WS·2026-30年-0001", Retention.YEARS_30)
    assert (volume.pages, volume.attachments, volume.archived_on) == (12, 1, TODAY)


def test_the_catalogue_does_not_tell_what_a_sealed_case_is_about(desk: Desk) -> None:
    archive(desk, concluded(desk, petition_class=PetitionClass.ACCUSATION))
    (volume,) = desk.archive.volumes(desk.archive.catalogue(2026).ids)
    assert volume.sealed
    assert volume.title == SEALED


def test_the_catalogue_of_one_retention_holds_that_one_only(desk: Desk) -> None:
    for retention in (Retention.YEARS_10, Retention.YEARS_30, Retention.YEARS_10):
        archive(desk, concluded(desk), retention=retention)
    listed = desk.archive.volumes(desk.archive.catalogue(2026, Retention.YEARS_10).ids)
    assert [v.archive_ref for v in listed] == ["WS·2026-10年-0001", "WS·2026-10年-0002"]
    assert not desk.archive.catalogue(2025).ids


def test_the_catalogues_of_all_years_hold_every_archived_petition_once(filled: Filled) -> None:
    archive = filled.desk.archive
    volumes = [v for year in archive.years() for v in archive.volumes(archive.catalogue(year).ids)]
    wanted = [p for p in filled.petitions if p.state is State.ARCHIVED]
    assert sorted(v.petition_id for v in volumes) == [p.id for p in wanted]
    assert len({v.archive_ref for v in volumes}) == len(volumes) > 100


def test_what_waits_for_the_archive_is_all_that_can_be_archived(desk: Desk) -> None:
    for steps in (("answer_on_spot",), ("withdraw",), ("refuse",), ("forward",)):
        petition = take(desk, desk.petitions.register(a_petition()), *steps)
        assert petition.state in TO_ARCHIVE.states
        assert take(desk, petition, "archive").state is State.ARCHIVED


def test_a_file_that_was_opened_again_goes_back_to_its_place(desk: Desk) -> None:
    filed = archive(desk, concluded(desk))
    archive(desk, concluded(desk))
    opened = take(desk, filed, "reopen")
    assert desk.archive.suggestion(opened) == (Retention.YEARS_30, filed.archive_ref)
    again = archive(desk, opened, archive_ref=filed.archive_ref)
    assert (again.archive_ref, again.archive_year, again.archive_sequence) == (
        filed.archive_ref,
        filed.archive_year,
        filed.archive_sequence,
    )
    assert desk.verify.verify().sound


def test_what_is_due_for_appraisal_is_listed_until_somebody_decided(folder: Path) -> None:
    desk = a_desk(folder, date(2014, 6, 3))
    form = a_petition(received_on=date(2014, 6, 3))
    filed = {}
    for retention in Retention:
        petition = take(desk, desk.petitions.register(form), "answer_on_spot", on=date(2014, 6, 3))
        inputs = {"retention": retention}
        filed[retention] = desk.petitions.perform(petition.id, "archive", inputs, date(2014, 6, 3))
    ten = filed[Retention.YEARS_10]

    def due(year: int) -> list[int]:
        nonlocal desk
        desk = reopened(desk, date(year, 1, 5))
        return list(desk.archive.appraisable().ids)

    assert due(2024) == []  # ten years from 2015 are 2015 to 2024
    assert due(2025) == [ten.id]
    assert due(2045) == [ten.id, filed[Retention.YEARS_30].id]
    kept = {"appraisal": Appraisal.KEEP, "appraisal_note": "仍有查考价值。",
            "retention": Retention.PERMANENT}  # fmt: skip
    desk.petitions.perform(ten.id, "appraise", kept, date(2045, 1, 5))
    assert due(2046) == [filed[Retention.YEARS_30].id]
    gone = {"appraisal": Appraisal.DESTROY, "appraisal_note": "局长办公会同意销毁纸质件。",
            "retention": Retention.YEARS_30}  # fmt: skip
    desk.petitions.perform(filed[Retention.YEARS_30].id, "appraise", gone, date(2046, 1, 5))
    assert due(2047) == []
    assert desk.ledger.total() == 3  # nothing is ever deleted
    desk.close()


def test_what_is_archived_takes_no_file_and_no_correction_until_it_is_opened(desk: Desk) -> None:
    filed = archive(desk, concluded(desk))
    scan = Scan("补充.png", b"x")
    with pytest.raises(StepNotAllowed, match="启卷"):
        desk.attachments.attach(filed.id, [scan])
    opened = take(desk, filed, "reopen")
    assert len(desk.attachments.attach(opened.id, [scan]).attachments) == 1
