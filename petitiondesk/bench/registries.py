"""The registries that are measured: made once by ``fill``, kept outside the project, never changed.

In the cache folder each size has ``n100000/信访登记.petition``, made with one seed up to one day, so
that every run and every machine measures the same petitions. All measuring is done in a copy beside
it, ``n100000/work``, because even opening a registry writes a line into its record; a copy that was
written into is marked, and made anew for the next run.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_cache_path

from petitiondesk.bench.given import LAST_DAY, PASSWORD, SEED, office_hours
from petitiondesk.domain.errors import RegistryError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office
from petitiondesk.domain.petition import TOPIC_JOINT
from petitiondesk.infra.dictionaries import default_topics
from petitiondesk.infra.i18n import tr
from petitiondesk.infra.lock import IN_USE
from petitiondesk.services.desk import Desk, new_desk, open_desk
from petitiondesk.services.door import is_registry
from petitiondesk.services.filling import for_trials

NAME = "信访登记.petition"
_ACCOUNT = "登记员"
_OFFICE = "某县综合服务局"
_WORK = "work"
_SOURCE = "copied-from"
_WRITTEN = "written-into"


def default_cache() -> Path:
    """Where registries are kept when no folder is named: the user's cache, which may be emptied."""
    return user_cache_path("petitiondesk", appauthor=False) / "bench"


class Registries:
    """The registries of one cache folder; ``say`` is told what takes long."""

    def __init__(self, cache: Path, say: Callable[[str], None]) -> None:
        self.cache = cache
        self._say = say

    def ready_made(self, size: int) -> Path:
        """The registry of ``size`` petitions as ``fill`` made it; to be copied, never opened."""
        return self.cache / f"n{size}" / NAME

    def beside(self, size: int) -> Path:
        """The folder for files that are made while ``size`` is measured."""
        return self.ready_made(size).parent / _WORK

    def work_copy(self, size: int) -> Path:
        """A registry of ``size`` petitions to measure in, made or copied where it must be.

        Raises:
            RegistryError: the ready-made one is just being written.
            DeskError: it cannot be made.
        """
        made = self.ready_made(size)
        if not is_registry(made):
            self._make(size)
        if (made / IN_USE).exists():
            raise RegistryError(
                Message("测试用的登记簿正在写入，还没有做完：{path}。请等它做完再试。", path=made)
            )
        work = self.beside(size)
        if self._is_stale(work, made):
            self._say(tr("正在复制测试用的登记簿（{count} 件）", count=f"{size:,}"))
            shutil.rmtree(work, ignore_errors=True)
            shutil.copytree(made, work / NAME)
            if hasattr(os, "sync"):  # gigabytes still to be written would stand before every commit
                os.sync()
            (work / _SOURCE).write_text(_state(made), "utf-8")
        return work / NAME

    def will_write(self, size: int) -> None:
        """The copy is about to be written into: the next run makes another."""
        (self.beside(size) / _WRITTEN).touch()

    def _is_stale(self, work: Path, made: Path) -> bool:
        if (work / _WRITTEN).exists() or not is_registry(work / NAME):
            return True
        source = work / _SOURCE
        return not source.exists() or source.read_text("utf-8") != _state(made)

    def _make(self, size: int) -> None:
        """Fill one under another name, so that one that was stopped is never taken for whole."""
        self._say(tr("正在写入 {count} 件合成信访件", count=f"{size:,}"))
        part = self.cache / f"n{size}.part"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        office = Office(
            name=_OFFICE, topics=tuple(TOPIC_JOINT.join(path) for path in default_topics())
        )
        with for_trials():
            desk, _ = new_desk(part / NAME, office, _ACCOUNT, PASSWORD, office_hours())
            try:
                desk.offer_synthetic_sections()
                desk.filling.fill(size, SEED, LAST_DAY)
            finally:
                desk.close()
        part.rename(self.ready_made(size).parent)


def opened(folder: Path, size: int) -> Desk:
    """The desk of a copy of a registry that holds ``size`` petitions.

    Raises:
        RegistryError: it holds fewer.
        DeskError: it cannot be opened.
    """
    desk = open_desk(folder, PASSWORD, office_hours())
    found = desk.ledger.total()
    if found < size:
        desk.close()
        raise RegistryError(
            Message("测试用的登记簿只有 {found} 件，没有写完：{path}。请删除后再试。",
                    found=f"{found:,}", path=folder)
        )  # fmt: skip
    return desk


def _state(folder: Path) -> str:
    """What tells one state of a registry's files from another, without reading them."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    return "".join(f"{p.name} {p.stat().st_size} {p.stat().st_mtime_ns}\n" for p in files)
