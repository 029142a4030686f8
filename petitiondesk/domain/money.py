"""Amounts of money. They are kept in fen, a hundredth of a yuan."""


def yuan(fen: int) -> str:
    """An amount as it is written: 1,200.50."""
    return f"{fen // 100:,}.{fen % 100:02}"
