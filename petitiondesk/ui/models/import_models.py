"""What a file would bring, as small tables: first rows and rows left out; the imports there were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from petitiondesk.domain.fields import FIELDS
from petitiondesk.domain.ledger import Who
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.petition import Petitioner
from petitiondesk.domain.terms import Term
from petitiondesk.infra.i18n import render, term, tr
from petitiondesk.services.importing import PastImport, Preview
from petitiondesk.ui.models.ledger_columns import who_text
from petitiondesk.ui.models.rows_model import Column, RowsModel

SHOWN = 20
"""Rows of the file that the preview shows."""


class ReadRow(Protocol):
    """A row of the file as the service hands it on."""

    @property
    def sheet(self) -> str:
        """The sheet's name."""

    @property
    def row(self) -> int:
        """The row as Excel counts it."""

    @property
    def facts(self) -> Mapping[str, object]:
        """Typed values by field."""


@dataclass(frozen=True)
class Remark:
    """Something said of one row: why it is left out, or what deserves a second look."""

    sheet: str
    row: int
    text: str


class PastModel(RowsModel[PastImport]):
    """The imports there were, newest first."""

    def __init__(self) -> None:
        super().__init__(
            (
                Column("at", N_("时间"), 150, lambda r: r.at.strftime("%Y-%m-%d %H:%M"), lambda r: r.at),
                Column("file", N_("文件"), 320, lambda r: r.file),
                Column("count", N_("件数"), 104, lambda r: f"{r.petitions:,}", lambda r: r.petitions),
                Column("undone", N_("情况"), 200, _undone),
            )
        )  # fmt: skip


class SampleModel(RowsModel[ReadRow]):
    """The first rows of the file as they were understood."""

    def __init__(self) -> None:
        super().__init__(
            (
                Column("row", N_("行"), 64, lambda r: str(r.row)),
                Column("received", FIELDS["received_on"].zh, 124, lambda r: _fact(r, "received_on")),
                Column("channel", FIELDS["channel"].zh, 92, lambda r: _fact(r, "channel")),
                Column("petitioners", FIELDS["petitioners"].zh, 110, _people),
                Column("summary", FIELDS["summary"].zh, 228,
                       lambda r: _fact(r, "summary") or _fact(r, "content")),
                Column("section", FIELDS["section"].zh, 110, lambda r: _fact(r, "section")),
                Column("reply", FIELDS["reply"].zh, 130, lambda r: _fact(r, "reply")),
            )
        )  # fmt: skip

    def load(self, preview: Preview) -> None:
        """Show the first rows that would be brought in, or that were brought in before."""
        self.set_rows([*preview.new, *preview.known][:SHOWN])


class RemarksModel(RowsModel[Remark]):
    """Rows of the file with a remark on each; ``zh`` heads the remarks."""

    def __init__(self, zh: str) -> None:
        super().__init__(
            (
                Column("sheet", N_("工作表"), 130, lambda r: r.sheet),
                Column("row", N_("行"), 70, lambda r: str(r.row), lambda r: r.row),
                Column("text", zh, 480, lambda r: r.text),
            )
        )

    def load(self, remarks: Sequence[tuple[str, int, Message | None]]) -> None:
        """Show (sheet, row, remark) of each."""
        self.set_rows([Remark(s, row, render(text) if text else "") for s, row, text in remarks])


def rejected(preview: Preview) -> list[tuple[str, int, Message | None]]:
    """The rows that cannot be brought in, with the reason."""
    return [(row.sheet, row.row, row.problem) for row in preview.rejected]


def known(preview: Preview) -> list[tuple[str, int, Message | None]]:
    """The rows that are in the registry already, with their summary."""
    return [
        (row.sheet, row.row, Message("{text}", text=_fact(row, "summary"))) for row in preview.known
    ]


def skipped(preview: Preview) -> list[tuple[str, int, Message | None]]:
    """The rows that are no petitions: titles, totals, signatures."""
    return [(row.sheet, row.row, row.reason) for row in preview.file.skipped]


def warned(preview: Preview) -> list[tuple[str, int, Message | None]]:
    """What deserves a second look in rows that are brought in."""
    return [(row.sheet, row.row, text) for row in preview.new for text in row.warnings]


def _undone(past: PastImport) -> str:
    if past.undone_at is None:
        return tr("已导入")
    return tr("{day} 已撤销", day=past.undone_at.strftime("%Y-%m-%d"))


def _fact(row: ReadRow, name: str) -> str:
    value = row.facts.get(name)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Term):
        return term(value)
    return " ".join(str(value).split()) if value else ""


def _people(row: ReadRow) -> str:
    """As the cell had it: of “张三、李四等12人” the first name, and twelve."""
    people, present = row.facts.get("petitioners"), row.facts.get("people_present")
    known = people if isinstance(people, tuple) else ()
    names = [p.name for p in known if isinstance(p, Petitioner)]
    count = max(len(names), present if isinstance(present, int) else 0)
    return who_text(Who(names[0], count)) if names else ""
