"""Sealing the data key for one secret: a password, or the recovery key. `data.keys` has the format.

Keys of single purposes are derived from the data key here too.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from petitiondesk.domain.canonical import canonical_json
from petitiondesk.domain.errors import DamagedRegistry, RegistryError
from petitiondesk.domain.messages import Message
from petitiondesk.infra.wiping import wipe

KEY_BYTES = 32
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True)
class Cost:
    """What one try of a password costs: memory in KiB, passes over it, lanes."""

    memory_kib: int
    passes: int
    lanes: int


COST = Cost(65_536, 3, 4)
"""The cost of every new wrap; each keeps its own in the file. The tests, which open thousands of
registries and guess no password, make theirs cheaper."""

_MOST = Cost(1 << 20, 64, 64)
"""What a damaged or strange file may ask for at most: a gibibyte, so that opening it ends."""


@dataclass(frozen=True)
class Wrap:
    """One entry: what a password, or the recovery key, opens. Without ``public`` it is of format 1."""

    kind: str
    name: str
    salt: str
    nonce: str
    sealed: str
    memory_kib: int
    passes: int
    lanes: int
    public: str = ""
    key: str = ""
    proof: str = ""


def derive(data_key: bytes | bytearray, purpose: str) -> str:
    """A key of 64 hex digits for one purpose, by HKDF-SHA-256.

    Purposes in use: ``registry`` and ``attachments`` (the raw SQLCipher keys of the two files),
    ``identity`` and ``section sheets`` (what goes out and comes back), ``key file`` (the proofs).
    """
    kdf = HKDF(SHA256(), KEY_BYTES, salt=None, info=f"petitiondesk {purpose}".encode())
    derived = kdf.derive(data_key)
    try:
        return derived.hex()
    finally:
        wipe(derived)


def checked(wrap: Wrap) -> Wrap:
    """An entry whose values have their types and sane costs.

    Raises:
        TypeError, ValueError: they have not.
    """
    costs = (wrap.memory_kib, wrap.passes, wrap.lanes)
    texts = [v for v in asdict(wrap).values() if v not in costs]
    if not all(type(v) is int for v in costs) or not all(type(v) is str for v in texts):
        raise TypeError(wrap.kind)
    if any(not 0 < v <= most for v, most in zip(costs, asdict(_MOST).values(), strict=True)):
        raise ValueError(costs)
    return wrap


def seal(registry: str, kind: str, name: str, secret: str, data_key: bytearray) -> Wrap:
    """A new pair, its private half sealed by the secret, the data key sealed to its public half."""
    private = X25519PrivateKey.generate()
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    empty = Wrap(
        kind, name, _b64(salt), _b64(nonce), "", **asdict(COST),
        public=_b64(private.public_key().public_bytes_raw()),
    )  # fmt: skip
    half, wrapping = private.private_bytes_raw(), _stretch(empty, secret)
    sealed = AESGCM(wrapping).encrypt(nonce, half, _bound(registry, empty))
    wipe(half)
    wipe(wrapping)
    return sealed_to(registry, replace(empty, sealed=_b64(sealed)), data_key)


def sealed_to(registry: str, wrap: Wrap, data_key: bytearray) -> Wrap:
    """The entry with the data key sealed to its public half, and the proof."""
    public = X25519PublicKey.from_public_bytes(_bytes(wrap.public))
    key = _SUITE.encrypt(data_key, public, info=_bound(registry, wrap))
    wrap = replace(wrap, key=_b64(key))
    return replace(wrap, proof=proof(registry, wrap, data_key))


def unwrap(registry: str, wrap: Wrap, secret: str) -> bytearray | None:
    """The data key, or None if the secret is another one.

    Raises:
        RegistryError: the entry is damaged.
    """
    try:
        wrapping = _stretch(wrap, secret)
        half = AESGCM(wrapping).decrypt(
            _bytes(wrap.nonce), _bytes(wrap.sealed), _bound(registry, wrap)
        )
        wipe(wrapping)
    except InvalidTag:
        return None
    except ValueError as error:
        raise damaged() from error
    if not wrap.public:
        return _data_key(lambda: half)
    private = X25519PrivateKey.from_private_bytes(half)
    wipe(half)
    return _data_key(lambda: _SUITE.decrypt(_bytes(wrap.key), private, info=_bound(registry, wrap)))


def load_ahead() -> None:
    """Load the library behind the keys, which waits until the first of them is made."""
    X25519PrivateKey.generate()


def _data_key(opened: Callable[[], bytes]) -> bytearray:
    """What ``opened`` gives, if it is a data key.

    Raises:
        RegistryError: the entry is damaged.
    """
    try:
        found = opened()
        data_key = bytearray(found)
        wipe(found)
    except (InvalidTag, ValueError) as error:
        raise damaged() from error
    if len(data_key) != KEY_BYTES:
        raise damaged()
    return data_key


def damaged() -> RegistryError:
    """The error that says the key file is damaged."""
    return DamagedRegistry(Message("登记簿的密钥文件已损坏。没有改动任何内容，请从备份恢复。"))


def _stretch(wrap: Wrap, secret: str) -> bytes:
    kdf = Argon2id(
        salt=_bytes(wrap.salt),
        length=KEY_BYTES,
        iterations=wrap.passes,
        lanes=wrap.lanes,
        memory_cost=wrap.memory_kib,
    )
    return kdf.derive(secret.encode("utf-8", "surrogatepass"))


def proof(registry: str, wrap: Wrap, data_key: bytearray) -> str:
    """What shows that somebody with the data key made the entry, 64 hex digits."""
    body = canonical_json([registry, asdict(replace(wrap, proof=""))])
    text = derive(data_key, "key file")
    key = bytes.fromhex(text)
    wipe(text)
    return hmac.new(key, body.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _bound(registry: str, wrap: Wrap) -> bytes:
    parts: Sequence[str] = (registry, wrap.kind, wrap.name)
    return "\n".join((*parts, wrap.public) if wrap.public else parts).encode(
        "utf-8", "surrogatepass"
    )


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(text) from error


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
