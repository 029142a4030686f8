"""What the program remembers on this PC outside any registry: no petition data, ever.

``desk.json`` in the user's configuration folder::

    {"last_registry": "…/信访登记.petition", "last_account": "张敏", "language": "zh_CN",
     "scheme": "system", "version": "0.1.0"}

``version`` is the one that was started last: another one says what is new in it.
"""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from platformdirs import user_config_path, user_documents_path

from petitiondesk.infra.i18n import LANGUAGES

_SCHEMES = ("system", "light", "dark")


@dataclass(frozen=True)
class Preferences:
    """Typed values; anything unreadable in the file becomes the default."""

    last_registry: str = ""
    last_account: str = ""
    language: str = LANGUAGES[0]
    scheme: str = "system"
    version: str = ""


def preferences_path() -> Path:
    """Where the preferences are kept."""
    return user_config_path("petitiondesk", appauthor=False) / "desk.json"


def default_registry() -> Path:
    """Where a new registry is offered: the user's documents, which need no administrator."""
    return user_documents_path() / "信访登记.petition"


def load(path: Path) -> Preferences:
    """The preferences in ``path``; defaults where there are none."""
    try:
        body = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return Preferences()
    if not isinstance(body, dict):
        return Preferences()
    found = {k: v for k, v in body.items() if k in asdict(Preferences()) and isinstance(v, str)}
    kept = replace(Preferences(), **found)
    return replace(
        kept,
        language=kept.language if kept.language in LANGUAGES else LANGUAGES[0],
        scheme=kept.scheme if kept.scheme in _SCHEMES else "system",
    )


def save(path: Path, preferences: Preferences) -> None:
    """Keep the preferences; a folder that cannot be written costs only the convenience."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(preferences), ensure_ascii=False, indent=1), "utf-8")
    except OSError:
        return
