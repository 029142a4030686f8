"""JSON with one spelling for one value, to be hashed and sealed. Light: the door's key file needs it."""

from json import JSONEncoder


def canonical_json(value: object) -> str:
    """One spelling for one value: sorted keys, no blanks, text as it is."""
    return _CANONICAL.encode(value)


_CANONICAL = JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
