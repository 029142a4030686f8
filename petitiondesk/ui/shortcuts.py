"""The keys of the desk, in one table: for the manual's list, and for whatever offers commands by name.

A test compares the table with the shortcuts that the windows really have, both ways. Keys that every
program has in its lists and fields (arrows, Tab, Ctrl+C) are not here.
"""

from dataclasses import dataclass
from enum import Enum

from petitiondesk.domain.messages import N_


class Where(Enum):
    """Where keys work; the value is its name in the manual."""

    DESK = N_("整个窗口")
    REGISTER = N_("登记页")
    LEDGER = N_("台账页")
    DEADLINES = N_("期限页")
    RETURNS = N_("报表页")
    SETTINGS = N_("设置页")
    DIALOGS = N_("对话框")
    MANUAL = N_("手册的窗口")


@dataclass(frozen=True)
class Shortcut:
    """Keys and what they do (``says``, a sentence of the catalogue).

    ``shown`` is how they are written for a reader, with ``Enter`` for both of its keys; ``keys`` are
    all of them as Qt writes them (``QKeySequence.PortableText``), where they differ from ``shown``.
    """

    shown: str
    says: str
    where: Where
    keys: tuple[str, ...] = ()

    def sequences(self) -> tuple[str, ...]:
        """Every key sequence, as Qt writes it."""
        return self.keys or (self.shown,)


def _digits(modifier: str, count: int) -> tuple[str, ...]:
    return tuple(f"{modifier}+{n}" for n in range(1, count + 1))


def _enter(modifier: str) -> tuple[str, ...]:
    """Both keys that are called Enter."""
    return (f"{modifier}+Return", f"{modifier}+Enter")


SHORTCUTS = (
    Shortcut("F1", N_("打开手册，翻到正在用的这一页"), Where.DESK),
    Shortcut("?", N_("打开快捷键一览（不在输入文字时）"), Where.DESK),
    Shortcut("Ctrl+N", N_("登记新件"), Where.DESK),
    Shortcut("Ctrl+K", N_("到顶上的查找框"), Where.DESK),
    Shortcut(
        "Ctrl+1 … Ctrl+8", N_("从上往下数，打开左边的第几页"), Where.DESK, _digits("Ctrl", 8)
    ),
    Shortcut(
        "Alt+1 … Alt+9", N_("选一排选项里标着这个数字的"), Where.DESK, _digits("Alt", 9)
    ),
    Shortcut("Ctrl+L", N_("锁定"), Where.DESK),
    Shortcut("Ctrl+S", N_("保存这一件"), Where.REGISTER),
    Shortcut(
        "Ctrl+Enter", N_("保存，接着登记下一件"), Where.REGISTER, _enter("Ctrl")
    ),
    Shortcut("Ctrl+Shift+V", N_("把复制来的整段留言分到各栏"), Where.REGISTER),
    Shortcut("Ctrl+T", N_("用存好的一种常用件开始填"), Where.REGISTER),
    Shortcut("Alt+P", N_("打开或者收起旁边的预览"), Where.LEDGER),
    Shortcut("Ctrl+P", N_("打印本月到期的"), Where.DEADLINES),
    Shortcut("Esc", N_("从这一天的清单回到月历"), Where.DEADLINES),
    Shortcut("Esc", N_("从数字背后的件回到表"), Where.RETURNS),
    Shortcut("Ctrl+S", N_("保存眼前这一部分"), Where.SETTINGS),
    Shortcut("Alt+↑", N_("把选中的科室往上移"), Where.SETTINGS, ("Alt+Up",)),
    Shortcut("Alt+↓", N_("把选中的科室往下移"), Where.SETTINGS, ("Alt+Down",)),
    Shortcut("Delete", N_("去掉选中的内容分类"), Where.SETTINGS, ("Del",)),
    Shortcut(
        "Ctrl+Enter", N_("确定，和点右下角的主要按钮一样"), Where.DIALOGS, _enter("Ctrl")
    ),
    Shortcut("Ctrl+S", N_("在上级报表里保存绑定"), Where.DIALOGS),
    Shortcut("Alt+↑", N_("在台账的列里，把选中的列往前移"), Where.DIALOGS, ("Alt+Up",)),
    Shortcut("Alt+↓", N_("在台账的列里，把选中的列往后移"), Where.DIALOGS, ("Alt+Down",)),
    Shortcut("Alt+←", N_("在台账的列里，让选中的列窄一点"), Where.DIALOGS, ("Alt+Left",)),
    Shortcut("Alt+→", N_("在台账的列里，让选中的列宽一点"), Where.DIALOGS, ("Alt+Right",)),
    Shortcut("Ctrl+F", N_("在手册里查找"), Where.MANUAL),
    Shortcut("Alt+←", N_("后退一页"), Where.MANUAL, ("Alt+Left",)),
    Shortcut("Alt+→", N_("前进一页"), Where.MANUAL, ("Alt+Right",)),
    Shortcut("Ctrl++", N_("文字大一点"), Where.MANUAL, ("Ctrl++", "Ctrl+=")),
    Shortcut("Ctrl+-", N_("文字小一点"), Where.MANUAL),
    Shortcut("Ctrl+0", N_("文字恢复原来大小"), Where.MANUAL),
    Shortcut("Ctrl+P", N_("打印这一页"), Where.MANUAL),
    Shortcut("Esc", N_("清空查找；再按一次，收起手册"), Where.MANUAL),
)  # fmt: skip
"""Every key of the desk, in the order of the manual's list."""
