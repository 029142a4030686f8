"""What is said of the backups: on the status bar, as a reminder, beside a copy that is taken along."""

from datetime import datetime, timedelta

from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import LANGUAGES, speaking, tr
from petitiondesk.services.backup_state import Standing, State


def status(state: State) -> Message:
    """One line for the status bar."""
    standing, last = state.standing, state.memory.last
    if standing is Standing.NO_FOLDER:
        return Message("还没有选备份的文件夹")
    if standing is Standing.TROUBLE and state.memory.trouble is not None:
        return Message("备份没有做好：{why}", why=state.memory.trouble)
    if last is None:
        return Message("还没有备份")
    if standing is Standing.OLD:
        return Message("已经 {days} 天没有备份", days=state.days)
    return Message("备份：{when}", when=moment(last.at, state))


def reminder(state: State) -> Message | None:
    """What is said at the start when the newest good backup is too old; None otherwise."""
    if not state.reminds:
        return None
    if state.standing is Standing.NO_FOLDER:
        return Message(
            "还没有选备份的文件夹：电脑坏了，登记的内容就都没有了。请在设置的“备份”里选一个，最好在 U 盘上。"
        )
    if state.days is None:
        return Message("还没有一份好的备份。请接上放备份的盘，在设置的“备份”里做一次。")
    return Message(
        "最近一份好的备份是 {days} 天前做的。请接上放备份的盘，在设置的“备份”里做一次。",
        days=state.days,
    )


def moment(at: datetime, state: State) -> Message:
    """A moment near today, as a clerk says it."""
    time = f"{at:%H:%M}"
    if at.date() == state.today:
        return Message("今天 {time}", time=time)
    if at.date() == state.today - timedelta(days=1):
        return Message("昨天 {time}", time=time)
    return Message("{text}", text=f"{at:%Y-%m-%d} {time}")


def note_beside(name: str) -> str:
    """What lies beside a copy that is taken along, in every language of the program."""
    parts = []
    for language in LANGUAGES:
        with speaking(language):
            parts.append(
                tr(
                    "这里是信访登记簿的备份，内容加密。\n\n"
                    "在另一台电脑上打开：\n"
                    "1. 装好信访登记台，启动后选“从备份恢复”。\n"
                    "2. 选这个文件夹里的“{name}”。\n"
                    "3. 输入原来的账户和密码，选一个新文件夹，开始恢复。\n\n"
                    "附件在同一文件夹的“附件-…”文件里，请把整个文件夹一起拷走。\n"
                    "确认新电脑上能打开以后，再停用旧电脑上的登记簿，两边不要同时登记。",
                    name=name,
                )
            )
    return ("\n\n" + "-" * 40 + "\n\n").join(parts) + "\n"
