"""The seal of a section sheet: which registry wrote it for whom, and what its fixed cells held.

It stands as JSON in a very hidden sheet of the workbook, signed with HMAC-SHA-256 by a key that
only the registry has. Each fixed cell is kept as a keyed digest of its value as it is read, not as
it is stored: Excel may turn a text into a date, and rows may be sorted or columns hidden, without
anything having been changed.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from petitiondesk.domain.canonical import canonical_json
from petitiondesk.domain.errors import FileProblem
from petitiondesk.domain.messages import Message
from petitiondesk.exchange.cells import Cell, cell_text, plain, read_date
from petitiondesk.exchange.excel_text import pieces

FORMAT = 1
"""Version of the seal: a reader refuses a newer one."""

SEAL_SHEET = "校验信息"
"""Name of the very hidden sheet; `MAGIC` in its first cell tells it from any other."""

MAGIC = "petitiondesk section sheet"
_PIECE = 30_000
_DIGEST = 20
"""Hex digits of a cell's digest: 80 bits, for a slip or a forgery of one cell."""

_ESCAPED = re.compile("_x005[Ff]_(?=x[0-9A-Fa-f]{4}_)")
_DATE_LIKE = re.compile(r"[0-9]{1,4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,4}日?")
_INVISIBLE = re.compile("[\u200b\ufeff]")


@dataclass(frozen=True)
class SealedRow:
    """A case of the sheet; ``cells`` maps a column's name to its digest."""

    petition_id: int
    lead: bool
    routed_on: date | None
    number: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Seal:
    """What a section sheet says of itself.

    ``heads`` are digests of the lines above the table, ``texts`` of the second sheet's pieces.
    """

    identity: str
    section: str
    serial: int
    made_on: date
    heads: tuple[str, ...]
    rows: tuple[SealedRow, ...]
    texts: tuple[str, ...] = ()


def normal(value: Cell | None, *, dated: bool = False) -> str:
    """A cell's value as it is compared: a date as ISO, a text without blanks and full-width forms.

    ``dated``: the cell holds a date, so that a bare number is a serial date. Elsewhere a text that
    reads as a date and the date that Excel made of it are the same.
    """
    if value is None:
        return ""
    text = "".join(_INVISIBLE.sub("", _ESCAPED.sub("_", plain(cell_text(value)))).split())
    if dated or not isinstance(value, int | float | str) or _DATE_LIKE.fullmatch(text):
        day = read_date(value).value
        return day.isoformat() if day is not None else text
    return text


def digest(key: bytes, serial: int, place: str, value: Cell | None, *, dated: bool = False) -> str:
    """The keyed digest of one fixed cell; ``place`` says which, e.g. number and column."""
    body = canonical_json([serial, place, normal(value, dated=dated)])
    code = hmac.new(key, body.encode("utf-8", "surrogatepass"), hashlib.sha256)
    return code.hexdigest()[:_DIGEST]


def dump(seal: Seal, key: bytes) -> list[str]:
    """The seal as the cells of the hidden sheet's first column."""
    body = {
        "registry": seal.identity,
        "section": seal.section,
        "serial": seal.serial,
        "made_on": seal.made_on.isoformat(),
        "heads": list(seal.heads),
        "texts": list(seal.texts),
        "rows": [
            [r.petition_id, r.lead, r.routed_on.isoformat() if r.routed_on else "", r.number,
             dict(r.cells)]
            for r in seal.rows
        ],
    }  # fmt: skip
    text = json.dumps(
        {"format": FORMAT, "seal": body, "mac": _mac(body, key)}, ensure_ascii=True, sort_keys=True
    )
    return [MAGIC, *pieces(text, _PIECE)]


def load(cells: Sequence[str], identity: str, key: bytes, name: str) -> Seal:
    """The seal that `dump` wrote, checked.

    Args:
        cells: the hidden sheet's first column.
        identity: of the registry that reads.
        key: of the registry that reads.
        name: of the file, for the sentences.

    Raises:
        FileProblem: written by a newer version, by another registry, or changed.
    """
    try:
        whole = json.loads("".join(cells[1:]))
        if whole["format"] > FORMAT:
            raise FileProblem(
                Message(
                    "“{name}”是更新的版本写的科室办理表，没有读入。请用新版程序读它。", name=name
                )
            )
        body = whole["seal"]
        if body["registry"] != identity:
            raise FileProblem(
                Message(
                    "“{name}”是另一个登记簿的科室办理表（第 {serial} 号），没有读入。请核对是不是拿错了文件。",
                    name=name,
                    serial=body["serial"],
                )
            )
        if not hmac.compare_digest(whole["mac"], _mac(body, key)):
            raise _changed(name)
        return _seal(body)
    except (ValueError, KeyError, TypeError) as error:
        raise _changed(name) from error


def _changed(name: str) -> FileProblem:
    return FileProblem(
        Message(
            "“{name}”的校验信息被改动或损坏，没有读入。请科室用原来发出的文件填写，或者另发一份。",
            name=name,
        )
    )


def _mac(body: Mapping[str, Any], key: bytes) -> str:
    return hmac.new(key, canonical_json(body).encode("utf-8"), hashlib.sha256).hexdigest()


def _seal(body: Mapping[str, Any]) -> Seal:
    rows = tuple(
        SealedRow(petition, lead, date.fromisoformat(day) if day else None, number, cells)
        for petition, lead, day, number, cells in body["rows"]
    )
    return Seal(
        body["registry"],
        body["section"],
        body["serial"],
        date.fromisoformat(body["made_on"]),
        tuple(body["heads"]),
        rows,
        tuple(body["texts"]),
    )
