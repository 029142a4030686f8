"""A long list is read by the page, when somebody looks at it."""

from collections.abc import Sequence

import pytest
from pytestqt.modeltest import ModelTester

from petitiondesk.domain.errors import RegistryError
from petitiondesk.domain.messages import Message
from petitiondesk.ui.models.rows_model import Column
from petitiondesk.ui.models.windowed_rows import PAGE, WindowedRows


class Shelves:
    """A hundred thousand volumes; notes which were asked for, and can be torn."""

    def __init__(self) -> None:
        self.asked: list[Sequence[int]] = []
        self.torn = False

    def read(self, keys: Sequence[int]) -> list[str]:
        if self.torn:
            raise RegistryError(Message("读不出来。"))
        self.asked.append(keys)
        return [f"第 {key} 卷" for key in keys]


@pytest.fixture
def shelves() -> Shelves:
    return Shelves()


@pytest.fixture
def model(shelves: Shelves) -> WindowedRows[int, str]:
    model: WindowedRows[int, str] = WindowedRows((Column("title", "题名", 100, str),))
    model.show(range(100_000), shelves.read, shelves.read(range(PAGE)))
    shelves.asked.clear()
    return model


def test_only_the_pages_that_are_looked_at_are_read(
    model: WindowedRows[int, str], shelves: Shelves
) -> None:
    assert model.rowCount() == 100_000
    assert model.index(7, 0).data() == "第 7 卷"
    assert not shelves.asked
    assert model.index(99_999, 0).data() == "第 99999 卷"
    assert model.index(99_960, 0).data() == "第 99960 卷"
    assert shelves.asked == [range(99_950, 100_000)]


def test_many_pages_looked_at_do_not_pile_up(
    model: WindowedRows[int, str], shelves: Shelves
) -> None:
    for row in range(0, 100_000, PAGE):
        assert model.row(row) == f"第 {row} 卷"
    assert len(model._pages) < 40


def test_a_page_that_cannot_be_read_is_said_once_and_stays_empty(
    model: WindowedRows[int, str], shelves: Shelves
) -> None:
    told: list[object] = []
    model.failed.connect(told.append)
    shelves.torn = True
    assert [model.row(row) for row in range(500, 550)] == [None] * 50
    assert len(told) == 1
    assert model.row(3) == "第 3 卷"


def test_a_shorter_list_leaves_nothing_behind(
    model: WindowedRows[int, str], shelves: Shelves, qtmodeltester: ModelTester
) -> None:
    model.show([5], shelves.read, shelves.read([5]))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert model.rowCount() == 1
    assert model.row(0) == "第 5 卷"
    assert model.row(1) is None
    assert model.rows() == ("第 5 卷",)
