"""XlsxWriter for long lists: row by row, with a shorter way for most cells, and to be stopped anywhere.

XlsxWriter builds each cell in a dozen calls, and looks at each place for one like "A1". A plain text, a
number and a day need none of that; every other cell goes XlsxWriter's own way. The bytes written are the
same (a test compares them).
"""

import io
import re
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

_SPECIAL = re.compile("[\x00-\x08\x0b-\x1f&<>_\ufffe\uffff]")
"""What XlsxWriter escapes in a text, or may have to (``_x0041_``)."""


def _still() -> None:
    """Nobody is told."""


class QuickSheet(Worksheet):  # type: ignore[misc]
    """A worksheet; ``tick`` is called while its rows are brought into the file."""

    row_data_fh: Any

    def __init__(self) -> None:
        super().__init__()
        self.tick: Callable[[], None] = _still
        self._starts: dict[Any, tuple[str, str]] = {}

    put_text = Worksheet._write_string
    put_number = Worksheet._write_number
    put_day = Worksheet._write_datetime
    """Row and column (from 0), what to write, its format: `write_string` and the others take names of
    places too, and look for them in each call."""

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        kind, style = cell.__class__.__name__, cell.format
        if kind == "String":
            text = cell.string
            plain = style and text and _SPECIAL.search(text) is None
            if plain and not (text[0].isspace() or text[-1].isspace()):
                start, rest = self._start(col, style)
                self.fh.write(f'{start}{row + 1}{rest} t="inlineStr"><is><t>{text}</t></is></c>')
                return
        elif style and kind in ("Number", "Datetime"):
            start, rest = self._start(col, style)
            self.fh.write(f"{start}{row + 1}{rest}><v>{cell.number:.16G}</v></c>")
            return
        super()._write_cell(row, col, cell)

    def _start(self, col: int, style: Any) -> tuple[str, str]:
        """How a cell of this column and format begins, before and after the number of its row."""
        found = self._starts.get((col, style))
        if found is None:
            found = f'<c r="{xl_col_to_name(col)}', f'" s="{style._get_xf_index()}"'
            self._starts[col, style] = found
        return found

    def _write_optimized_sheet_data(self) -> None:
        self.row_data_fh = _Watched(self.row_data_fh, self.tick)
        super()._write_optimized_sheet_data()


class _Watched:
    """The rows written so far, read once more; ``tick`` is called before each piece."""

    def __init__(self, file: Any, tick: Callable[[], None]) -> None:
        self._file = file
        self._tick = tick

    def read(self, size: int) -> str:
        self._tick()
        return str(self._file.read(size))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class QuickBook(Workbook):  # type: ignore[misc]
    """A workbook of such sheets."""

    worksheet_class = QuickSheet

    def __init__(self, target: "_Target", options: dict[str, Any]) -> None:
        super().__init__(target, options)
        self._target = target

    def watch(self, tick: Callable[[], None]) -> None:
        """Call ``tick`` often while the workbook is closed; what it raises stops that."""
        self._target.tick = tick
        for sheet in self.worksheets():
            sheet.tick = tick


class _Target(io.FileIO):
    """The file that a workbook is packed into; ``tick`` is called before each piece of it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "w+")
        self.tick: Callable[[], None] = _still

    def write(self, data: Any) -> int:
        self.tick()
        return super().write(data)


@contextmanager
def quick_book(file: Path, options: dict[str, Any]) -> Iterator[QuickBook]:
    """A workbook in constant memory, written to ``file`` when the block ends well.

    Its scratch files lie beside ``file`` and are closed however it ends.

    Raises:
        OSError: the disk did not take it.
    """
    options = {**options, "constant_memory": True, "tmpdir": str(file.parent), "use_zip64": True}
    with _Target(file) as target:
        book = QuickBook(target, options)
        try:
            yield book
            book.close()
        except BaseException as error:
            # A half-written zip file ends itself when it is let go: before its file is closed.
            target.tick = _still
            traceback.clear_frames(error.__traceback__)
            if isinstance(error, FileCreateError):
                raise error.args[0] from error
            raise
        finally:
            # After a stop they are still open, and Windows could not remove them.
            for sheet in book.worksheets():
                sheet._opt_close()
                sheet._xml_close()
