"""A map file says in a few lines what an unusual ledger's columns mean."""

from pathlib import Path

import pytest

from petitiondesk.domain.errors import FileProblem
from petitiondesk.exchange.ledger_map import LedgerMap, load_map


def saved(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "对照.toml"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_whole_map_is_read(tmp_path: Path, encoding: str) -> None:
    text = """
        sheet = "2023年"
        header_row = 3
        year = 2023
        [columns]
        summary = "反映的事"
        [defaults]
        channel = "网上信访"
        urgent = true
        people_present = 2
        received_on = 2023-05-07
    """
    assert load_map(saved(tmp_path, text, encoding)) == LedgerMap(
        ("2023年",),
        3,
        2023,
        {"反映的事": "summary"},
        {"channel": "网上信访", "urgent": "是", "people_present": "2", "received_on": "2023-05-07"},
    )


def test_an_empty_map_changes_nothing(tmp_path: Path) -> None:
    assert load_map(saved(tmp_path, "")) == LedgerMap()


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("sheets = 1", "sheets"),
        ("sheet = 1", "sheet"),
        ('header_row = "3"', "header_row"),
        ("header_row = 0", "header_row"),
        ("year = true", "year"),
        ("columns = 1", "columns"),
        ('[columns]\nwhat = "事"', "columns.what"),
        ('[defaults]\nchannel = "飞鸽"', "defaults.channel = 飞鸽"),
        ('[defaults]\nchannel = ["来信"]', "defaults.channel"),
    ],
)
def test_an_entry_that_is_wrong_is_named(tmp_path: Path, text: str, entry: str) -> None:
    with pytest.raises(FileProblem) as caught:
        load_map(saved(tmp_path, text))
    assert f"“{entry}”" in str(caught.value)


@pytest.mark.parametrize("text", ["[columns", "sheet = 二"])
def test_a_map_that_is_no_toml_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(FileProblem, match="写法有误"):
        load_map(saved(tmp_path, text))
    with pytest.raises(FileProblem, match="写法有误"):
        load_map(saved(tmp_path, "sheet = '表'", "gbk"))


def test_a_missing_map_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="打不开对照文件"):
        load_map(tmp_path / "没有.toml")
