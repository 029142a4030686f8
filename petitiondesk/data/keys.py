"""``keys.json``: the data key, wrapped once for the account and once for the recovery key.

The data key is 32 random bytes. A password (or the recovery key) goes through Argon2id (RFC 9106:
64 MiB, 3 passes, 4 lanes) to a wrapping key, which seals the data key with AES-256-GCM; the account
name and the registry's id are bound in as associated data. Nothing in the file opens it.

    {"format": 1, "registry": "<32 hex>", "wraps": [
        {"kind": "account", "name": "…", "salt": "…", "nonce": "…", "sealed": "…",
         "memory_kib": 65536, "passes": 3, "lanes": 4},
        {"kind": "recovery", …}]}

``salt``, ``nonce`` and ``sealed`` are base64.
"""

import base64
import binascii
import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from petitiondesk.domain.errors import (
    RegistryError,
    StorageError,
    WrongPassword,
    refused,
)
from petitiondesk.domain.messages import Message

FORMAT = 1
KEY_BYTES = 32
MIN_PASSWORD = 8
_RECOVERY_BYTES = 20
_ACCOUNT = "account"
_RECOVERY = "recovery"


@dataclass(frozen=True)
class Cost:
    """What one try of a password costs: memory in KiB, passes over it, lanes."""

    memory_kib: int
    passes: int
    lanes: int


COST = Cost(65_536, 3, 4)
"""The cost of every new wrap; each keeps its own in the file. The tests, which open thousands of
registries and guess no password, make theirs cheaper."""


@dataclass(frozen=True)
class Wrap:
    """The data key sealed for one password."""

    kind: str
    name: str
    salt: str
    nonce: str
    sealed: str
    memory_kib: int
    passes: int
    lanes: int


@dataclass(frozen=True)
class KeyFile:
    """What ``keys.json`` holds."""

    registry: str
    wraps: tuple[Wrap, ...]

    @property
    def accounts(self) -> tuple[str, ...]:
        """Names of the accounts that can open the registry."""
        return tuple(w.name for w in self.wraps if w.kind == _ACCOUNT)


def create(account: str, password: str) -> tuple[KeyFile, bytes, str]:
    """A new registry's key file, its data key, and the recovery key to show once.

    The recovery key reads as eight groups of four (base32), 160 bits.

    Raises:
        InvalidInput: the account has no name or the password is too short.
    """
    check_password(password)
    if not account.strip():
        raise refused("account", Message("请填写登记员姓名。"))
    registry = secrets.token_hex(16)
    data_key = secrets.token_bytes(KEY_BYTES)
    recovery = base64.b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode("ascii")
    wraps = (
        _wrap(registry, _ACCOUNT, account.strip(), password, data_key),
        _wrap(registry, _RECOVERY, "", recovery, data_key),
    )
    shown = "-".join(recovery[i : i + 4] for i in range(0, len(recovery), 4))
    return KeyFile(registry, wraps), data_key, shown


def check_password(password: str) -> None:
    """Refuse a password that is too easily guessed.

    Raises:
        InvalidInput: shorter than `MIN_PASSWORD`, or one character repeated.
    """
    if len(password) < MIN_PASSWORD:
        raise refused(
            "password", Message("密码至少 {n} 个字符。可以用一句自己记得住的话。", n=MIN_PASSWORD)
        )
    if len(set(password)) < 3:
        raise refused("password", Message("这个密码太容易猜到，请换一个。"))


def unlock(keys: KeyFile, password: str) -> tuple[bytes, str]:
    """The data key and the account's name.

    Raises:
        WrongPassword: no account's password is this one.
    """
    for wrap in keys.wraps:
        if wrap.kind == _ACCOUNT and (data_key := _unwrap(keys.registry, wrap, password)):
            return data_key, wrap.name
    raise WrongPassword(Message("密码不对。登记簿没有改动，请再试一次；大小写和空格都算在内。"))


def recover(keys: KeyFile, recovery_key: str, new_password: str) -> tuple[KeyFile, bytes]:
    """Open with the recovery key and give the first account a new password.

    Raises:
        WrongPassword: the recovery key does not fit.
        InvalidInput: the new password is too weak.
    """
    check_password(new_password)
    typed = "".join(c for c in recovery_key.upper() if c.isalnum()).translate(
        str.maketrans("018", "OIB")  # base32 has no 0, 1 and 8: they are misread letters
    )
    for wrap in keys.wraps:
        if wrap.kind == _RECOVERY and (data_key := _unwrap(keys.registry, wrap, typed)):
            return _with_password(keys, data_key, new_password), data_key
    raise WrongPassword(Message("恢复密钥不对。登记簿没有改动，请对照打印件逐组核对。"))


def derive(data_key: bytes, purpose: str) -> str:
    """The raw SQLCipher key of one file, 64 hex digits, by HKDF-SHA-256."""
    kdf = HKDF(SHA256(), KEY_BYTES, salt=None, info=f"petitiondesk {purpose}".encode())
    return kdf.derive(data_key).hex()


def read(path: Path) -> KeyFile:
    """Read ``keys.json``.

    Raises:
        RegistryError: it is missing, damaged, or written by a newer version.
    """
    try:
        body = json.loads(path.read_text("utf-8"))
        if body["format"] > FORMAT:
            raise RegistryError(
                Message("这个登记簿是用更新的版本建立的。没有改动任何内容，请用新版程序打开。")
            )
        wraps = tuple(Wrap(**wrap) for wrap in body["wraps"])
        return KeyFile(body["registry"], wraps)
    except OSError as error:
        raise RegistryError(
            Message(
                "读不到登记簿的密钥文件：{path}。没有改动任何内容，请检查文件夹是否完整。",
                path=str(path),
            )
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise RegistryError(
            Message(
                "登记簿的密钥文件已损坏：{path}。没有改动任何内容，请从备份恢复。", path=str(path)
            )
        ) from error


def write(path: Path, keys: KeyFile) -> None:
    """Replace ``keys.json``: write beside it, sync, rename, so that a power cut leaves one of both.

    Raises:
        StorageError: the folder cannot be written.
    """
    body = {
        "format": FORMAT,
        "registry": keys.registry,
        "wraps": [asdict(wrap) for wrap in keys.wraps],
    }
    part = path.with_suffix(".json.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            json.dump(body, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StorageError(
            Message("写不了登记簿的密钥文件，原来的没有改动。请检查文件夹能否写入、磁盘是否已满。")
        ) from error


def _with_password(keys: KeyFile, data_key: bytes, password: str) -> KeyFile:
    name = keys.accounts[0]
    fresh = _wrap(keys.registry, _ACCOUNT, name, password, data_key)
    wraps: Sequence[Wrap] = [
        fresh if w.kind == _ACCOUNT and w.name == name else w for w in keys.wraps
    ]
    return replace(keys, wraps=tuple(wraps))


def _wrap(registry: str, kind: str, name: str, secret: str, data_key: bytes) -> Wrap:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    empty = Wrap(kind, name, _b64(salt), _b64(nonce), "", **asdict(COST))
    sealed = AESGCM(_stretch(empty, secret)).encrypt(nonce, data_key, _bound(registry, empty))
    return replace(empty, sealed=_b64(sealed))


def _unwrap(registry: str, wrap: Wrap, secret: str) -> bytes | None:
    """The data key, or None if the secret is another one."""
    try:
        nonce, sealed = base64.b64decode(wrap.nonce), base64.b64decode(wrap.sealed)
        return AESGCM(_stretch(wrap, secret)).decrypt(nonce, sealed, _bound(registry, wrap))
    except InvalidTag:
        return None
    except (binascii.Error, ValueError) as error:
        raise RegistryError(
            Message("登记簿的密钥文件已损坏。没有改动任何内容，请从备份恢复。")
        ) from error


def _stretch(wrap: Wrap, secret: str) -> bytes:
    kdf = Argon2id(
        salt=base64.b64decode(wrap.salt),
        length=KEY_BYTES,
        iterations=wrap.passes,
        lanes=wrap.lanes,
        memory_cost=wrap.memory_kib,
    )
    return kdf.derive(secret.encode("utf-8", "surrogatepass"))


def _bound(registry: str, wrap: Wrap) -> bytes:
    return f"{registry}\n{wrap.kind}\n{wrap.name}".encode()


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
