"""Comparing the tables that belong to the office with what the record says of them."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from petitiondesk.data.checks import key_faults
from petitiondesk.data.imports import PastImport
from petitiondesk.data.registry import Registry
from petitiondesk.domain import history, record
from petitiondesk.domain import office as office_values
from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office
from petitiondesk.domain.reception import to_record
from petitiondesk.domain.record import Record
from petitiondesk.services.returns import row_name, row_record
from petitiondesk.services.verify_record import Walked

_AN_IMPORT = timedelta(hours=6)
"""The longest that one import takes, from its first entry to its last."""


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
    yield from _imports(registry, walked)
    yield from _links(registry, walked)


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
    history.RETURN: lambda name: Message("上报的报表“{name}”与经过不一致。", name=name),
    history.SHEET: lambda serial: Message("科室办理表第 {serial} 号与经过不一致。", serial=serial),
    history.FORM: lambda name: Message("上级报表“{name}”与经过不一致。", name=name),
}


# --- references ---------------------------------------------------------------------------------


def _links(registry: Registry, walked: Walked) -> Iterator[Message]:
    """Petitions and sheets that refer to a petition which is not there."""
    gone = walked.losses.ids
    for petition in walked.records.values():
        for name in ("repeats_id", "merged_into_id"):
            other = petition.get(name)
            if other is not None and other not in walked.records and other not in gone:
                yield Message(
                    "{number} 指向第 {other} 件，没有这一件。",
                    number=petition.get("number", "?"),
                    other=other,
                )
    for serial, sheet in walked.kept[history.SHEET].items():
        for case in sheet.get("cases", ()):
            owner = case.get("petition_id")
            if owner not in walked.records and owner not in gone:
                yield Message("科室办理表第 {serial} 号里有一件不在登记簿里。", serial=serial)


def _imports(registry: Registry, walked: Walked) -> Iterator[Message]:
    """An import's rows against the petitions that came in with it and went out again."""
    try:
        imports = registry.imports.all()
    except ValueError:
        yield Message("导入记录读不出来：内容不合规。")
        return
    known = {0, *(past.id for past in imports)}  # 0: from before imports had rows of their own
    for petition_id, import_id in registry.imports.references():
        if petition_id not in walked.imported:
            yield Message("导入记录指向第 {id} 件，它不是导入的。", id=petition_id)
        if import_id not in known:
            yield Message("导入记录指向第 {id} 次导入，没有这一次。", id=import_id)
    for past in imports:
        came = {i for i, (note, at) in walked.imported.items() if _of(past, note, at)}
        rows = set(registry.imports.petition_ids(past.id))
        if past.undone_at is None:
            fits = rows <= came - walked.undone.keys() and len(rows) == past.petitions
        else:
            gone = [i for i in came if _went(past.undone_at, walked.undone.get(i))]
            fits = not rows and len(gone) >= past.petitions
        if not fits:
            yield Message("“{file}”的导入记录与经过不一致。", file=past.file)


def _went(undone_at: datetime, at: datetime | None) -> bool:
    return at is not None and _within(undone_at, at)


def _of(past: PastImport, note: str, at: datetime) -> bool:
    return note.startswith(f"{past.file}，") and _within(past.at, at)


def _within(began: datetime, at: datetime) -> bool:
    try:
        return -_AN_IMPORT < at - began < _AN_IMPORT
    except TypeError:  # one of them lost its offset
        return False


def attachment_faults(
    registry: Registry, wanted: set[str], lost: set[str], progress: Callable[[], None]
) -> Iterator[Message]:
    """Contents that are missing or not what their hash says, and pieces that belong to none."""
    for sha in sorted(wanted - lost):
        progress()
        try:
            whole = registry.attachments.intact(sha)
        except DeskError:  # a page of it cannot be read
            whole = False
        if not whole:
            yield Message("附件 {sha} 缺失或损坏。", sha=sha[:12])
    for sha in registry.attachments.strays():
        yield Message("附件 {sha} 只剩零散的部分。", sha=sha[:12])
