"""How long somebody waits who does not know a password. Light: the door asks it."""


def growing_delay(wrong: int) -> int:
    """Seconds to wait after so many wrong passwords in a row: none at first, five minutes at most."""
    return 0 if wrong < 3 else min(300, int(2 ** (wrong - 2)))
