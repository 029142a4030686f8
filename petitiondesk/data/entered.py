"""What was entered lately, to be offered again: places, senders, causes, sections. Never a person."""

from collections import Counter
from collections.abc import Mapping

from petitiondesk.data.database import Database

OFFERED = ("place", "sender", "cause", "hot_topic")
"""Fields whose earlier texts are offered."""

_LATELY = 2_000
"""Petitions that are looked at: the newest."""
_LIKE = 200
"""Petitions on the same topic that are looked at."""


class Entered:
    """Reads earlier entries; sealed petitions give none."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def texts(self) -> Mapping[str, list[str]]:
        """Field of `OFFERED` → its texts of late, the commonest first, equal ones the newest first."""
        names = ", ".join(OFFERED)
        rows = self._db.read_together(
            names,
            f"(SELECT {names} FROM petitions WHERE NOT sealed ORDER BY id DESC LIMIT ?)",  # noqa: S608 - our own names
            (_LATELY,),
        )
        columns = zip(*rows, strict=True) if rows else [()] * len(OFFERED)
        return {
            name: [text for text, _ in Counter(filter(None, texts)).most_common()]
            for name, texts in zip(OFFERED, columns, strict=True)
        }

    def sections(self, topic: str) -> list[str]:
        """The lead sections that petitions on a topic went to of late, the commonest first."""
        rows = self._db.read(
            """SELECT lead_section FROM petitions WHERE topic = ? AND NOT sealed
                ORDER BY received_on DESC, id DESC LIMIT ?""",
            (topic, _LIKE),
        )
        return [name for name, _ in Counter(name for (name,) in rows if name).most_common()]
