"""The record as sentences: what happened, in a headline and a detail.

2026-03-02 09:14 登记员 转办：由 办公室 到 农田建设科，限 2026-04-01 前答复；协办 法规科
"""

from collections.abc import Mapping
from typing import Any

from petitiondesk.domain import history, notes, workflow
from petitiondesk.domain.messages import Message, done
from petitiondesk.domain.narrative_correction import Hide, corrected
from petitiondesk.domain.narrative_registry import registry_detail
from petitiondesk.domain.narrative_steps import NOTHING, newest, step_detail, step_headline, tells
from petitiondesk.domain.record import Event
from petitiondesk.domain.terms import LetterKind


def headline(event: Event, *, shut: bool = False) -> Message:
    """What was done, in a few words; of a sealed case (``shut``) the step and nothing else."""
    if shut and event.kind in workflow.STEP:
        return Message(done(workflow.STEP[event.kind].zh))
    return step_headline(event) if tells(event.kind) else _OTHERS[event.kind]


def knows(kind: str) -> bool:
    """Whether a kind of event is one that this program can tell of."""
    return tells(kind) or kind in _OTHERS


def detail(event: Event, hide: Hide | None = None, *, whole: bool = False) -> Message:
    """The particulars of it: an empty message where there are none.

    ``hide`` masks what a correction tells of the petitioners; its long texts are cut unless ``whole``.
    """
    if tells(event.kind):
        return _with_note(step_detail(event), event)
    if event.kind == history.CORRECT:
        return corrected(event, hide, whole=whole)
    if event.kind == history.LETTER:
        letter = newest(event.written, "letters")
        kind = LetterKind(letter.get("kind", LetterKind.ANSWER))
        return Message("{kind}　{number}", kind=kind, number=letter.get("number", ""))
    if event.kind == history.ATTACH:
        return Message("{names}", names=tuple(a["name"] for a in _added(event)))
    of_registry = registry_detail(event)
    if of_registry is not None:
        return of_registry
    return notes.said(event.kind, event.note) if event.note else NOTHING


def told(event: Event, *, number: str = "", shut: bool = False) -> Message:
    """Headline and particulars in one; ``number`` names its petition, ``shut`` tells no particulars."""
    what, more = headline(event, shut=shut), NOTHING if shut else detail(event)
    if number:
        what = Message("{what}　{number}", what=what, number=number)
    if more is NOTHING:
        return what
    return Message("{what}，{detail}" if tells(event.kind) else "{what}：{detail}",
                   what=what, detail=more)  # fmt: skip


def sentence(event: Event) -> Message:
    """The whole entry: when, who, what, as it stands in the first lines of this module."""
    when = f"{event.at:%Y-%m-%d %H:%M}"
    return Message("{when} {who} {what}", when=when, who=event.actor, what=told(event))


def _with_note(told: Message, event: Event) -> Message:
    """A step's note says where it came from; of some steps it is all there is to tell."""
    if not event.note:
        return told
    note = notes.said(event.kind, event.note)
    return note if told is NOTHING else Message("{detail}（{note}）", detail=told, note=note)


def _added(event: Event) -> list[dict[str, Any]]:
    before, after = event.changes.get("attachments", [None, None])
    return [item for item in after or [] if item not in (before or [])]


_OTHERS: Mapping[str, Message] = {
    history.IMPORT: Message("从旧台账导入"),
    history.UNDO_IMPORT: Message("撤销整次导入"),
    history.CORRECT: Message("更正"),
    history.TAKE_BACK: Message("撤销上一步"),
    history.ATTACH: Message("加入附件"),
    history.DETACH: Message("移出附件"),
    history.OPEN_SEALED: Message("查看完整信息"),
    history.OFFICE: Message("更改单位设置"),
    history.EXPORT: Message("导出"),
    history.LETTER: Message("制作文书"),
    history.PRINT: Message("打印"),
    history.RETIME: Message("期限变动"),
    history.RECEPTION: Message("接访安排"),
    history.RETURN: Message("上报报表"),
    history.SHEET: Message("科室办理表"),
    history.FORM: Message("上级报表"),
    history.ACCOUNT: Message("账户变动"),
    history.PASSWORD: Message("更改密码"),
    history.KEY_CHANGE: Message("更换密钥"),
    history.LOG_IN: Message("打开了登记簿"),
    history.LOG_IN_FAILED: Message("密码输错"),
    history.BACKUP: Message("备份"),
    history.RESTORE: Message("从备份恢复了登记簿"),
    history.SALVAGE: Message("抢救数据"),
}
