"""What the program remembers on this PC: it survives anything in its file."""

from pathlib import Path

import pytest

from petitiondesk.infra.preferences import Preferences, load, save


def test_what_is_kept_is_there_again(tmp_path: Path) -> None:
    kept = Preferences("D:/信访登记.petition", "张敏", "en", "dark")
    save(tmp_path / "deep" / "desk.json", kept)
    assert load(tmp_path / "deep" / "desk.json") == kept


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", "null", '"text"', '{"language": 7, "scheme": ["dark"], "last_registry": null}',
     '{"language": "fr", "scheme": "pink"}', '{"unknown": "x"}', "\ufeff{}", "\x00\x01"],
)  # fmt: skip
def test_a_file_that_makes_no_sense_means_the_defaults(tmp_path: Path, body: str) -> None:
    path = tmp_path / "desk.json"
    path.write_text(body, "utf-8")
    assert load(path) == Preferences()


def test_bytes_that_are_no_text_mean_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    path.write_bytes(b"\xff\xfe\xd8\x00")
    assert load(path) == Preferences()


def test_one_bad_value_does_not_cost_the_others(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    path.write_text('{"language": "fr", "scheme": "dark", "last_registry": "a"}', "utf-8")
    assert load(path) == Preferences(last_registry="a", scheme="dark")


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    save(tmp_path / "file" / "desk.json", Preferences())
    assert load(tmp_path / "file" / "desk.json") == Preferences()
