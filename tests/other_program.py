"""A second program that opens a registry: written from ``docs/security.md``, with other libraries.

Nothing of ``petitiondesk`` is used: Argon2id is argon2-cffi's, SQLCipher's file format is that of
SQLite3 Multiple Ciphers (APSW), HPKE (RFC 9180, base mode) is spelt out below. It also serves whoever
must get at the data when the program itself is lost::

    python -m tests.other_program REGISTRY ACCOUNT     (the password is asked for)
"""

import base64
import getpass
import hashlib
import hmac
import json
import sys
from pathlib import Path
from typing import Any

import apsw
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def data_key(keys: Path, kind: str, name: str, secret: str) -> bytes:
    """The data key, by an account's password or (kind ``recovery``, name "") the recovery key."""
    body = json.loads(keys.read_text("utf-8"))
    wrap = next(w for w in body["wraps"] if (w["kind"], w["name"]) == (kind, name))
    stretched = hash_secret_raw(
        secret.encode(), base64.b64decode(wrap["salt"]), time_cost=wrap["passes"],
        memory_cost=wrap["memory_kib"], parallelism=wrap["lanes"], hash_len=32, type=Type.ID,
    )  # fmt: skip
    bound = "\n".join((body["registry"], kind, name, wrap["public"])).encode()
    nonce, sealed = base64.b64decode(wrap["nonce"]), base64.b64decode(wrap["sealed"])
    private = AESGCM(stretched).decrypt(nonce, sealed, bound)
    return hpke_open(private, base64.b64decode(wrap["key"]), bound)


def hpke_open(private: bytes, sealed: bytes, info: bytes) -> bytes:
    """RFC 9180, base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM; one message."""
    encapsulated, ciphertext = sealed[:32], sealed[32:]
    ours = X25519PrivateKey.from_private_bytes(private)
    shared = ours.exchange(X25519PublicKey.from_public_bytes(encapsulated))
    kem = b"KEM" + (0x20).to_bytes(2, "big")
    context = encapsulated + ours.public_key().public_bytes_raw()
    prk = labeled_extract(kem, b"", b"eae_prk", shared)
    secret = labeled_expand(kem, prk, b"shared_secret", context, 32)
    suite = b"HPKE" + b"".join(n.to_bytes(2, "big") for n in (0x20, 1, 2))
    schedule = b"\0" + labeled_extract(suite, b"", b"psk_id_hash", b"")
    schedule += labeled_extract(suite, b"", b"info_hash", info)
    prk = labeled_extract(suite, secret, b"secret", b"")
    key = labeled_expand(suite, prk, b"key", schedule, 32)
    nonce = labeled_expand(suite, prk, b"base_nonce", schedule, 12)
    return AESGCM(key).decrypt(nonce, ciphertext, b"")


def labeled_extract(suite: bytes, salt: bytes, label: bytes, material: bytes) -> bytes:
    """RFC 9180, section 4."""
    return extract(salt, b"HPKE-v1" + suite + label + material)


def labeled_expand(suite: bytes, prk: bytes, label: bytes, info: bytes, length: int) -> bytes:
    """RFC 9180, section 4."""
    return expand(prk, length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info, length)


def extract(salt: bytes, material: bytes) -> bytes:
    """RFC 5869 with SHA-256."""
    return hmac.new(salt or bytes(32), material, hashlib.sha256).digest()


def expand(prk: bytes, info: bytes, length: int) -> bytes:
    """RFC 5869 with SHA-256, of up to one block."""
    return hmac.new(prk, info + b"\x01", hashlib.sha256).digest()[:length]


def file_key(key: bytes, purpose: str) -> str:
    """The raw key of a file, 64 hex digits: ``registry`` or ``attachments``."""
    return expand(extract(b"", key), f"petitiondesk {purpose}".encode(), 32).hex()


def opened(path: Path, raw_key: str) -> apsw.Connection:
    """An SQLCipher 4 file, with its raw key."""
    database = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    for pragma in ("cipher = 'sqlcipher'", "legacy = 4", f"key = 'raw:{raw_key}'"):
        database.execute(f"PRAGMA {pragma}")
    return database


def rows(database: apsw.Connection, sql: str) -> list[tuple[Any, ...]]:
    """All rows of a query."""
    return list(database.execute(sql))


def main() -> None:
    """Print what the registry holds: numbers and states."""
    folder, account = Path(sys.argv[1]), sys.argv[2]
    key = data_key(folder / "keys.json", "account", account, getpass.getpass())
    for line in rows(
        opened(folder / "registry.db", file_key(key, "registry")),
        "SELECT number, state, summary FROM petitions ORDER BY id",
    ):
        sys.stdout.write("　".join(map(str, line)) + "\n")


if __name__ == "__main__":
    main()
