"""Use cases of the section sheets (科室办理表): written for the sections, read back, recorded."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from petitiondesk.domain import notes
from petitiondesk.domain.errors import FileProblem, InvalidInput, StepNotAllowed
from petitiondesk.domain.messages import Message
from petitiondesk.domain.section_answers import Item, ItemKind, Verdict
from petitiondesk.domain.section_sheet import SectionSheet
from petitiondesk.exchange.reading import is_locked
from petitiondesk.exchange.section_reading import ReadSheet, read_section_sheet
from petitiondesk.services.context import Context
from petitiondesk.services.petitions import PetitionService
from petitiondesk.services.section_readings import Comparer, ItemKey, Reading, sheet_of
from petitiondesk.services.section_writing import SheetWriting


@dataclass(frozen=True)
class Report:
    """What became of a sheet: how many of each kind were recorded, and what was refused and why."""

    sheet: SectionSheet
    done: Mapping[ItemKind, int]
    refused: tuple[tuple[str, ItemKind, Message], ...] = ()

    @property
    def total(self) -> int:
        """How many steps were recorded."""
        return sum(self.done.values())


class SectionSheetService(SheetWriting):
    """Writes the sheets of the sections, and takes their answers in."""

    def __init__(self, context: Context, petitions: PetitionService) -> None:
        super().__init__(context)
        self._petitions = petitions

    def is_locked(self, path: Path) -> bool:
        """Whether the file asks for a password.

        Raises:
            FileProblem: it cannot be read.
        """
        return is_locked(path)

    def read(self, path: Path, password: str = "") -> Reading:
        """What a sheet that came back would record; nothing is written.

        Raises:
            FileProblem: unreadable, no section sheet, of another registry or a newer version, older
                than one read already, or its fixed cells were changed.
        """
        source = read_section_sheet(
            path, self._registry.identity, self._registry.seal_key, password
        )
        with self._registry.reading():
            sheet = self._known(source, path.name)
            comparer = Comparer(self._context, sheet.section)
            rows = tuple(comparer.row(row) for row in source.rows)
        return Reading(path.name, sheet, rows, source)

    def apply(self, reading: Reading, chosen: Collection[ItemKey] | None = None) -> Report:
        """Record what was chosen of a reading (everything new, by default), in one transaction.

        Each row is compared with its case once more: what is no longer new is refused by name.

        Raises:
            FileProblem: a newer sheet of the section was read since.
            StorageError: the disk did not take it; nothing was recorded.
        """
        wanted = set(reading.new if chosen is None else chosen)
        done: dict[ItemKind, int] = {}
        refused: list[tuple[str, ItemKind, Message]] = []
        with self._registry.transaction():
            sheet = self._known(reading.source, reading.name)
            comparer = Comparer(self._context, sheet.section)
            for source in reading.source.rows:
                row = comparer.row(source)
                for item in row.items:
                    if (row.petition_id, item.kind) not in wanted:
                        continue
                    problem = self._record(row.petition_id, item, sheet)
                    if problem is None:
                        done[item.kind] = done.get(item.kind, 0) + 1
                    else:
                        refused.append((row.number, item.kind, problem))
            after = replace(sheet, read_on=self._context.today)
            if done or after != sheet:
                note = Message(notes.SHEET_READ, section=sheet.section,
                               sheet=sheet.label, n=sum(done.values()))  # fmt: skip
                self._save(sheet, after, note)
        return Report(after, done, tuple(refused))

    def _record(self, petition_id: int, item: Item, sheet: SectionSheet) -> Message | None:
        """Take the item's step; the reason where it cannot be taken any more."""
        if item.verdict is not Verdict.NEW or item.on is None:
            return item.reason or Message("这一项已经记入，没有重复记。")
        origin = str(sheet.label)
        if "progress" in item.inputs:
            origin = f"{item.inputs['progress']}（{origin}）"
        try:
            self._petitions.perform_from(petition_id, item.step, item.inputs, item.on, origin)
        except (InvalidInput, StepNotAllowed) as error:
            return error.message
        return None

    def _known(self, source: ReadSheet, name: str) -> SectionSheet:
        """The sheet as the registry has it, or as its seal tells after an older backup.

        Raises:
            FileProblem: a newer one of the section was read already, or the number means another.
        """
        told = sheet_of(source)
        stored = self._registry.sheets.get(told.serial)
        if stored is not None and replace(stored, read_on=None) != told:
            raise FileProblem(
                Message(
                    "“{name}”是登记簿恢复备份之前写的，编号第 {serial} 号已经另有一张表，没有读入。"
                    "请给科室重新发一份。",
                    name=name,
                    serial=told.serial,
                )
            )
        sheets = self._registry.sheets.of_section(told.section)
        newest = max((s.serial for s in sheets if s.read_on is not None), default=0)
        if told.serial < newest:
            raise FileProblem(
                Message(
                    "“{name}”是{section}第 {serial} 号办理表，而第 {newest} 号已经读过，没有读入。"
                    "请科室在新的那一张上填写。",
                    name=name,
                    section=told.section,
                    serial=told.serial,
                    newest=newest,
                )
            )
        return stored or told
