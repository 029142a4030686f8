"""The table of all scenes, in groups."""

from collections.abc import Mapping

from petitiondesk.screens.dialogs import DIALOGS
from petitiondesk.screens.doors import DOORS
from petitiondesk.screens.files import FILES
from petitiondesk.screens.pages import PAGES
from petitiondesk.screens.steps import STEPS
from petitiondesk.screens.studio import Scene

GROUPS: Mapping[str, Mapping[str, Scene]] = {
    "pages": PAGES,
    "steps": STEPS,
    "dialogs": DIALOGS,
    "files": FILES,
    "doors": DOORS,
}

SCENES: Mapping[str, Scene] = {
    name: scene for group in GROUPS.values() for name, scene in group.items()
}
"""Name → scene. A page or dialog with a page of the manual (``HELP``) has one at least."""
