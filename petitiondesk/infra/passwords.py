"""Whether a new password is good enough: long, and not soon guessed.

How many guesses a password takes is estimated by zxcvbn, from lists of passwords that leaked, words,
dates, keyboard rows and repeats.
"""

from collections.abc import Sequence

from petitiondesk.domain.errors import refused
from petitiondesk.domain.messages import N_, Message

MIN_PASSWORD = 8
_ENOUGH = 8.0
"""Decimal exponent of the guesses a password should take: a hundred million, of which this program
allows a few each second."""

_REASONS = {
    "dictionary": N_("这个密码或者它的一部分在常用密码和姓名里，太容易猜到。"),
    "spatial": N_("键盘上挨着的键太容易猜到。"),
    "repeat": N_("重复的字符太容易猜到。"),
    "sequence": N_("连着的数字或字母太容易猜到。"),
    "date": N_("日期太容易猜到。"),
    "regex": N_("年份太容易猜到。"),
    "bruteforce": N_("这个密码太短、太简单。"),
}
_ADVICE = N_("{why}可以用一句自己记得住、别人想不到的话，再加几个数字。")


def check_new_password(password: str, known: Sequence[str] = ()) -> None:
    """Refuse a password that is too easily guessed.

    ``known`` are words that everybody here would try: the account's name, the office's.

    Raises:
        InvalidInput: it is shorter than `MIN_PASSWORD`, or too few guesses away; with the reason.
    """
    if len(password) < MIN_PASSWORD:
        raise refused(
            "password", Message("密码至少 {n} 个字符。可以用一句自己记得住的话。", n=MIN_PASSWORD)
        )
    # Some thirty thousand words to load: only where a password is chosen.
    from zxcvbn import zxcvbn

    found = zxcvbn(password[:72], user_inputs=[word for word in known if word])
    if found["guesses_log10"] < _ENOUGH:
        weakest = min(found["sequence"], key=_guesses)
        why = Message(_REASONS.get(weakest["pattern"], _REASONS["bruteforce"]))
        raise refused("password", Message(_ADVICE, why=why))


def _guesses(match: dict[str, object]) -> float:
    """How little a part of the password adds for its length; what is only tried out comes last."""
    if match["pattern"] == "bruteforce":
        return float("inf")
    return float(str(match["guesses_log10"])) / max(1, len(str(match["token"])))
