"""Comparing the tables that belong to the office with what the record says of them."""

from collections.abc import Callable, Iterator, Mapping

from petitiondesk.data.checks import key_faults
from petitiondesk.data.registry import Registry
from petitiondesk.data.row_check import with_events
from petitiondesk.domain import history, record
from petitiondesk.domain import office as office_values
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office
from petitiondesk.domain.reception import to_record
from petitiondesk.domain.record import Record
from petitiondesk.domain.returns.period import marked
from petitiondesk.services.returns import row_name, row_record
from petitiondesk.services.verify_record import Walked


def table_faults(registry: Registry, walked: Walked) -> Iterator[Message]:
    """What differs in the tables of the office, and what they refer to that is not there."""
    for kind, read in STORED.items():
        try:
            stored, wanted = read(registry), expected(kind, walked)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            yield Message(
                "{table}读不出来：内容不合规（{error}）。", table=_NAMES[kind], error=repr(error)
            )
        else:
            for name in record.difference(wanted, stored):
                yield _FAULTS[kind](name)
    yield from key_faults(registry.database)
    yield from _sheets(registry, walked)


def recorded_office(walked: Walked) -> Office:
    """The office's settings as the record has them, with what nobody changed.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: the record's values make no sense.
    """
    defaults = office_values.to_record(Office())
    return office_values.from_record({**defaults, **walked.kept[history.OFFICE]})


def expected(kind: str, walked: Walked) -> Record:
    """What the table must hold."""
    if kind == history.OFFICE:
        return office_values.to_record(recorded_office(walked))
    return walked.kept[kind]


def _returns(registry: Registry) -> Record:
    return {row_name(row): row_record(row) for row in registry.returns.all()}


STORED: Mapping[str, Callable[[Registry], Record]] = {
    history.OFFICE: lambda r: office_values.to_record(r.settings.office()),
    history.ACCOUNT: lambda r: {a.name: record.encode(a) for a in r.accounts.all()},
    history.RECEPTION: lambda r: {d.day.isoformat(): to_record(d) for d in r.receptions.all()},
    history.RETURN: _returns,
    history.SHEET: lambda r: {str(s.serial): record.encode(s) for s in r.sheets.all()},
    history.FORM: lambda r: {form.name: record.encode(form) for form in r.forms.all()},
}

_NAMES: Mapping[str, Message] = {
    history.OFFICE: Message("单位设置"),
    history.ACCOUNT: Message("账户"),
    history.RECEPTION: Message("接访记录"),
    history.RETURN: Message("上报的报表"),
    history.SHEET: Message("科室办理表"),
    history.FORM: Message("上级报表"),
}

_FAULTS: Mapping[str, Callable[[str], Message]] = {
    history.OFFICE: lambda name: Message("单位设置与经过里的记录不一致：{name}。", name=name),
    history.ACCOUNT: lambda name: Message("账户“{name}”与经过不一致。", name=name),
    history.RECEPTION: lambda day: Message("{day} 的接访记录与经过不一致。", day=day),
    history.RETURN: lambda mark: Message("上报的报表“{name}”与经过不一致。", name=marked(mark)),
    history.SHEET: lambda serial: Message("科室办理表第 {serial} 号与经过不一致。", serial=serial),
    history.FORM: lambda name: Message("上级报表“{name}”与经过不一致。", name=name),
}


def _sheets(registry: Registry, walked: Walked) -> Iterator[Message]:
    """Section sheets with a petition that is not in the record."""
    for serial, sheet in walked.kept[history.SHEET].items():
        owners = [case.get("petition_id") for case in sheet.get("cases", ())]
        there = with_events(registry.database, {owner for owner in owners if owner is not None})
        for owner in owners:
            if owner not in there and owner not in walked.losses.ids:
                yield Message("科室办理表第 {serial} 号里有一件不在登记簿里。", serial=serial)
