"""Sentences for people, kept apart from the language they are read in.

The Chinese sentence is the source and the catalogue key; ``infra.i18n`` turns a `Message` into the
reader's language. Placeholders are named, so that a translation may order them as it needs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Message:
    """One whole sentence in Chinese with named ``{placeholders}`` and their values.

    Values may be plain values, terms (`terms.Term`) or further messages, which are translated as
    well, and tuples of any of these: a list is said with the reader's commas.
    """

    text: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __init__(self, text: str, /, **params: object) -> None:
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "params", params)

    def __str__(self) -> str:
        """The sentence in Chinese, for logs and for letters."""
        text = self.text.removeprefix(DONE)
        return text.format(**{k: _in_chinese(v) for k, v in self.params.items()})

    def __hash__(self) -> int:
        return hash((self.text, tuple(sorted(self.params))))


DONE = "done\x04"
"""The context, as gettext writes one, of a step's name where it tells what was done."""


def done(text: str) -> str:
    """Mark the name of a step for the history: English has Register on a button and Registered there."""
    return f"{DONE}{text}"


def _in_chinese(value: object) -> object:
    if isinstance(value, tuple):
        return "、".join(str(_in_chinese(each)) for each in value)
    return getattr(value, "zh", value)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for a marked string
    """Mark a string for the catalogue where it stands; it is translated where it is shown."""
    return text
