"""Exported ledgers as another library reads them, and what they must hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell

from petitiondesk.domain import masking
from petitiondesk.domain.petition import Petition, Petitioner
from petitiondesk.domain.text_masking import mask_text
from petitiondesk.services.desk import Desk

SEALED = "（密）"
CELL_UNITS = 32_767

HEADINGS = (
    "登记编号", "收到日期", "信访形式", "诉求类别", "信访人", "信访人数", "概况", "内容分类",
    "问题属地", "主办科室", "状态", "办理期限", "期限情况", "办结日期", "外部编号", "初次/重复",
    "证件号码", "电话", "住址", "主要内容", "答复内容", "答复日期", "档号",
)  # fmt: skip
DATES = ("收到日期", "办理期限", "答复日期", "办结日期")


@dataclass(frozen=True)
class Exported:
    """A ledger as openpyxl reads it: title, line below it, and the rows by heading."""

    title: str
    note: str
    rows: tuple[dict[str, Cell], ...]

    def column(self, heading: str) -> list[object]:
        return [plain(row[heading]) for row in self.rows]


def read_back(path: Path) -> Exported:
    book = load_workbook(path)
    sheet = book.worksheets[0]
    lines = list(sheet.iter_rows())
    headings = [str(cell.value) for cell in lines[2]]
    assert tuple(headings) == HEADINGS
    rows = tuple(dict(zip(headings, line, strict=True)) for line in lines[3:])
    return Exported(str(lines[0][0].value), str(lines[1][0].value), rows)  # type: ignore[arg-type]


def plain(cell: Cell) -> object:
    """What a cell says: an empty one is "", a day is a date."""
    value = cell.value
    if isinstance(value, datetime):
        return value.date()
    return "" if value is None else value


def cells(petition: Petition, today: date, *, masked: bool) -> dict[str, object]:
    """What the row of a petition must say."""
    shut = masked and petition.sealed

    def text(value: str) -> str:
        if not masked:
            return value
        return SEALED if shut and value else mask_text(value, petition.petitioners)

    def day(value: date | None) -> object:
        return value or ""

    return dict(
        zip(
            _BY_SUBJECT,
            (
                petition.number, petition.external_no, day(petition.received_on),
                petition.channel.zh, petition.petition_class.zh, _names(petition, masked=masked),
                petition.people_present,
                *(_people(petition, part, masked=masked) for part in ("id_number", "phone", "address")),
                text(petition.summary), text(petition.content),
                petition.topic.replace("_", "›"), text(petition.place),
                "重复" if petition.repeat else "初次", text(petition.lead_section),
                petition.state.zh, day(petition.due_on), _standing(petition, today),
                text(petition.reply), day(petition.replied_on), day(petition.concluded_on),
                petition.archive_ref,
            ),
            strict=True,
        )
    )  # fmt: skip


_BY_SUBJECT = (
    "登记编号", "外部编号", "收到日期", "信访形式", "诉求类别", "信访人", "信访人数", "证件号码", "电话",
    "住址", "概况", "主要内容", "内容分类", "问题属地", "初次/重复", "主办科室", "状态", "办理期限",
    "期限情况", "答复内容", "答复日期", "办结日期", "档号",
)  # fmt: skip
"""The headings in the order `cells` lists its values."""


def _names(petition: Petition, *, masked: bool) -> str:
    if not petition.petitioners:
        return "匿名" if petition.anonymous else ""
    if masked and petition.sealed:
        return SEALED

    def name(person: Petitioner) -> str:
        open_name = person.organisation or not masked
        return person.name if open_name else masking.mask_name(person.name)

    return "、".join(map(name, petition.petitioners))


_MASKS = {
    "id_number": masking.mask_id,
    "phone": masking.mask_phone,
    "address": masking.mask_address,
}


def _people(petition: Petition, part: str, *, masked: bool) -> str:
    if masked and petition.sealed:
        return SEALED if petition.petitioners else ""
    values: Sequence[str] = [getattr(person, part) for person in petition.petitioners]
    return "、".join((_MASKS[part](v) if masked else v) for v in values if v)


def _standing(petition: Petition, today: date) -> str:
    """The due date in words, worked out apart from the program."""
    due, done = petition.due_on, petition.concluded_on
    if due is None:
        return "—"
    left = (due - (done or today)).days
    if done is not None:
        return "按期" if left >= 0 else f"超期 {-left} 天办结"
    if left < 0:
        return f"超期 {-left} 天"
    return f"还有 {left} 天" if left else "今天到期"


def assert_equal(
    exported: Exported, petitions: Sequence[Petition], today: date, *, masked: bool
) -> None:
    """Every cell says what the registry says, row by row in this order."""
    assert len(exported.rows) == len(petitions)
    for row, petition in zip(exported.rows, petitions, strict=True):
        wanted = cells(petition, today, masked=masked)
        found = {heading: plain(cell) for heading, cell in row.items()}
        differing = {h: (found[h], wanted[h]) for h in HEADINGS if found[h] != wanted[h]}
        assert not differing, petition.number


def petitions_of(desk: Desk, ids: Sequence[int]) -> list[Petition]:
    """The petitions as the registry has them, in this order."""
    return [desk.petitions.case(i).petition for i in ids]
