"""The backup file: a zip without compression of ``registry.db``, ``keys.json``, ``manifest.json``.

What is inside is encrypted already, so there is nothing to compress. The zip's comment is the
SHA-256 (64 hex digits) of every byte before it: a byte that changed anywhere in the file is noticed
without a key. Other programs can unpack it.

    manifest.json   {"format": 1, "program": "…", "schema": 4, "registry": "<32 hex>",
                     "made_at": "2026-03-02T09:14:00+08:00", "events": 12, "petitions": 3,
                     "fingerprint": "<64 hex>", "files": [{"name", "size", "sha256"}, …],
                     "contents": 5, "bytes": 120000, "volumes": "<8 hex>"}
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from petitiondesk.data.backup_compare import Comparison, place_of
from petitiondesk.data.backup_meter import Meter
from petitiondesk.data.backup_places import minding
from petitiondesk.domain.backups import FORMAT, BadBackup, FileSum, Manifest
from petitiondesk.domain.messages import N_, Message

MANIFEST = "manifest.json"
REGISTRY, KEYS = "registry.db", "keys.json"
"""The members, by the names that they have in a registry's folder."""

_PIECE = 1 << 20
_SEAL = 64
_MOST_MANIFEST = 1 << 20
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""Every member's time: the manifest says when the backup was made, in the office's own time."""

_DAMAGED = N_("备份文件“{name}”已损坏，不能用来恢复。没有改动任何内容，请用另一个备份。")
_NO_BACKUP = N_("“{name}”不是本程序的备份文件。没有改动任何内容，请另选。")
_NEWER = N_("备份文件“{name}”是用更新的版本做的。没有改动任何内容，请用新版程序恢复。")


def pack(target: Path, manifest: Manifest, files: Sequence[Path], meter: Meter) -> Manifest:
    """Write a backup file and bring it to the disk; always the same bytes for the same contents.

    Returns the manifest as it was written, with the sums of the files. They are known when the files
    were read once: so it stands behind them.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        archive.comment = b"0" * _SEAL
        sums = tuple(_packed(archive, path, meter) for path in files)
        manifest = replace(manifest, files=sums)
        body = json.dumps(_plain(manifest), ensure_ascii=False, indent=1).encode("utf-8")
        archive.writestr(_member(MANIFEST), body)
    with target.open("rb+") as file:
        seal = _seal(file, target.stat().st_size - _SEAL, meter)
        file.seek(-_SEAL, os.SEEK_END)
        file.write(seal)
        file.flush()
        os.fsync(file.fileno())
    return manifest


def look_at(path: Path, manifest: Manifest, files: Sequence[Path], meter: Meter) -> None:
    """Go on where a backup, read back from the disk, is what was to be written to it.

    ``files`` are those that were packed: each is compared with its member, byte for byte.

    Raises:
        BadBackup: a byte is another one, or some are missing.
        StorageError: it cannot be read.
    """
    if manifest_of(path) != manifest:
        raise _bad(_DAMAGED, path)
    with minding(path.parent), path.open("rb") as file:
        try:
            with zipfile.ZipFile(path) as archive:
                places = [(place_of(file, archive.getinfo(each.name)), each) for each in files]
        except _BROKEN as error:
            raise _bad(_DAMAGED, path) from error
        _forget_cached(file)
        size = path.stat().st_size
        with Comparison(places) as compared:
            seal = _seal(file, size - _SEAL, meter, compared.take)
            if seal != file.read(_SEAL) or not compared.same:
                raise _bad(_DAMAGED, path)


def manifest_of(path: Path) -> Manifest:
    """What a backup says of itself; the rest of the file is not read.

    Raises:
        BadBackup: it is no backup, damaged, or of a newer format.
        StorageError: it cannot be read.
    """
    with minding(path.parent):
        if not path.is_file():
            raise _bad(_NO_BACKUP, path)
        try:
            with zipfile.ZipFile(path) as archive:
                if archive.getinfo(MANIFEST).file_size > _MOST_MANIFEST:
                    raise _bad(_DAMAGED, path)
                body = json.loads(archive.read(MANIFEST))
                if body["format"] > FORMAT:
                    raise _bad(_NEWER, path)
                return _manifest(body)
        except _BROKEN as error:
            sort = _DAMAGED if path.name.endswith(".petitionbackup") else _NO_BACKUP
            raise _bad(sort, path) from error


def check_seal(path: Path, meter: Meter) -> None:
    """Go on where every byte of the file is as it was written.

    Raises:
        BadBackup: one is not, or some are missing.
        StorageError: it cannot be read.
    """
    with minding(path.parent), path.open("rb") as file:
        _forget_cached(file)
        size = path.stat().st_size
        if size <= _SEAL or _seal(file, size - _SEAL, meter) != file.read(_SEAL):
            raise _bad(_DAMAGED, path)


def unpack(path: Path, into: Path, meter: Meter) -> Manifest:
    """Write the files of a backup into a folder and compare each with the manifest.

    Raises:
        BadBackup: one differs; what was written must not be used.
        StorageError: the backup cannot be read or the folder not be written.
    """
    manifest = manifest_of(path)
    for expected in manifest.files:
        with minding(into):
            try:
                found = _unpack_one(path, expected.name, into / expected.name, meter)
            except _BROKEN as error:
                raise _bad(_DAMAGED, path) from error
        if found != expected:
            raise _bad(_DAMAGED, path)
    return manifest


def unpack_keys(path: Path, into: Path) -> None:
    """Write the key file of a backup into a folder; raises as `unpack`."""
    manifest = manifest_of(path)
    with minding(into):
        try:
            found = _unpack_one(path, KEYS, into / KEYS, Meter(lambda _done, _total: None))
        except _BROKEN as error:
            raise _bad(_DAMAGED, path) from error
    if found != manifest.files[-1]:
        raise _bad(_DAMAGED, path)


def damaged(path: Path) -> BadBackup:
    """The error that says a backup is not what its manifest says."""
    return _bad(_DAMAGED, path)


_BROKEN = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    NotImplementedError,  # a flipped bit asks for a compression that there is not
    RuntimeError,  # … or for a password
    EOFError,
    RecursionError,
)
"""What ``zipfile`` and ``json`` raise on a damaged file."""


def _unpack_one(path: Path, name: str, target: Path, meter: Meter) -> FileSum:
    digest = hashlib.sha256()
    size = 0
    with (
        zipfile.ZipFile(path) as archive,
        archive.open(name) as inside,
        target.open("wb") as file,
    ):
        while piece := inside.read(_PIECE):
            file.write(piece)
            digest.update(piece)
            size += len(piece)
            meter.add(len(piece))
        file.flush()
        os.fsync(file.fileno())
    return FileSum(name, size, digest.hexdigest())


def _bad(text: str, path: Path) -> BadBackup:
    return BadBackup(Message(text, name=path.name))


def _packed(archive: zipfile.ZipFile, path: Path, meter: Meter) -> FileSum:
    """Write one file into the zip; its name, size and SHA-256."""
    digest = hashlib.sha256()
    size = 0
    info = _member(path.name)
    info.file_size = path.stat().st_size
    with archive.open(info, "w") as inside, path.open("rb") as file:
        while piece := file.read(_PIECE):
            inside.write(piece)
            digest.update(piece)
            size += len(piece)
            meter.add(len(piece))
    return FileSum(path.name, size, digest.hexdigest())


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = 3
    info.external_attr = 0o600 << 16
    return info


def _ignore(_piece: bytes) -> None:
    """Nobody else looks at it."""


def _seal(
    file: IO[bytes], length: int, meter: Meter, look: Callable[[bytes], None] = _ignore
) -> bytes:
    """SHA-256 of the first ``length`` bytes, as 64 hex digits; the file stands behind them then.

    ``look`` gets every piece.
    """
    file.seek(0)
    digest = hashlib.sha256()
    while length:
        piece = file.read(min(_PIECE, length))
        if not piece:
            break
        digest.update(piece)
        look(piece)
        length -= len(piece)
        meter.add(len(piece))
    return digest.hexdigest().encode("ascii")


def _forget_cached(file: IO[bytes]) -> None:
    """Read from the disk what was just written, not from memory, where the system lets us say so."""
    advise = getattr(os, "posix_fadvise", None)
    if advise is not None:
        advise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _plain(manifest: Manifest) -> dict[str, Any]:
    body = asdict(manifest)
    body["made_at"] = manifest.made_at.isoformat(timespec="seconds")
    return {"format": body.pop("format"), **body}


def _manifest(body: dict[str, Any]) -> Manifest:
    made_at = datetime.fromisoformat(body["made_at"])
    if made_at.tzinfo is None:
        raise ValueError("a time without its offset")
    files = tuple(FileSum(str(f["name"]), int(f["size"]), str(f["sha256"])) for f in body["files"])
    if [file.name for file in files] != [REGISTRY, KEYS]:
        raise ValueError("other files than a backup has")
    return Manifest(
        program=str(body["program"]),
        schema=int(body["schema"]),
        registry=str(body["registry"]),
        made_at=made_at,
        events=int(body["events"]),
        petitions=int(body["petitions"]),
        fingerprint=str(body["fingerprint"]),
        files=files,
        contents=int(body["contents"]),
        bytes=int(body["bytes"]),
        volumes=str(body["volumes"]),
        format=int(body["format"]),
    )
