"""Synthetic petitions as rows ready to be written, made in this process or in one beside it.

Making them up and writing them take about as long; two processors do both at once. The rows are the
same either way.
"""

import gc
import itertools
import multiprocessing
import os
import pickle
import sys
from collections.abc import Generator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection
from typing import Any

from petitiondesk.data.events import Chain
from petitiondesk.data.new_rows import NewRows, new_rows
from petitiondesk.services.synthetic import stories
from petitiondesk.services.synthetic_lives import Ground

BATCH = 500
"""Petitions that are written in one transaction."""

_KEPT_AT_ONCE = 200_000
"""Objects of a batch, none of them in a circle: looking for circles more often finds nothing."""

_BESIDE = 4000
"""From how many petitions on a second process is worth its start."""


@dataclass(frozen=True)
class Order:
    """What to make up, and where it goes on in the registry and its record."""

    count: int
    seed: int
    until: date
    ground: Ground
    chain: Chain


@dataclass(frozen=True)
class Batch:
    """Rows of some petitions and of their events."""

    petitions: int
    rows: NewRows
    events: list[tuple[Any, ...]]


def batches(order: Order) -> Generator[Batch, None, None]:
    """The petitions of an order, in batches; made beside this process where there are many."""
    # A packaged program has no interpreter to start another process with.
    alone = getattr(sys, "frozen", False) or (os.cpu_count() or 1) < 2
    return _made(order) if alone or order.count < _BESIDE else _made_beside(order)


def _made(order: Order) -> Generator[Batch, None, None]:
    told = stories(order.count, order.seed, order.until)
    while lives := [order.ground.live(story) for story in itertools.islice(told, BATCH)]:
        events = [event for life in lives for event in life.events]
        events.sort(key=lambda event: (event.at, event.petition_id or 0))
        rows = new_rows([(life.petition, life.clocks) for life in lives])
        yield Batch(len(lives), rows, order.chain.add(events))


def _made_beside(order: Order) -> Generator[Batch, None, None]:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    maker = context.Process(target=_send, args=(there, order), daemon=True)
    maker.start()
    there.close()
    try:
        while (batch := pickle.loads(here.recv_bytes())) is not None:  # noqa: S301 - our own process
            yield batch
    finally:
        maker.terminate()
        maker.join()
        here.close()


def _send(there: Connection, order: Order) -> None:
    """What the process beside does: one batch is made while the one before it is written."""
    gc.set_threshold(_KEPT_AT_ONCE)
    with suppress(BrokenPipeError):  # who ordered it went away
        for batch in itertools.chain(_made(order), [None]):
            there.send_bytes(pickle.dumps(batch, pickle.HIGHEST_PROTOCOL))
