"""What all measured registries have in common: password, last day, seed, and the clock beside them.

Light on purpose: a start that is measured reads it before the door is painted.
"""

from datetime import date, datetime, time, timedelta
from time import monotonic
from typing import TYPE_CHECKING

from petitiondesk.infra.clock import local_now

if TYPE_CHECKING:
    from petitiondesk.services.context import Now

PASSWORD = "bench-registry-2026"  # noqa: S105 - of invented petitions, and printed in the manual
LAST_DAY = date(2026, 11, 20)
SEED = 1

SIZE = (1366, 768)
"""The window that is measured, in pixels: the commonest small office screen."""


def office_hours() -> "Now":
    """The clock of a measured desk: ten o'clock on the last day of the petitions, and going on."""
    zone, begun = local_now().tzinfo, monotonic()
    opened = datetime.combine(LAST_DAY, time(10), zone)
    return lambda: opened + timedelta(seconds=monotonic() - begun)
