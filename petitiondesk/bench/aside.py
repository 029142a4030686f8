"""Long work is measured where the program does it: in a thread beside the window, with its own connection."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from petitiondesk.bench.stopwatch import own_time
from petitiondesk.bench.tape import Bare
from petitiondesk.services.desk import Desk

T = TypeVar("T")


class Aside:
    """That thread; ``bare`` is a connection with nothing around it, for use in it only."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._thread = ThreadPoolExecutor(max_workers=1)
        self.bare = self.run(lambda: Bare(desk))

    def run(self, work: Callable[[], T]) -> T:
        """What ``work`` returns or raises, once it is done."""
        return self._thread.submit(work).result()

    def took(self, work: Callable[[], object]) -> float:
        """Milliseconds that ``work`` takes."""

        def timed() -> float:
            begun = own_time()
            work()
            return 1000 * (own_time() - begun)

        return self.run(timed)

    def close(self) -> None:
        """Close the thread's connections and end it."""
        self.run(self.bare.close)
        self.run(self._desk.release)
        self._thread.shutdown()
