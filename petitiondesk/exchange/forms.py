"""The superior's own workbook (上级报表): shown, looked through, and filled without losing anything.

Everything that is not written to is the same bytes in the filled copy: text boxes, buttons, pictures,
conditional formats of newer Excel, macros. See docs/decisions/0012.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from petitiondesk.domain.errors import FileProblem
from petitiondesk.domain.form_filling import Content, Extra, Filling, Mixed, Remark
from petitiondesk.domain.forms import FormSheet, Place
from petitiondesk.domain.messages import Message
from petitiondesk.exchange.excel_text import safe_text, sheet_name
from petitiondesk.exchange.form_cells import repr_of, with_cells
from petitiondesk.exchange.form_extra import with_extra, with_full_calculation
from petitiondesk.exchange.form_package import Package
from petitiondesk.exchange.form_remarks import remarks
from petitiondesk.exchange.form_sheet import Sheet
from petitiondesk.exchange.form_texts import shared_texts, shown_kinds
from petitiondesk.exchange.form_xml import tag, without_attribute


class FormWorkbook:
    """One workbook, out of its password, as it is kept.

    Raises:
        FileProblem: it is no .xlsx or .xlsm, or damaged, or too large.
    """

    def __init__(self, data: bytes) -> None:
        self._package = Package(data)
        texts, kinds = shared_texts(self._package), shown_kinds(self._package)
        self._sheets = {
            part.name: Sheet(self._package, part, texts, kinds) for part in self._package.sheets
        }

    @cached_property
    def sheets(self) -> tuple[FormSheet, ...]:
        """The worksheets as they are shown."""
        return tuple(sheet.shown() for sheet in self._sheets.values())

    @property
    def suffix(self) -> str:
        """What the name of a filled copy must end in."""
        return self._package.suffix

    def remarks(self) -> Iterator[Remark]:
        """What is to be named before the workbook is written."""
        return remarks(self._package, self.sheets)

    def filled(self, filling: Filling) -> bytes:
        """A copy with the contents in it, compared with the original part by part.

        Raises:
            FileProblem: the copy is not what it should be, and is not handed out.
        """
        mended = {
            sheet.part: with_cells(sheet, filling.cells.get(name, {}), self._serial)
            for name, sheet in self._sheets.items()
        }
        mended = {part: data for part, data in mended.items() if data != self._package.parts[part]}
        parts = with_full_calculation(self._package)
        extras = _named_apart(filling.extras, self._package.names)
        if extras:
            parts = with_extra(self._package, parts, extras)
        copy = self._package.packed({**mended, **parts})
        self._compare(copy, filling, set(mended) | set(parts))
        return copy

    # --- reading back ---------------------------------------------------------------------------

    def _compare(self, copy: bytes, filling: Filling, mended: set[str]) -> None:
        again = FormWorkbook(copy)
        parts = again._package.parts
        same = all(parts.get(n) == d for n, d in self._package.parts.items() if n not in mended)
        for name, sheet in self._sheets.items():
            same = same and self._alike(sheet, again._sheets[name], filling.cells.get(name, {}))
        if not same:
            raise FileProblem(
                Message(
                    "填写后核对不上，没有写出文件。原来的表没有改动，请把这份表交给维护人员看看。"
                )
            )

    def _alike(self, old: Sheet, new: Sheet, contents: Mapping[Place, Content]) -> bool:
        """Whether the written cells say what they should, and all others what they said."""
        for place in old.cells.keys() | new.cells.keys() | contents.keys():
            if place in contents:
                if not self._says(old, new, place, contents[place]):
                    return False
            elif _face(old, place) != _face(new, place):
                return False
        return set(old.rows) <= set(new.rows)

    def _says(self, old: Sheet, new: Sheet, place: Place, content: Content) -> bool:
        text, number = new.text(place), new.number(place)
        if old.style(place) != new.style(place):
            return False
        if content is None or content == "":
            return text is None and number is None
        if isinstance(content, Mixed):
            return text is not None and all(
                safe_text(part) in text.text for part in content.texts.values()
            )
        if isinstance(content, str):
            return text is not None and text.text == safe_text(content)
        wanted = self._serial(content) if isinstance(content, date) else content
        return number is not None and repr_of(number) == repr_of(float(wanted))

    def _serial(self, day: date) -> int:
        first = date(1904, 1, 1) if self._package.epoch_1904 else date(1899, 12, 30)
        return (day - first).days


def _face(sheet: Sheet, place: Place) -> object:
    """What a cell that was not written is known by: its bytes, less the result of its formula."""
    cell = sheet.cells.get(place)
    formula = cell.child("f") if cell else None
    if cell is None:
        return None
    if formula is None:
        return sheet.data[cell.start : cell.end]
    return without_attribute(tag(sheet.data, cell), "t"), sheet.data[formula.start : formula.end]


def _named_apart(extras: tuple[Extra, ...], taken: set[str]) -> list[Extra]:
    """The extra sheets under names that Excel accepts and no sheet has."""
    found = []
    lower = {name.casefold() for name in taken}
    for extra in extras:
        name, number = sheet_name(extra.name), 1
        while name.casefold() in lower:
            number += 1
            name = sheet_name(extra.name, number)
        lower.add(name.casefold())
        found.append(Extra(name, extra.heads, extra.rows))
    return found
