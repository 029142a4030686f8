"""Draws the workflow table as docs/workflow.md: ``python tools/workflow_diagram.py``.

Everything in the file comes from `domain.workflow.STEPS`; a test says when it is no longer current.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from petitiondesk.domain import step_checks
from petitiondesk.domain.terms import State
from petitiondesk.domain.workflow import BACK, ONWARD, STEPS, Step
from petitiondesk.infra.i18n import speaking, term, tr

TARGET = Path(__file__).resolve().parents[1] / "docs" / "workflow.md"

_COURSE = (State.REGISTERED, State.PROPOSED, State.INSTRUCTED, State.ROUTED, State.RETURNED,
           State.IN_PROGRESS, State.PAUSED, State.UNDER_REVIEW, State.REPLIED, State.DELIVERED,
           State.CONCLUDED)  # fmt: skip
_AFTERWARDS = (State.DELIVERED, State.CONCLUDED, State.IN_REVIEW, State.REVIEWED,
               State.IN_REREVIEW, State.REREVIEWED, State.FINISHED, State.ARCHIVED)  # fmt: skip

_HEAD = """# The workflow

Drawn from the table in `petitiondesk/domain/workflow.py` by `tools/workflow_diagram.py`; do not edit
it here. Boxes are states, arrows are steps; the thick arrow of each state is the one that the desk
offers first. A wrong step is not undone by another step but taken back or corrected, which the record
keeps as an entry of its own.
"""


def document() -> str:
    """The whole file."""
    with speaking("en"):
        return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _HEAD
    yield "## The ordinary course\n"
    yield from _diagram(_COURSE, lambda step: not step.exit)
    yield "\n## After the answer\n"
    yield from _diagram(_AFTERWARDS, lambda step: True)
    yield "\n## Other ways\n"
    yield from _ways_out()
    yield "\n## Every step\n"
    yield from _table()


def _diagram(states: Iterable[State], wanted: object) -> Iterator[str]:
    """The steps between these states, as a Mermaid flowchart; steps between the same two share an arrow."""
    chosen = tuple(states)
    assert callable(wanted)
    arrows: dict[tuple[State, State], list[Step]] = {}
    for step in STEPS:
        for source in chosen:
            for target in _targets(step, source):
                if source in step.sources and target in chosen and wanted(step):
                    arrows.setdefault((source, target), []).append(step)
    yield "```mermaid"
    yield "flowchart TD"
    yield from (f"    {_node(state)}" for state in chosen)
    for (source, target), steps in arrows.items():
        thick = any(ONWARD[source] == step.name for step in steps)
        label = "<br/>".join(_verb(step) for step in steps)
        yield f"    {source.value} {'==>' if thick else '-->'}|{label}| {target.value}"
    yield "```"


def _targets(step: Step, source: State) -> tuple[State, ...]:
    """Where a step leads from ``source``; one that leads back, to where its pause was begun."""
    if isinstance(step.target, State):
        return (step.target,)
    if step.target is BACK and source is State.PAUSED:
        return (State.IN_PROGRESS, State.ROUTED)
    return ()


def _ways_out() -> Iterator[str]:
    """Steps that leave the course, from a group of states that all have them."""
    exits = [step for step in STEPS if step.exit or step.target is BACK]
    yield "```mermaid"
    yield "flowchart LR"
    groups = {step.sources: f"from{n}" for n, step in enumerate(exits)}
    for sources, name in groups.items():
        inside = "<br/>".join(term(state) for state in State if state in sources)
        yield f'    {name}["{inside}"]'
    drawn: list[State] = []
    for step in exits:
        source = groups[step.sources]
        if isinstance(step.target, State):
            if step.target not in drawn:
                drawn.append(step.target)
                yield f"    {_node(step.target)}"
            yield f"    {source} -->|{_verb(step)}| {step.target.value}"
        else:
            yield f'    {source} -->|{_verb(step)}| back(["where it came from"])'
    yield "```"


def _table() -> Iterator[str]:
    yield "| Step | From | To | Needs | May have | Also |"
    yield "|---|---|---|---|---|---|"
    for step in STEPS:
        sources = ", ".join(term(state) for state in State if state in step.sources)
        yield (
            f"| {_verb(step)} | {sources} | {_target(step)} | {_fields(step, step.needs)} "
            f"| {_fields(step, step.takes)} | {_also(step)} |"
        )


def _target(step: Step) -> str:
    if step.target is None:
        return "stays"
    return term(step.target) if isinstance(step.target, State) else "where it came from"


def _fields(step: Step, names: Iterable[str]) -> str:
    return ", ".join(tr(step.field(name).zh) for name in names)


def _also(step: Step) -> str:
    """Whether the table puts a condition on it, and whether its inputs are checked further."""
    notes = []
    if step.when is not None:
        notes.append("only where " + _condition(step))
    if step.name in step_checks.CHECKS:
        notes.append("inputs checked")
    return "; ".join(notes)


_CONDITIONS = {
    "accept": "not accepted yet",
    "co_answer": "a co-handling section has not answered",
    "extend": "a claim by the ordinary procedure, on no statutory route",
    "urge": "the last urging was answered",
    "urge_answer": "an urging waits for its answer",
    "simplify": "a claim by the ordinary procedure",
    "convert": "by the simple procedure",
    "link": "linked to no first petition",
    "unlink": "linked to a first petition",
    "report": "a superior waits for the result",
    "follow_up": "a claim was supported",
    "request_review": "a claim was answered in writing and not reviewed yet",
    "finish": "a claim",
    "forward": "no accusation",
    "hand_over": "an accusation",
    "statutory": "a claim",
    "object": "a superior sent it and it is not accepted yet",
}


def _condition(step: Step) -> str:
    return _CONDITIONS[step.name]


def _node(state: State) -> str:
    return f'{state.value}["{state.zh}<br/>{term(state)}"]'


def _verb(step: Step) -> str:
    return re.sub(r"[|\[\]]", "", f"{step.zh} {tr(step.zh)}")


def main() -> None:
    """Write the file."""
    TARGET.write_text(document(), encoding="utf-8")


if __name__ == "__main__":
    main()
