"""What the program wrote into the record in Chinese is read in the reader's language."""

import pytest

from petitiondesk.domain import history, notes
from petitiondesk.domain.notes import said
from petitiondesk.infra.i18n import render, use_language


@pytest.mark.parametrize(
    ("kind", "note", "english"),
    [
        (history.EXPORT, "附件“来信.jpg”", 'attachment "来信.jpg"'),
        (history.EXPORT, "附件“（密）”", 'attachment "(sealed)"'),
        (history.EXPORT, "打开文书：受理告知书 农信函〔2026〕1号",
         "Opened a letter: Notice of acceptance 农信函〔2026〕1号"),
        (history.EXPORT, "文书原件：没有这种文书 1号", "Original of the letter 没有这种文书 1号"),
        (history.OPEN_SEALED, "接访日 2026-03-04：回访，核对", "Reception day 2026-03-04: 回访，核对"),
        (history.IMPORT, "旧台账.xlsx，2025年，第 12 行", "旧台账.xlsx, 2025年, row 12"),
        (history.SALVAGE, "从损坏的登记簿抢救", "Salvaged from a damaged registry"),
        (history.SHEET, "写出经管站科室办理表第 3 号，5 件",
         "Written for 经管站: section sheet No. 3, 5 cases"),
        ("receive", "科室办理表第 3 号", "section sheet No. 3"),
        (history.RETIME, "办理期限 2026-05-01 → 2026-05-06；转办 · 经管站 2026-03-02 → —",
         "Due date 2026-05-01 → 2026-05-06; Route · 经管站 2026-03-02 → —"),
        # As entries of earlier versions have it; later ones hold the facts themselves:
        (history.BACKUP, "信访.petitionbackup：12 件，经过 34 条；放在“备份”",
         '信访.petitionbackup: petitions 12, entries 34; in "备份"'),
        (history.RESTORE, "a.petitionbackup，2026-03-01 17:00 做的，12 件，经过 34 条；缺附件 2 个",
         "a.petitionbackup, made 2026-03-01 17:00, petitions 12, entries 34; attachments missing 2"),
    ],
)  # fmt: skip
def test_a_note_that_the_program_wrote_is_said_in_english(
    kind: str, note: str, english: str
) -> None:
    assert str(said(kind, note)).replace("　", " ") == note, "and stays as it was in Chinese"
    use_language("en")
    assert render(said(kind, note)).replace("　", " ") == english


@pytest.mark.parametrize("kind", [history.EXPORT, history.RETIME, history.BACKUP, "conclude"])
def test_what_a_clerk_wrote_stays_as_she_wrote_it(kind: str) -> None:
    use_language("en")
    for words in (
        "领导要求 {尽快} 办理；见附件“来信.jpg”。",
        "→",
        "{name}",
        "第 3 号",
        "甲；乙 → 丙",
    ):
        assert render(said(kind, words)) == words


def test_every_sentence_is_known_again() -> None:
    parts = {"sheet": "科室办理表第 7 号", "letter": "受理告知书 1号"}
    for kind, sentences in notes._OF_KIND.items():
        for sentence in sentences:
            written = sentence.format_map(_Parts(parts))
            assert said(kind, written).text == sentence, sentence


class _Parts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return f"某{name}"
