"""The command ``export REGISTRY form``: a kept workbook of the superior, filled."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from petitiondesk.commands.passwords import file_password
from petitiondesk.domain.returns.period import Period
from petitiondesk.infra.i18n import render, trn

if TYPE_CHECKING:  # every start of the program reads this module
    from petitiondesk.services.desk import Desk


def export_form(
    desk: "Desk", name: str, period: Period, as_of: date | None, out: Path
) -> Iterator[str]:
    """Fill the workbook ``name`` and write it; yields what is to be said, line by line.

    Raises:
        NotFound, InvalidInput, FileProblem, StorageError: see `services.forms`; nothing is written.
    """
    form = desk.forms.get(name)
    value = desk.returns.reckon(period, as_of)
    for remark in desk.forms.check(form, value).remarks:
        if not remark.kept:
            yield render(remark.message)
    password = file_password() if form.locked else ""
    count = desk.forms.fill(form, value, out, password)
    yield trn("已填写 {n} 个单元格：{path}", count, path=out)
