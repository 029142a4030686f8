"""Whether the computer's clock was set back: an entry of the record is later than now.

Entries stand in the order in which they were made (``seq``), so that a wrong clock puts nothing out
of order; but the times and days that it writes would be wrong, and with them the limits.
"""

from datetime import datetime, timedelta

from petitiondesk.domain.messages import Message

TOLERANCE = timedelta(minutes=10)
"""Clocks of two computers differ by minutes, and a clock is set right by minutes."""


def set_back(now: datetime, latest: datetime | None) -> Message | None:
    """What to say of a clock that shows ``now`` after an entry of the time ``latest``; None if right."""
    if latest is None or latest - now <= TOLERANCE:
        return None
    return Message(
        "这台电脑的时钟可能不准：现在显示 {now}，而前面已有一条经过是 {latest} 记下的。"
        "办理照常记录、次序不乱，但日期和期限会按错的时间算，请先把时钟调准。",
        now=_minute(now),
        latest=_minute(latest),
    )


def _minute(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
