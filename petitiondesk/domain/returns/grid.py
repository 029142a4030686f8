"""A return's tables laid out in rows and columns, for the window, the workbook and the brief alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from petitiondesk.domain.messages import N_
from petitiondesk.domain.returns.figures import Key, Return, When, change
from petitiondesk.domain.returns.indicators import TOTAL, Measure, Rate, Table

NOTHING = "—"
"""Stands for a rate or a change that has nothing to divide by."""


@dataclass(frozen=True)
class Column:
    """A column: its heading, and what is counted in it, None for one that is reckoned.

    ``note`` says the date basis of a count, or how a rate is read.
    """

    zh: str
    note: str = ""
    percent: bool = False


@dataclass(frozen=True)
class Cell:
    """One value: a count with its key, a share (Fraction) without one, or a text."""

    value: int | Fraction | str | None
    key: Key | None = None


@dataclass(frozen=True)
class Line:
    """One row: its label and its cells, one for each column; ``total`` for the last."""

    zh: str
    cells: tuple[Cell, ...]
    total: bool = False


@dataclass(frozen=True)
class Grid:
    """A table as it is shown: ``head`` stands over the labels."""

    code: str
    zh: str
    head: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


def grids(value: Return) -> Iterator[Grid]:
    """Every table of a return, the totals and the rates first, one after the other."""
    yield overview_grid(value)
    yield rates_grid(value)
    for table in value.tables:
        yield table_grid(value, table)


_OVERVIEW = (
    (N_("收到批次"), "channel", "batches"),
    (N_("收到人次"), "channel", "people"),
    (N_("办结件"), "section", "concluded"),
    (N_("按期办结"), "section", "on_time"),
    (N_("在办"), "section", "open"),
    (N_("超期未结"), "section", "overdue"),
)


def overview_grid(value: Return) -> Grid:
    """The totals a reader looks for first, with those that are compared beside what they were."""
    columns = (
        Column(N_("本期")),
        Column(N_("上年同期")),
        Column(N_("同比"), percent=True),
        Column(N_("上期")),
        Column(N_("环比"), percent=True),
    )
    lines = []
    for zh, table, column in _OVERVIEW:
        measure = value.table(table).measure(column)
        cells = list(_cells(value, Key(table, TOTAL, column), measure))
        cells += [Cell("")] * (len(columns) - len(cells))
        lines.append(Line(zh, tuple(cells)))
    return Grid("overview", N_("总体情况"), N_("总体情况"), columns, tuple(lines))


def rates_grid(value: Return) -> Grid:
    """The rates with their two counts, and what they were a year before."""
    columns = (
        Column(N_("分子")),
        Column(N_("分母")),
        Column(N_("本期"), percent=True),
        Column(N_("上年同期"), percent=True),
    )
    lines = tuple(Line(rate.zh, tuple(_rate_cells(value, rate))) for rate in value.rates)
    return Grid("rate", N_("主要指标"), N_("指标"), columns, lines)


def _rate_cells(value: Return, rate: Rate) -> Iterator[Cell]:
    for column in ("part", "whole"):
        key = Key("rate", rate.code, column)
        yield Cell(value.value(key), key)
    for when in (When.NOW, When.LAST_YEAR):
        ratio = value.ratio(rate.code, when) if when in value.extracts else None
        yield Cell(ratio.value if ratio else None)


def table_grid(value: Return, table: Table) -> Grid:
    """One table; a compared count is followed by what it was, and by how much it changed."""
    columns = tuple(column for measure in table.columns for column in _columns(measure))
    rows = table.all_rows()
    lines = tuple(
        Line(
            row.zh,
            tuple(c for m in table.columns for c in _cells(value, Key(table.code, row.key, m.code), m)),
            total=table.fact is not None and place == len(rows) - 1,
        )
        for place, row in enumerate(rows)
    )  # fmt: skip
    return Grid(table.code, table.zh, table.head, columns, lines)


def _columns(measure: Measure) -> Iterator[Column]:
    yield Column(measure.zh, measure.basis.zh)
    if measure.compared:
        yield Column(N_("上年同期"), measure.basis.zh)
        yield Column(N_("同比"), N_("（本期－上年同期）÷上年同期"), percent=True)
        yield Column(N_("上期"), measure.basis.zh)
        yield Column(N_("环比"), N_("（本期－上期）÷上期"), percent=True)


def _cells(value: Return, key: Key, measure: Measure) -> Iterator[Cell]:
    now = value.value(key)
    yield Cell(now, key)
    if measure.compared:
        for when in (When.LAST_YEAR, When.PREVIOUS):
            base = Key(key.table, key.row, key.column, when)
            number = value.value(base)
            yield Cell(number, base)
            yield Cell(change(now, number))


def percent(value: Fraction | None) -> str:
    """A share as it is written: 85.7%, and a dash for none."""
    return NOTHING if value is None else f"{float(value) * 100:.1f}%"
