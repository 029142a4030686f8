"""Keep the placeholder tables of docs/letters.md current: ``.venv/bin/python -m tools.letter_docs``."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from petitiondesk.domain.terms import LetterKind
from petitiondesk.services.letter_values import PLACEHOLDERS, TABLES

PAGE = Path(__file__).resolve().parents[1] / "docs" / "letters.md"
BEGIN, END = "<!-- tables: made by tools/letter_docs.py -->", "<!-- end of tables -->"


def tables() -> str:
    """The tables of kinds, placeholders and lists, as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield from ("## Letters", "")
    numbered = ((k.zh, f"`{k.value}.docx`", "yes" if k.numbered else "") for k in LetterKind)
    yield from _table(("kind", "shipped template", "document number"), numbered)
    yield from ("", "## Placeholders", "")
    rows = ((f"`{{{{ {p.name} }}}}`", p.meaning) for p in PLACEHOLDERS)
    yield from _table(("placeholder", "stands for"), rows)
    yield from ("", "## Lists")
    for table in TABLES:
        yield from ("", f"`{table.name}`: {table.meaning}", "")
        columns = ((f"`{name}`", meaning) for name, meaning in table.columns.items())
        yield from _table(("column", "stands for"), columns)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"|{'|'.join(head)}|"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"|{'|'.join(row)}|"


def main() -> None:
    """Write the tables into the page."""
    before, rest = PAGE.read_text("utf-8").split(BEGIN)
    after = rest.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n\n{tables()}\n\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
