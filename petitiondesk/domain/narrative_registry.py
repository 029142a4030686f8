"""The registry's own events as sentences: who came in, what left the program, accounts and keys."""

from collections.abc import Mapping
from typing import Any

from petitiondesk.domain import history, notes
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.record import Changes, Event, decode
from petitiondesk.domain.returns.period import marked
from petitiondesk.domain.rights import Account

_RECOVERY = "recovery"
"""Name, among the changes of `PASSWORD` and `KEY_CHANGE`, for what was done by or to that key."""


def registry_detail(event: Event) -> Message | None:
    """The particulars of an event of the registry itself; None where its note says all there is."""
    if event.kind == history.ACCOUNT:
        return _account(event.changes)
    if event.kind == history.PASSWORD:
        return _password(event)
    if event.kind == history.KEY_CHANGE:
        recovery = _RECOVERY in event.changes
        return Message(N_("重新制作恢复密钥") if recovery else N_("数据密钥，登记簿整个重新加密"))
    if event.kind == history.LOG_IN_FAILED:
        return _failed(event)
    if event.kind == history.EXPORT:
        return _exported(event)
    if event.kind in _OF_BACKUPS and event.changes:
        return Message(_OF_BACKUPS[event.kind], **_readable(event.written))
    if event.kind == history.RETURN:
        return _noted(tuple(map(marked, event.changes)), event.note)
    if event.kind == history.RECEPTION:
        return _noted(tuple(event.changes), event.note)
    return None


def _account(changes: Changes) -> Message | None:
    for before, after in changes.values():
        old = decode(Account, before) if before else None
        new = decode(Account, after) if after else None
        if old is None and new is not None:
            return Message("添加 {account}", account=_shown(new))
        if old is not None and new is None:
            return Message("移除 {account}", account=_shown(old))
        if old is not None and new is not None:
            return Message("{before} 改为 {after}", before=_shown(old), after=_shown(new))
    return None


def _shown(account: Account) -> Message:
    if account.sealed:
        return Message("{name}（{role}，可以打开密件）", name=account.name, role=account.role)
    return Message("{name}（{role}）", name=account.name, role=account.role)


def _password(event: Event) -> Message:
    if _RECOVERY in event.changes:
        return Message("{name}，用恢复密钥重设", name=event.note)
    if event.note and event.note != event.actor:
        return Message("重设 {name} 的密码", name=event.note)
    return Message("自己改的")


def _failed(event: Event) -> Message:
    values = event.written
    return Message(
        "{name} {n} 次，{first} 到 {last}",
        name=event.note,
        n=values.get("count", 1),
        first=str(values.get("first", ""))[:16].replace("T", " "),
        last=f"{event.at:%Y-%m-%d %H:%M}",
    )


def _exported(event: Event) -> Message | None:
    """What left the program; ``changes`` are those of the service that wrote the file."""
    values = _readable(event.written)
    encrypted = Message("，有密码") if values.get("encrypted") else Message("")
    if "copied" in values:
        return Message("复制台账 {n} 件，已遮盖", n=values["copied"])
    if "masked" in values:
        if values["masked"]:
            return Message("台账 {n} 件，已遮盖", n=values.get("count", 0))
        return Message(
            "台账 {n} 件，含完整个人信息；原因：{reason}",
            n=values.get("count", 0),
            reason=event.note,
        )
    if "form" in values:
        return Message(
            "上级报表“{form}”，填入 {n} 个数{encrypted}",
            form=values["form"],
            n=values.get("count", 0),
            encrypted=encrypted,
        )
    for name, told in _RETURNS.items():
        if name in values:
            return Message(told, which=marked(values[name]), encrypted=encrypted)
    return None


def _readable(written: Mapping[str, Any]) -> dict[str, Any]:
    """What was written, its counts as people read them: 12,345."""
    counts = {name: f"{n:,}" for name, n in written.items() if type(n) is int}
    return {**written, **counts}


def _noted(what: tuple[object, ...], note: str) -> Message:
    """Which returns or reception days it was about, and what the clerk noted."""
    return Message("{what}；{note}", what=what, note=note) if note else Message("{what}", what=what)


_OF_BACKUPS: Mapping[str, str] = {
    history.BACKUP: notes.BACKED_UP,
    history.RESTORE: notes.RESTORED,
}

_RETURNS: Mapping[str, str] = {
    "return": N_("报表工作簿 {which}{encrypted}"),
    "brief": N_("分析材料 {which}{encrypted}"),
    "minutes": N_("会议纪要 {which}{encrypted}"),
}
