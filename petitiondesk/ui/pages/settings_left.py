"""Unsaved settings over an idle lock: kept in the registry, for the same account."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from petitiondesk.domain.office import from_record, to_record
from petitiondesk.services.office import OfficeService

if TYPE_CHECKING:  # asked at every start, when no part of the settings is loaded
    from petitiondesk.ui.pages.settings_parts import Part

_KEY = "left_settings"


def keep_unsaved(office: OfficeService, parts: "Mapping[str, Part]") -> None:
    """Keep what is entered in the parts and not saved.

    Raises:
        DeskError: it cannot be written.
    """
    wanted = office.office()
    changed = [key for key, part in parts.items() if part.is_changed()]
    for key in changed:
        wanted = parts[key].applied(wanted)
    if changed:
        kept = {"parts": changed, "office": to_record(wanted)}
        office.remember(_KEY, {office.account: kept})


def has_unsaved(office: OfficeService) -> bool:
    """Whether something of this account's was kept."""
    kept = office.remembered(_KEY)
    return isinstance(kept, dict) and office.account in kept


def take_up_unsaved(office: OfficeService, parts: "Mapping[str, Part]") -> None:
    """Show what was kept as entered and not saved, once.

    Raises:
        DeskError: it cannot be read.
    """
    kept = office.remembered(_KEY)
    mine = kept.get(office.account) if isinstance(kept, dict) else None
    if not isinstance(mine, dict):
        return
    wanted = from_record(mine["office"])
    for key in mine["parts"]:
        parts[key].show_office(wanted)
        parts[key].changed.emit()
    office.remember(_KEY, None)
