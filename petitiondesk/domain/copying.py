"""`replace` for the frozen values of the domain, without running their constructors again.

A petition has more than a hundred fields and its history some ten steps; the constructor of a frozen
dataclass sets each field by a call of its own. A value that exists has been constructed already: its
copy differs in the named fields only.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import replace  # the same for the type checker, which knows it by this name
else:

    def replace(value: Any, /, **changes: Any) -> Any:
        """A copy of a frozen dataclass that has no slots and no ``__post_init__``.

        Raises:
            TypeError: it has no such field.
        """
        kind = type(value)
        known = kind.__dataclass_fields__
        copy = object.__new__(kind)
        fields = copy.__dict__
        fields.update(value.__dict__)
        if len(fields) > len(known):  # what the value worked out for itself (`cached_property`)
            for name in fields.keys() - known.keys():
                del fields[name]
        fields.update(changes)
        if len(fields) > len(known):
            raise TypeError(f"{kind.__name__} has no {', '.join(changes.keys() - known.keys())}")
        return copy


__all__ = ["replace"]
