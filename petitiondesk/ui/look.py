"""The look in use: tokens and icons together, handed to every view; and how it is spoken of."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from petitiondesk.ui import spoken, style
from petitiondesk.ui.icons import Icons
from petitiondesk.ui.stamps import Stamps
from petitiondesk.ui.style import Scheme, Tone, ToneColours
from petitiondesk.ui.tokens import Tokens


class Look(QObject):
    """Tokens and icons of the scheme in use; ``changed`` when the scheme is switched."""

    changed = Signal()

    def __init__(self, app: QApplication, scheme: Scheme = Scheme.SYSTEM) -> None:
        super().__init__()
        self._app = app
        spoken.tell(app)
        self.scheme = scheme
        self.tokens: Tokens = style.apply(app, scheme)
        self.icons = Icons(self.tokens)
        self.stamps = Stamps()

    def use(self, scheme: Scheme) -> None:
        """Switch every open window to ``scheme``."""
        self.scheme = scheme
        self.tokens = style.apply(self._app, scheme)
        self.icons.tokens = self.tokens
        self.stamps.forget()
        self.changed.emit()

    def tone(self, tone: Tone) -> ToneColours:
        """Ink and soft ground of ``tone``, for painters."""
        return style.tone_colours(self.tokens, tone)

    def colour(self, name: str) -> QColor:
        """A token by name, e.g. ``look.colour("line")``."""
        return QColor(getattr(self.tokens, name))
