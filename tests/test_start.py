"""What a start loads: the first page needs no library of Excel or Word files, nor the last page's code."""

import json
import os
import subprocess
import sys
from pathlib import Path

from petitiondesk.services.desk import Desk
from tests.factory import PASSWORD, a_petition

ROOT = Path(__file__).resolve().parents[1]

LATER = (
    "openpyxl", "xlsxwriter", "docx", "docxtpl", "jinja2", "lxml", "python_calamine", "msoffcrypto",
    "zxcvbn", "pypinyin", "jeepney", "email", "ssl", "http.client", "multiprocessing",
    "petitiondesk.exchange.letters", "petitiondesk.exchange.workbook",
    "petitiondesk.services.importing", "petitiondesk.services.exporting",
    "petitiondesk.services.letters", "petitiondesk.services.returns",
    "petitiondesk.services.synthetic", "petitiondesk.services.verify",
    "petitiondesk.ui.pages.archive", "petitiondesk.ui.pages.case",
    "petitiondesk.ui.pages.deadlines", "petitiondesk.ui.pages.register",
    "petitiondesk.ui.pages.returns", "petitiondesk.ui.pages.settings",
    "petitiondesk.ui.dialogs.import_dialog", "petitiondesk.ui.dialogs.restore",
    "petitiondesk.ui.help", "petitiondesk.manual",
    "petitiondesk.tour", "petitiondesk.bench",
)  # fmt: skip
"""What must wait until it is used."""

SHOW = """
import json, sys
from pathlib import Path
from petitiondesk import cli
from petitiondesk.ui.application import application
from petitiondesk.infra.clock import local_now
from petitiondesk.services.desk import open_desk
from petitiondesk.ui.look import Look
from petitiondesk.ui.tasks import Tasks
from petitiondesk.ui.window import DeskWindow

app = application()
desk = open_desk(Path(sys.argv[1]), sys.argv[2], local_now)
tasks = Tasks(sys.exit, sys.exit, desk.release)
window = DeskWindow(desk, Look(app), tasks)
window.show()
window.show_page("ledger")
app.processEvents()
assert window.page("ledger").model.rowCount() == 1
print(json.dumps(sorted(sys.modules)))
window.hide()
tasks.shutdown()
desk.close()
"""


def run(*arguments: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_first_ledger_page_is_shown_without_what_it_does_not_need(desk: Desk) -> None:
    desk.petitions.register(a_petition())
    desk.close()
    loaded = set(json.loads(run("-c", SHOW, str(desk.folder), PASSWORD).splitlines()[-1]))
    assert "petitiondesk.ui.pages.ledger" in loaded
    assert sorted(loaded & set(LATER)) == []


def test_a_command_that_only_prints_loads_no_window_and_no_registry() -> None:
    for option in ("--version", "--help"):
        text = (
            "import sys\nfrom petitiondesk import cli\n"
            f"try:\n    cli.main(['{option}'])\nexcept SystemExit as end:\n    assert not end.code\n"
            "loaded = {m.split('.')[0] for m in sys.modules}\n"
            "print(sorted(loaded & {'PySide6', 'peewee', 'sqlcipher3', 'cryptography'}))"
        )
        assert run("-c", text).splitlines()[-1] == "[]", option
