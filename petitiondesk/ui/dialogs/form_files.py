"""The small dialogs around the superior's workbook: taking one in, and what is said before writing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from petitiondesk.domain.errors import Finding
from petitiondesk.domain.form_filling import Remark
from petitiondesk.domain.forms import Binding
from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import render, tr, trn
from petitiondesk.services.form_keeping import Renewal
from petitiondesk.services.forms import FormCheck
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.dialogs.writing import Scrolled, WritingDialog
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.form_model import indicator_text
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.chips import IconDot
from petitiondesk.ui.views.dialogs import DeskDialog
from petitiondesk.ui.views.fields import LabelledField

FILTERS = ("Excel (*.xlsx *.xlsm)",)


_NARROWEST, _HIGHEST = 500, 320
"""Of the lines that are said, in pixels: the smallest screen has room for them."""


class _Lines(Scrolled):
    """Sentences one below the other, as high as they wrap."""

    def __init__(self) -> None:
        inner = QWidget()
        self.lines = QVBoxLayout(inner)
        self.lines.setContentsMargins(0, 0, sizes.XS, 0)
        self.lines.setSpacing(sizes.S)
        super().__init__(inner)

    def sizeHint(self) -> QSize:
        """By the width that they are given."""
        width = self.viewport().width() if self.isVisible() else _NARROWEST
        height = self.lines.heightForWidth(width) + sizes.XS
        return QSize(super().sizeHint().width(), min(height, _HIGHEST))

    def minimumSizeHint(self) -> QSize:
        """Whole where it is short."""
        return QSize(0, min(self.sizeHint().height(), 200))


def password_line() -> QLineEdit:
    """A line for a password."""
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line


class TakeInDialog(WritingDialog):
    """Asks for the name of a workbook, where ``name`` is given, and its password where it is ``locked``.

    ``act`` gets the dialog and takes the workbook in; what it refuses is said above the buttons.
    """

    HELP = "forms"

    def __init__(
        self,
        file: str,
        name: str | None,
        act: Callable[["TakeInDialog"], None],
        parent: QWidget | None,
        *,
        locked: bool,
    ) -> None:
        new = name is not None
        title = tr("添加上级报表") if new else tr("换成新表")
        super().__init__(title, tr("文件：{name}", name=file), parent)
        self._act = act
        self.name = QLineEdit(name or "")
        self.password = password_line()
        name_field = LabelledField(tr("给它取个名字"), self.name, required=True)
        password_field = LabelledField(tr("打开密码"), self.password, required=True)
        password_field.set_hint(tr("填好的文件会用同一个密码加密。"))
        self.body.addWidget(name_field)
        self.body.addWidget(password_field)
        self.body.addStretch(1)
        self.finish(tr("添加") if new else tr("打开"))
        name_field.setVisible(new)
        password_field.setVisible(locked)
        self.name.selectAll()
        (self.name if new else self.password).setFocus()

    def findings(self) -> list[Finding]:
        """The service finds what there is."""
        return []

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Above the buttons."""
        self.say(findings[0].message)

    def write(self) -> None:
        """Take the workbook in."""
        self._act(self)


class FormWriteDialog(DeskDialog):
    """What is named before a workbook is written; asks for the password of one that came behind one.

    Where a cell cannot be filled it only says so: then there is no way on.
    """

    HELP = "forms"

    def __init__(
        self, look: Look, check: FormCheck, parent: QWidget | None = None, *, locked: bool
    ) -> None:
        stuck = bool(check.problems)
        title = tr("还不能填写") if stuck else tr("填写并另存")
        text = trn("有 {n} 个单元格填不了，请先改正：", len(check.problems)) if stuck else trn(
            "将填写 {n} 个单元格，写成一份新文件；上级发来的原表不动。", check.cells
        )  # fmt: skip
        super().__init__(title, text, parent)
        self.setMinimumWidth(560)
        self.password = password_line()
        field = LabelledField(tr("打开密码"), self.password, required=True)
        field.set_hint(tr("与这份表原来的密码相同。"))
        area = _Lines()
        self.lines = area.lines
        self._said: list[str] = []
        self._fill(look, check)
        self.body.addWidget(area, 1)
        self.body.addWidget(field)
        self.add_button(tr("知道了") if stuck else tr("取消"), accepts=False)
        self.yes = self.add_button(tr("选择存放的地方"), "primary", accepts=True)
        self.yes.setVisible(not stuck)
        self.yes.setDefault(True)
        field.setVisible(locked and not stuck)
        (self.password if locked and not stuck else self.yes).setFocus()
        # Said outright: left alone, Qt opens a dialog at two thirds of the screen at most.
        self.resize(self.sizeHint().boundedTo(self.screen().availableSize()))

    def sentences(self) -> list[str]:
        """What is said, for readers and tests."""
        return list(self._said)

    def _fill(self, look: Look, check: FormCheck) -> None:
        for problem in check.problems:
            self._line(look, render(problem.sentence), Tone.LATE)
        if not check.problems:
            for remark in check.remarks:
                if not remark.kept:
                    self._line(look, render(remark.message), _tone(remark))
            kept = [render(remark.message) for remark in check.remarks if remark.kept]
            if kept:
                names = tr("、").join(kept)
                self._line(look, tr("原样保留：{names}。", names=names), Tone.GOOD)

    def _line(self, look: Look, text: str, tone: Tone) -> None:
        icon = {Tone.GOOD: "check", Tone.NEUTRAL: "info"}.get(tone, "warning")
        line = QWidget()
        line.setAccessibleName(text)
        words = label(text, wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        side = QHBoxLayout(line)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(sizes.S)
        side.addWidget(IconDot(look, icon, tone), 0, Qt.AlignmentFlag.AlignTop)
        side.addWidget(words, 1)
        self.lines.addWidget(line)
        self._said.append(text)


def _tone(remark: Remark) -> Tone:
    return Tone.SOON if remark.grave else Tone.NEUTRAL


class RenewalDialog(DeskDialog):
    """What of the bindings a newer workbook takes over, and what it does not."""

    HELP = "forms"

    def __init__(self, renewal: Renewal, parent: QWidget | None = None) -> None:
        kept, lost = len(renewal.carried), len(renewal.lost)
        text = trn("有 {n} 个单元格的表头没有变，绑定照旧。", kept)
        super().__init__(tr("换成新表：{name}", name=renewal.form.file_name), text, parent)
        self.setMinimumWidth(520)
        if lost:
            words = trn("有 {n} 个单元格在新表里找不到相同的表头，要重新绑定：", lost)
            self.body.addWidget(label(words, "strong", wrap=True))
            area = _Lines()
            for binding in renewal.lost:
                area.lines.addWidget(label(_named(binding), wrap=True))
            self.body.addWidget(area, 1)
        self.add_button(tr("取消"), accepts=False)
        self.yes = self.add_button(tr("换成新表"), "primary", accepts=True)
        self.yes.setDefault(True)
        self.yes.setFocus()


def _named(binding: Binding) -> str:
    return render(
        Message(
            "{sheet}!{cell}：{name}",
            sheet=binding.sheet,
            cell=binding.cell,
            name=indicator_text(binding.name),
        )
    )
