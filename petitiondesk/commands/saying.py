"""What commands print: their result on standard output, what went wrong as one line on the other."""

import sys


def say(text: str) -> None:
    """Print a line at once, also where it goes into a pipe."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """Print one line on standard error, whatever line ends the text has."""
    sys.stderr.write(text.replace("\n", " ") + "\n")
