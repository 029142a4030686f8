"""The PC's clock, the one place that reads it; everything else is told the time."""

from datetime import datetime


def local_now() -> datetime:
    """The local time with its offset."""
    return datetime.now().astimezone()
