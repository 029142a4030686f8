"""``keys.json``: the data key, sealed once for each account and once for the recovery key.

The data key is 32 random bytes. Each account has an X25519 key pair. Its private half is sealed by
the password: Argon2id (RFC 9106: 64 MiB, 3 passes, 4 lanes) makes a wrapping key, AES-256-GCM seals
with it. To the public half the data key is sealed by HPKE (RFC 9180: X25519, HKDF-SHA-256,
AES-256-GCM). So a new data key can be given to every account without its password. The printed
recovery key (恢复密钥) is an account of its own kind. Nothing in the file opens it.

    {"format": 2, "registry": "<32 hex>", "sum": "<64 hex>", "wraps": [
        {"kind": "account", "name": "…", "public": "…", "key": "…", "proof": "…",
         "salt": "…", "nonce": "…", "sealed": "…", "memory_kib": 65536, "passes": 3, "lanes": 4},
        {"kind": "recovery", "name": "", …}]}

``public`` is the public half, ``key`` the data key sealed to it, ``sealed`` the private half, ``salt``
and ``nonce`` those of its sealing; all base64. The registry's id, kind, name and public half are
bound in: as associated data, and as HPKE's info. ``proof`` is HMAC-SHA-256 over the entry without
it (canonical JSON, with the registry's id), by a key derived from the data key: an entry that
somebody without the data key put in or changed has none that fits. ``sum`` is the SHA-256 of the
entries (canonical JSON): where it does not fit and no password opens, the file is damaged.

Format 1 had no pairs: ``sealed`` held the data key itself, and there was one account.
"""

import base64
import contextlib
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from petitiondesk.data.wrapping import (
    KEY_BYTES,
    Wrap,
    checked,
    damaged,
    proof,
    seal,
    sealed_to,
    unwrap,
)
from petitiondesk.domain.canonical import canonical_json
from petitiondesk.domain.errors import (
    DamagedRegistry,
    RegistryError,
    StorageError,
    WrongPassword,
)
from petitiondesk.domain.messages import Message
from petitiondesk.infra.replacing import replace_patiently

FORMAT = 2
_RECOVERY_BYTES = 20
_ACCOUNT = "account"
_RECOVERY = "recovery"


@dataclass(frozen=True)
class KeyFile:
    """What ``keys.json`` holds."""

    registry: str
    wraps: tuple[Wrap, ...]
    whole: bool = True
    """False where it was read from a file whose ``sum`` does not fit."""

    @property
    def accounts(self) -> tuple[str, ...]:
        """Names of the accounts that can open the registry."""
        return tuple(w.name for w in self.wraps if w.kind == _ACCOUNT)


# --- making and changing ------------------------------------------------------------------------


def create(account: str, password: str) -> tuple[KeyFile, bytearray, str]:
    """A new registry's key file, its data key, and the recovery key to show once."""
    keys = KeyFile(secrets.token_hex(16), ())
    data_key = bytearray(secrets.token_bytes(KEY_BYTES))
    keys = with_account(keys, data_key, account, password)
    keys, shown = with_recovery(keys, data_key)
    return keys, data_key, shown


def with_account(keys: KeyFile, data_key: bytearray, account: str, password: str) -> KeyFile:
    """The file with an entry for the account, in place of the one it had."""
    fresh = seal(keys.registry, _ACCOUNT, account, password, data_key)
    if account not in keys.accounts:
        return replace(keys, wraps=(*keys.wraps, fresh))
    return replace(
        keys, wraps=tuple(fresh if _is_of(w, _ACCOUNT, account) else w for w in keys.wraps)
    )


def without_account(keys: KeyFile, account: str) -> KeyFile:
    """The file without the account's entry."""
    return replace(keys, wraps=tuple(w for w in keys.wraps if not _is_of(w, _ACCOUNT, account)))


def with_recovery(keys: KeyFile, data_key: bytearray) -> tuple[KeyFile, str]:
    """The file with a new recovery key in place of the old one, and how it reads on paper.

    It reads as eight groups of four (base32), 160 bits; it is kept nowhere.
    """
    recovery = base64.b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode("ascii")
    others = tuple(w for w in keys.wraps if w.kind != _RECOVERY)
    fresh = seal(keys.registry, _RECOVERY, "", recovery, data_key)
    shown = "-".join(recovery[i : i + 4] for i in range(0, len(recovery), 4))
    return replace(keys, wraps=(*others, fresh)), shown


def rekeyed(keys: KeyFile, old: bytearray, new: bytearray) -> KeyFile:
    """The file with a new data key sealed to every account and to the recovery key.

    Raises:
        RegistryError: an entry is damaged or was put in by somebody without the data key, so that
            the new key must not be given to it.
    """
    strange = unproven(keys, old)
    if strange:
        raise RegistryError(
            Message(
                "密钥文件里有损坏或被改动过的部分：{names}。没有更换密钥；请先给这些账户重设密码，恢复密钥则重新制作。",
                names=tuple(strange),
            )
        )
    return replace(keys, wraps=tuple(sealed_to(keys.registry, w, new) for w in keys.wraps))


def unproven(keys: KeyFile, data_key: bytearray) -> tuple[str, ...]:
    """Names of the entries whose proof does not fit; the recovery key's is 恢复密钥."""
    return tuple(
        wrap.name or "恢复密钥"
        for wrap in keys.wraps
        if not hmac.compare_digest(wrap.proof, proof(keys.registry, wrap, data_key))
    )


# --- opening ------------------------------------------------------------------------------------


def unlock(keys: KeyFile, account: str | None, password: str) -> tuple[bytearray, str]:
    """The data key and the account's name; without ``account`` the one whose password it is.

    Raises:
        WrongPassword: it is not the password.
        RegistryError: it does not open, and the file is damaged.
    """
    for wrap in keys.wraps:
        if wrap.kind != _ACCOUNT or account not in (None, wrap.name):
            continue
        data_key = unwrap(keys.registry, wrap, password)
        if data_key is not None:
            return data_key, wrap.name
    if not keys.whole:
        raise damaged()
    raise WrongPassword(Message("密码不对。登记簿没有改动，请再试一次；大小写和空格都算在内。"))


def recover(keys: KeyFile, recovery_key: str) -> bytearray:
    """The data key, by the recovery key as it was typed from paper.

    Raises:
        WrongPassword: it does not fit.
    """
    typed = _typed(recovery_key)
    for wrap in keys.wraps:
        if wrap.kind == _RECOVERY:
            data_key = unwrap(keys.registry, wrap, typed)
            if data_key is not None:
                return data_key
    if not keys.whole:
        raise damaged()
    raise WrongPassword(Message("恢复密钥不对。登记簿没有改动，请对照打印件逐组核对。"))


def looks_like_recovery(text: str) -> bool:
    """Whether a text is as long as a recovery key: somebody typed that instead of a password."""
    return len(_typed(text)) == _RECOVERY_BYTES * 8 // 5


def has_pair(keys: KeyFile, account: str) -> bool:
    """Whether the account's entry is of the present format; in format 1 it had no key pair."""
    return any(wrap.public for wrap in keys.wraps if _is_of(wrap, _ACCOUNT, account))


# --- the file -----------------------------------------------------------------------------------


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
        wraps = tuple(checked(Wrap(**wrap)) for wrap in body["wraps"])
        if not isinstance(body["registry"], str):
            raise TypeError(body["registry"])
        return KeyFile(body["registry"], wraps, body["format"] < 2 or body["sum"] == _sum(wraps))
    except OSError as error:
        raise RegistryError(
            Message(
                "读不到登记簿的密钥文件：{path}。没有改动任何内容，请检查文件夹是否完整。",
                path=str(path),
            )
        ) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DamagedRegistry(
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
        "sum": _sum(keys.wraps),
        "wraps": [asdict(wrap) for wrap in keys.wraps],
    }
    part = path.with_suffix(".json.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            json.dump(body, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        replace_patiently(part, path)
    except OSError as error:
        with contextlib.suppress(OSError):  # what stays is written over the next time
            part.unlink(missing_ok=True)
        raise StorageError(
            Message("写不了登记簿的密钥文件，原来的没有改动。请检查文件夹能否写入、磁盘是否已满。")
        ) from error


def _sum(wraps: Sequence[Wrap]) -> str:
    """The SHA-256 of the entries, 64 hex digits."""
    text = canonical_json([asdict(wrap) for wrap in wraps])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


# --- parts ---------------------------------------------------------------------------------------


def _typed(recovery_key: str) -> str:
    """A recovery key as it is spelt, from how it was typed from paper."""
    return "".join(c for c in recovery_key.upper() if c.isalnum()).translate(
        str.maketrans("018", "OIB")  # base32 has no 0, 1 and 8: they are misread letters
    )


def _is_of(wrap: Wrap, kind: str, name: str) -> bool:
    return wrap.kind == kind and wrap.name == name
