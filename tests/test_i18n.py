"""The English of the desk: complete, true to the placeholders, and compiled."""

import gettext
import io
import re
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Message as Entry

from petitiondesk.domain import clocks, fields, terms, workflow
from petitiondesk.domain.messages import Message
from petitiondesk.infra import i18n
from petitiondesk.services.backup_memory import Memory, from_json, to_json
from tests import i18n_catalogue as catalogue
from tests.i18n_catalogue import ROOT

OFFICIAL_EXAMPLES = (
    "信〔{{year}}〕{{seq}}号",  # a numbering pattern, which numbers documents in Chinese
    "信访日期, 信访人, 概况, 主要内容",  # column names as they stand in old ledgers
    "{{按期办结率}}",  # a placeholder as it stands in the superior's workbook
)
"""What an English sentence may quote in Chinese, since the office writes it so."""


@pytest.fixture(scope="module")
def entries() -> dict[str, Entry]:
    return {catalogue.named(m): m for m in catalogue.stored() if m.id}


@pytest.fixture(scope="module")
def sentences() -> dict[str, Entry]:
    return {catalogue.named(m): m for m in catalogue.extracted() if m.id}


def test_every_sentence_of_the_program_has_its_english(
    entries: dict[str, Entry], sentences: dict[str, Entry]
) -> None:
    assert [s for s in sentences if s not in entries] == []
    assert [s for s, entry in entries.items() if not all(catalogue.forms(entry.string))] == []


def test_nothing_is_translated_that_the_program_no_longer_says(
    entries: dict[str, Entry], sentences: dict[str, Entry]
) -> None:
    assert [s for s in entries if s not in sentences] == []


def test_a_counted_sentence_has_a_singular_and_a_plural(
    entries: dict[str, Entry], sentences: dict[str, Entry]
) -> None:
    counted = [s for s, entry in sentences.items() if entry.pluralizable]
    assert counted
    for sentence in counted:
        assert "{n}" in sentence
        assert len(catalogue.forms(entries[sentence].string)) == 2, sentence


def test_english_has_quotation_marks_as_wide_as_a_letter(entries: dict[str, Entry]) -> None:
    """The desk's font is Chinese, and draws the curly ones as wide as a character."""
    texts = [form for entry in entries.values() for form in catalogue.forms(entry.string)]
    pages = [page.read_text("utf-8") for page in (ROOT / "resources/help/en").glob("*.md")]
    assert [text for text in [*texts, *pages] if set(text) & set("“”‘’")] == []


def test_the_placeholders_of_both_languages_agree(entries: dict[str, Entry]) -> None:
    for sentence, entry in entries.items():
        for english in filter(None, catalogue.forms(entry.string)):
            assert placeholders(english) == placeholders(sentence), sentence


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_the_english_has_no_chinese_but_official_examples(entries: dict[str, Entry]) -> None:
    for entry in entries.values():
        for english in filter(None, catalogue.forms(entry.string)):
            rest = english
            for example in OFFICIAL_EXAMPLES:
                rest = rest.replace(example, "")
            assert not catalogue.HAN.search(rest), english


def test_each_official_example_is_still_quoted(entries: dict[str, Entry]) -> None:
    everything = "\n".join(f for e in entries.values() for f in catalogue.forms(e.string))
    assert [e for e in OFFICIAL_EXAMPLES if e not in everything] == []


def test_a_whole_sentence_stays_a_whole_sentence(entries: dict[str, Entry]) -> None:
    for sentence, entry in entries.items():
        for english in filter(None, catalogue.forms(entry.string)):
            assert sentence.endswith("。") == english.endswith("."), sentence
            assert english == english.strip() or english.strip() + " " == english, sentence
            assert "  " not in english, sentence


def test_no_sentence_is_guessed(entries: dict[str, Entry]) -> None:
    assert [s for s, entry in entries.items() if entry.fuzzy] == []


def test_the_stored_catalogue_is_what_its_tool_writes() -> None:
    assert catalogue.PO.read_bytes() == catalogue.po_bytes(catalogue.refreshed().catalog)


def test_the_compiled_catalogue_matches_the_readable_one(entries: dict[str, Entry]) -> None:
    assert catalogue.MO.read_bytes() == catalogue.mo_bytes(catalogue.stored())
    compiled = gettext.GNUTranslations(io.BytesIO(catalogue.MO.read_bytes()))
    for sentence, entry in entries.items():
        forms = catalogue.forms(entry.string)
        if len(forms) == 1:
            assert compiled.gettext(sentence) == forms[0]
        else:  # only `trn` asks for these; Debian's Python 3.11.2 knows them by ngettext alone
            assert [compiled.ngettext(sentence, sentence, n) for n in (1, 2)] == list(forms)


def test_no_sentence_is_both_counted_and_plain() -> None:
    used: dict[bool, set[str]] = {True: set(), False: set()}
    for source in catalogue.sources():
        for sentence in source.sentences:
            used[isinstance(sentence, tuple)].add(catalogue.key(sentence))
    assert used[True] & used[False] == set()
    assert len(used[True]) > 10


def test_the_catalogue_names_no_machine_and_no_day() -> None:
    text = catalogue.PO.read_text("utf-8")
    assert not re.search(r"/home/|/work/|/root/|[A-Z]:\\|POT-Creation-Date|PO-Revision-Date", text)


def test_every_official_term_has_its_english(entries: dict[str, Entry]) -> None:
    vocabularies: list[type[terms.Term]] = terms.Term.__subclasses__()
    assert {terms.State, terms.Channel, terms.PetitionClass, clocks.DueTerm} <= set(vocabularies)
    members = [member for vocabulary in vocabularies for member in vocabulary]
    assert [member for member in members if member.zh not in entries] == []


def test_every_field_and_step_has_its_english(entries: dict[str, Entry]) -> None:
    named = [f.zh for f in fields.FIELDS.values()] + [s.zh for s in workflow.STEPS]
    assert [zh for zh in named if zh not in entries] == []


VERBS = frozenset({
    "Answer", "Archive", "Change", "Conclude", "Continue", "Decline", "Deliver", "Extend", "Finish",
    "Follow", "Forward", "Hand", "Handle", "Link", "Merge", "Name", "Notify", "Object", "Pause", "Propose",
    "Record", "Reopen", "Reply", "Report", "Resume", "Route", "Send", "Undo", "Unlink", "Urge", "Use",
    "Withdraw",
})  # fmt: skip


def test_a_step_is_called_by_what_the_clerk_does(entries: dict[str, Entry]) -> None:
    english = {catalogue.forms(entries[step.zh].string)[0] for step in workflow.STEPS}
    assert len(english) == len(workflow.STEPS), "two steps with one name"
    assert {name for name in english if name.split()[0] not in VERBS} == set()
    assert {name.split()[0] for name in english} == VERBS, "a verb that no step uses"


def test_no_marked_sentence_is_put_together_at_run_time() -> None:
    """A sentence built with an f-string would never be found in the catalogue."""
    built = [f"{s.path.name}:{line}" for s in catalogue.sources() for line in s.built]
    assert built == []


def test_the_window_and_the_commands_say_nothing_outside_the_catalogue(
    sentences: dict[str, Entry],
) -> None:
    unmarked = [
        f"{source.path.relative_to(catalogue.SOURCES)}:{line}: {text}"
        for source in catalogue.sources()
        if speaks_to_the_user(source.path)
        for line, text in source.chinese
        if text not in sentences.keys() | NOT_SENTENCES and not READ_NOT_SHOWN.search(text)
    ]
    assert unmarked == []


CHINESE_BELOW = {
    "data/petitions.py": "how a number is looked up",
    "data/search.py": "what letters are",
    "domain/calendar.py": "official names of holidays, dates of letters",
    "domain/form_filling.py": "the superior's sheet",
    "domain/forms.py": "the superior's sheet",
    "domain/ledger.py": "who petitions, for forms and letters",
    "domain/masks.py": "what names and addresses are",
    "domain/numbering.py": "numbers of documents",
    "domain/pasting.py": "what letters are",
    "domain/returns/names.py": "the superior's sheet",
    "domain/section_answers.py": "a note in the section's own words",
    "domain/superiors.py": "names of bodies",
    "domain/text_masking.py": "what names and addresses are",
    "domain/unnamed.py": "what stands for no name in old ledgers",
    "domain/validation.py": "what letters are",
    "domain/whole_message.py": "how copied messages are written",
}
"""Modules of the rules and the registry with Chinese that is no sentence, and what it is."""


def test_the_rules_and_the_registry_give_facts_and_leave_the_words_to_whoever_shows_them(
    sentences: dict[str, Entry],
) -> None:
    said = {catalogue.key(entry.id) for entry in sentences.values()}
    found = {
        source.path.relative_to(catalogue.SOURCES).as_posix()
        for source in catalogue.sources()
        if source.path.relative_to(catalogue.SOURCES).parts[0] in {"data", "domain"}
        and any(text not in said for _, text in source.chinese)
    }
    assert found == set(CHINESE_BELOW)


def speaks_to_the_user(path: Path) -> bool:
    """Documents and ledgers are written in Chinese; the window and the commands are translated."""
    parts = path.relative_to(catalogue.SOURCES).parts
    return parts[0] in {"ui", "commands", "cli.py"}


NOT_SENTENCES = frozenset({
    "登记员",  # the default account's name
    "-未导入.xlsx",  # a file of the office
    "今天", "今日", "昨天", "明天", "前天", "后天",  # typed into a date field
    "＞",  # typed before an action
    "＊",  # the mark of what is masked
    "中文",  # a language is named in itself
})  # fmt: skip
"""Data, in Chinese in both languages."""

READ_NOT_SHOWN = re.compile(r"\\d")
"""Patterns of what may be typed."""


def test_a_sentence_is_said_in_the_readers_language() -> None:
    message = Message("请填写“{field}”。", field=Message("答复方式"))
    assert i18n.render(message) == "请填写“答复方式”。"
    i18n.use_language("en")
    assert i18n.render(message) == 'Please fill in "Manner of reply".'
    assert i18n.term(terms.State.UNDER_REVIEW) == "Reply to check"
    assert str(message) == "请填写“答复方式”。", "letters and logs stay Chinese"


def test_a_list_within_a_sentence_has_the_readers_commas() -> None:
    message = Message("协办科室还没有登记意见：{sections}。", sections=("法规科", "财务科"))
    assert i18n.render(message) == str(message) == "协办科室还没有登记意见：法规科、财务科。"
    i18n.use_language("en")
    assert i18n.render(message).endswith("法规科, 财务科.")


def test_a_list_in_the_memory_of_a_failed_backup_stays_a_list() -> None:
    trouble = Message(
        "登记簿文件已损坏：缺少{tables}。没有改动任何内容，请从备份恢复。",
        tables=("events", "claims"),
    )
    kept = from_json(to_json(Memory(trouble=trouble))).trouble
    assert kept == trouble


def test_one_petition_is_not_said_in_the_plural() -> None:
    i18n.use_language("en")
    assert i18n.trn("登记簿 {n} 件", 1) == "Registry: 1 petition"
    assert i18n.trn("登记簿 {n} 件", 2816) == "Registry: 2,816 petitions"


@pytest.mark.parametrize(
    ("asked", "language"), [("en", "en"), ("en_GB.UTF-8", "en"), ("zh_CN", "zh_CN"), ("", "zh_CN")]
)
def test_the_language_is_chosen_by_its_own_variable(asked: str, language: str) -> None:
    environ = {"PETITIONDESK_LANG": asked, "LANG": "en_US.UTF-8"}
    assert i18n.language_from_environment(environ) == language


def test_a_language_the_desk_does_not_speak_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="fr"):
        i18n.use_language("fr")
