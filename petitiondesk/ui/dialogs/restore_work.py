"""The long works of the restore wizard, and its sentences; none knows the dialog."""

from dataclasses import dataclass
from pathlib import Path

from petitiondesk.domain.backups import Comparison, Manifest, Standing
from petitiondesk.infra.i18n import tr, trn
from petitiondesk.services import restoring
from petitiondesk.services.context import Now
from petitiondesk.ui.counting import megabytes
from petitiondesk.ui.tasks import Progress


@dataclass(frozen=True)
class Way:
    """A backup and who opens it."""

    file: Path
    account: str | None
    password: str


@dataclass(frozen=True)
class Comparing:
    """Checks a backup and compares it with the present registry."""

    way: Way
    present: Path | None
    beside: Path

    def __call__(self, progress: Progress) -> Comparison:
        """Do it."""
        way, told = self.way, megabytes(progress)
        return restoring.compare(
            way.file, way.account, way.password, self.present, self.beside, told
        )


@dataclass(frozen=True)
class Restoring:
    """Restores a backup into a new folder."""

    way: Way
    into: Path
    now: Now

    def __call__(self, progress: Progress) -> restoring.Restored:
        """Do it."""
        way, told = self.way, megabytes(progress)
        return restoring.restore(way.file, self.into, way.account, way.password, self.now, told)


def about(manifest: Manifest) -> str:
    """A backup in one line."""
    return tr("{made_at} 做的备份：{petitions} 件，经过 {events} 条。",
              made_at=f"{manifest.made_at:%Y-%m-%d %H:%M}", petitions=f"{manifest.petitions:,}",
              events=f"{manifest.events:,}")  # fmt: skip


def verdict(comparison: Comparison) -> str:
    """How the backup stands to the present registry, in a sentence."""
    found = comparison
    if found.standing is Standing.SAME:
        return tr("现在的登记簿里没有比备份更新的内容。")
    if found.standing is Standing.OTHER:
        return tr("这是另一个登记簿的备份，不能和现在的比较。恢复以后，两个登记簿各是各的。")
    if found.standing is Standing.UNKNOWN:
        return tr("现在的登记簿不在，或者打不开，没有可比较的。")
    if found.standing is Standing.BACKUP_NEWER:
        return trn("备份比现在的登记簿新：多 {n} 条经过。", found.ahead)
    if found.standing is Standing.APART:
        return trn(
            "两边后来都登记过：现在的登记簿里有 {n} 件是备份里没有或不全的，备份里也有现在没有的。",
            found.total,
        )
    if not found.total:
        return tr("备份以后，只有单位设置一类的改动，没有信访件的。")
    return trn("备份以后，现在的登记簿里有 {n} 件新登记或办理过。", found.total)


def beyond(comparison: Comparison) -> str:
    """What the list does not show: further petitions, and entries of the office."""
    rest = comparison.total - len(comparison.newer)
    parts = [trn("另有 {n} 件没有列出。", rest)] if rest else []
    if comparison.office > 0:
        parts.append(trn("单位设置、导出等另有 {n} 条经过。", comparison.office))
    return "\n".join(parts)
