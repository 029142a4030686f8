"""What follows the answer to a synthetic petition: review, re-review, end, and the archive."""

from collections.abc import Generator, Iterator

from petitiondesk.domain.terms import Retention, ReviewResult, State
from petitiondesk.services.synthetic_aside import Asides
from petitiondesk.services.synthetic_case import Case, Next
from petitiondesk.services.synthetic_entries import REVIEWS
from petitiondesk.services.synthetic_text import between, pick

_KEPT = (Retention.YEARS_10,) * 3 + (Retention.YEARS_30,) * 6 + (Retention.PERMANENT,)
_RESULTS = (
    (ReviewResult.UPHELD,) * 10
    + (ReviewResult.CHANGED,) * 3
    + (ReviewResult.REVOKED,) * 4
    + (ReviewResult.DISMISSED,)
)
_UPHELD_OR_CHANGED = (ReviewResult.UPHELD, ReviewResult.UPHELD, ReviewResult.CHANGED)
_WINDOW_LAPSED = (26, 45)
"""Working days after which the thirty days for the next review are surely over."""


def reviews(case: Case, asides: Asides) -> Generator[Next, None, bool]:
    """Review and perhaps re-review of a written decision; whether it is to be handled anew."""
    if case.halt is None:
        case.pace = 1.0  # the day to keep was the answer's
    if not (case.halt in REVIEWS or (case.halt is None and case.chance(0.1))):
        if case.halt is None and case.chance(0.015):
            yield from _end(case, "finish_answered", *_WINDOW_LAPSED)
        return False
    case.later(1, 10)
    yield "request_review", _request(case, "review_bodies")
    asides.in_review()
    result = yield from _decision(case, "decide_review", "县府信复查")
    asides.answered()
    if result is ReviewResult.REVOKED:
        return True
    if result is ReviewResult.DISMISSED:
        return False
    if case.halt is State.IN_REREVIEW or case.chance(0.4):
        case.later(3, 14)
        yield "request_rereview", _request(case, "rereview_bodies")
        result = yield from _decision(case, "decide_rereview", "市府信复核")
        if result is ReviewResult.REVOKED:
            return True
        if case.chance(0.9):
            yield from _end(case, "finish_rereviewed", 1, 8)
    elif case.chance(0.4):
        yield from _end(case, "finish_reviewed", *_WINDOW_LAPSED)
    return False


def _request(case: Case, bodies: str) -> dict[str, object]:
    return {"review_body": case.say(bodies), "review_request": case.say("review_requests")}


def _decision(case: Case, name: str, mark: str) -> Generator[Next, None, ReviewResult]:
    """The superior's decision, within its thirty days or nearly so."""
    case.later(8, 21)
    waits = case.halt in REVIEWS
    result = pick(case.rng, _UPHELD_OR_CHANGED if waits else _RESULTS)
    yield (
        name,
        {
            "review_result": result,
            "review_number": f"{mark}〔{case.day.year}〕{between(case.rng, 1, 60)}号",
            "review_opinion": case.say(f"review_{result.value}"),
        },
    )
    return result


def _end(case: Case, ground: str, low: int, high: int) -> Iterator[Next]:
    case.later(low, high)
    yield "finish", {"finish_ground": case.say(ground)}


def anew(case: Case, asides: Asides) -> Next:
    """Handled anew because a review revoked the decision."""
    asides.clear()
    case.slow = False
    case.later(1, 5)
    return "redo", {"reopen_reason": case.say("redo_reasons")}


def filing(case: Case) -> Iterator[Next]:
    """Files it; now and then a volume is opened again and put back.

    The archive reference is the registry's to number.
    """
    case.pace = 1.0
    case.later(8, 60)
    if not case.chance(0.92):
        return
    kept = pick(case.rng, _KEPT)
    yield "archive", {"retention": kept}
    if case.chance(0.015):
        case.later(10, 80)
        yield "reopen", {"reopen_reason": case.say("reopen_reasons")}
        case.later(0, 3)
        yield "archive", {"retention": kept}
