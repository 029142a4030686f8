"""Overwriting secrets in memory, where Python allows.

Python copies and keeps as it likes, so this is the best that can be done, not a promise: what was
given to another library, or passed through a text field, may have left copies (`docs/security.md`).
"""

import ctypes
import sys


def wipe(secret: bytearray | bytes | str) -> None:
    """Overwrite a secret with zeros; nobody may use it, or anything equal that shares it, any more.

    ``bytes`` and ``str`` are meant not to change: only for values that were just made here and are
    held by nobody else. A text must be ASCII, as keys in hexadecimal are.
    """
    if isinstance(secret, bytearray):
        secret[:] = bytes(len(secret))
        return
    if isinstance(secret, str) and not secret.isascii():
        raise ValueError("only ASCII texts lie in one piece")
    if len(secret) < 2 or sys.implementation.name != "cpython":
        return  # the shortest are shared by everybody
    # Both end with one zero byte behind the characters.
    start = id(secret) + sys.getsizeof(secret) - len(secret) - 1
    ctypes.memset(start, 0, len(secret))
