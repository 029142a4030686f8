"""Names by which a workbook asks for a figure: unambiguous, forgiving, refused in words."""

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from petitiondesk.domain.errors import InvalidInput
from petitiondesk.domain.returns.figures import Extract, Return, When
from petitiondesk.domain.returns.indicators import FACTS, RATES, Basis, tables
from petitiondesk.domain.returns.names import Catalogue, Facts, Sort, plain, resolve
from petitiondesk.domain.returns.period import Period, PeriodKind

MARCH = Period.parse(PeriodKind.MONTH, "2026-03")
SELF = Facts("李登记", date(2026, 4, 2))


def line(subject: int, people: int, **facts: object) -> tuple[object, ...]:
    usual = {"channel": "letter", "petition_class": "appeal", "topic": "农村农业", "section": "经管站",
             "level": "", "repeat": 0, "group": 0, "joint": 0, "accepted": 1, "notice": "in_time"}  # fmt: skip
    return (subject, people, *({**usual, **facts}.get(name, "") for name in FACTS[Basis.RECEIVED]))


def a_return(sections: tuple[str, ...] = ("经管站", "法规科")) -> Return:
    """Three letters and a visit of six; a year before two letters; the month before none."""
    now = [line(1, 1), line(2, 2, repeat=1), line(3, 1), line(4, 6, channel="visit", group=1)]
    return Return(
        office="某县农业农村局",
        period=MARCH,
        cut_off=date(2026, 3, 31),
        tables=tables(sections, ("农村农业", "城乡建设")),
        rates=RATES,
        extracts={
            When.NOW: {Basis.RECEIVED: Extract(Basis.RECEIVED, tuple(now))},
            When.LAST_YEAR: {Basis.RECEIVED: Extract(Basis.RECEIVED, (line(8, 1), line(9, 1)))},
            When.PREVIOUS: {},
        },
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("信访形式.来信.批次", 3), ("来信.批次", 3), ("来信.人次", 4), ("信访形式.合计.批次", 4),
        ("来访.集体人次", 6), ("来信.批次.上年同期", 2), ("来信.批次.上期", 0), ("来信.批次.同比", Fraction(1, 2)),
        ("来信.批次.环比", None), ("科室办理.法规科.收到", 0), ("经管站.收到", 4), ("农村农业.来访", 1),
        ("重复率", Fraction(1, 4)), ("重复率.分子", 1), ("重复率.分母", 4), ("重复率.上年同期", Fraction(0)),
        ("按期办结率", None), ("接访天数", 0), ("领导接访.接访天数", 0),
        ("单位", "某县农业农村局"), ("期间", "2026年3月"), ("年", 2026), ("月", 3), ("填表人", "李登记"),
        ("开始日期", date(2026, 3, 1)), ("截止日期", date(2026, 3, 31)), ("填报日期", date(2026, 4, 2)),
        (" 来信 ． 批次 ", 3),
    ],
)  # fmt: skip
def test_a_name_gives_its_value(name: str, value: object) -> None:
    assert resolve(name, a_return(), SELF) == value


def test_every_full_name_means_exactly_one_indicator() -> None:
    catalogue = Catalogue(a_return(), SELF)
    names = [plain(indicator.name) for indicator in catalogue.indicators]
    assert len(set(names)) == len(names)
    for indicator in catalogue.indicators:
        assert catalogue.find(indicator.name) is indicator


def test_every_figure_of_the_return_has_a_name() -> None:
    value = a_return()
    named = {i.key for i in Catalogue(value, SELF).indicators if i.key}
    assert {key for key in value.figure_keys() if key.when is When.NOW} <= named


def test_a_short_name_that_could_mean_two_figures_is_refused_with_the_full_ones() -> None:
    with pytest.raises(InvalidInput) as refused:
        resolve("合计.批次", a_return(), SELF)
    assert "信访形式.合计.批次、诉求类别.合计.批次" in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("按时办结率", "按期办结率"), ("来信批次", "信访形式.来信.批次"), ("满意率", "群众满意率")],
)
def test_an_unknown_name_is_refused_with_the_nearest(typed: str, meant: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        resolve(typed, a_return(), SELF)
    assert meant in str(refused.value)


def test_a_name_like_no_other_is_refused_without_a_guess() -> None:
    with pytest.raises(InvalidInput) as refused:
        resolve("XYZZY", a_return(), SELF)
    assert str(refused.value) == "没有叫“XYZZY”的指标。"


def test_what_an_indicator_is_tells_how_it_may_be_written() -> None:
    catalogue = Catalogue(a_return(), SELF)
    sorts = {
        n: catalogue.find(n).sort
        for n in ("来信.批次", "重复率", "来信.批次.同比", "填报日期", "单位")
    }
    assert list(sorts.values()) == [Sort.COUNT, Sort.SHARE, Sort.SHARE, Sort.DAY, Sort.TEXT]


def test_every_name_that_the_documentation_gives_is_one() -> None:
    """A suffix such as ``.上期`` belongs to the name before it."""
    text = (Path(__file__).resolve().parents[2] / "docs" / "superior-workbook.md").read_text(
        "utf-8"
    )
    catalogue = Catalogue(a_return(), SELF)
    base, found = "", 0
    for row in text.splitlines():
        for name in re.findall("`([^`]+)`", row if row.startswith("|`") else ""):
            if not name.startswith("."):
                base = name.removesuffix(".上年同期").removesuffix(".同比")
            catalogue.find(base + name if name.startswith(".") else name)
            found += 1
    assert found > 15
