"""Submitted returns, what changed since, and what is wrong with returns that came in, as models."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from petitiondesk.domain.messages import N_
from petitiondesk.domain.returns.consolidation import Fault, Problem
from petitiondesk.domain.returns.figures import Difference, Return, Subject, Submitted
from petitiondesk.domain.returns.period import PeriodKind
from petitiondesk.infra.i18n import begun, render, term, tr, trn
from petitiondesk.ui.models.fitted import fitted
from petitiondesk.ui.models.return_words import figure_name, period_text
from petitiondesk.ui.models.rows_model import Column, Index, RowsModel
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.painting import Pill
from petitiondesk.ui.views.pill_delegate import PILL_ROLE

_NAMED = 4
"""Cases of a difference that are named; the others are counted."""


@dataclass(frozen=True)
class SubmittedLine:
    """A submitted return as listed; ``differences`` None until it was compared with the registry."""

    row: Submitted
    differences: int | None = None


def compared_pill(line: SubmittedLine) -> Pill | None:
    """What a comparison with the registry as it is now gave; None where there was none yet."""
    if line.differences is None:
        return None
    if line.differences:
        text = trn("登记簿里已有更正，{n} 处不同", line.differences)
        return Pill(text, "warning", Tone.SOON)
    return Pill(tr("与现在一致"), "check", Tone.GOOD)


SUBMITTED: tuple[Column[SubmittedLine], ...] = (
    Column("kind", N_("报表"), 104, lambda s: begun(term(s.row.period.kind))),
    Column("period", N_("期间"), 230, lambda s: period_text(s.row.period),
           lambda s: s.row.period.start),
    Column("version", N_("版次"), 76, lambda s: tr("第 {n} 版", n=s.row.version),
           lambda s: s.row.version),
    Column("cut_off", N_("统计到"), 112, lambda s: s.row.cut_off.isoformat()),
    Column("submitted", N_("上报日期"), 112, lambda s: s.row.submitted_on.isoformat()),
    Column("compared", N_("与现在比较"), 240, lambda s: ""),
)  # fmt: skip


class SubmittedModel(RowsModel[SubmittedLine]):
    """The submitted returns, newest period first."""

    PERIOD, PILL = 1, 5

    def __init__(self) -> None:
        super().__init__(SUBMITTED)

    def widths(self) -> list[int]:
        """Room for what a comparison may say."""
        pills = [
            Pill(trn("登记簿里已有更正，{n} 处不同", 88), "warning"),
            Pill(tr("与现在一致"), "check"),
        ]
        texts = [tr("第 {n} 版", n=88)]
        kinds = [begun(term(kind)) for kind in PeriodKind]
        return fitted(self.columns, {"version": texts, "kind": kinds}, {"compared": pills})

    def compared(self, row: Submitted, differences: int) -> None:
        """Note how many differences a comparison found."""
        for place, line in enumerate(self._rows):
            if line.row.id == row.id:
                self.put(place, SubmittedLine(line.row, differences))

    def data(self, index: Index, role: int = 0) -> Any:
        """The outcome of a comparison as a pill."""
        line = self.row(index.row()) if index.isValid() else None
        if line is not None and index.column() == self.PILL:
            return pill_data(compared_pill(line), role)
        return super().data(index, role)


@dataclass(frozen=True)
class DifferenceLine:
    """A figure that changed: its name, both numbers, the cases that went and came."""

    name: str
    before: int
    after: int
    gone: str
    come: str


def difference_lines(
    before: Return,
    after: Return,
    found: Sequence[Difference],
    numbers: Mapping[Subject, str],
) -> list[DifferenceLine]:
    """The lines of a comparison; a figure is named by the version that has it."""
    return [
        DifferenceLine(
            figure_name(after if one.key in after.key_set else before, one.key),
            one.before,
            one.after,
            _cases(one.gone, numbers),
            _cases(one.come, numbers),
        )
        for one in found
    ]


def _cases(subjects: Sequence[Subject], numbers: Mapping[Subject, str]) -> str:
    named = [numbers.get(subject) or str(subject) for subject in subjects[:_NAMED]]
    text = tr("、").join(named)
    rest = len(subjects) - len(named)
    return tr("{cases}等 {n} 件", cases=text, n=len(subjects)) if rest else text


DIFFERENCES: tuple[Column[DifferenceLine], ...] = (
    Column("name", N_("数字"), 240, lambda d: d.name),
    Column("change", N_("原来 → 现在"), 110, lambda d: f"{d.before:,} → {d.after:,}",
           lambda d: (d.before, d.after)),
    Column("gone", N_("不再计入"), 170, lambda d: d.gone),
    Column("come", N_("新计入"), 170, lambda d: d.come),
)  # fmt: skip


class DifferencesModel(RowsModel[DifferenceLine]):
    """What a later count says differently."""

    NAME = 0

    def __init__(self) -> None:
        super().__init__(DIFFERENCES)

    def widths(self) -> list[int]:
        """Room for the headings."""
        return fitted(self.columns)


PROBLEMS: tuple[Column[Problem], ...] = (
    Column("fault", N_("问题"), 110, lambda p: ""),
    Column("office", N_("单位"), 150, lambda p: p.office),
    Column("file", N_("文件"), 170, lambda p: p.file),
    Column("text", N_("说明"), 260, lambda p: render(p.message)),
    Column("counted", N_("计入"), 96, lambda p: ""),
)


class ProblemsModel(RowsModel[Problem]):
    """What is wrong with the returns that came in, in the order it was found."""

    PILLS = (0, 4)
    TEXT = 3

    def __init__(self) -> None:
        super().__init__(PROBLEMS)

    def widths(self) -> list[int]:
        """Room for every fault, and for whether it was counted."""
        faults = [Pill(term(fault), "warning") for fault in Fault]
        counted = [Pill(tr("已计入"), "check"), Pill(tr("没有计入"), "warning")]
        return fitted(self.columns, {}, {"fault": faults, "counted": counted})

    def data(self, index: Index, role: int = 0) -> Any:
        """Fault, and whether it was counted, as pills."""
        problem = self.row(index.row()) if index.isValid() else None
        if problem is None or index.column() not in self.PILLS:
            return super().data(index, role)
        pill = _fault_pill(problem) if index.column() == self.PILLS[0] else _counted_pill(problem)
        return pill_data(pill, role)


def _fault_pill(problem: Problem) -> Pill:
    return Pill(term(problem.fault), "warning", Tone.SOON if problem.counted else Tone.LATE)


def _counted_pill(problem: Problem) -> Pill:
    if problem.counted:
        return Pill(tr("已计入"), "check", Tone.GOOD)
    return Pill(tr("没有计入"), "warning", Tone.LATE)


def pill_data(pill: Pill | None, role: int) -> Any:
    """What a cell with a pill says in a role: the pill itself, or its words."""
    if role == PILL_ROLE:
        return pill
    return (pill.text if pill else "") if role in _TEXTS else None


_TEXTS = (
    int(Qt.ItemDataRole.DisplayRole),
    int(Qt.ItemDataRole.AccessibleTextRole),
    int(Qt.ItemDataRole.ToolTipRole),
)
