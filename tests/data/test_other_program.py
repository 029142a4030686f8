"""Nobody is locked in: a second, different program opens the registry and reads the same."""

import hashlib
from pathlib import Path

import pytest

from petitiondesk.domain.rights import Role
from petitiondesk.services.desk import change_data_key, new_desk
from tests import other_program as other
from tests.factory import ACCOUNT, OFFICE, PASSWORD, WHOLE_COURSE, a_petition, at, take

CLERK = "秋收 稻谷 满仓 88"
TABLES = ("petitions", "petitioners", "routings", "clocks", "events", "settings", "accounts")


@pytest.mark.parametrize("changed", [False, True], ids=["first key", "changed key"])
def test_a_second_program_reads_the_same_rows_with_any_password(
    folder: Path, tmp_path: Path, changed: bool
) -> None:
    scan = tmp_path / "来信.txt"
    scan.write_text("来信的扫描件。", "utf-8")
    desk, recovery = new_desk(folder, OFFICE, ACCOUNT, PASSWORD, at())
    take(desk, desk.petitions.register(a_petition(), [scan]), *WHOLE_COURSE)
    desk.accounts.add("李平", Role.CLERK, CLERK)
    if changed:
        desk = change_data_key(desk)
    registry = desk.context.registry
    ours = {t: registry.database.sql(f"SELECT * FROM {t}").fetchall() for t in TABLES}  # noqa: S608
    key = bytes(registry.data_key)
    desk.close()

    keys = folder / "keys.json"
    assert other.data_key(keys, "account", ACCOUNT, PASSWORD) == key
    assert other.data_key(keys, "account", "李平", CLERK) == key
    assert other.data_key(keys, "recovery", "", recovery.replace("-", "")) == key

    theirs = other.opened(folder / "registry.db", other.file_key(key, "registry"))
    for table, expected in ours.items():
        assert other.rows(theirs, f"SELECT * FROM {table}") == expected, table  # noqa: S608
        assert expected, table
    files = other.opened(folder / "attachments.db", other.file_key(key, "attachments"))
    ((sha256, data),) = other.rows(files, "SELECT sha256, data FROM chunks")
    assert data == scan.read_bytes()
    assert hashlib.sha256(data).hexdigest() == sha256
