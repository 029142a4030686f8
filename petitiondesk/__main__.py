"""``python -m petitiondesk``."""

import sys

from petitiondesk.cli import main

if __name__ == "__main__":
    sys.exit(main())
