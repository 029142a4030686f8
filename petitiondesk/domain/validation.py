"""Checks on what was entered (domain reference, section 8): warn often, refuse seldom.

Refused is only what cannot be registered at all: nothing to read, a date that has not come, a text
that does not fit. Everything that real letters do contain is a warning.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from petitiondesk.domain import fields, step_checks
from petitiondesk.domain.clocks import Clock
from petitiondesk.domain.errors import Finding, Severity
from petitiondesk.domain.fields import FIELDS, Field, Kind
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.petition import Petition, Petitioner
from petitiondesk.domain.recusal import NOBODY, People, check_receivers
from petitiondesk.domain.terms import IdKind
from petitiondesk.domain.workflow import Step

MAX_REPRESENTATIVES = 5
"""Art. 20(3): a joint visit sends at most five representatives."""

_MOBILE = re.compile(r"(\+?86)?1[3-9]\d{9}")
_LANDLINE = re.compile(r"(0\d{2,3}-?)?[2-9]\d{6,7}(-\d{1,6})?")
_SERVICE = re.compile(r"[48]00-?\d{3}-?\d{4}|95\d{3,4}|123\d{2}")
_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_DOTS = str.maketrans("•・‧．", "····")


def normal_name(name: str) -> str:
    """A name as it is compared and searched: width and dots made alike, blanks removed.

    Minority names carry ``·`` (U+00B7), typed in many ways; the original is what is kept.
    """
    folded = unicodedata.normalize("NFKC", name.translate(_DOTS)).translate(_DOTS)
    return "".join(folded.split())


def normal_digits(text: str) -> str:
    """An ID or phone as it is compared: half width, upper case, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).upper().split())


def resident_id_fits(number: str) -> bool:
    """Whether an 18-digit resident ID has its check digit (GB 11643) and a day that exists."""
    number = normal_digits(number)
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return False
    total = sum(int(d) * w for d, w in zip(number, _RESIDENT_WEIGHTS, strict=False))
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return "10X98765432"[total % 11] == number[17]


def credit_code_fits(code: str) -> bool:
    """Whether a unified social credit code has its check character (GB 32100)."""
    code = normal_digits(code)
    if len(code) != 18 or any(c not in _CREDIT_ALPHABET for c in code):
        return False
    values = [_CREDIT_ALPHABET.index(c) for c in code]
    total = sum(v * w for v, w in zip(values, _CREDIT_WEIGHTS, strict=False))
    return (31 - total % 31) % 31 == values[17]


def phone_fits(phone: str) -> bool:
    """Whether a phone number is a mobile, a land line or a service number."""
    number = normal_digits(phone)
    return any(p.fullmatch(number) for p in (_MOBILE, _LANDLINE, _SERVICE))


def check_facts(petition: Petition, today: date) -> list[Finding]:
    """Findings on a registration form; those that refuse come first."""
    findings = [
        *_required(petition),
        *_dates(petition, today),
        *_counts(petition),
        *_lengths(petition),
        *_petitioners(petition.petitioners),
    ]
    return sorted(findings, key=lambda f: f.severity is Severity.WARN)


def check_step(
    petition: Petition,
    step: Step,
    inputs: Mapping[str, object],
    on: date,
    today: date,
    clocks: tuple[Clock, ...] = (),
    people: People = NOBODY,
) -> list[Finding]:
    """Findings on a step's inputs, the day it is taken on included (field ``on``).

    ``clocks`` are the petition's, for what the law allows only in time; ``people`` the office's, for
    who must withdraw.
    """
    findings = [
        _refuse(name, Message("请填写“{field}”。", field=Message(step.field(name).zh)))
        for name in step.needs
        if not _filled(inputs.get(name))
    ]
    if on > today:
        findings.append(_refuse("on", _future(N_("日期"), on)))
    elif petition.received_on and on < petition.received_on:
        findings.append(
            _refuse(
                "on",
                Message(
                    "日期 {on} 早于收到日期 {received}，请核对。",
                    on=on.isoformat(),
                    received=petition.received_on.isoformat(),
                ),
            )
        )
    latest = max(filter(None, _days(petition)), default=on)
    if on < latest:
        findings.append(
            _warn(
                "on",
                Message(
                    "日期 {on} 早于上一步的 {latest}，请核对。",
                    on=on.isoformat(),
                    latest=latest.isoformat(),
                ),
            )
        )
    findings += _too_long((step.field(n), inputs.get(n)) for n in step.fields)
    findings += _routing(inputs, on)
    findings += check_receivers(petition, inputs, people)
    findings += step_checks.check(step.name, petition, inputs, on, clocks)
    return findings


def _days(petition: Petition) -> Iterator[date | None]:
    """The days of the steps taken so far."""
    yield from (petition.replied_on, petition.delivered_on, petition.concluded_on)
    for routing in petition.routings:
        yield from (routing.routed_on, routing.received_on, routing.returned_on)


def _filled(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value not in (None, ())


def _refuse(name: str, message: Message) -> Finding:
    return Finding(name, Severity.REFUSE, message)


def _warn(name: str, message: Message) -> Finding:
    return Finding(name, Severity.WARN, message)


def _future(label: str, day: date) -> Message:
    return Message("{field} {day} 还没有到，请核对。", field=Message(label), day=day.isoformat())


def _required(petition: Petition) -> Iterator[Finding]:
    if petition.received_on is None:
        yield _refuse("received_on", Message("请填写收到日期：期限从这一天起算。"))
    if not petition.summary.strip():
        yield _refuse("summary", Message("请填写概况：一两句话说明反映什么。"))
    if not petition.content.strip():
        yield _refuse("content", Message("请填写主要内容。"))
    named = any(p.name.strip() for p in petition.petitioners)
    if not named and not petition.anonymous:
        yield _refuse("petitioners", Message("请填写信访人姓名，或者勾选“匿名”。"))


def _dates(petition: Petition, today: date) -> Iterator[Finding]:
    for name in ("received_on", "made_on", "sender_date"):
        day = getattr(petition, name)
        if day is not None and day > today:
            yield _refuse(name, _future(FIELDS[name].zh, day))
    received, made = petition.received_on, petition.made_on
    if received and made and made > received:
        yield _warn("made_on", Message("信访日期晚于收到日期，请核对。"))
    if received and (today - received).days > 366:
        yield _warn("received_on", Message("收到日期是一年多以前，请核对年份。"))


def _counts(petition: Petition) -> Iterator[Finding]:
    for name in ("people_present", "people_affected", "pages"):
        count = getattr(petition, name)
        if count is not None and not 1 <= count <= 1_000_000:
            yield _refuse(
                name, Message("“{field}”应是 1 以上的整数。", field=Message(FIELDS[name].zh))
            )
    representatives = sum(p.representative for p in petition.petitioners)
    if representatives > MAX_REPRESENTATIVES:
        yield _warn(
            "petitioners",
            Message("代表有 {count} 人；条例第二十条规定不超过 5 人。", count=representatives),
        )


def _lengths(petition: Petition) -> Iterator[Finding]:
    return _too_long((FIELDS[name], fields.read(petition, name)) for name in fields.FACTS)


def _too_long(values: Iterable[tuple[Field, object]]) -> Iterator[Finding]:
    for field, value in values:
        is_text = field.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.SECTION, Kind.TOPIC)
        if is_text and isinstance(value, str) and len(value) > field.limit:
            yield _refuse(
                field.name,
                Message(
                    "“{field}”有 {length} 字，最多 {limit} 字。文字都还在，请删短或移到主要内容、附件里。",
                    field=Message(field.zh),
                    length=f"{len(value):,}",
                    limit=f"{field.limit:,}",
                ),
            )


def _petitioners(petitioners: Sequence[Petitioner]) -> Iterator[Finding]:
    for person in petitioners:
        if len(person.name) > 50:
            yield _warn(
                "petitioners", Message("姓名超过 50 字，请核对：“{name}”。", name=person.name)
            )
        if person.phone and not phone_fits(person.phone):
            yield _warn(
                "petitioners", Message("电话“{phone}”不像电话号码，请核对。", phone=person.phone)
            )
        yield from _identity(person)


_ID_CHECKS: Mapping[IdKind, Callable[[str], bool]] = {
    IdKind.RESIDENT: resident_id_fits,
    IdKind.CREDIT_CODE: credit_code_fits,
}


def _identity(person: Petitioner) -> Iterator[Finding]:
    number = normal_digits(person.id_number)
    if not number or person.id_kind is None or person.id_kind not in _ID_CHECKS:
        return
    if person.id_kind is IdKind.RESIDENT and re.fullmatch(r"\d{15}", number):
        yield _warn("petitioners", Message("证件号码是 15 位旧号码，已照录。"))
    elif not _ID_CHECKS[person.id_kind](number):
        yield _warn(
            "petitioners", Message("证件号码“{number}”的校验位不符，请核对。", number=number)
        )


def _routing(inputs: Mapping[str, object], on: date) -> Iterator[Finding]:
    lead = str(inputs.get("section") or "").strip()
    if not lead:
        return
    co_sections = inputs.get("co_sections") or ()
    sections = [lead, *(co_sections if isinstance(co_sections, tuple) else ())]
    if len(set(sections)) < len(sections):
        yield _refuse(
            "co_sections", Message("协办科室与主办科室或另一协办科室相同，请去掉重复的。")
        )
    due = inputs.get("section_due_on")
    if isinstance(due, date) and due < on:
        yield _refuse("section_due_on", Message("科室答复期限早于转办日期，请核对。"))
