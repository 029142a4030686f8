"""The level (层级) of a sending body as its name tells it: a proposal for the form, never a fact."""

import re

from petitiondesk.domain.terms import SuperiorLevel

_NATIONAL = re.compile("^(国家|中央|中共中央|中纪委|国务院|全国|最高人民)")
_PLACES = re.compile(
    "(?P<province>省|自治区|(?:北京|天津|上海|重庆)市)|(?P<city>市|州|盟|地区)|(?P<county>县|区|旗)"
)


def level_of(sender: str) -> SuperiorLevel | None:
    """The level that a body's name shows, or None: 省信访局 → 省级, 国家信访局 → 国家.

    The last place named counts: 某省某市信访局 is 市级, 青石市云台区信访局 is 县级.
    """
    if _NATIONAL.search(sender.strip()):
        return SuperiorLevel.NATIONAL
    places = [found.lastgroup for found in _PLACES.finditer(sender)]
    return SuperiorLevel(places[-1]) if places and places[-1] else None
