"""A worksheet read: its cells with their place in the part, and how it is shown for binding."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from petitiondesk.domain.forms import Area, FormCell, FormSheet, Place, place_of
from petitiondesk.domain.messages import Message
from petitiondesk.exchange.form_package import Package, SheetPart, no_workbook
from petitiondesk.exchange.form_texts import Rich, plain_rich, rich
from petitiondesk.exchange.form_xml import Node, read_text

_MORE_ROWS, _MORE_COLUMNS = 200, 10
"""How much of an empty but formatted sheet is shown beyond what is filled in."""


class Sheet:
    """One worksheet of a package. ``rows`` and ``cells`` are its elements by place."""

    def __init__(
        self, package: Package, sheet: SheetPart, texts: Sequence[Rich], kinds: Sequence[str]
    ) -> None:
        self.name = sheet.name
        self.part = sheet.part
        self.hidden = sheet.hidden
        self.data = package.parts[sheet.part]
        self.root = package.tree(sheet.part)
        self._package = package
        self._texts = texts
        self._kinds = kinds
        body = self.root.child("sheetData")
        if body is None:
            raise no_workbook()
        self.body = body
        self.rows: dict[int, Node] = {}
        self.cells: dict[Place, Node] = {}
        try:
            self._place()
        except ValueError as error:
            raise no_workbook() from error

    def _place(self) -> None:
        """Rows and cells may leave their names out: then they follow the one before."""
        row = 0
        for line in self.body.all("row"):
            row = int(line.get("r") or row + 1)
            self.rows[row] = line
            column = 0
            for cell in line.all("c"):
                column = place_of(cell.get("r"))[1] if cell.get("r") else column + 1
                self.cells[(row, column)] = cell

    # --- contents -------------------------------------------------------------------------------

    def formula(self, place: Place) -> Node | None:
        """The formula of a cell."""
        cell = self.cells.get(place)
        return cell.child("f") if cell else None

    def text(self, place: Place) -> Rich | None:
        """The text of a cell; None where it holds a number or nothing."""
        cell = self.cells.get(place)
        if cell is None:
            return None
        kind, value = cell.get("t", "n"), cell.child("v")
        if kind == "inlineStr":
            inner = cell.child("is")
            return rich(inner, self.data) if inner else None
        if value is None or not value.text:
            return None
        if kind == "s":
            place_in = int(value.text)
            return self._texts[place_in] if place_in < len(self._texts) else None
        if kind in ("str", "e"):
            return plain_rich(read_text(value.text))
        if kind == "b":
            return plain_rich("TRUE" if value.text == "1" else "FALSE")
        return None

    def number(self, place: Place) -> float | None:
        """The number of a cell; None where it holds a text or nothing."""
        cell = self.cells.get(place)
        if cell is None or cell.get("t", "n") != "n":
            return None
        value = cell.child("v")
        try:
            return float(value.text) if value is not None and value.text.strip() else None
        except ValueError:
            return None

    def style(self, place: Place) -> str:
        """The style that a cell has, or gets from its row or column; "" for none."""
        cell = self.cells.get(place)
        if cell is not None:
            return cell.get("s")
        line = self.rows.get(place[0])
        if line is not None and line.get("customFormat") in ("1", "true"):
            return line.get("s")
        for column in self.root.under("cols", "col"):
            if int(column.get("min", "0")) <= place[1] <= int(column.get("max", "0")):
                return column.get("style")
        return ""

    # --- as it is shown -------------------------------------------------------------------------

    def shown(self) -> FormSheet:
        """The sheet for the window."""
        cells = {place: cell for place in self.cells if (cell := self._cell(place))}
        kinds = {place: kind for place in self.cells if (kind := self._kind(place))}
        merged = tuple(self.areas(self.root.under("mergeCells", "mergeCell")))
        rows = [p[0] for p in cells] + [min(a.bottom, a.top + _MORE_ROWS) for a in merged]
        columns = [p[1] for p in cells] + [min(a.right, a.left + 100) for a in merged]
        low, right = max(rows, default=1), max(columns, default=1)
        last_row = max((row for row, _ in self.cells), default=1)
        last_column = max((column for _, column in self.cells), default=1)
        return FormSheet(
            name=self.name,
            rows=max(low, min(last_row, low + _MORE_ROWS)),
            columns=max(right, min(last_column, right + _MORE_COLUMNS)),
            cells=cells,
            merged=merged,
            widths=self._widths(),
            heights={
                row: 0.0 if line.get("hidden") in ("1", "true") else float(line.get("ht"))
                for row, line in self.rows.items()
                if line.get("ht") or line.get("hidden") in ("1", "true")
            },
            shut=tuple(self._shut()),
            percent=frozenset(p for p, kind in kinds.items() if kind == "percent"),
            day=frozenset(p for p, kind in kinds.items() if kind == "day"),
            styled=frozenset(p for p, cell in self.cells.items() if cell.get("s", "0") != "0"),
            protected=self.protected,
            hidden=self.hidden,
        )

    @property
    def protected(self) -> bool:
        """Whether the sheet is protected against changes in the window."""
        node = self.root.child("sheetProtection")
        return node is not None and node.get("sheet") in ("1", "true")

    def areas(self, nodes: Sequence[Node]) -> Iterator[Area]:
        """The areas that elements name by ``ref``."""
        for node in nodes:
            try:
                yield Area.parse(node.get("ref"))
            except ValueError:
                continue

    def _cell(self, place: Place) -> FormCell | None:
        formula = self.formula(place)
        if formula is not None:
            # The others of a shared formula do not repeat it: then its last result stands for it.
            value = self.cells[place].child("v")
            last = value.text if value is not None else ""
            return FormCell(f"={formula.text}" if formula.text else last or "=", formula=True)
        text = self.text(place)
        if text is not None:
            return FormCell(text.text) if text.text else None
        number = self.number(place)
        return None if number is None else FormCell(self._number(place, number), number=True)

    def _number(self, place: Place, number: float) -> str:
        kind = self._kind(place)
        if kind == "percent":
            return f"{round(number * 100, 2):g}%"
        if kind == "day" and 0 < number < 2_958_466:
            first = date(1904, 1, 1) if self._package.epoch_1904 else date(1899, 12, 30)
            return (first + timedelta(days=int(number))).isoformat()
        return f"{number:.15g}"

    def _kind(self, place: Place) -> str:
        style = self.style(place)
        number = int(style) if style.isdigit() else 0
        return self._kinds[number] if number < len(self._kinds) else ""

    def _widths(self) -> Mapping[int, float]:
        found: dict[int, float] = {}
        for node in self.root.under("cols", "col"):
            first, last = int(node.get("min", "1")), int(node.get("max", "1"))
            width = 0.0 if node.get("hidden") in ("1", "true") else float(node.get("width") or 8.43)
            for column in range(first, min(last, first + 500) + 1):
                found[column] = width
        return found

    def _shut(self) -> Iterator[tuple[Area, Message]]:
        formulas = [f for cell in self.cells.values() if (f := cell.child("f")) and f.get("ref")]
        for area in self.areas([f for f in formulas if f.get("t") in ("array", "dataTable")]):
            yield area, Message("{area} 是数组公式的结果，不能填写。", area=str(area))
        for relation in self._package.relations(self.part):
            if relation.target not in self._package.parts:
                continue
            if relation.kind == "table":
                root = self._package.tree(relation.target)
                yield from self._shut_in_table(root)
            elif relation.kind == "pivotTable":
                places = self._package.tree(relation.target).under("location")
                for area in self.areas(places):
                    yield (
                        area,
                        Message("{area} 是数据透视表，刷新时会把填写的冲掉。", area=str(area)),
                    )

    def _shut_in_table(self, root: Node) -> Iterator[tuple[Area, Message]]:
        """Excel repairs a table whose header cells do not say what its columns are called."""
        for area in self.areas([root]):
            if root.get("headerRowCount", "1") != "0":
                head = Area(area.top, area.left, area.top, area.right)
                yield head, Message("{area} 是表格的标题行，不能填写。", area=str(head))
            if root.get("totalsRowCount", "0") != "0":
                foot = Area(area.bottom, area.left, area.bottom, area.right)
                yield foot, Message("{area} 是表格的汇总行，不能填写。", area=str(foot))
