"""The letters of a case, and the kinds of letters in the settings, as table models."""

from dataclasses import dataclass

from petitiondesk.domain.messages import N_
from petitiondesk.domain.petition import Letter
from petitiondesk.domain.terms import LetterKind
from petitiondesk.infra.i18n import term, tr
from petitiondesk.ui.models.rows_model import Column, RowsModel

LETTERS: tuple[Column[Letter], ...] = (
    Column("kind", N_("文书种类"), 164, lambda r: term(r.kind)),
    Column("number", N_("文号"), 200, lambda r: r.number),
    Column("made", N_("日期"), 98,
           lambda r: r.made_on.isoformat() if r.made_on else "",
           lambda r: r.made_on),
    Column("addressee", N_("收件人"), 120, lambda r: r.addressee),
)  # fmt: skip


class LettersModel(RowsModel[Letter]):
    """The letters of one case."""

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

    def __init__(self) -> None:
        super().__init__(KINDS)
