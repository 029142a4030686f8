"""How far a work is, without anything that moves by itself."""

from PySide6.QtWidgets import QProgressBar

_WHOLE = 1000
"""In thousandths: a bar cannot count the bytes of a large file."""


class StillBar(QProgressBar):
    """A bar that fills; while it is not known how much there is to do, it stays empty.

    Qt's own bar would run to and fro then. Whoever is disturbed by motion need not ask for less of it
    here: there is none (`tests.ui.test_motion`).
    """

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setTextVisible(False)
        self.setAccessibleName(name)
        self.setRange(0, _WHOLE)
        self.begin()

    def begin(self) -> None:
        """Nothing is done yet."""
        self.setValue(0)

    def show_part(self, done: int, total: int | None) -> None:
        """So much of ``total`` is done; None where that is not known."""
        self.setValue(_WHOLE * done // total if total else 0)
