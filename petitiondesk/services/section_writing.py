"""Writing the section sheets (科室办理表): which cases go to which section, and that it was recorded."""

from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from petitiondesk.domain import history, notes
from petitiondesk.domain.errors import FileProblem
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.record import difference, encode
from petitiondesk.domain.section_sheet import SectionSheet, SheetCase, complained_of
from petitiondesk.exchange.office_crypto import encrypt
from petitiondesk.exchange.safe_file import replacing, write_problem
from petitiondesk.exchange.section_sheet import Form, FormRow, build
from petitiondesk.services.context import Context, Progress, no_progress
from petitiondesk.services.section_forms import form_row

_UNFIT = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_"))
"""What no file name may hold on Windows."""


@dataclass(frozen=True)
class SectionDue:
    """What a section's sheet would hold: cases, those in no earlier sheet, those kept back.

    Kept back are sealed cases that complain of the section itself or of its people.
    """

    section: str
    cases: int
    fresh: int
    kept_back: int = 0


@dataclass(frozen=True)
class Written:
    """A sheet that was written."""

    path: Path
    sheet: SectionSheet
    due: SectionDue


class SheetWriting:
    """Writes the sheets of the sections; each is an event."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    def due(self) -> list[SectionDue]:
        """Every section in the office's order, and any other that holds cases, with its counts."""
        with self._registry.reading():
            held: dict[str, list[SheetCase]] = {}
            for section, case in self._registry.sheets.held():
                held.setdefault(section, []).append(case)
            names = dict.fromkeys([*self._context.office().open_sections(), *held])
            return [self._due(name, held.get(name, [])) for name in names]

    def write(self, section: str, path: Path, password: str = "") -> Written:
        """Write a section's sheet to ``path``, encrypted if a password is given.

        Raises:
            FileProblem: the section has no case for a sheet, or the file cannot be written.
            StorageError: the disk is full or failed; an older file is as it was.
        """
        return self._write(section, lambda _sheet: path, password)

    def write_all(
        self,
        folder: Path,
        sections: Sequence[str] | None = None,
        password: str = "",
        progress: Progress = no_progress,
    ) -> list[Written]:
        """Write the sheets of these sections (of all, by default) that have cases, into a folder.

        Raises:
            FileProblem, StorageError: as `write`; the sheets written before stay, each whole.
            Cancelled: from ``progress``, between two sheets.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise write_problem(error, folder) from error
        wanted = [d for d in self.due() if d.cases and (sections is None or d.section in sections)]
        written = []
        for done, due in enumerate(wanted):
            progress(done, len(wanted))
            written.append(
                self._write(due.section, lambda sheet: folder / _file_name(sheet), password)
            )
        return written

    def _write(self, section: str, place: Callable[[SectionSheet], Path], password: str) -> Written:
        with ExitStack() as change:
            change.enter_context(self._registry.transaction())
            sheet, rows, due = self._prepared(section)
            path = place(sheet)
            with replacing(path) as file:
                data = build(
                    self._form(sheet, rows),
                    self._registry.seal_key,
                    self._context.now().replace(tzinfo=None),
                )
                file.write_bytes(encrypt(data, password) if password else data)
                note = Message(notes.SHEET_WRITTEN, section=section,
                               sheet=sheet.label, n=len(rows))  # fmt: skip
                self._save(None, sheet, note)
                # The record is written before the file is in its place: no sheet goes unrecorded.
                change.close()
        return Written(path, sheet, due)

    def _prepared(self, section: str) -> tuple[SectionSheet, list[FormRow], SectionDue]:
        held = [case for _, case in self._registry.sheets.held(section)]
        shown = self._shown(section, held)
        if not shown:
            raise FileProblem(
                Message("{section}现在没有要答复的件，没有写办理表。", section=section)
            )
        fresh = self._fresh(section, [case for case, _ in shown])
        timing = self._context.timing()
        rows = [
            form_row(petition, section, case, timing, fresh=case in fresh)
            for case, petition in shown
        ]
        sheet = SectionSheet(
            self._registry.sheets.next_serial(),
            section,
            self._context.today,
            tuple(case for case, _ in shown),
        )
        due = SectionDue(section, len(shown), len(fresh), len(held) - len(shown))
        return sheet, rows, due

    def _form(self, sheet: SectionSheet, rows: Sequence[FormRow]) -> Form:
        office = self._context.office()
        return Form(
            self._registry.identity,
            office.name,
            sheet.section,
            sheet.serial,
            self._context.today,
            rows,
            office.handlers(sheet.section),
        )

    def _due(self, section: str, held: list[SheetCase]) -> SectionDue:
        shown = [case for case, _ in self._shown(section, held)]
        return SectionDue(
            section, len(shown), len(self._fresh(section, shown)), len(held) - len(shown)
        )

    def _shown(self, section: str, held: Sequence[SheetCase]) -> list[tuple[SheetCase, Petition]]:
        """The cases without the sealed ones that complain of the section (Art. 30(3))."""
        staff = self._context.office().people().get(section, ())
        petitions = {
            p.id: p for p in self._registry.petitions.many([case.petition_id for case in held])
        }
        return [
            (case, petitions[case.petition_id])
            for case in held
            if not (
                petitions[case.petition_id].sealed
                and complained_of(petitions[case.petition_id], section, staff)
            )
        ]

    def _fresh(self, section: str, cases: Collection[SheetCase]) -> set[SheetCase]:
        """Those that were in no earlier sheet of the section."""
        before = {
            case for sheet in self._registry.sheets.of_section(section) for case in sheet.cases
        }
        return set(cases) - before

    # --- the record ----------------------------------------------------------------------------------

    def _save(self, before: SectionSheet | None, after: SectionSheet, note: Message) -> None:
        """Write the sheet's row and the event that says so."""
        key = str(after.serial)
        stored = before is not None and self._registry.sheets.get(after.serial) is not None
        was = {key: encode(before)} if stored else {}
        changes = difference(was, {key: encode(after)})
        event = self._context.event(history.SHEET, None, changes, note=str(note))
        self._registry.events.append([event])
        self._registry.sheets.save(after)


def _file_name(sheet: SectionSheet) -> str:
    day = sheet.made_on.isoformat() if sheet.made_on else ""
    return f"{sheet.section.translate(_UNFIT)}-办理表第{sheet.serial}号-{day}.xlsx"
