"""The floor of starting and of memory: a window with a table of fifty rows, and nothing else.

Run as a process of its own: it paints, tells the time and its memory, and ends.
"""

import json
import sys

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView, QVBoxLayout, QWidget

from petitiondesk.bench.memory import resident
from petitiondesk.bench.stopwatch import own_time

ROWS = 50
COLUMNS = 10


def main() -> None:
    """Show the window, say when it was painted and how much memory it takes."""
    app = QApplication(sys.argv[:1])
    window = QWidget()
    table = QTableView(window)
    model = QStandardItemModel(ROWS, COLUMNS, window)
    for row in range(ROWS):
        for column in range(COLUMNS):
            model.setItem(row, column, QStandardItem(f"{row}-{column}"))
    table.setModel(model)
    layout = QVBoxLayout(window)
    layout.addWidget(table)
    window.resize(1366, 768)
    window.show()
    app.processEvents()
    window.grab()
    at = own_time()
    sys.stdout.write(json.dumps({"painted": at, "memory": resident()}) + "\n")


if __name__ == "__main__":
    main()
