"""Write the expected result of ledgers: ``python -m tests.ledgers.expect NAME …`` (all without one).

What it writes is what the program reads today. Read it against the ledger before it is kept.
"""

import json
import sys
import tempfile
from pathlib import Path

from tests.ledgers.catalogue import LEDGERS, beside, found_in, password_of


def main() -> None:
    for name in sys.argv[1:] or LEDGERS:
        with tempfile.TemporaryDirectory() as folder:
            found = found_in(LEDGERS[name](Path(folder)), password_of(name))
        beside(name).write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
