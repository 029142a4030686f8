"""Locking an .xls as Excel 97 does: RC4 with a key for every 1,024 bytes ([MS-XLS] 2.2.10).

The library that opens such workbooks cannot make them.
"""

import hashlib
import struct

_FILEPASS, _BOF, _SHEET = 0x2F, 0x809, 0x85
_CLEAR = frozenset({_BOF, _FILEPASS, 0xE1, 0x194, 0x195, 0x196, 0x138})
"""Kinds of records whose content stays readable."""
_SALT, _VERIFIER = bytes(range(16)), bytes(range(100, 116))
_BLOCK = 1024


def lock(stream: bytes, password: str) -> bytes:
    """The workbook's stream, locked."""
    key = _key(password)
    stream = _with_filepass(stream, key)
    keystream = b"".join(_rc4(_block_key(key, n), _BLOCK) for n in range(len(stream) // _BLOCK + 1))
    out = bytearray(stream)
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        begin, end = at + 4, at + 4 + size
        if kind not in _CLEAR:
            first = begin + (4 if kind == _SHEET else 0)  # where a sheet begins stays readable
            for place in range(first, end):
                out[place] ^= keystream[place]
        at = end
    # Up to the end of the last sector readers go on in steps of four, a record's head.
    odd = -len(out) % 4
    return bytes(out) + struct.pack("<HH", 0, odd) + b"\0" * odd


def _with_filepass(stream: bytes, key: bytes) -> bytes:
    """The record that says how it is locked, after the first one; sheets begin later by its size."""
    verifier = _VERIFIER + _md5(_VERIFIER)
    code = _rc4(_block_key(key, 0), 32)
    body = (
        struct.pack("<HHH", 1, 1, 1)
        + _SALT
        + bytes(a ^ b for a, b in zip(verifier, code, strict=True))
    )
    record = struct.pack("<HH", _FILEPASS, len(body)) + body
    after_bof = 4 + struct.unpack_from("<H", stream, 2)[0]
    moved = bytearray(stream)
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == _SHEET:
            begin = struct.unpack_from("<I", stream, at + 4)[0]
            struct.pack_into("<I", moved, at + 4, begin + len(record))
        at += 4 + size
    return bytes(moved[:after_bof]) + record + bytes(moved[after_bof:])


def _key(password: str) -> bytes:
    first = _md5(password.encode("utf-16-le"))[:5]
    return _md5((first + _SALT) * 16)[:5]


def _block_key(key: bytes, block: int) -> bytes:
    return _md5(key + struct.pack("<I", block))


def _md5(data: bytes) -> bytes:
    """The hash that the format of 1997 asks for."""
    return hashlib.md5(data, usedforsecurity=False).digest()


def _rc4(key: bytes, count: int) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for _ in range(count):
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(state[(state[i] + state[j]) % 256])
    return bytes(out)
