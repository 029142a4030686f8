"""Proof that a failure lost nothing and left nothing half done."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from petitiondesk.domain.errors import DeskError
from petitiondesk.services.desk import Desk


class Said:
    """The sentence the user got."""

    text = ""


@contextmanager
def refused(desk: Desk, error: type[DeskError], *parts: str) -> Iterator[Said]:
    """What is done inside fails in one clear sentence, and the registry is as it was before."""
    registry = desk.context.registry
    before = registry.events.count(), list(registry.petitions.all())
    said = Said()
    with pytest.raises(error) as raised:
        yield said
    said.text = str(raised.value)
    for part in parts:
        assert part in said.text
    assert said.text.endswith("。")
    assert "{" not in said.text
    assert not registry.database.in_transaction
    assert not registry.attachments._db.in_transaction
    assert (registry.events.count(), list(registry.petitions.all())) == before
    report = desk.verify.verify()
    assert report.sound, [str(fault) for fault in report.faults]
