"""Registration numbers (登记编号): one sequence a year, without gaps, in the office's own pattern.

A pattern is text with ``{year}`` and ``{seq}``, the latter with an optional width, for example
``信〔{year}〕{seq}号`` or ``{year}-{seq:04}``. The sequence is given with the registration itself, in one
transaction; a number once given is never given again, unless a whole import is undone whose numbers
are the last ones of their year.
"""

import re
from dataclasses import dataclass

from petitiondesk.domain.errors import Finding, InvalidInput, Severity
from petitiondesk.domain.messages import Message

DEFAULT_PATTERN = "信〔{year}〕{seq}号"
DEFAULT_LETTER_PATTERN = "{short}信函〔{year}〕{seq}号"
DEFAULT_ARCHIVE_PATTERN = "WS·{year}-{retention}-{seq:04}"

_HOLE = re.compile(r"\{(\w+)(?::0?(\d{1,2}))?\}")


@dataclass(frozen=True)
class Pattern:
    """A checked numbering pattern.

    Raises:
        InvalidInput: ``{seq}`` or ``{year}`` is missing, or another placeholder or a stray brace
            stands in it.
    """

    text: str
    extra: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        names = [match.group(1) for match in _HOLE.finditer(self.text)]
        rest = _HOLE.sub("", self.text)
        known = {"year", "seq", *self.extra}
        if (
            names.count("seq") != 1
            or "year" not in names
            or not set(names) <= known
            or set("{}\n\t") & set(rest)
        ):
            raise InvalidInput([
                Finding(
                    "pattern",
                    Severity.REFUSE,
                    Message(
                        "编号格式“{pattern}”不能用：须有年份 {{year}} 和流水号 {{seq}}，"
                        "例如“信〔{{year}}〕{{seq}}号”。原来的格式没有改动。",
                        pattern=self.text,
                    ),
                )
            ])  # fmt: skip

    def format(self, year: int, sequence: int, **extra: str) -> str:
        """The number of the ``sequence``-th petition of ``year``."""
        values = {"year": str(year), "seq": str(sequence), **extra}

        def fill(match: re.Match[str]) -> str:
            width = int(match.group(2) or 0)
            return values[match.group(1)].zfill(width)

        return _HOLE.sub(fill, self.text)
