"""The benchmark at work on a small registry: nothing is timed here, only that it measures truly.

`make measuring` runs its rows and a session; `make test` what they stand on.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from petitiondesk.bench import rows_work
from petitiondesk.bench.registries import NAME, Registries
from petitiondesk.bench.room import room
from petitiondesk.bench.run import Run
from petitiondesk.bench.runner import QUICK
from petitiondesk.bench.session import described, run_session
from petitiondesk.bench.tape import Bare, taped
from petitiondesk.domain.errors import RegistryError

SIZE = 60


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache whose registry is made once."""
    return tmp_path_factory.mktemp("bench")


@pytest.fixture
def registries(cache: Path) -> Iterator[Registries]:
    found = Registries(cache, lambda _: None)
    found.work_copy(SIZE)
    before = digest(found.ready_made(SIZE))
    yield found
    assert digest(found.ready_made(SIZE)) == before, "the ready-made registry was changed"


def digest(folder: Path) -> dict[str, str]:
    files = (path for path in folder.iterdir() if path.is_file())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def measured(app: QApplication, registries: Registries, *rows: str) -> dict[str, dict[str, object]]:
    report = Run(app, registries, rows, QUICK, lambda _: None).measure([SIZE])
    assert report["kind"] == "table"
    assert report["machine"]["cores"] >= 1
    return {row["row"]: row for row in report["rows"]}


@pytest.mark.slow
def test_what_is_read_in_the_window_is_measured_beside_its_own_sql(
    qapp: QApplication, registries: Registries
) -> None:
    wanted = {"search-2", "search-in-filter", "search-nothing", "jump-last", "sort-due", "case"}
    rows = measured(qapp, registries, *wanted)
    assert rows.keys() == wanted
    for row in rows.values():
        assert isinstance(row["ours"], dict)
        assert len(row["ours"]["rounds"]) == QUICK
        assert isinstance(row["floor"], dict)
        assert row["floor"]["median"] > 0


@pytest.mark.slow
def test_what_is_written_is_measured_beside_the_same_rows_alone(
    qapp: QApplication, registries: Registries
) -> None:
    wanted = {"step", "register", "export", "import", "verify", "backup", "return-month"}
    rows = measured(qapp, registries, *wanted)
    assert rows.keys() == wanted
    assert all(row["ratio"] for row in rows.values())


def test_where_no_copy_has_room_the_floor_of_an_import_takes_back_what_it_wrote(
    qapp: QApplication, registries: Registries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows_work, "MOST_COPIED", 0)
    (row,) = measured(qapp, registries, "import").values()
    assert row["ratio"]
    assert row["note"] == "floor: taken back"
    # that the ready-made registry is as it was is what `registries` looks at


@pytest.mark.slow
def test_starting_and_memory_are_measured_in_processes_of_their_own(
    qapp: QApplication, registries: Registries
) -> None:
    rows = measured(qapp, registries, "start-ledger", "memory-export")
    assert rows["start-ledger"]["unit"] == "ms"
    assert rows["memory-export"]["unit"] == "MB"


def test_the_sizes_on_disk_add_up(qapp: QApplication, registries: Registries) -> None:
    run = Run(qapp, registries, ["growth", "start"], QUICK, lambda _: None, skip=["start"])
    report = run.measure([SIZE])
    assert report["rows"] == [], "what is to be left out"
    (grown,) = report["growth"]
    parts = grown["bytes"]
    assert 0 < parts["tables"] + parts["indices"] + parts["search"] <= parts["registry.db"]
    assert grown["events"] > SIZE


def test_the_floor_of_a_search_is_what_the_program_asked_and_not_its_count(
    qapp: QApplication, registries: Registries
) -> None:
    folder = registries.work_copy(SIZE)
    with taped() as tape, room(qapp, folder, SIZE) as opened:
        bare = Bare(opened.desk)
        with tape.running():
            opened.painted_ledger(lambda: opened.search("补贴"))
        opened.calm()
        texts = [one.text for one in tape.reading()]
        assert any("search MATCH" in text for text in texts)
        assert not any("COUNT(" in text.upper() for text in texts)
        assert bare.run(tape.reading()) > 0
        bare.close()


def test_a_copy_that_was_written_into_is_made_anew(registries: Registries) -> None:
    folder = registries.work_copy(SIZE)
    (folder / "mark").touch()
    assert (registries.work_copy(SIZE) / "mark").exists()
    registries.will_write(SIZE)
    assert not (registries.work_copy(SIZE) / "mark").exists()


def test_a_registry_that_is_still_being_filled_is_not_measured(tmp_path: Path) -> None:
    registries = Registries(tmp_path, lambda _: None)
    registries.work_copy(SIZE)
    (tmp_path / f"n{SIZE}" / NAME / "registry.inuse").touch()
    with pytest.raises(RegistryError, match="还没有做完"):
        registries.work_copy(SIZE)


@pytest.mark.slow
def test_a_session_tells_where_the_window_stood_still(
    qapp: QApplication, registries: Registries
) -> None:
    report = run_session(qapp, registries, SIZE, 0.2, lambda _: None, brought_in=5)
    assert report["acts"] > 5
    assert report["beats"] > 50
    assert report["floor"]["times"] == report["acts"] + 2, "import and export were begun too"
    assert 0 < report["floor"]["median_ms"] <= report["floor"]["longest_ms"]
    assert report["exported"], "the import before it has run too"
    times = [act["times"] for act in report["by_act"].values()]
    assert sum(times) == report["acts"] + 2
    assert all(act["usual_ms"] <= act["longest_ms"] for act in report["by_act"].values())
    assert report["over_50_ms"] == sum(1 for gap in report["gaps"] if gap["length_ms"] > 50)
    assert any("次心跳" in line for line in described(report))
