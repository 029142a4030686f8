"""Use cases of common kinds, kept with the registry for whoever works in it."""

from collections.abc import Sequence

from petitiondesk.domain.common_kinds import MOST, NAME_LENGTH, CommonKind, from_record, to_record
from petitiondesk.domain.errors import refused
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition
from petitiondesk.services.cleaning import clean_petition, clean_text
from petitiondesk.services.context import Context

_KEY = "common_kinds"

Kinds = tuple[CommonKind, ...]


class CommonKindService:
    """Common kinds. What changes them returns them as they were before.

    They are no part of the record: nothing is registered by them.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    def kinds(self) -> Kinds:
        """All of them, in the order in which they were made."""
        with self._registry.reading():
            kept = self._registry.settings.remembered(_KEY)
        found = [from_record(value) for value in kept] if isinstance(kept, list) else []
        return tuple(kind for kind in found if kind is not None)

    def save(self, name: str, form: Petition) -> Kinds:
        """Keep what a form has of its kind; one of the same name gives way to it.

        Raises:
            InvalidInput: the name cannot be, the form holds nothing of a kind, or there are too many.
            NotAllowed: the registry is open for reading only.
        """
        name = clean_text(name, one_line=True)
        if not name:
            raise refused("name", Message("请给这种件起个名字。"))
        if len(name) > NAME_LENGTH:
            raise refused("name", Message("名字最多 {n} 个字。", n=NAME_LENGTH))
        kind, before = CommonKind.of(name, clean_petition(form)), self.kinds()
        if kind.facts == Petition(channel=kind.facts.channel):
            raise refused("name", Message("这一页还没有填概况、分类等可以留用的内容。"))
        others = [k for k in before if k.name != name]
        if len(others) >= MOST:
            raise refused("name", Message("已经有 {n} 种常用件，请先去掉不用的。", n=len(others)))
        place = next((n for n, k in enumerate(before) if k.name == name), len(others))
        return self._put(before, [*others[:place], kind, *others[place:]])

    def remove(self, name: str) -> Kinds:
        """Forget a kind.

        Raises:
            NotAllowed: the registry is open for reading only.
        """
        before = self.kinds()
        return self._put(before, [kind for kind in before if kind.name != name])

    def put_back(self, kinds: Kinds) -> None:
        """Have the kinds as they were before a change.

        Raises:
            NotAllowed: the registry is open for reading only.
        """
        self._put((), kinds)

    def _put(self, before: Kinds, kinds: Sequence[CommonKind]) -> Kinds:
        self._context.need_writing()
        with self._registry.transaction():
            kept = [to_record(kind) for kind in kinds]
            self._registry.settings.remember(_KEY, kept or None)
        return before
