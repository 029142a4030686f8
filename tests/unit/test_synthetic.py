"""Synthetic petitions: the same for the same seed, like real ones, and nobody's in fact."""

import os
import re
import subprocess
import sys
from collections import Counter
from datetime import timedelta

from petitiondesk.domain import validation
from petitiondesk.domain.fields import FACTS
from petitiondesk.domain.record import to_record
from petitiondesk.domain.terms import Channel, IdKind, PetitionClass
from petitiondesk.infra.dictionaries import default_topics, phrases, surname_readings
from petitiondesk.services.synthetic import sections, stories
from tests.unit.synthetic_lives import UNTIL, sample


def test_every_form_could_be_registered_on_the_day_it_came() -> None:
    for story in sample():
        received = story.facts.received_on
        assert received is not None
        assert received <= UNTIL
        assert validation.check_facts(story.facts, received) == []


def test_the_forms_hold_registration_fields_only() -> None:
    for story in sample():
        assert set(to_record(story.facts)) <= set(FACTS)


def test_some_are_received_by_a_leader_in_person() -> None:
    facts = [story.facts for story in sample(2000, 1)]
    received = [p for p in facts if p.received_by_leader]
    assert 5 <= len(received) <= 120
    assert {p.channel for p in received} == {Channel.VISIT, Channel.OUTREACH}


def test_stories_come_in_the_order_they_were_received() -> None:
    days = [story.facts.received_on for story in sample()]
    assert days == sorted(d for d in days if d is not None)
    assert [story.index for story in sample()] == list(range(500))


def test_the_same_seed_tells_the_same_stories_and_another_seed_others() -> None:
    assert tuple(stories(60, 5, UNTIL)) == tuple(stories(60, 5, UNTIL))
    assert tuple(stories(60, 5, UNTIL)) != tuple(stories(60, 6, UNTIL))


def test_another_process_tells_the_same_stories() -> None:
    script = (
        "from datetime import date; from hashlib import sha256;"
        "from petitiondesk.services.synthetic import stories;"
        "print(sha256(ascii(list(stories(40, 5, date(2026, 9, 30)))).encode()).hexdigest())"
    )

    def told(hash_seed: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    assert told("1") == told("2")


def test_a_repeat_follows_its_earlier_petition_by_the_same_people() -> None:
    told = sample(2000, 1)
    repeats = [story for story in told if story.repeats is not None]
    assert 0.08 <= len(repeats) / len(told) <= 0.15
    for story in repeats:
        assert story.repeats is not None
        earlier = told[story.repeats].facts
        assert earlier.received_on is not None
        assert story.facts.received_on is not None
        assert earlier.received_on + timedelta(days=25) <= story.facts.received_on
        assert story.facts.repeat
        assert story.facts.petitioners == earlier.petitioners
        assert story.facts.topic == earlier.topic
        assert story.facts.content != earlier.content
    assert not any(story.facts.repeat for story in told if story.repeats is None)


def test_all_channels_classes_and_kinds_of_petition_occur() -> None:
    facts = [story.facts for story in sample(2000, 1)]
    assert {p.channel for p in facts} == set(Channel)
    assert {p.petition_class for p in facts} == set(PetitionClass)
    assert any(p.channel is Channel.VISIT and p.people_present >= 5 for p in facts)
    assert any(p.joint_letter for p in facts)
    assert any(p.anonymous for p in facts)
    assert all(p.report_by and p.sender and p.sender_ref
               for p in facts if p.channel is Channel.ASSIGNED)  # fmt: skip
    people = [person for p in facts for person in p.petitioners]
    assert any("·" in person.name for person in people)
    assert any(person.organisation for person in people)
    assert any(ord(max(person.name)) > 0xFFFF for person in people)


def test_wages_are_complained_of_in_winter() -> None:
    facts = [story.facts for story in sample(2000, 1)]
    wages = Counter(
        p.received_on.month for p in facts if p.received_on and p.topic.startswith("劳动和社会保障")
    )
    assert wages[12] + wages[1] > wages[6] + wages[7]


def test_nobody_real_is_in_them() -> None:
    for story in sample(2000, 1):
        for person in story.facts.petitioners:
            assert re.fullmatch(r"(1380000\d{4})?", person.phone)
            if person.id_kind is IdKind.RESIDENT:
                assert person.id_number.startswith("0000")
                assert validation.resident_id_fits(person.id_number)
            if person.id_kind is IdKind.CREDIT_CODE:
                assert person.id_number[2:6] == "0000"
                assert validation.credit_code_fits(person.id_number)


def test_texts_are_as_long_as_real_ones_and_differ() -> None:
    told = sample(2000, 1)
    contents = [story.facts.content for story in told]
    replies = [str(i["reply"]) for s in told for name, i, _ in s.steps if name == "reply"]
    assert len(set(contents)) == len(contents)
    assert 300 <= sum(map(len, contents)) / len(contents) <= 380
    assert 320 <= sum(map(len, replies)) / len(replies) <= 400
    assert not any("{" in text for text in (*contents, *replies))


def test_they_are_routed_to_ten_sections_with_handlers() -> None:
    known = {section.name: section.handlers for section in sections()}
    assert len(known) == 10
    for story in sample():
        for name, inputs, _ in story.steps:
            if name == "route":
                assert inputs["section"] in known
            if name == "receive":
                assert any(inputs["handler"] in handlers for handlers in known.values())


def test_the_topic_dictionary_has_seventeen_topics_with_topics_below() -> None:
    paths = default_topics()
    tops = [path[0] for path in paths if len(path) == 1]
    assert len(tops) == 17
    assert len(set(paths)) == len(paths)
    for top in tops:
        assert 4 <= sum(path[0] == top and len(path) == 2 for path in paths) <= 10
    assert {story.facts.topic for story in sample()} <= {"_".join(path) for path in paths}


def test_every_topic_has_its_phrases_and_a_section_that_exists() -> None:
    topics = phrases()["topics"]
    assert {t["name"] for t in topics} == {path[0] for path in default_topics()}
    for topic in topics:
        assert topic["section"] in {section.name for section in sections()}
        assert topic["problems"].keys() == topic["requests"].keys()
        assert len(topic["season"]) == 12


def test_surnames_are_read_as_surnames() -> None:
    readings = surname_readings()
    assert readings["单"] == "shan"
    assert readings["万俟"] == "mo qi"
    for name, reading in readings.items():
        assert re.fullmatch(r"[a-z]+( [a-z]+)*", reading)
        assert len(reading.split()) == len(name)
