"""What a sending body's name shows of its level."""

import pytest

from petitiondesk.domain.superiors import level_of
from petitiondesk.domain.terms import SuperiorLevel


@pytest.mark.parametrize(
    ("sender", "level"),
    [
        ("国家信访局", SuperiorLevel.NATIONAL),
        ("国务院办公厅", SuperiorLevel.NATIONAL),
        ("省信访局", SuperiorLevel.PROVINCE),
        ("内蒙古自治区信访局", SuperiorLevel.PROVINCE),
        ("北京市信访办公室", SuperiorLevel.PROVINCE),
        ("北京市海淀区信访办", SuperiorLevel.COUNTY),
        ("市委督查室", SuperiorLevel.CITY),
        ("某省青石市信访局", SuperiorLevel.CITY),
        ("青石市云台区信访局", SuperiorLevel.COUNTY),
        ("县信访联席会议办公室", SuperiorLevel.COUNTY),
        ("信访联席会议办公室", None),
        ("", None),
    ],
)
def test_the_last_place_in_a_bodys_name_shows_its_level(
    sender: str, level: SuperiorLevel | None
) -> None:
    assert level_of(sender) is level
