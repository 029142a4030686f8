"""What the section sheets' dialog does in the background."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.messages import N_, Message
from petitiondesk.services.section_readings import ItemKey, Reading
from petitiondesk.services.section_sheets import Report, SectionSheetService
from petitiondesk.services.section_writing import Written
from petitiondesk.ui.counting import counting
from petitiondesk.ui.tasks import Progress


@dataclass(frozen=True)
class Writing:
    """Writes the sheets of the chosen sections into a folder."""

    service: SectionSheetService
    folder: Path
    sections: tuple[str, ...]
    password: str

    def __call__(self, progress: Progress) -> list[Written]:
        """Write them."""
        return self.service.write_all(
            self.folder, self.sections, self.password, counting(progress, N_("已写出 {n} 张"))
        )


@dataclass(frozen=True)
class ReadBack:
    """What became of the files: readings in the order of their numbers, and those not read."""

    readings: tuple[Reading, ...]
    failed: tuple[tuple[str, Message], ...]


@dataclass(frozen=True)
class ReadingSheets:
    """Reads sheets with their passwords; one that cannot be read does not stop the others."""

    service: SectionSheetService
    files: Mapping[Path, str]

    def __call__(self, progress: Progress) -> ReadBack:
        """Read them."""
        readings: list[Reading] = []
        failed: list[tuple[str, Message]] = []
        for done, (path, password) in enumerate(self.files.items()):
            progress.report(done, len(self.files), Message("正在读“{name}”", name=path.name))
            try:
                readings.append(self.service.read(path, password))
            except Cancelled:
                raise
            except DeskError as error:
                failed.append((path.name, error.message))
        readings.sort(key=lambda reading: reading.sheet.serial)
        return ReadBack(tuple(readings), tuple(failed))


@dataclass(frozen=True)
class Recorded:
    """What became of one reading: a report, or why the sheet was refused as a whole."""

    report: Report | None
    problem: Message | None = None


@dataclass(frozen=True)
class Recording:
    """Records what was chosen of each reading, the older sheet first."""

    service: SectionSheetService
    chosen: Sequence[tuple[Reading, Sequence[ItemKey]]]

    def __call__(self, progress: Progress) -> list[Recorded]:
        """Record it; each sheet is whole or not at all."""
        done = []
        for n, (reading, keys) in enumerate(self.chosen):
            progress.report(n, len(self.chosen), Message("正在记入“{name}”", name=reading.name))
            if not keys:
                done.append(Recorded(None))
                continue
            try:
                done.append(Recorded(self.service.apply(reading, keys)))
            except DeskError as error:
                done.append(Recorded(None, error.message))
        return done
