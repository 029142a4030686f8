"""What is printed to be kept apart from the PC: a recovery key, the record's fingerprint."""

from datetime import datetime

from petitiondesk.infra.i18n import tr
from petitiondesk.ui.printing import Sheet
from petitiondesk.ui.prints.markup import cell, heading, paragraph, row, table, text


def recovery_sheet(key: str, office: str, folder: str, foot: str, *, first: bool = False) -> Sheet:
    """A recovery key in its groups, numbered as the dialog asks for them; ``first``: none is void by it."""
    title = tr("恢复密钥")
    groups = key.split("-")
    half = (len(groups) + 1) // 2
    rows = []
    for start in (0, half):
        part = groups[start : start + half]
        places = (tr("第 {place} 组", place=start + n + 1) for n in range(len(part)))
        rows.append(row(*(cell(text(place), head=True, align="center") for place in places)))
        rows.append(row(*(cell(text(group), align="center") for group in part)))
    body = (
        heading(text(title)),
        paragraph(text(tr("登记簿：{folder}", folder=folder))),
        table(rows),
        paragraph(text(_kept_where()), "note"),
        "" if first else paragraph(text(tr("以前的恢复密钥已经作废。")), "note"),
    )
    return Sheet(title, "".join(body), office, foot)


def _kept_where() -> str:
    return tr("忘了密码，只有这串密钥能打开登记簿。请和重要文件放在一起，不要放在电脑旁边。")


def fingerprint_sheet(fingerprint: str, events: int, at: datetime, office: str, foot: str) -> Sheet:
    """The fingerprint of the record, to be compared by hand with the program later."""
    title = tr("登记簿记录的指纹")
    body = (
        heading(text(title)),
        table(
            [
                row(cell(text(name), head=True, width=22), cell(text(value)))
                for name, value in (
                    (tr("时间"), f"{at:%Y-%m-%d %H:%M}"),
                    (tr("经过"), tr("第 {n} 条为止", n=events)),
                    (tr("指纹"), grouped(fingerprint)),
                )
            ]
        ),
        paragraph(
            text(
                tr(
                    "以后在设置的“记录核验”里输入这串指纹（只输前 16 位也可以），"
                    "程序会说它是哪一条的：在它之前的记录就一个字也没有改过。"
                )
            ),
            "note",
        ),
    )
    return Sheet(title, "".join(body), office, foot)


def grouped(fingerprint: str) -> str:
    """A fingerprint in groups of four, as it is read aloud."""
    return " ".join(fingerprint[n : n + 4] for n in range(0, len(fingerprint), 4))
