"""What a letter is made from: the case as its receiver may see it, and how letters write things."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from petitiondesk.domain.calendar import chinese_date
from petitiondesk.domain.clocks import Clock
from petitiondesk.domain.ledger import SEALED
from petitiondesk.domain.masking import TextMask, mask
from petitiondesk.domain.office import Office
from petitiondesk.domain.petition import Petition, Review
from petitiondesk.domain.terms import LetterKind, ReviewLevel, Term

TO_PETITIONER = frozenset(kind for kind in LetterKind if kind.to_petitioner)
"""Letters that the petitioner gets."""

TO_SECTION = frozenset({LetterKind.FORWARDING, LetterKind.ASSIGNMENT, LetterKind.URGING})
TO_SENDER = frozenset({LetterKind.OBJECTION, LetterKind.REPORT})

_CONCLUDING = ("C11C", "C5")
_NUMERALS = "一二三四五六七八九"


@dataclass(frozen=True)
class Line:
    """One document of the volume (卷内目录): what it is, whose, of which day."""

    title: str
    number: str = ""
    author: str = ""
    on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Facts:
    """One letter in the making. ``petition`` is what its receiver may see (`seen_by`)."""

    petition: Petition
    office: Office
    kind: LetterKind
    on: date
    number: str = ""
    clocks: tuple[Clock, ...] = ()
    volume: tuple[Line, ...] = ()
    served: str = ""

    @property
    def due_on(self) -> date | None:
        """The day by which it is to be concluded (Art. 34, or the simple procedure)."""
        codes = {clock.rule.code: clock.due_on for clock in self.clocks}
        return next((codes[code] for code in _CONCLUDING if code in codes), None)

    def review(self, level: ReviewLevel | None = None) -> Review:
        """The newest review of a level, by default of the letter's own; an empty one if none."""
        wanted = level or (
            ReviewLevel.REREVIEW if self.kind is LetterKind.REREVIEW else ReviewLevel.REVIEW
        )
        found = [r for r in self.petition.present_reviews if r.level is wanted]
        return found[-1] if found else Review(wanted)


def seen_by(petition: Petition, kind: LetterKind) -> Petition:
    """The petition as the receiver of a letter of this kind may see it (Art. 30(3)).

    Of a sealed case nobody but the petitioner is told who petitioned and what was written. It is shut
    as lists shut it; what the office itself wrote for the receiver stays, without names, numbers and
    addresses of petitioners. What goes into the volume has no receiver.
    """
    if not petition.sealed or kind in TO_PETITIONER:
        return petition
    shut = mask(petition)
    # How many claims there are and what was decided is no secret of the petitioner's.
    claims = tuple(replace(c, text=SEALED, answer=SEALED) for c in petition.claims)
    shut = replace(shut, claims=claims, letters=petition.letters)
    shut = replace(shut, attachments=tuple(replace(a, name=SEALED) for a in petition.attachments))
    if kind not in TO_SECTION | TO_SENDER:
        return shut
    scrub = TextMask(petition.petitioners, whole=True)
    return replace(
        shut,
        claims=tuple(replace(c, text=SEALED, answer=scrub(c.answer)) for c in petition.claims),
        routings=tuple(replace(r, answer="", return_reason="") for r in petition.routings),
        urgings=tuple(replace(u, request=scrub(u.request), answer="") for u in petition.urgings),
        forwarded_to=scrub(petition.forwarded_to),
        objection_reason=scrub(petition.objection_reason),
        report_text=scrub(petition.report_text),
    )


def addressee(petition: Petition, kind: LetterKind) -> str:
    """To whom a letter of this kind goes; "" for what stays in the office."""
    if kind in TO_PETITIONER:
        return names(petition, most=3)
    if kind is LetterKind.URGING:
        return petition.urgings[-1].section if petition.urgings else petition.lead_section
    if kind in TO_SECTION:
        return petition.forwarded_to or petition.lead_section
    return petition.sender if kind in TO_SENDER else ""


def names(petition: Petition, most: int | None = None) -> str:
    """The petitioners' names; beyond ``most`` only the first and how many."""
    known = [p.name for p in petition.petitioners if p.name]
    if most is not None and len(known) > most:
        return f"{known[0]}等{len(known)}人"
    return "、".join(known)


# --- how letters write things (GB/T 9704) --------------------------------------------------------


def day(value: date | None) -> str:
    """A date in Arabic digits, not padded: 2026年3月2日; "" for none."""
    return chinese_date(value) if value else ""


def zh(term: Term | None) -> str:
    """The official Chinese term; "" for none."""
    return term.zh if term else ""


def numeral(number: int) -> str:
    """A number below 100 in Chinese: 一, 十, 二十三; others in Arabic digits."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    ten = "" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens - 1] + "十"
    return ten + (_NUMERALS[ones - 1] if ones else "")


def boxes(terms: Sequence[Term], chosen: Term | None) -> str:
    """The members of a vocabulary as boxes to tick, the chosen one ticked."""
    return "　".join(f"{'☑' if term is chosen else '□'}{term.zh}" for term in terms)
