"""The commands of the window: its pages, settings, lists, actions, and the pages of the manual."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.rights import Right
from petitiondesk.infra.i18n import LANGUAGES, language, render, speaking
from petitiondesk.infra.pinyin import letters
from petitiondesk.ui.commands import Command, Kind, names_of
from petitiondesk.ui.places import REGISTER, rail_items
from petitiondesk.ui.restricted import why_not
from petitiondesk.ui.shortcuts import SHORTCUTS, Where

if TYPE_CHECKING:
    from petitiondesk.ui.pages.archive import ArchivePage
    from petitiondesk.ui.pages.deadlines import DeadlinesPage
    from petitiondesk.ui.pages.ledger import LedgerPage
    from petitiondesk.ui.pages.settings import SettingsPage
    from petitiondesk.ui.window import DeskWindow

_LISTS = (
    ("overdue", N_("超期未办结的件"), "warning"),
    ("soon", N_("5 日内到期的件"), "clock"),
    ("propose", N_("待拟办的件"), "register"),
    ("route", N_("待转科室的件"), "route"),
    ("section", N_("科室办理中的件"), "ledger"),
    ("review", N_("待审核答复的件"), "check"),
    ("deliver", N_("待送达的件"), "route"),
    ("archive", N_("待归档的件"), "archive"),
)
"""Card of the Today page, the name of its list, its icon."""


class CommandList:
    """Makes the commands of a window. It knows the window; the window's palette knows it."""

    def __init__(self, window: "DeskWindow") -> None:
        self._window = window

    def commands(self) -> list[Command]:
        """Every command that the account may use, in the order they are offered in."""
        return [
            *self._actions(),
            *self._pages(),
            *self._lists(),
            *self._views(),
            *self._settings(),
            *self._manual(),
        ]

    # --- where to go ----------------------------------------------------------------------------

    def _pages(self) -> Iterator[Command]:
        with speaking(LANGUAGES[0]):
            items = rail_items()
        for number, item in enumerate(items, 1):
            if item.key == REGISTER and not self._may(Right.WORK):
                continue
            go = partial(self._window.show_page, item.key)
            keys = f"Ctrl+{number}"
            yield self._made(
                f"page:{item.key}", Kind.PAGE, Message(item.label), item.icon, go, keys=keys
            )

    def _lists(self) -> Iterator[Command]:
        from petitiondesk.ui.pages.today import LISTS

        for key, zh, icon in _LISTS:
            go = partial(self._window.open_ledger, LISTS[key])
            yield self._made(f"list:{key}", Kind.LIST, Message(zh), icon, go)

    def _views(self) -> Iterator[Command]:
        for view in self._window.context.desk.views.views():
            go = partial(self._show_view, view.name)
            title = Message("视图：{name}", name=view.name)
            yield self._made(f"view:{view.name}", Kind.LIST, title, "ledger", go,
                             view.name, letters(view.name))  # fmt: skip

    def _settings(self) -> Iterator[Command]:
        from petitiondesk.ui.pages.settings import PARTS

        for key, title, icon, _ in PARTS:
            go = partial(self._window.open_settings, key)
            name = Message("设置：{part}", part=title)
            yield self._made(f"setting:{key}", Kind.SETTING, name, icon, go, also=title)

    def _manual(self) -> Iterator[Command]:
        from petitiondesk.ui.help.manual import Manual

        titles = {
            name: {entry.name: entry.title for entry in Manual(name).entries()}
            for name in LANGUAGES
        }
        for page, title in titles[language()].items():
            go = partial(self._window.manual_asked.emit, page)
            others = [titles[name].get(page, "") for name in LANGUAGES]
            shown = Message("手册：{page}", page=title)
            yield self._made(f"help:{page}", Kind.HELP, shown, "info", go, *others)

    # --- what to do -----------------------------------------------------------------------------

    def _actions(self) -> Iterator[Command]:
        window, shell = self._window, self._window.shell
        work, leave = Right.WORK, Right.EXPORT
        for key, zh, icon, run, right, also in (
            ("new", N_("登记新件"), "register", window.open_register, work, "new"),
            ("undo", N_("撤销上一步"), "undo", shell.undo.click, work, "undo"),
            ("lock", N_("锁定"), "lock", shell.lock.click, None, "lock"),
            ("backup", N_("现在备份"), "folder", self._back_up, Right.BACKUP, "backup"),
            ("export", N_("把台账导出成 Excel"), "export", self._in_ledger("export"), leave, "excel"),
            ("print-ledger", N_("打印台账"), "print", self._in_ledger("print"), leave, ""),
            ("print-month", N_("打印本月到期的"), "print", self._print_month, leave, ""),
            ("print-archive", N_("打印归档文件目录"), "print", self._print_archive, leave, ""),
            ("filter", N_("筛选台账"), "filter", self._in_ledger("filter"), None, ""),
            ("columns", N_("台账的列"), "columns", self._in_ledger("columns"), None, ""),
            ("preview", N_("台账旁边的预览"), "eye", self._in_ledger("look_at"), None, ""),
            ("import", N_("导入旧台账"), "import", self._in_ledger("bring"), work, ""),
            ("sheets", N_("科室办理表"), "route", self._in_ledger("sheets"), work, ""),
            ("help", N_("打开手册"), "info", partial(window.manual_asked.emit, "index"), None,
             "help"),
            ("keys", N_("快捷键一览"), "info", partial(window.manual_asked.emit, "shortcuts"), None,
             "keys"),
        ):  # fmt: skip
            if right is None or self._may(right):
                keys = _KEYS.get(key, "")
                yield self._made(
                    f"action:{key}", Kind.ACTION, Message(zh), icon, run, also, keys=keys
                )

    def _in_ledger(self, button: str) -> Callable[[], None]:
        def press() -> None:
            self._window.show_page("ledger")
            page = cast("LedgerPage", self._window.page("ledger"))
            getattr(page.view, button).click()

        return press

    def _show_view(self, name: str) -> None:
        from petitiondesk.ui.pages.ledger_views import SAVED

        self._window.show_page("ledger")
        cast("LedgerPage", self._window.page("ledger")).views.choose((SAVED, name))

    def _back_up(self) -> None:
        self._window.open_settings("backup")
        cast("SettingsPage", self._window.page("settings")).backup.make()

    def _print_month(self) -> None:
        self._window.show_page("deadlines")
        cast("DeadlinesPage", self._window.page("deadlines")).month.print_when_read()

    def _print_archive(self) -> None:
        self._window.show_page("archive")
        cast("ArchivePage", self._window.page("archive")).view.print.click()

    # --- parts ----------------------------------------------------------------------------------

    def _may(self, right: Right) -> bool:
        return not why_not(self._window.context.desk, right)

    def _made(
        self,
        key: str,
        kind: Kind,
        title: Message,
        icon: str,
        run: Callable[[], object],
        *others: str,
        keys: str = "",
        also: Message | None = None,
    ) -> Command:
        names = names_of(title, *(name for name in others if name))
        if also is not None:
            names = (*names, *names_of(also))
        return Command(key, kind, render(title), icon, run, keys, names)


def _shown(says: str) -> str:
    """The keys of the whole window that do this, as they are written for a reader."""
    return next(s.shown for s in SHORTCUTS if s.where is Where.DESK and s.says == says)


_KEYS = {
    "new": _shown("登记新件"),
    "lock": _shown("锁定"),
    "help": _shown("打开手册，翻到正在用的这一页"),
    "keys": _shown("打开快捷键一览（不在输入文字时）"),
}
"""Action → its keys."""
