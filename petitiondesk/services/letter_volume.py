"""The documents of one case in the order of its volume (卷内目录).

Conclusion, proof of delivery, notices, instructions and proposals, the petition with its envelope,
investigation, review.
"""

from collections.abc import Iterable, Iterator
from enum import IntEnum

from petitiondesk.domain.petition import Letter, Petition
from petitiondesk.domain.record import Event
from petitiondesk.domain.terms import LetterKind
from petitiondesk.services.letter_facts import Line, names


class Place(IntEnum):
    """Where a document stands in the volume."""

    CONCLUSION = 1
    DELIVERY = 2
    NOTICE = 3
    INSTRUCTION = 4
    PETITION = 5
    INVESTIGATION = 6
    REVIEW = 7


_OF_LETTER = {
    LetterKind.OPINION: Place.CONCLUSION,
    LetterKind.ANSWER: Place.CONCLUSION,
    LetterKind.REPORT: Place.CONCLUSION,
    LetterKind.DELIVERY: Place.DELIVERY,
    LetterKind.FORWARDING: Place.INSTRUCTION,
    LetterKind.ASSIGNMENT: Place.INSTRUCTION,
    LetterKind.URGING: Place.INSTRUCTION,
    LetterKind.SLIP: Place.INSTRUCTION,
    LetterKind.REVIEW: Place.REVIEW,
    LetterKind.REREVIEW: Place.REVIEW,
}
"""Letters that are not listed here are notices; cover, list and note are the volume itself."""

VOLUME_KINDS = frozenset({LetterKind.COVER, LetterKind.CATALOGUE, LetterKind.FILE_NOTE})

_OF_STEP = {
    **dict.fromkeys(("reply", "answer_on_spot", "conclude", "report"), Place.CONCLUSION),
    "deliver": Place.DELIVERY,
    **dict.fromkeys(
        ("accept", "forward", "hand_over", "refuse", "statutory", "object", "extend"), Place.NOTICE
    ),
    **dict.fromkeys(("propose", "instruct", "route", "urge", "urge_answer"), Place.INSTRUCTION),
    **dict.fromkeys(
        ("receive", "submit", "co_answer", "progress", "hearing", "pause", "resume"),
        Place.INVESTIGATION,
    ),
    **dict.fromkeys(
        ("request_review", "decide_review", "request_rereview", "decide_rereview", "finish"),
        Place.REVIEW,
    ),
}
"""Step that brought a file → where the file stands; others came with the petition."""


def volume(petition: Petition, events: Iterable[Event], office: str) -> tuple[Line, ...]:
    """The documents of a case, in the volume's order; within a place, as they came."""
    found = [
        *_letters(petition, office),
        *_written(petition, office),
        *_found_out(petition, office),
        *_files(petition, events),
    ]
    return tuple(line for _, line in sorted(found, key=lambda pair: pair[0]))


def _letters(petition: Petition, office: str) -> Iterator[tuple[Place, Line]]:
    newest: dict[tuple[LetterKind, str, str], Letter] = {}
    for letter in petition.letters:  # a letter made again under its number is one document
        which = letter.sha256 if letter.kind is LetterKind.DELIVERY else ""
        newest[letter.kind, letter.number, which] = letter
    for letter in newest.values():
        if letter.kind not in VOLUME_KINDS:
            line = Line(letter.kind.zh, letter.number, office, letter.made_on)
            yield _OF_LETTER.get(letter.kind, Place.NOTICE), line


def _written(petition: Petition, office: str) -> Iterator[tuple[Place, Line]]:
    """What the record tells of, where no letter stands for it."""
    p = petition
    kinds = {letter.kind for letter in p.letters}
    if p.reply and not kinds & {LetterKind.OPINION, LetterKind.ANSWER}:
        yield Place.CONCLUSION, Line("答复意见", p.reply_number, office, p.replied_on)
    if p.delivered_on and p.delivery_proof and LetterKind.DELIVERY not in kinds:
        yield Place.DELIVERY, Line("送达凭证", "", office, p.delivered_on, p.delivery_proof.zh)
    if p.instruction:
        yield Place.INSTRUCTION, Line("领导批示", "", p.leader)
    if p.proposal:
        yield Place.INSTRUCTION, Line("拟办意见", "", office)
    if p.sender:
        yield Place.PETITION, Line(f"{p.channel.zh}函", p.sender_ref, p.sender, p.sender_date)
    author = names(p, most=1) or ("匿名" if p.anonymous else "信访人")
    note = f"{p.pages}页" if p.pages else ""
    title = f"信访材料：{p.summary}"
    yield Place.PETITION, Line(title, "", author, p.made_on or p.received_on, note)


def _found_out(petition: Petition, office: str) -> Iterator[tuple[Place, Line]]:
    """What sections, hearings and reviews brought."""
    kinds = {letter.kind for letter in petition.letters}
    for routing in petition.routings:
        if routing.answered_on:
            line = Line("办理情况", "", routing.section, routing.answered_on)
            yield Place.INVESTIGATION, line
    for hearing in petition.hearings:
        yield Place.INVESTIGATION, Line("听证记录", "", office, hearing.ended_on)
    for review in petition.reviews:
        # Our own decision is listed as the letter that it is.
        if review.decided_on and not (review.ours and LetterKind(review.level.value) in kinds):
            body = office if review.ours else review.body
            line = Line(f"{review.level.zh}意见书", review.number, body, review.decided_on)
            yield Place.REVIEW, line


def _files(petition: Petition, events: Iterable[Event]) -> Iterator[tuple[Place, Line]]:
    brought: dict[str, Event] = {}
    for event in events:
        before, after = event.changes.get("attachments", [None, None])
        had = [item["sha256"] for item in before or []]
        for item in after or []:
            if item["sha256"] not in had:
                brought[item["sha256"]] = event
    made_here = {letter.sha256 for letter in petition.letters}
    for attachment in petition.attachments:
        if attachment.sha256 not in made_here:
            by = brought.get(attachment.sha256)
            place = _OF_STEP.get(by.kind, Place.PETITION) if by is not None else Place.PETITION
            yield place, Line(attachment.name, on=by.on if by is not None else None, note="附件")
