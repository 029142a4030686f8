"""The proof of a return's workbook (核验): what it says of the return, each figure's name, the check sum.

It proves nothing against somebody who computes the sum anew; it finds a figure that was typed over,
which is what happens, and lets a machine read the file.
"""

import hashlib
from collections.abc import Mapping

from petitiondesk.domain.canonical import canonical_json
from petitiondesk.domain.returns.figures import Key, Return, When

PROOF = "核验"
"""The sheet that holds it."""

FORMAT = "petitiondesk-return 1"
"""How `exchange.return_reading` knows the sheet."""


def check_sum(facts: Mapping[str, object], figures: Mapping[str, int]) -> str:
    """SHA-256 (64 hex digits) over what the proof says of the return, and every figure."""
    body = canonical_json({"facts": dict(facts), "figures": dict(figures)})
    return hashlib.sha256(body.encode()).hexdigest()


def proof_facts(value: Return) -> dict[str, object]:
    """What the proof says of the return: texts and numbers by their Chinese name."""
    return {
        "格式": FORMAT,
        "单位": value.office,
        "报表": value.period.kind.zh,
        "期间": str(value.period),
        "开始日期": value.period.start.isoformat(),
        "结束日期": value.period.end.isoformat(),
        "截止日": value.cut_off.isoformat(),
        "版本": value.version,
        "填报日期": value.made_on.isoformat() if value.made_on else "",
        "经过条数": value.events,
        "记录指纹": value.fingerprint,
    }


def name_of(value: Return, key: Key) -> tuple[str, str, str]:
    """What a figure is called: table, row, column."""
    table, row, column = _plain_name(value, key)
    return table, row, column if key.when is When.NOW else f"{column}（{key.when.zh}）"


def _plain_name(value: Return, key: Key) -> tuple[str, str, str]:
    if key.table == "rate":
        rate = value.rate(key.row)
        return "主要指标", rate.zh, (rate.part if key.column == "part" else rate.whole).zh
    table = value.table(key.table)
    row = next((row.zh for row in table.all_rows() if row.key == key.row), key.row)
    return table.zh, row, table.measure(key.column).zh
