"""The letters of a case, and the kinds of letters in the settings, as table models."""

from dataclasses import dataclass

from petitiondesk.domain.ledger import Who
from petitiondesk.domain.masking import who_of
from petitiondesk.domain.messages import N_
from petitiondesk.domain.petition import Letter, Petition
from petitiondesk.domain.terms import LetterKind
from petitiondesk.infra.i18n import term, tr
from petitiondesk.ui.models.ledger_columns import who_text
from petitiondesk.ui.models.rows_model import Column, RowsModel


@dataclass(frozen=True)
class LetterRow:
    """A letter as shown: its addressee may be masked."""

    letter: Letter
    addressee: str


def letter_rows(shown: Petition, *, opened: bool) -> list[LetterRow]:
    """The letters made so far, newest first, of a petition as it may be shown: masked unless ``opened``."""
    who = who_of(shown.petitioners, anonymous=False, masked=False)
    return [
        LetterRow(x, who_text(who) if _is_to(who, x) and not opened else x.addressee)
        for x in reversed(shown.letters)
    ]


def _is_to(who: Who, letter: Letter) -> bool:
    return letter.kind.to_petitioner and letter.addressee == who.zh


LETTERS: tuple[Column[LetterRow], ...] = (
    Column("kind", N_("文书种类"), 164, lambda r: term(r.letter.kind)),
    Column("number", N_("文号"), 200, lambda r: r.letter.number),
    Column("made", N_("日期"), 98,
           lambda r: r.letter.made_on.isoformat() if r.letter.made_on else "",
           lambda r: r.letter.made_on),
    Column("addressee", N_("收件人"), 120, lambda r: r.addressee),
)  # fmt: skip


class LettersModel(RowsModel[LetterRow]):
    """The letters of one case."""

    NUMBER, SPARE = 1, (3, 2)
    """The number, and what can be left out beside a history that says it too."""

    def __init__(self) -> None:
        super().__init__(LETTERS)


@dataclass(frozen=True)
class KindRow:
    """A kind of letter in the settings: its own template or not, its pattern as entered."""

    kind: LetterKind
    own: bool = False
    pattern: str = ""


def _template(row: KindRow) -> str:
    return tr("自己的") if row.own else tr("自带")


def _pattern(row: KindRow) -> str:
    return row.pattern if row.kind.numbered else tr("不编文号")


KINDS: tuple[Column[KindRow], ...] = (
    Column("kind", N_("文书种类"), 260, lambda r: term(r.kind)),
    Column("template", N_("模板"), 120, _template),
    Column("pattern", N_("文号的格式"), 280, _pattern),
)


class KindsModel(RowsModel[KindRow]):
    """Every kind of letter, in the order of the vocabulary."""

    PATTERN, SPARE = 2, (1,)
    """The pattern, and what can be left out beside the sentence below that says it too."""

    def __init__(self) -> None:
        super().__init__(KINDS)
