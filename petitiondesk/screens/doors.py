"""Scenes before the window: the first run, the password, a backup brought back, a damaged registry."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from PySide6.QtWidgets import QWidget

from petitiondesk.data.driver_errors import DAMAGED
from petitiondesk.demo import DEMO_PASSWORD
from petitiondesk.domain.errors import DamagedRegistry
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office
from petitiondesk.manual_registry import moment
from petitiondesk.screens.dialogs import RECOVERY_KEY
from petitiondesk.screens.studio import Pose, Scene, Studio, shown
from petitiondesk.services.door import accounts_of
from petitiondesk.ui.dialogs.damage import DamageDialog
from petitiondesk.ui.dialogs.damage_work import Damage
from petitiondesk.ui.dialogs.first_run import FirstRun
from petitiondesk.ui.dialogs.restore import RestoreWizard
from petitiondesk.ui.dialogs.unlock import UnlockDialog
from petitiondesk.ui.entrance import RegistryEntrance

# --- the first run ----------------------------------------------------------------------------------


def welcome(studio: Studio) -> Iterator[QWidget]:
    """The first page."""
    yield from shown(FirstRun(studio.look, Path("信访登记.petition"), _no_creation))


def first_run(pages: int) -> Pose:
    """The first run, filled in, so many pages on."""

    def pose(studio: Studio) -> Iterator[QWidget]:
        dialog = FirstRun(studio.look, studio.folder / "信访登记.petition", _no_creation)
        dialog.welcome.new.click()
        dialog.office.name.setText(studio.desk.office.office().name)
        dialog.account.account.setText(studio.desk.office.account)
        for field in (dialog.account.password, dialog.account.again):
            field.setText(DEMO_PASSWORD)
        for _ in range(pages):
            dialog.next.click()
        yield from shown(dialog)

    return pose


def _first_run_refused(studio: Studio) -> Iterator[QWidget]:
    """Nothing was filled in on the page of the account."""
    dialog = FirstRun(studio.look, studio.folder / "信访登记.petition", _no_creation)
    dialog.welcome.new.click()
    dialog.office.name.setText(studio.desk.office.office().name)
    for _ in range(3):
        dialog.next.click()
    yield from shown(dialog)


def _no_creation(_folder: Path, _office: Office, _account: str, _password: str) -> str:
    return RECOVERY_KEY


# --- the password -----------------------------------------------------------------------------------


def _at_the_door(studio: Studio, *, locked: bool = False) -> UnlockDialog:
    folder = studio.desk.folder
    names = accounts_of(folder)
    entrance = RegistryEntrance(folder, moment)
    return UnlockDialog(studio.look, folder, names, entrance, last=names[0], locked=locked)


def door(studio: Studio) -> Iterator[QWidget]:
    """The password is asked for."""
    yield from shown(_at_the_door(studio))


def _locked(studio: Studio) -> Iterator[QWidget]:
    yield from shown(_at_the_door(studio, locked=True))


def _forgotten(studio: Studio) -> Iterator[QWidget]:
    dialog = _at_the_door(studio)
    dialog.password_page.forgot.click()
    yield from shown(dialog)


# --- a backup brought back --------------------------------------------------------------------------


def restore(studio: Studio) -> Iterator[QWidget]:
    """The backups of a folder."""
    yield from shown(RestoreWizard(studio.look, studio.desk.backups.folder(), now=moment))


def _restore_page(pages: int) -> Pose:
    """The restoring of a small registry's backup, so many pages on; the last brings it back."""

    def pose(studio: Studio) -> Iterator[QWidget]:
        with studio.scratch_desk(2) as desk:
            backups = desk.folder.parent / "备份"
            backups.mkdir()
            desk.backups.choose_folder(backups)
            desk.backups.make()
            desk.filling.fill(2, 1, desk.ledger.today)
            dialog = RestoreWizard(studio.look, backups, present=desk.folder, now=moment)
            steps = (dialog.who, dialog.comparison, dialog.place, dialog.end)
            dialog.show()
            for step in steps[:pages]:
                dialog.who.password.setText(DEMO_PASSWORD)
                dialog.next.click()
                studio.wait(_is_at(dialog, step))
            yield from shown(dialog)
            dialog.done(0)

    return pose


def _is_at(dialog: RestoreWizard | DamageDialog, page: QWidget) -> Callable[[], bool]:
    return lambda: dialog.stack.currentWidget() is page


# --- a damaged registry -----------------------------------------------------------------------------


def _found(folder: Path, password: str | None) -> Damage:
    error = DamagedRegistry(Message(DAMAGED, path=folder.name))
    return Damage(folder, error, "", password)


def damage(studio: Studio) -> Iterator[QWidget]:
    """The three ways out."""
    found = _found(studio.desk.folder, DEMO_PASSWORD)
    yield from shown(DamageDialog(studio.look, found, moment))


def _unreadable(studio: Studio) -> Iterator[QWidget]:
    """Not even the key file can be read."""
    yield from shown(DamageDialog(studio.look, _found(studio.desk.folder, None), moment))


def _salvage(studio: Studio) -> Iterator[QWidget]:
    dialog = DamageDialog(studio.look, _found(studio.desk.folder, DEMO_PASSWORD), moment)
    dialog.ways.salvage.click()
    yield from shown(dialog)


def _salvaged(studio: Studio) -> Iterator[QWidget]:
    with studio.scratch_desk(2) as desk:
        desk.close()
        dialog = DamageDialog(studio.look, _found(desk.folder, DEMO_PASSWORD), moment)
        dialog.ways.salvage.click()
        dialog.next.click()
        studio.wait(_is_at(dialog, dialog.end))
        yield from shown(dialog)
        dialog.done(0)


DOORS: Mapping[str, Scene] = {
    "welcome": Scene(welcome, FirstRun),
    "first-office": Scene(first_run(0), FirstRun),
    "first-sections": Scene(first_run(1), FirstRun),
    "first-account": Scene(first_run(2), FirstRun),
    "first-account-refused": Scene(_first_run_refused, FirstRun),
    "recovery-key": Scene(first_run(3), FirstRun),
    "door": Scene(door, UnlockDialog),
    "door-locked": Scene(_locked, UnlockDialog),
    "door-forgotten": Scene(_forgotten, UnlockDialog),
    "restore": Scene(restore, RestoreWizard),
    "restore-who": Scene(_restore_page(1), RestoreWizard),
    "restore-comparison": Scene(_restore_page(2), RestoreWizard),
    "restore-place": Scene(_restore_page(3), RestoreWizard),
    "restore-done": Scene(_restore_page(4), RestoreWizard),
    "damage": Scene(damage, DamageDialog),
    "damage-unreadable": Scene(_unreadable, DamageDialog),
    "salvage": Scene(_salvage, DamageDialog),
    "salvaged": Scene(_salvaged, DamageDialog),
}
"""Name → scene of a door of the desk."""
