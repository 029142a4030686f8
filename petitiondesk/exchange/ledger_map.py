"""A map file: what the columns of one office's ledger mean, where the program cannot tell.

A TOML file; everything in it is optional::

    sheet = "2023年"           # read this sheet only
    header_row = 3             # row of the column heads, as Excel counts (1 = first)
    year = 2023                # year of dates such as 5月7日

    [columns]                  # field = "heading as it stands in the sheet"
    summary = "反映的事"
    received_on = "到件日"

    [defaults]                 # for cells that are empty or columns that are missing
    channel = "网上信访"       # official Chinese terms, texts, ISO dates, 是/否, numbers

Field names are those of `headings.NAMES`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from petitiondesk.domain.errors import FileProblem
from petitiondesk.domain.messages import Message
from petitiondesk.exchange.headings import NAMES
from petitiondesk.exchange.vocabulary import TERM_OF_FIELD, read_term

_ENTRIES = frozenset({"sheet", "header_row", "year", "columns", "defaults"})


@dataclass(frozen=True)
class LedgerMap:
    """How a ledger is to be read, as a map file or the clerk's choices say.

    Attributes:
        sheets: read only these; None for all.
        header_row: row of the column heads in every sheet (from 1); found when None.
        year: the year of dates that are written without one.
        headings: heading → field, or "" for a column that goes to the notes; columns that are not
            named mean what they usually mean.
        defaults: field → text for what the file has no cell for.
        header_rows: sheet → row of its column heads, where ``header_row`` does not say.
    """

    sheets: tuple[str, ...] | None = None
    header_row: int | None = None
    year: int | None = None
    headings: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    header_rows: Mapping[str, int] = field(default_factory=dict)

    def reads(self, sheet: str) -> bool:
        """Whether the sheet of this name is to be read."""
        return self.sheets is None or sheet in self.sheets

    def row_of(self, sheet: str) -> int | None:
        """Where the sheet's column heads stand, or None when they are to be found."""
        return self.header_row or self.header_rows.get(sheet)


def load_map(path: Path) -> LedgerMap:
    """Read a map file.

    Raises:
        FileProblem: it cannot be read, is not TOML, or names an unknown entry or field.
    """
    try:
        raw = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise FileProblem(Message("打不开对照文件“{name}”，没有导入。", name=path.name)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FileProblem(
            Message(
                "对照文件“{name}”写法有误，没有导入：{detail}。", name=path.name, detail=str(error)
            )
        ) from error
    for entry in raw:
        if entry not in _ENTRIES:
            raise _wrong(path, entry)
    sheet = _text(path, raw, "sheet")
    return LedgerMap(
        sheets=None if sheet is None else (sheet,),
        header_row=_number(path, raw, "header_row"),
        year=_number(path, raw, "year"),
        headings={heading: name for name, heading in _fields(path, raw, "columns").items()},
        defaults=_fields(path, raw, "defaults"),
    )


def _wrong(path: Path, entry: str) -> FileProblem:
    return FileProblem(
        Message(
            "对照文件“{name}”中的“{entry}”不认识或写法不对，没有导入。请对照帮助中的格式改正。",
            name=path.name,
            entry=entry,
        )
    )


def _text(path: Path, raw: Mapping[str, object], entry: str) -> str | None:
    value = raw.get(entry)
    if value is not None and not isinstance(value, str):
        raise _wrong(path, entry)
    return value


def _number(path: Path, raw: Mapping[str, object], entry: str) -> int | None:
    value = raw.get(entry)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise _wrong(path, entry)
    return value


def _fields(path: Path, raw: Mapping[str, object], entry: str) -> dict[str, str]:
    table = raw.get(entry, {})
    if not isinstance(table, dict):
        raise _wrong(path, entry)
    for name, value in table.items():
        if name not in NAMES or isinstance(value, dict | list):
            raise _wrong(path, f"{entry}.{name}")
    texts = {name: _as_text(value) for name, value in table.items()}
    for name, text in texts.items() if entry == "defaults" else ():
        if name in TERM_OF_FIELD and read_term(name, text) is None:
            raise _wrong(path, f"{entry}.{name} = {text}")
    return texts


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)
