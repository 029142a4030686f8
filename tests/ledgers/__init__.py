"""Messy ledgers made for the tests, each with the expected result beside it.

``shapes_*.py`` make the files, one function each; ``<name>.json`` says what must come of it. A new
ledger needs both: `tests.ledgers.expect` writes the JSON of one name, to be read line by line before
it is kept.
"""
