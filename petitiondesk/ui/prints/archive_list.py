"""The list of archived volumes (归档文件目录), as the archive page shows it."""

from collections.abc import Sequence

from petitiondesk.domain.archive import Volume
from petitiondesk.infra.i18n import readable, term, tr, trn
from petitiondesk.ui.printing import Sheet
from petitiondesk.ui.prints.markup import Markup, cell, heading, paragraph, row, table, text

_WIDTHS = (6, 23, 16, 31, 10, 7, 7)
"""Columns, in percent of the page."""


def archive_list(volumes: Sequence[Volume], title: str, office: str, foot: str) -> Sheet:
    """One line a volume, in the order given; the titles of sealed cases are shut already."""
    names = (tr("序号"), tr("档号"), tr("登记编号"), tr("题名"), tr("归档日期"), tr("保管期限"),
             tr("页数"))  # fmt: skip
    head = row(*(cell(text(n), head=True, width=w) for n, w in zip(names, _WIDTHS, strict=True)))
    body = (
        heading(text(title)),
        table([_line(n, volume) for n, volume in enumerate(volumes, 1)], head),
        paragraph(text(trn("合计 {n} 卷", len(volumes))), "note"),
    )
    return Sheet(title, "".join(body), office, foot)


def _line(place: int, volume: Volume) -> Markup:
    return row(
        cell(text(str(place)), align="center"),
        cell(text(volume.archive_ref)),
        cell(text(volume.number)),
        cell(text(readable(volume.title))),
        cell(text(volume.archived_on.isoformat() if volume.archived_on else "")),
        cell(text(term(volume.retention)), align="center"),
        cell(text(str(volume.pages) if volume.pages else ""), align="center"),
    )
