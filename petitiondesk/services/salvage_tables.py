"""The office's own tables after a salvage: as they were read, completed by what the record says."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from petitiondesk.data.damaged_file import Table
from petitiondesk.data.registry import Registry
from petitiondesk.data.salvage import SMALL, put_rows
from petitiondesk.domain import history, record
from petitiondesk.domain import office as office_values
from petitiondesk.domain.forms import Form
from petitiondesk.domain.messages import Message
from petitiondesk.domain.reception import from_record as reception_from
from petitiondesk.domain.record import Changes, Record
from petitiondesk.domain.returns.figures import Submitted
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.domain.rights import Account
from petitiondesk.domain.section_sheet import SectionSheet
from petitiondesk.services.verify_record import Walked
from petitiondesk.services.verify_tables import STORED, expected

_TABLE: Mapping[str, tuple[str, Message]] = {
    history.OFFICE: ("settings", Message("单位设置")),
    history.ACCOUNT: ("accounts", Message("账户")),
    history.RECEPTION: ("receptions", Message("接访记录")),
    history.RETURN: ("returns", Message("上报的报表")),
    history.SHEET: ("sheets", Message("科室办理表")),
    history.FORM: ("forms", Message("上级报表")),
}
"""Kind of event → the table that it is folded into, and its name."""


def restore_tables(
    registry: Registry, small: Mapping[str, Table], walked: Walked
) -> tuple[list[tuple[str, Changes]], list[Message]]:
    """Write the small tables; return the events that must follow (kind, changes), and what is lost.

    A row that was read stands; one that was lost comes from the record. The caller holds the
    transaction.
    """
    for name in SMALL:
        if name not in ("imports", "imported_rows"):
            put_rows(registry, name, small[name].rows)
    events: list[tuple[str, Changes]] = []
    lost: list[Message] = []
    for kind, (table, title) in _TABLE.items():
        whole = small[table].whole
        wanted, stored = expected(kind, walked), STORED[kind](registry)
        if not whole:
            for name in sorted(wanted.keys() - stored.keys()):
                _WRITE[kind](registry, name, wanted[name])
            if kind == history.OFFICE:
                _office(registry, wanted, small[table].rows)
            lost.append(Message("{table}有一部分读不出来，按经过恢复，请核对。", table=title))
            stored = STORED[kind](registry)
        changes = record.difference(wanted, stored)
        if changes:
            events.append((kind, changes))
    if not small["desk_state"].whole:
        lost.append(Message("草稿、列表栏目等窗口里的习惯有一部分丢失。"))
    lost += _imports(registry, small)
    return events, lost


def _office(registry: Registry, wanted: Record, rows: list[Record]) -> None:
    read = {row["key"]: json.loads(row["value"]) for row in rows}
    registry.settings.save_office(office_values.from_record({**wanted, **read}))


def _imports(registry: Registry, small: Mapping[str, Table]) -> Iterator[Message]:
    """Rows of imports are of use only whole: what counts them must fit what they count."""
    imports, rows = small["imports"], small["imported_rows"]
    known = registry.events.imported()
    sound = imports.whole and rows.whole and all(row["petition_id"] in known for row in rows.rows)
    if sound:
        put_rows(registry, "imports", imports.rows)
        put_rows(registry, "imported_rows", rows.rows)
        return
    left = [{**row, "import_id": 0} for row in rows.rows if row["petition_id"] in known]
    put_rows(registry, "imported_rows", left)
    yield Message(
        "导入旧台账的记录有一部分丢失：以前的导入不能再整次撤销，再导入同一份旧台账时请先看有没有重复。"
    )


# --- one row from the record --------------------------------------------------------------------


def _setting(_registry: Registry, _name: str, _value: Record) -> None:
    """All settings are written together (`_office`)."""


def _account(registry: Registry, _name: str, value: Record) -> None:
    registry.accounts.put(record.decode(Account, value))


def _reception(registry: Registry, _day: str, value: Record) -> None:
    registry.receptions.save(reception_from(value))


def _return(registry: Registry, name: str, value: Record) -> None:
    kind, period, version = name.split()
    registry.returns.add(
        Submitted(
            id=value["id"],
            period=Period.parse(PeriodKind(kind), period),
            version=int(version.removeprefix("v")),
            cut_off=date.fromisoformat(value["cut_off"]),
            submitted_on=date.fromisoformat(value["submitted_on"]),
            sha256=value["sha256"],
        )
    )


def _sheet(registry: Registry, _serial: str, value: Record) -> None:
    registry.sheets.save(record.decode(SectionSheet, value))


def _form(registry: Registry, _name: str, value: Record) -> None:
    registry.forms.save(record.decode(Form, value))


_WRITE: Mapping[str, Callable[[Registry, str, Record], None]] = {
    history.OFFICE: _setting,
    history.ACCOUNT: _account,
    history.RECEPTION: _reception,
    history.RETURN: _return,
    history.SHEET: _sheet,
    history.FORM: _form,
}
