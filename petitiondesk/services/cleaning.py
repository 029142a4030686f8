"""What is done to every text before it is kept: nothing that a reader would see.

Half of a character pair (a lone surrogate, from a broken paste) cannot be written anywhere and
becomes U+FFFD; line ends become one kind; blanks around a one-line text go. The rest stays as typed.
"""

from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Any, TypeVar

from petitiondesk.domain.copying import replace
from petitiondesk.domain.fields import FIELDS, Kind
from petitiondesk.domain.office import Office
from petitiondesk.domain.petition import Petition

_T = TypeVar("_T")


def clean_text(text: str, *, one_line: bool = False) -> str:
    """``text`` as it is kept."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    kept = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return " ".join(kept.split()) if one_line else kept.strip()


def clean_petition(petition: Petition) -> Petition:
    """The petition with each of its texts cleaned."""
    return _clean_parts(petition)


def clean_office(office: Office) -> Office:
    """The office's settings with each of their texts cleaned."""
    return _clean_parts(office)


def clean_inputs(inputs: Mapping[str, object]) -> dict[str, object]:
    """A step's inputs, cleaned; a text that was left blank is "" and a missing date None."""
    return {name: _clean(name, value) for name, value in inputs.items()}


def _clean(name: str, value: Any) -> Any:
    if type(value) is str:  # terms are texts too, and stay as they are
        return clean_text(value, one_line=name in _ONE_LINE) if value else value
    if isinstance(value, tuple):
        return tuple(_clean_parts(v) if is_dataclass(v) else _clean(name, v) for v in value)
    return value


def _clean_parts(value: _T) -> _T:
    changed = {}
    for name, old in vars(value).items():
        if old and type(old) in _HOLD_TEXT:
            new = _clean(name, old)
            if new != old:
                changed[name] = new
    return replace(value, **changed) if changed else value  # type: ignore[type-var]


_HOLD_TEXT = (str, tuple)
_ONE_LINE = frozenset(name for name, field in FIELDS.items() if field.kind is not Kind.LONG_TEXT)
