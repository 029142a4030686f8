"""The manual's text: the same in both languages, true to the screen, whole."""

import re
from pathlib import Path

import pytest

from petitiondesk.domain import workflow
from petitiondesk.domain.rules import RULES
from petitiondesk.infra.i18n import render, tr, use_language
from petitiondesk.infra.resources import resource
from petitiondesk.manual_scenes import PICTURES
from petitiondesk.ui.help.manual import LINK, PICTURE, Manual, plain
from petitiondesk.ui.help_key import INDEX
from petitiondesk.ui.models.rules_model import days_text
from petitiondesk.ui.pages.settings import PARTS
from petitiondesk.ui.places import rail_items
from petitiondesk.ui.shortcuts import SHORTCUTS, Where
from tests import i18n_catalogue as catalogue

LANGUAGES = ("zh_CN", "en")
CHINESE_LABEL = re.compile("「([^「」]+)」")
ENGLISH_LABEL = re.compile(r"\*\*([^*]+)\*\*")


@pytest.fixture(scope="module")
def words() -> dict[str, tuple[str, ...]]:
    """Every sentence of the program, with its English."""
    stored = {catalogue.named(m): catalogue.forms(m.string) for m in catalogue.stored() if m.id}
    return {catalogue.named(m): stored.get(catalogue.named(m), ()) for m in catalogue.extracted()}


@pytest.fixture(scope="module")
def chinese() -> Manual:
    return Manual("zh_CN")


@pytest.fixture(scope="module")
def english() -> Manual:
    return Manual("en")


def test_every_page_is_written_in_both_languages_and_in_the_contents(
    chinese: Manual, english: Manual
) -> None:
    files = {path.stem for path in chinese.folder.glob("*.md")}
    assert files == {path.stem for path in english.folder.glob("*.md")}
    assert sorted(chinese.names()) == sorted(files)
    assert list(chinese.names()) == list(english.names())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_calls_a_page_by_its_title(language: str) -> None:
    manual = Manual(language)
    for name in manual.names():
        for title, target in LINK.findall(manual.text(name)):
            assert target in manual.names(), f"{name} links to {target}"
            assert title == manual.title(target), f"{name} calls {target} “{title}”"


def test_both_languages_have_the_same_headings_pictures_links_and_tables(
    chinese: Manual, english: Manual
) -> None:
    for name in chinese.names():
        assert shape(chinese.text(name)) == shape(english.text(name)), name


def shape(text: str) -> list[str]:
    """The bones of a page: levels of headings, pictures, items, rows of tables, links."""
    bones = []
    for line in text.splitlines():
        mark = re.match(r"#+ |- |\d+\. |\|(?=[^-])|> |!\[", line)
        bones += [mark[0]] if mark else []
        bones += [name for _, name in PICTURE.findall(line)]
    return bones + sorted(name for _, name in LINK.findall(text))


def test_nothing_leads_out_of_the_manual() -> None:
    for language in LANGUAGES:
        manual = Manual(language)
        for name in manual.names():
            inside = LINK.sub("", PICTURE.sub("", manual.text(name)))
            assert "](" not in inside, name
            assert "http" not in inside, name


# --- labels -----------------------------------------------------------------------------------------


def test_what_the_manual_calls_a_label_is_on_the_screen(
    chinese: Manual, words: dict[str, tuple[str, ...]]
) -> None:
    unknown = [
        f"{name}: {label}"
        for name in chinese.names()
        for label in CHINESE_LABEL.findall(chinese.text(name))
        if label not in words
    ]
    assert unknown == []


def test_the_english_names_the_same_labels_as_the_chinese(
    chinese: Manual, english: Manual, words: dict[str, tuple[str, ...]]
) -> None:
    for name in chinese.names():
        labels = set(CHINESE_LABEL.findall(chinese.text(name)))
        bold = set(ENGLISH_LABEL.findall(english.text(name)))
        lacking = [label for label in sorted(labels) if not bold & set(words[label])]
        assert lacking == [], name
        known = {form for label in labels for form in words[label]}
        assert sorted(bold - known) == [], name


# --- facts of the program ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_limits_in_the_manual_are_those_that_are_reckoned(language: str) -> None:
    use_language(language)
    rows = table_rows(Manual(language).text("deadlines"))
    reckoned = [rule for rule in RULES if rule.enabled and rule.days is not None]
    assert rows == [
        [tr(rule.zh), days_text(rule, rule.days or 0), tr(rule.starts.zh), tr(rule.article)]
        for rule in reckoned
    ]


def table_rows(text: str) -> list[list[str]]:
    """The cells of the first table of a page, without its head and its marks."""
    table = re.search(r"^\|.*\n\|[-|]+\n((?:\|.*\n)+)", text, re.MULTILINE)
    assert table
    lines = [line.strip("|").split("|") for line in table[1].splitlines()]
    return [[cell.strip().strip("「」*") for cell in line] for line in lines]


def test_every_step_of_the_workflow_is_explained(chinese: Manual) -> None:
    text = chinese.text("steps")
    steps = [step.zh for step in workflow.STEPS if step.name != workflow.REGISTER]
    assert [zh for zh in steps if f"「{zh}」" not in text] == []


def test_every_part_of_the_settings_and_every_page_of_the_rail_is_explained(
    chinese: Manual,
) -> None:
    text = chinese.text("settings")
    assert [render(title) for _, title, *_ in PARTS if f"「{title}」" not in text] == []
    for item in rail_items():
        assert chinese.title(item.key) == item.label


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_keys_is_the_table_of_shortcuts(language: str) -> None:
    use_language(language)
    text = Manual(language).text("shortcuts")
    place = 0
    for where in Where:
        rows = [f"| `{s.shown}` | {tr(s.says)} |" for s in SHORTCUTS if s.where is where]
        part = f"## {tr(where.value)}\n"
        assert part in text[place:], part
        place = text.index(part, place)
        listed = text[place:].split("\n## ")[0]
        assert [line for line in listed.splitlines() if line.startswith("| `")] == rows


# --- pictures ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_that_is_made_is_used_once_and_no_other(language: str) -> None:
    manual = Manual(language)
    used = [n for name in manual.names() for _, n in PICTURE.findall(manual.text(name))]
    assert sorted(used) == sorted(PICTURES)


def test_no_picture_is_kept_in_the_sources() -> None:
    """A picture that was made once and kept would grow old; the build makes them."""
    ignored = Path(resource().parent / ".gitignore").read_text("utf-8").splitlines()
    assert "resources/help/*/images/" in ignored


# --- reading ----------------------------------------------------------------------------------------


def test_looking_for_words_finds_the_pages_that_have_them_all(chinese: Manual) -> None:
    names = [hit.entry.name for hit in chinese.find("U 盘 附件")]
    assert "restore" in names
    assert all("附件" in chinese.text(name) for name in names)
    assert chinese.find("期限")[0].entry.name == "deadlines", "a title comes first"
    assert chinese.find("   ") == []
    assert chinese.find("没有这样的词") == []
    assert INDEX not in [hit.entry.name for hit in chinese.find("导入旧台账")]


def test_marks_and_addresses_are_no_words_of_the_manual() -> None:
    text = (
        "# 标题\n\n见[期限](deadlines.md)，按 `F1`。\n\n![图](images/today.png)\n\n| 甲 |\n|---|\n"
    )
    said = plain(text)
    assert "期限" in said
    assert "f1" in said
    for mark in ("deadlines", "images", "#", "`", "|", "---"):
        assert mark not in said
