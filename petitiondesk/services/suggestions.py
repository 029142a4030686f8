"""What a form offers from earlier entries, so that nobody types the same place twice."""

from collections.abc import Mapping, Sequence

from petitiondesk.services.context import Context

_MOST = 300
"""Texts that are offered for one field."""


class SuggestionService:
    """Earlier entries. They are texts of matters, never names, numbers or addresses of people."""

    def __init__(self, context: Context) -> None:
        self._registry = context.registry

    def texts(self) -> Mapping[str, Sequence[str]]:
        """Field → texts entered of late, the commonest first."""
        with self._registry.reading():
            found = self._registry.entered.texts()
        return {name: texts[:_MOST] for name, texts in found.items()}

    def section(self, topic: str, sections: Sequence[str]) -> str:
        """The one of ``sections`` that petitions on ``topic`` mostly went to of late; "" for none."""
        if not topic:
            return ""
        with self._registry.reading():
            found = self._registry.entered.sections(topic)
        return next((name for name in found if name in sections), "")
