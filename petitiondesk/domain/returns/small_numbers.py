"""Small numbers in charts and briefs: a bar “举报 — 某科室：1” can tell who (《个人信息保护法》 Art. 51).

A topic or a section with fewer than `LEAST` petitions, of which one is sealed, is not drawn or named by
itself; it is counted under 其他. The tables of a return stay exact: the superior prescribes them, adds
them up, and gets numbers without names.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from petitiondesk.domain.messages import N_
from petitiondesk.domain.returns.figures import Key, Return

LEAST = 3
"""So many petitions hide each other."""

OTHERS = N_("其他")
"""What the rows together are called; an office's own topic of this name takes them in."""

FOLDED = frozenset({"topic", "section"})
"""Tables whose rows may tell who petitioned; channels and classes are too wide for that."""

SealedAmong = Callable[[Collection[int]], Collection[int]]
"""Which of these petitions are sealed."""


def folded(
    value: Return, code: str, columns: Sequence[str], sealed_among: SealedAmong
) -> frozenset[str]:
    """The rows of the table ``code`` that are not shown by themselves; keys of `indicators.Row`.

    ``columns`` are the ones shown: a row is small where fewer than `LEAST` petitions stand behind all
    of them together.
    """
    if code not in FOLDED:
        return frozenset()
    small: dict[str, set[int]] = {}
    for row in value.table(code).rows:
        keys = [Key(code, row.key, column) for column in columns]
        if 0 < max(value.value(key) for key in keys) < LEAST:
            subjects = {line[0] for key in keys for line in value.cases(key)}
            if len(subjects) < LEAST:
                small[row.key] = {subject for subject in subjects if isinstance(subject, int)}
    sealed = set(sealed_among(set().union(*small.values()))) if small else set()
    return frozenset(row for row, subjects in small.items() if subjects & sealed)


def fold(
    rows: Iterable[tuple[str, str, Sequence[int]]], hidden: Collection[str]
) -> list[tuple[str | None, str, list[int]]]:
    """(key, name, counts) with the hidden rows added up under 其他, the last, without a key.

    A row that is called 其他 already takes them in, in its place, and has its key no more: what is
    behind the sum is not one list.
    """
    out: list[tuple[str | None, str, list[int]]] = []
    rest: list[int] = []
    for key, name, counts in rows:
        if key in hidden:
            rest = [a + b for a, b in zip(rest or [0] * len(counts), counts, strict=True)]
        else:
            out.append((key, name, list(counts)))
    if not rest:
        return out
    for place, (_, name, counts) in enumerate(out):
        if name == OTHERS:
            out[place] = (None, name, [a + b for a, b in zip(counts, rest, strict=True)])
            return out
    return [*out, (None, OTHERS, rest)]


Folded = Mapping[str, frozenset[str]]
"""Table → the rows of it that are not shown by themselves."""
