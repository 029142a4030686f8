"""Backups in a folder, and what a registry has that a backup lacks, as table models."""

from petitiondesk.domain.backups import Found, Missing, Newer
from petitiondesk.domain.messages import N_
from petitiondesk.infra.i18n import render, tr, trn
from petitiondesk.ui.models.rows_model import Column, RowsModel


def size_text(size: int) -> str:
    """A size as a clerk reads it: ``12 MB``, never less than one."""
    return f"{max(1, round(size / (1 << 20))):,} MB"


def _made(found: Found) -> str:
    return f"{found.manifest.made_at:%Y-%m-%d %H:%M}" if found.manifest else "—"


def _count(found: Found) -> str:
    return f"{found.manifest.petitions:,}" if found.manifest else "—"


def _size(found: Found) -> str:
    return size_text(found.manifest.size) if found.manifest else "—"


def _state(found: Found) -> str:
    return tr("可以恢复") if found.manifest else tr("已损坏，不能用")


BACKUPS: tuple[Column[Found], ...] = (
    Column("made", N_("做好的时间"), 150, _made),
    Column("petitions", N_("件数"), 84, _count, numeric=True),
    Column("size", N_("大小"), 92, _size, numeric=True),
    Column("state", N_("状态"), 130, _state),
    Column("name", N_("文件"), 300, lambda found: found.path.name),
)


class BackupsModel(RowsModel[Found]):
    """Backups, newest first."""

    def __init__(self) -> None:
        super().__init__(BACKUPS)


NEWER: tuple[Column[Newer], ...] = (
    Column("number", N_("登记编号"), 170, lambda row: row.number),
    Column("what", N_("备份里没有的"), 220,
           lambda row: tr("整件：备份以后登记的") if row.registered
           else trn("{n} 条经过", row.events)),
    Column("last", N_("最后一次"), 110, lambda row: row.last_on.isoformat()),
)  # fmt: skip


class NewerModel(RowsModel[Newer]):
    """Petitions with entries that a backup lacks, newest first."""

    def __init__(self) -> None:
        super().__init__(NEWER)


MISSING: tuple[Column[Missing], ...] = (
    Column("number", N_("登记编号"), 170, lambda row: row.number or tr("单位")),
    Column("name", N_("文件"), 320, lambda row: render(row.name)),
)


class MissingModel(RowsModel[Missing]):
    """Files that did not come back."""

    def __init__(self) -> None:
        super().__init__(MISSING)
