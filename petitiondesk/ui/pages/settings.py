"""The settings page: parts that are edited and saved each by itself."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSignalMapper, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petitiondesk.domain.errors import DeskError, InvalidInput
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office
from petitiondesk.domain.rights import Right
from petitiondesk.infra.i18n import render, tr, trn
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.previewing import Previewing, Proposal
from petitiondesk.ui.pages.settings_about import AboutPart
from petitiondesk.ui.pages.settings_accounts import AccountsPart
from petitiondesk.ui.pages.settings_backup import BackupPart
from petitiondesk.ui.pages.settings_left import take_up_unsaved
from petitiondesk.ui.pages.settings_letters import LettersPart
from petitiondesk.ui.pages.settings_lists import SectionsPart
from petitiondesk.ui.pages.settings_look import LookPart
from petitiondesk.ui.pages.settings_parts import (
    NumberingPart,
    OfficePart,
    Part,
    RetentionPart,
    titles,
)
from petitiondesk.ui.pages.settings_rules import RulesPart
from petitiondesk.ui.pages.settings_topics import TopicsPart
from petitiondesk.ui.pages.settings_verify import JournalPart, VerifyPart
from petitiondesk.ui.pieces import InPieces, Pieces, finish
from petitiondesk.ui.turns import Turns
from petitiondesk.ui.views.settings_view import PartFrame, SettingsView

LOOK = "look"
BACKUP = "backup"
ACCOUNTS = "accounts"
VERIFY = "verify"
JOURNAL = "journal"
ABOUT = "about"

PARTS = (
    ("office", Message("单位"), "person", Message("单位名称出现在窗口、台账和文书上。")),
    ("sections", Message("科室和人员"), "route",
     Message("停用的科室不再出现在转办里，它的信访件照旧保留。科室只停用，不删除。")),
    ("topics", Message("内容分类表"), "ledger",
     Message("登记时从这里选内容分类，一般两级就够用。")),
    ("numbering", Message("编号和期限"), "register",
     Message("登记编号和档号每年从 1 开始，中间不跳号。")),
    ("rules", Message("期限规则"), "deadlines",
     Message("每一件按它收到那天施行的规则推算，以后改了也不变。保存前会列出要变动的期限。")),
    ("letters", Message("文书"), "file",
     Message("文书用模板制作。要改样子，先另存模板，在 Word 或 WPS 里改好，再换用；换用前会先试一遍。")),
    ("retention", Message("保管期限"), "archive",
     Message("归档时按这里的规则建议保管期限，每一件仍可以另选。")),
    (BACKUP, Message("备份"), "folder",
     Message("备份也是加密的。放在另一个盘上，例如移动硬盘或 U 盘；每天自动做一次，关闭时有新内容再做一次。")),
    (ACCOUNTS, Message("账户和密钥"), "lock",
     Message("每人一个账户，各用各的密码；谁做的，经过里就记谁。")),
    (VERIFY, Message("记录核验"), "check",
     Message("从第一条经过起逐条核对，看有没有被改动、删掉或塞进来的；再和打印下来的指纹对照。")),
    (JOURNAL, Message("操作记录"), "history",
     Message("谁在什么时候打开、导出、打印、查看过。只能看，不能改，也删不掉。")),
    (LOOK, Message("语言和外观"), "eye", Message("选了就生效，不用保存。")),
    (ABOUT, Message("关于"), "info",
     Message("这个程序的版本，用到的部分和它们的许可证。有问题找人帮忙时，先告诉他版本。")),
)  # fmt: skip


class SettingsPage(QWidget):
    """Settings of the office and of the window.

    ``language_chosen(str)``, ``scheme_chosen(Scheme)`` and ``density_chosen(bool)``, the last True
    for compact rows: what was chosen is remembered already, the window has to follow.
    ``key_change_asked``: the registry is to be encrypted anew, without the window.
    ``whole`` False: it is made by going through its `pieces`.
    """

    HELP = "settings"

    language_chosen = Signal(str)
    scheme_chosen = Signal(object)
    density_chosen = Signal(bool)
    key_change_asked = Signal()
    office_named = Signal(str)

    def __init__(self, context: PageContext, *, whole: bool = True) -> None:
        super().__init__()
        self._context = context
        if whole:
            finish(self.pieces())

    def pieces(self) -> Pieces:
        """Make the page (`ui.pieces`)."""
        context = self._context
        self._saved_by = QSignalMapper(self)
        self._dropped_by = QSignalMapper(self)
        desk, look = context.desk, context.look
        makers: dict[str, Callable[[], Part]] = {
            "office": partial(OfficePart, desk),
            "sections": partial(SectionsPart, look),
            "topics": partial(TopicsPart, look),
            "numbering": partial(NumberingPart, desk),
            "rules": partial(RulesPart, look, lambda: desk.ledger.today),
            "letters": partial(LettersPart, context),
            "retention": RetentionPart,
            ACCOUNTS: partial(AccountsPart, context),
        }
        self.parts: dict[str, Part] = {}
        for key, make in makers.items():
            self.parts[key] = part = make()
            if isinstance(part, InPieces):
                yield from part.pieces()
            yield
        self.verify = VerifyPart(context)
        yield
        self.journal = JournalPart(context)
        yield
        self.backup = BackupPart(context)
        yield
        self.previewing = Previewing(context, self)
        self._previewed = ""
        self._marks = False
        self._turns = Turns(self)
        self.look = LookPart(context, self._settled)
        self.look_form = self.look.form
        self.about = AboutPart(context)
        self._unsaved_forms: dict[str, QWidget] = {
            BACKUP: self.backup.form,
            VERIFY: self.verify.form,
            JOURNAL: self.journal.form,
            LOOK: self.look_form,
            ABOUT: self.about.form,
        }
        self.frames: dict[str, PartFrame] = {}
        self.view = SettingsView(
            look, [(key, render(title), icon) for key, title, icon, _ in PARTS]
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.view)
        yield
        yield from self._add_frames()
        self._connect()
        yield
        yield from self._refreshed()
        take_up_unsaved(desk.office, self.parts)

    def refresh(self) -> None:
        """Read the settings again; parts with unsaved changes keep what was entered.

        The part in sight at once, the others a moment later.
        """
        self._turns.begin(self._saying(self._refreshed()), at_once=1)

    def _saying(self, pieces: Pieces) -> Pieces:
        with self._context.saying_errors():
            yield from pieces

    def _refreshed(self) -> Pieces:
        shown = PARTS[max(self.view.parts.currentRow(), 0)][0]
        for _, part in sorted(self.parts.items(), key=lambda item: item[0] != shown):
            self._refresh_part(part)
            yield
        self._mark()
        yield
        self.backup.refresh()
        yield
        self._read_when_seen()
        self.look.refresh()

    def _refresh_part(self, part: Part) -> None:
        self._marks = False  # each field that is filled is a change: they are looked at once
        try:
            part.refresh(self._context.desk.office.office())
        finally:
            self._marks = True

    def unsaved(self) -> list[Message]:
        """Titles of the parts with changes that are not saved, for whoever closes the window."""
        return [title for key, title, _, _ in PARTS if self._is_changed(key)]

    def show_part(self, key: str) -> None:
        """Go to a part."""
        self.view.parts.setCurrentRow(self._place(key))

    def save_all(self) -> bool:
        """Save every part with changes; stops at the first that cannot be, and shows it."""
        return all(self.save(key) for key in self.parts if self._is_changed(key))

    def save(self, key: str) -> bool:
        """Save one part into the settings as they are now; False when it cannot be.

        What would move limits is shown first, and saved once that is confirmed: False until then.
        """
        part, service = self.parts[key], self._context.desk.office
        try:
            problems = part.problems()
            if problems:
                raise InvalidInput(problems)
            wanted = part.applied(service.office())
            if _counts_otherwise(service.office(), wanted):
                wanted.check()
                self._preview(key, wanted)
                return False
            saved = service.save(wanted)
        except InvalidInput as error:
            self.show_part(key)
            if part.show_findings(error.findings):
                self._context.messages.error(error)
            return False
        except DeskError as error:
            self._context.messages.error(error)
            return False
        part.settle(saved)
        self.office_named.emit(saved.name)
        title = PARTS[self._place(key)][1]
        self._context.messages.notice(Message("“{part}”已保存。", part=title))
        self._context.go.written()
        return True

    def _preview(self, key: str, wanted: Office) -> None:
        """Show what the part as entered would move."""
        clocks = self._context.desk.clocks
        title = tr("更改：{part}", part=PARTS[self._place(key)][1])
        self._previewed = key
        self.previewing.start(
            partial(clocks.preview_office, wanted), Proposal(title, tr("确认更改"), clocks.apply)
        )

    def _confirmed(self) -> None:
        self.parts[self._previewed].settle(self._context.desk.office.office())

    # --- parts ----------------------------------------------------------------------------------

    def _add_frames(self) -> Pieces:
        for place, (key, title, _, sentence) in enumerate(PARTS):
            part = self.parts.get(key)
            form = part.form if part is not None else self._unsaved_forms[key]
            saves = part is not None
            frame = PartFrame(
                self._context.look, render(title), render(sentence), form, saves=saves
            )
            self.frames[key] = frame
            yield
            self.view.add_part(frame)
            if part is not None:
                self._map(self._saved_by, frame.save.clicked.connect, frame.save, place)
                self._map(self._dropped_by, frame.discard.clicked.connect, frame.discard, place)
                part.changed.connect(self._mark)
                if not self._context.desk.accounts.may(Right.SETTINGS):
                    frame.set_read_only(form_too=key != ACCOUNTS)
            yield

    @staticmethod
    def _map(
        mapper: QSignalMapper, connect: Callable[..., object], button: QWidget, place: int
    ) -> None:
        mapper.setMapping(button, place)
        connect(mapper.map)

    def _connect(self) -> None:
        self.view.parts.currentRowChanged.connect(self.view.stack.setCurrentIndex)
        self.view.parts.currentRowChanged.connect(self._read_when_seen)
        accounts = self.parts[ACCOUNTS]
        assert isinstance(accounts, AccountsPart)
        accounts.key_change_asked.connect(self.key_change_asked)
        self.previewing.done.connect(self._confirmed)
        self._saved_by.mappedInt.connect(self._save_at)
        self._dropped_by.mappedInt.connect(self._drop_at)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._save_shown)
        self.look.language_chosen.connect(self.language_chosen)
        self.look.scheme_chosen.connect(self.scheme_chosen)
        self.look.density_chosen.connect(self.density_chosen)

    def _read_when_seen(self) -> None:
        """The record when it is looked at, since it grows with everything; the licences likewise."""
        shown = self.view.parts.currentRow()
        if shown == self._place(JOURNAL):
            self.journal.refresh()
        elif shown == self._place(ABOUT):
            self.about.refresh()

    def _place(self, key: str) -> int:
        return [part[0] for part in PARTS].index(key)

    def _is_changed(self, key: str) -> bool:
        return key in self.parts and self.parts[key].is_changed()

    def _mark(self) -> None:
        """Say where something is not saved: in the list, in the parts, in the heading."""
        if not self._marks:
            return
        for place, (key, _, _, _) in enumerate(PARTS):
            self.frames[key].set_unsaved(unsaved=self._is_changed(key))
            self.view.mark(place, unsaved=self._is_changed(key))
        names = self.unsaved()
        said = trn("{n} 部分有未保存的改动：{parts}", len(names), parts=titles(names))
        self.view.unsaved.setText(said if names else "")

    def _save_at(self, place: int) -> None:
        self.save(PARTS[place][0])

    def _drop_at(self, place: int) -> None:
        self.parts[PARTS[place][0]].load(self._context.desk.office.office())

    def _save_shown(self) -> None:
        key = PARTS[self.view.stack.currentIndex()][0]
        if self._is_changed(key):
            self.save(key)

    def _settled(self) -> bool:
        """Nothing unsaved is lost when the window is made anew in the other language."""
        names = self.unsaved()
        if not names:
            return True
        text = tr("换语言会重新打开窗口，这些部分有未保存的改动：{parts}。", parts=titles(names))
        ask = self._context.messages.ask
        if not ask(tr("换语言"), text, tr("先保存，再换语言"), tr("不换")):
            return False
        return self.save_all()


def _counts_otherwise(before: Office, after: Office) -> bool:
    """Whether limits are counted by other rules."""
    return (before.rule_sets, before.section_days) != (after.rule_sets, after.section_days)
