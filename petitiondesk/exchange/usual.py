"""What every petition of a sheet gets where the sheet says nothing, and how that is said."""

from collections.abc import Iterable, Mapping

from petitiondesk.domain.fields import FIELDS
from petitiondesk.domain.messages import Message
from petitiondesk.domain.terms import Channel, PetitionClass, Purpose, Term
from petitiondesk.exchange.header import Header
from petitiondesk.exchange.ledger_map import LedgerMap

USUAL: Mapping[str, Term] = {
    "channel": Channel.LETTER,
    "petition_class": PetitionClass.CLAIM,
}
"""What `Petition` holds where nothing is said; it must be there, so it is said that it was taken."""

CLASS_OF_PURPOSE: Mapping[Purpose, PetitionClass] = {
    Purpose.APPEAL: PetitionClass.CLAIM,
    Purpose.SETTLE: PetitionClass.CLAIM,
    Purpose.SUGGEST: PetitionClass.SUGGESTION,
    # Without this an accusation from such a sheet would stand open in every list (Art. 30(3)).
    Purpose.EXPOSE: PetitionClass.ACCUSATION,
}
"""The class that a purpose tells where the sheet does not say it."""

_CHANNEL_OF_HEADING = {
    "留言": Channel.ONLINE,
    "来信": Channel.LETTER,
    "来访": Channel.VISIT,
    "来电": Channel.PHONE,
}
_WITH_CHANNEL = frozenset({"received_on", "made_on", "petitioners", "content", "summary"})


def channel_told(header: Header) -> Channel | None:
    """The channel that a sheet's headings tell (来访日期, 来访人), when they tell only one."""
    told = {
        _CHANNEL_OF_HEADING[column.heading[:2]]
        for column in header.columns
        if column.field in _WITH_CHANNEL and column.heading[:2] in _CHANNEL_OF_HEADING
    }
    return told.pop() if len(told) == 1 and "channel" not in header.fields else None


def left_open(header: Header, rules: LedgerMap) -> Iterable[tuple[str, Term]]:
    """(field, what is usual) of what a sheet has no column for and nobody chose."""
    told = {"channel": channel_told(header)}
    for name, usual in USUAL.items():
        if (
            name not in header.fields
            and name not in rules.defaults
            and not _by_purpose(name, header)
        ):
            yield name, told.get(name) or usual


def notices(found: Mapping[tuple[str, Term], Iterable[str]]) -> list[Message]:
    """A sentence for each (field, what is usual) with the sheets it concerns."""
    return [
        Message(
            "工作表“{sheets}”里没有{field}，这些件都按“{usual}”登记。",
            sheets="、".join(sheets),
            field=Message(FIELDS[name].zh),
            usual=usual,
        )
        for (name, usual), sheets in found.items()
    ]


def _by_purpose(name: str, header: Header) -> bool:
    """Whether the purpose tells the class (Art. 29 to 31 follow from it)."""
    return name == "petition_class" and "purpose" in header.fields
