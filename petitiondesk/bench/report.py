"""How a run is written down: JSON for machines, a table for people, Markdown for the documentation."""

from collections.abc import Mapping, Sequence
from typing import Any

from petitiondesk.bench.row import Verdict
from petitiondesk.bench.runner import Measured, Sample
from petitiondesk.infra.i18n import render, tr

Json = dict[str, Any]


def as_json(measured: Measured) -> Json:
    """A row of the report; times in milliseconds, memory in megabytes, all rounds included."""
    row, budget = measured.row, measured.row.budget
    return {
        "row": row.name,
        "title": render(row.title),
        "size": measured.size,
        "unit": row.unit.value,
        "note": measured.note,
        "first": _rounded(measured.first),
        "ours": _sample(measured.ours),
        "floor": _sample(measured.floor),
        "beside": _sample(measured.beside),
        "ratio": _rounded(measured.ratio),
        "ratio_best": _rounded(measured.best_ratio),
        "ratio_with_beside": _rounded(measured.ratio_with_beside),
        "budget": {"ratio": budget.ratio, "most": budget.most, "added": budget.added},
        "verdict": measured.verdict.value if measured.verdict else None,
    }


def line(row: Json) -> str:
    """A row for the terminal while the run goes on."""
    floor = row["floor"]
    parts = [f"{row['row']:<18}", _amount(row["ours"], row["unit"])]
    if floor is not None:
        parts.append(tr("下限 {amount}", amount=_amount(floor, row["unit"])))
        parts.append(tr("{ratio} 倍", ratio=_number(row["ratio"])))
    parts.append(_said(row))
    parts.append(row["note"])
    return "  ".join(part for part in parts if part)


def markdown(report: Mapping[str, Any]) -> str:
    """The rows of a report as a Markdown table, then what grows how."""
    heads = (tr("项目"), tr("件数"), tr("本程序：中位"), tr("95%"), tr("下限：中位"), tr("倍数"),
             tr("连绘制在内"), tr("预算"), tr("结果"))  # fmt: skip
    lines = [_cells(heads), _cells(["---", *["---:"] * 6, "---", "---"])]
    lines += [_cells(_markdown_row(row)) for row in report["rows"]]
    if report.get("growth"):
        lines += ["", *_growth(report["growth"])]
    return "\n".join(lines) + "\n"


def _markdown_row(row: Json) -> Sequence[str]:
    floor, unit = row["floor"], row["unit"]
    return (
        row["title"] + (f"（{row['note']}）" if row["note"] else ""),
        f"{row['size']:,}",
        f"{_number(row['ours']['median'])} {unit}",
        f"{_number(row['ours']['p95'])} {unit}",
        f"{_number(floor['median'])} {unit}" if floor else "",
        _number(row["ratio"]),
        _number(row["ratio_with_beside"]),
        _allowed(row["budget"], unit),
        _said(row) or "—",
    )


def _said(row: Json) -> str:
    words = {
        Verdict.MET: tr("达标"),
        Verdict.FLOOR: tr("单是绘制已超过，其余达标"),
        Verdict.MISSED: tr("没有达标"),
    }
    return words[Verdict(row["verdict"])] if row["verdict"] else ""


def _growth(sizes: Sequence[Json]) -> list[str]:
    names = dict.fromkeys(name for each in sizes for name in each["bytes_per_petition"])
    lines = [_cells([tr("每件字节数"), *(f"{each['size']:,}" for each in sizes)])]
    lines.append(_cells(["---", *["---:"] * len(sizes)]))
    for name in names:
        values = [each["bytes_per_petition"].get(name) for each in sizes]
        lines.append(_cells([name, *("" if value is None else f"{value:,}" for value in values)]))
    return lines


def _allowed(budget: Mapping[str, float | None], unit: str) -> str:
    parts = []
    if budget["ratio"] is not None:
        parts.append(tr("{ratio} 倍", ratio=_number(budget["ratio"])))
    if budget["most"] is not None:
        parts.append(f"≤ {_number(budget['most'])} {unit}")
    if budget["added"] is not None:
        parts.append(f"+ {_number(budget['added'])} {unit}")
    return tr("，").join(parts)


def _amount(sample: Json, unit: str) -> str:
    return f"{_number(sample['median'])} {unit} (95% {_number(sample['p95'])})"


def _number(value: float | None) -> str:
    """As many digits as say something."""
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _sample(sample: Sample | None) -> Json | None:
    if sample is None:
        return None
    return {
        "median": _rounded(sample.median),
        "p95": _rounded(sample.p95),
        "best": _rounded(sample.best),
        "rounds": [_rounded(value) for value in sample.values],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _cells(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
