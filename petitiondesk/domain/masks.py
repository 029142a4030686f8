"""The masks of one name, number or address; `masking` and `text_masking` say where they are put.

Their rules are those of the domain reference, section 9: surname only; of an ID the first six and
last four characters, of a phone the first three and last four; an address up to village or street.
"""

MASK = "＊"
COMPOUND_SURNAMES = frozenset(
    ("欧阳", "司马", "诸葛", "上官", "夏侯", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文",
     "长孙", "司徒", "鲜于", "轩辕", "南宫", "万俟", "闻人", "端木")
)  # fmt: skip


def mask_name(name: str) -> str:
    """Surname and one mark: 王建国 → 王＊; of a name with ``·`` only the first character stays."""
    text = name.strip()
    if not text:
        return ""
    surname = text[:2] if text[:2] in COMPOUND_SURNAMES and len(text) > 2 else text[:1]
    return surname + MASK


def mask_id(number: str) -> str:
    """First six and last four characters: 110101＊＊＊＊＊＊＊＊1234; shorter ones lose all but two."""
    if len(number) < 14:
        return number[:2] + MASK * max(len(number) - 2, 0)
    return number[:6] + MASK * (len(number) - 10) + number[-4:]


def mask_phone(phone: str) -> str:
    """First three and last four characters: 138＊＊＊＊0000; shorter ones lose all but two."""
    if len(phone) < 8:
        return phone[:2] + MASK * max(len(phone) - 2, 0)
    return phone[:3] + MASK * (len(phone) - 7) + phone[-4:]


def mask_address(address: str) -> str:
    """Up to the village, street or town: 青石镇河湾村4组 → 青石镇河湾村＊."""
    ends = [address.rfind(c) for c in "村镇乡街道路区县市"]
    cut = max(ends) + 1
    if cut <= 0:
        return address[:2] + MASK if address else ""
    return address[:cut] + (MASK if cut < len(address) else "")
