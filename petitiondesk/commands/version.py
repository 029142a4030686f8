"""``--version``: one fact a line; it opens nothing."""

import argparse
from typing import NoReturn

from petitiondesk import __version__
from petitiondesk.commands.saying import say
from petitiondesk.infra.i18n import render


class ShowVersion(argparse.Action):
    """Says what this program is and ends it."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Print the facts; exit status 0."""
        from petitiondesk.services.about import facts

        lines = [f"petitiondesk {__version__}", *(render(fact) for fact in facts()[1:])]
        say("\n".join(lines))
        parser.exit()
