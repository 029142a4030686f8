"""The superior's desk: returns of many offices made one, every planted error found, nothing else."""

import os
import random
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from petitiondesk.domain.errors import FileProblem
from petitiondesk.domain.returns.consolidation import Consolidated, Fault
from petitiondesk.domain.returns.figures import Extract, Key, Return, When
from petitiondesk.domain.returns.indicators import FACTS, RATES, TOTAL, Basis, tables
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.domain.terms import Channel, PetitionClass
from petitiondesk.exchange.office_crypto import encrypt
from petitiondesk.exchange.return_book import Details, return_bytes
from petitiondesk.exchange.return_proof import PROOF
from petitiondesk.services import consolidating

MARCH = Period.parse(PeriodKind.MONTH, "2026-03")
MADE = datetime(2026, 4, 1, 9, 0)
TOPICS = ("农村农业", "城乡建设", "民政")
BATCHES = Key("channel", TOTAL, "batches")


def a_return(office: str, rng: random.Random, period: Period = MARCH) -> Return:
    """A return of some dozen petitions, whose figures add up."""
    sections = ("办公室", f"{office[-2:]}科")
    extracts: dict[When, dict[Basis, Extract]] = {}
    for when in When:
        extracts[when] = {basis: _extract(basis, rng, sections) for basis in Basis}
    counted = tables(sections, TOPICS)
    record = f"{rng.getrandbits(256):064x}"
    return Return(
        office, period, period.end, counted, RATES, extracts, record, rng.randrange(9, 9999), 1,
        MADE.date(),
    )  # fmt: skip


_VALUES: dict[str, Sequence[str | int]] = {
    "channel": [c.value for c in Channel],
    "petition_class": [c.value for c in PetitionClass],
    "topic": [*TOPICS, ""],
    "level": ["city", "province", ""],
    "notice": ["in_time", "late", "overdue", "pending", "exempt"],
    "conclusion": ["in_time", "late"],
    "answer": ["in_time", "late", "overdue"],
    "adoption": ["", "adopted"],
    "rating": ["satisfied", "dissatisfied", "lapsed", "pending"],
    "report": ["in_time", "late", "overdue", "pending"],
    "month": [3],
    "review": ["review", "rereview"],
    "result": ["upheld", "changed"],
    "entry": ["visit"],
    "outcome": ["registered", "answered"],
}


def _extract(basis: Basis, rng: random.Random, sections: Sequence[str]) -> Extract:
    values = {**_VALUES, "section": sections}
    if basis is Basis.OPEN:
        values["conclusion"] = ["open", "overdue"]
    lines = [
        (n, rng.randrange(1, 9), *(rng.choice(values.get(name, [0, 1])) for name in FACTS[basis]))
        for n in range(rng.randrange(5, 25))
    ]
    return Extract(basis, tuple(lines))


@dataclass
class Mail:
    """What came in: files in a folder, the list of offices, and what was planted."""

    folder: Path
    expected: list[str] = field(default_factory=list)
    planted: set[tuple[Fault, str]] = field(default_factory=set)
    total: int = 0

    def put(self, value: Return, name: str = "", *, counts: bool = True) -> Path:
        path = self.folder / f"{name or value.office}.xlsx"
        path.write_bytes(return_bytes(value, Details("登记员", MADE)))
        self.total += value.value(BATCHES) if counts else 0
        return path

    def plant(self, fault: Fault, file: str) -> None:
        self.planted.add((fault, file))


class _WrongSum(Return):
    """A program that counts wrongly: its file is whole, its figures do not add up."""

    def value(self, key: Key) -> int:
        return super().value(key) + (key == Key("section", TOTAL, "concluded"))


def _edited(path: Path, sheet: str, cell: str, value: object) -> None:
    book: Any = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)


def mail(folder: Path, count: int) -> Mail:
    """``count`` sound returns, and every kind of error besides."""
    rng = random.Random(4)
    box = Mail(folder, [f"某市第{n:03}局" for n in range(count)])
    for office in box.expected:
        box.put(a_return(office, rng))
    _plant_files(box, rng)
    _plant_periods(box, rng)
    _plant_doubles(box, rng)
    box.expected += ["一直没报的局", "只报了错期间的局"]
    box.plant(Fault.MISSING, "一直没报的局")
    box.put(
        a_return("只报了错期间的局", rng, Period.parse(PeriodKind.MONTH, "2026-02")),
        counts=False,
    )
    box.plant(Fault.OTHER_PERIOD, "只报了错期间的局.xlsx")
    box.plant(Fault.MISSING, "只报了错期间的局")
    box.put(a_return("名单外的局", rng))
    box.plant(Fault.UNEXPECTED, "名单外的局.xlsx")
    return box


def _plant_files(box: Mail, rng: random.Random) -> None:
    (box.folder / "坏文件.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    box.plant(Fault.UNREADABLE, "坏文件.xlsx")
    (box.folder / "别的表.xlsx").write_bytes(_other_workbook(box.folder))
    box.plant(Fault.UNREADABLE, "别的表.xlsx")
    closed = box.put(a_return("加密局", rng), counts=False)
    closed.write_bytes(encrypt(closed.read_bytes(), "另一个密码"))
    box.plant(Fault.UNREADABLE, "加密局.xlsx")
    typed = box.put(a_return("手改局", rng), counts=False)
    _edited(typed, "信访形式", "B4", 99)
    box.plant(Fault.CHANGED, "手改局.xlsx")
    forged = box.put(a_return("改核验局", rng), counts=False)
    _edited(forged, PROOF, "B20", 77)
    box.plant(Fault.CHANGED, "改核验局.xlsx")
    for name in ("加密局", "手改局", "改核验局"):
        box.expected.append(name)
        box.plant(Fault.MISSING, name)
    wrong = _WrongSum(**vars(a_return("算错局", rng)))
    box.expected.append("算错局")
    box.put(wrong)
    box.plant(Fault.SUM, "算错局.xlsx")


def _other_workbook(folder: Path) -> bytes:
    path = folder / "x.tmp"
    book: Any = openpyxl.Workbook()
    book.active["A1"] = "值班表"
    book.save(path)
    data = path.read_bytes()
    path.unlink()
    return data


def _plant_periods(box: Mail, rng: random.Random) -> None:
    quarter = a_return("季报局", rng, Period.parse(PeriodKind.QUARTER, "2026-Q1"))
    box.expected.append("季报局")
    box.put(quarter, counts=False)
    box.plant(Fault.OTHER_PERIOD, "季报局.xlsx")
    box.plant(Fault.MISSING, "季报局")
    early = replace(a_return("早截止局", rng), cut_off=date(2026, 3, 25))
    box.expected.append("早截止局")
    box.put(early)
    box.plant(Fault.CUT_OFF, "早截止局.xlsx")


def _plant_doubles(box: Mail, rng: random.Random) -> None:
    twice = a_return("报两次局", rng)
    box.expected.append("报两次局")
    box.put(twice)
    box.put(twice, "报两次局（2）", counts=False)
    box.plant(Fault.DOUBLE, "报两次局（2）.xlsx")
    old = a_return("更正局", rng)
    box.expected.append("更正局")
    box.put(old, "更正局第1版", counts=False)
    box.put(replace(a_return("更正局", rng), version=2), "更正局第2版")
    box.plant(Fault.DOUBLE, "更正局第1版.xlsx")
    copied = replace(twice, office="抄袭局")
    box.expected.append("抄袭局")
    box.put(copied)
    box.plant(Fault.COPIED, "抄袭局.xlsx")
    box.plant(Fault.COPIED, "报两次局.xlsx")


def _found(value: Consolidated) -> set[tuple[Fault, str]]:
    return {(problem.fault, problem.file or problem.office) for problem in value.problems}


def _check(folder: Path, count: int) -> tuple[Consolidated, float]:
    box = mail(folder, count)
    files = consolidating.files_in([folder])
    began = time.perf_counter()
    value = consolidating.consolidate_files(files, expected=box.expected)
    consolidating.write(value, folder.parent / "汇总.xlsx", MADE)
    seconds = time.perf_counter() - began
    assert _found(value) == box.planted
    assert value.period == MARCH
    assert value.totals[BATCHES] == box.total
    return value, seconds


def test_every_planted_error_is_found_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "报表"
    folder.mkdir()
    value, _ = _check(folder, 12)
    book: Any = openpyxl.load_workbook(tmp_path / "汇总.xlsx")
    assert book.sheetnames == ["合计", "各单位", "问题"]
    heads = [cell.value for cell in book["各单位"][4]]
    assert heads[:4] == ["表", "行", "栏", "合计"]
    assert heads[4:] == [one.office for one in value.counted]
    for row in book["各单位"].iter_rows(min_row=5, values_only=True):
        assert row[3] == sum(int(n) for n in row[4:] if n is not None), row[:3]
    assert book["问题"].max_row == 4 + len(value.problems)


@pytest.mark.slow
def test_five_hundred_returns_at_one_go(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its seconds and its memory are printed: ``make consolidation``."""
    folder = tmp_path / "报表"
    folder.mkdir()
    count = int(os.environ.get("PETITIONDESK_OFFICES", "500"))
    value, seconds = _check(folder, count)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with capsys.disabled():
        print(  # noqa: T201 - the figures asked for
            f"\n{count} returns and {len(value.problems)} planted errors: {seconds:.1f} s, "
            f"peak memory of the whole test run {peak:.0f} MB"
        )
    assert len(value.counted) > count


def test_an_office_fills_in_the_superiors_form_by_hand(tmp_path: Path) -> None:
    form = tmp_path / "空表.xlsx"
    _form(form, "{{单位}}", "{{期间}}", "{{信访形式.来信.批次}}", "{{信访形式.来访.批次}}",
          "{{信访形式.合计.批次}}", "{{按期办结率.分子}}", "{{按期办结率.分母}}", "{{按期办结率}}")  # fmt: skip
    folder = tmp_path / "收到"
    folder.mkdir()
    _form(folder / "甲局.xlsx", "甲局", "2026年3月", 3, "４", "7", 9, 10, "90%")
    _form(folder / "乙局.xlsx", "乙局", "2026年3月", 1, None, 2, 8, 5, "")
    _form(folder / "丙局.xlsx", "丙局", "2026年2月", 1, 1, 2, 1, 1, "")
    _form(folder / "丁局.xlsx", "丁局", "2026年3月", "约3件", 1, 2, 1, 1, "")
    value = consolidating.consolidate_files(consolidating.files_in([folder]), form=form)
    assert [one.office for one in value.counted] == ["乙局", "甲局"]
    assert value.totals[Key("channel", "letter", "batches")] == 4
    assert value.ratio("concluded_in_time", rest=False).part == 17
    assert _found(value) == {
        (Fault.OTHER_PERIOD, "丙局.xlsx"),
        (Fault.CHANGED, "丁局.xlsx"),
        (Fault.SUM, "乙局.xlsx"),
    }
    said = [str(p.message) for p in value.problems if p.fault is Fault.SUM]
    assert said == [
        "信访形式·合计·批次 是 2，各行之和是 1。",
        "主要指标·按期办结率·按期办结 是 8，多于主要指标·按期办结率·应办结的 5。",
    ]


def _form(path: Path, office: object, period: object, *numbers: object) -> None:
    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "信访情况月报"
    sheet["A2"], sheet["B2"] = "单位", office
    sheet["C2"], sheet["D2"] = "期间", period
    for row, number in enumerate(numbers, 4):
        sheet.cell(row, 2, number)
    book.save(path)


def test_a_form_without_placeholders_is_refused(tmp_path: Path) -> None:
    form = tmp_path / "空表.xlsx"
    _form(form, "单位", "期间", 1)
    with pytest.raises(FileProblem, match="占位格"):
        consolidating.consolidate_files([form], form=form)


def test_the_list_of_offices_is_read_from_a_table_or_a_text(tmp_path: Path) -> None:
    path = tmp_path / "单位名单.csv"
    path.write_bytes("单位\n甲局\n乙局\n\n甲局\n".encode("gb18030"))
    assert consolidating.read_offices(path) == ["甲局", "乙局"]


def test_a_folder_without_returns_is_said(tmp_path: Path) -> None:
    (tmp_path / "说明.txt").write_text("无", "utf-8")
    with pytest.raises(FileProblem, match="没有报表文件"):
        consolidating.files_in([tmp_path])
