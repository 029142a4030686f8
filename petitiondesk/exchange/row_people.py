"""The petitioners of one row, from its cells of names, phones, identity numbers and addresses."""

from collections.abc import Mapping

from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petitioner
from petitiondesk.exchange.cells import Cell, clean, read_id
from petitiondesk.exchange.people import is_organisation, read_people, read_phones
from petitiondesk.exchange.vocabulary import read_term

_LONGEST_NAME = 50


def settle_people(
    person: Mapping[str, Cell],
    facts: dict[str, object],
    notes: list[str],
    warnings: list[Message],
    *,
    named: bool,
) -> None:
    """Write the petitioners and how many came into ``facts``; what has no place goes to ``notes``.

    Args:
        person: field (petitioners, organisation, phone …) → its cell, empty ones left out.
        facts: the row's facts so far.
        notes: lines of the petition's notes.
        warnings: what deserves a second look.
        named: whether the ledger has a column of names at all, so that an empty one says something.
    """
    people = read_people(person.get("petitioners", ""))
    firm = clean(person.get("organisation", ""))
    names = [*people.names, *([firm] if firm and firm not in people.names else [])]
    if people.unplaced:
        notes.append(f"信访人：{clean(person['petitioners'])}")
    if any(len(name) > _LONGEST_NAME for name in names):
        warnings.append(Message("信访人姓名超过五十个字，请核对。"))
    details: list[dict[str, object]] = [{} for _ in range(max(1, len(names)))]
    _share(details, "phone", _phones(person, people.phones))
    _share(details, "id_number", _papers(person, people.id_numbers, len(names), notes, warnings))
    for field in ("address", "postcode"):
        if field in person:
            details[0][field] = clean(person[field])
    if "sex" in person:
        details[0]["sex"] = read_term("sex", clean(person["sex"]))
    if names or any(details[0].values()):
        facts["petitioners"] = tuple(
            Petitioner(name=name, organisation=name == firm or is_organisation(name), **each)  # type: ignore[arg-type]
            for name, each in zip(names or [""], details, strict=True)
        )
    if not names:
        facts["anonymous"] = True
        if named and not people.anonymous:
            warnings.append(Message("没有写信访人姓名，按匿名登记。"))
    if "people_present" not in facts:
        facts["people_present"] = people.count or max(1, len(names))


def _phones(person: Mapping[str, Cell], beside: tuple[str, ...]) -> list[str]:
    """The numbers that stand beside the names, then those of the column of phones."""
    column = read_phones(person["phone"]) if "phone" in person else ()
    return [*beside, *(each for each in column if each not in beside)]


def _papers(
    person: Mapping[str, Cell],
    beside: tuple[str, ...],
    count: int,
    notes: list[str],
    warnings: list[Message],
) -> list[str]:
    identity = read_id(person.get("id_number", ""))
    if identity.warning is not None:
        # The mark stays with the petition: a warning is read once.
        warnings.append(identity.warning)
        notes.append(f"证件号码：{identity.text}（原表存成了数字，末几位已丢失）")
    found = read_people(identity.text).id_numbers
    if identity.text and len(found) != count:
        found = (identity.text,)
    return [*beside, *(each for each in found if each not in beside)]


def _share(details: list[dict[str, object]], field: str, values: list[str]) -> None:
    """One value each when the numbers agree; otherwise all with the first, where none is lost."""
    if len(values) == len(details):
        for each, value in zip(details, values, strict=True):
            each[field] = value
    elif values:
        details[0][field] = "、".join(values)
