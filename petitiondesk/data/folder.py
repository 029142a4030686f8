"""The folder of a registry, as far as it can be read without a password.

Light on purpose: the door stands on it, and is painted before the rest of the program is loaded.
"""

from pathlib import Path

from petitiondesk.data import keys as key_file
from petitiondesk.data.tries import Tries
from petitiondesk.domain.errors import RegistryError
from petitiondesk.domain.messages import Message

REGISTRY_DB = "registry.db"
ATTACHMENTS_DB = "attachments.db"
KEYS = "keys.json"


def is_registry(folder: Path) -> bool:
    """Whether a folder holds a registry's files."""
    return all((folder / name).is_file() for name in (KEYS, REGISTRY_DB))


def accounts(folder: Path) -> tuple[str, ...]:
    """Names of the accounts of a registry, without opening it.

    Raises:
        RegistryError: there is none, or its key file cannot be read.
    """
    refuse_other_folders(folder)
    return key_file.read(folder / KEYS).accounts


def tries_of(folder: Path) -> Tries:
    """The wrong passwords that were tried at a registry."""
    return Tries(folder)


def refuse_other_folders(folder: Path) -> None:
    """Go on where a folder holds a registry.

    Raises:
        RegistryError: it does not.
    """
    if not is_registry(folder):
        raise RegistryError(
            Message(
                "这里没有信访登记簿：{path}。没有改动任何内容，请选登记簿所在的文件夹。",
                path=str(folder),
            )
        )
