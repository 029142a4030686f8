"""``attachments.db``: file contents by their SHA-256, in pieces of 1 MiB.

A content is written and durable here before the registry refers to it, so that a reference never
dangles. What nothing refers to stays (`docs/decisions/0001`): it is harmless, and stored only once.
"""

import hashlib
from collections.abc import Collection, Iterator
from pathlib import Path

from petitiondesk.data.backup_sql import Tick
from petitiondesk.data.database import Database
from petitiondesk.data.whole_file import full_check
from petitiondesk.domain.errors import DamagedRegistry, FileProblem, NotFound
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Scan

CHUNK = 1 << 20
MAX_SIZE = 500 << 20
"""Bytes of one file: beyond it the page scans of a whole volume should be split."""


class AttachmentStore:
    """Contents of attachments, encrypted like the registry."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, path: Path) -> tuple[str, int]:
        """Store a file's content and return its SHA-256 (64 hex digits) and size in bytes.

        Raises:
            FileProblem: the file cannot be read or is too large.
        """
        try:
            size = path.stat().st_size
            if size > MAX_SIZE:
                raise FileProblem(
                    Message(
                        "“{name}”有 {size} MB，超过 500 MB，没有加入。请拆成几个文件再加。",
                        name=path.name,
                        size=size >> 20,
                    )
                )
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                if self.has(digest):
                    return digest, size
                file.seek(0)
                self._write(digest, size, iter(lambda: file.read(CHUNK), b""))
        except OSError as error:
            raise FileProblem(
                Message(
                    "读不了文件“{name}”，没有加入附件。请检查文件是否还在、是否被别的程序占用。",
                    name=path.name,
                )
            ) from error
        return digest, size

    def put_scan(self, scan: Scan) -> tuple[str, int]:
        """Store a pasted picture; returns as `put`."""
        return self.put_bytes(scan.data), len(scan.data)

    def put_bytes(self, data: bytes) -> str:
        """Store a content that was made here; return its SHA-256."""
        digest = hashlib.sha256(data).hexdigest()
        if not self.has(digest):
            pieces = (data[i : i + CHUNK] for i in range(0, len(data), CHUNK))
            self._write(digest, len(data), pieces)
        return digest

    def has(self, sha256: str) -> bool:
        """Whether the content is here."""
        return bool(self._db.scalar("SELECT 1 FROM contents WHERE sha256 = ?", (sha256,)))

    def held(self, contents: Collection[str]) -> set[str]:
        """Those of ``contents`` that are here."""
        return {sha for sha in contents if self.has(sha)}

    def names(self) -> Iterator[str]:
        """The SHA-256 of every content, in order, some thousand at a time."""
        last = ""
        while True:
            text = "SELECT sha256 FROM contents WHERE sha256 > ? ORDER BY sha256 LIMIT 1000"
            found = self._db.sql(text, (last,)).fetchall()
            if not found:
                return
            for (last,) in found:
                yield last

    def chunks(self, sha256: str) -> Iterator[bytes]:
        """The content, piece by piece.

        Raises:
            NotFound: it is not here.
            DamagedRegistry: it is not what it was; said behind the last piece at the latest.
        """
        if not self.has(sha256):
            raise NotFound(Message("附件的内容不在登记簿里。记录没有改动，请从备份里找回。"))
        rows = self._db.sql(
            "SELECT data FROM chunks WHERE sha256 = ? ORDER BY position", (sha256,)
        ).fetchall()
        digest = hashlib.sha256()
        for row in rows:
            digest.update(row[0])
            yield bytes(row[0])
        if digest.hexdigest() != sha256:
            raise DamagedRegistry(
                Message("附件的内容已损坏，没有取出来。记录没有改动，请从备份里找回。")
            )

    def intact(self, sha256: str) -> bool:
        """Whether the stored content is whole: its hash, its size, its pieces in order."""
        digest = hashlib.sha256()
        size = self._db.scalar("SELECT size FROM contents WHERE sha256 = ?", (sha256,))
        if size is None:
            return False
        position = 0
        while True:
            piece = self._db.scalar(
                "SELECT data FROM chunks WHERE sha256 = ? AND position = ?", (sha256, position)
            )
            if piece is None:
                break
            digest.update(piece)
            size -= len(piece)
            position += 1
        count = self._db.scalar("SELECT count(*) FROM chunks WHERE sha256 = ?", (sha256,))
        return size == 0 and count == position and digest.hexdigest() == sha256

    def strays(self) -> list[str]:
        """Pieces that belong to no content: by the hash that they claim."""
        text = (
            "SELECT DISTINCT sha256 FROM chunks WHERE sha256 NOT IN (SELECT sha256 FROM contents)"
        )
        return [str(row[0]) for row in self._db.sql(text).fetchall()]

    def full_check(self, tick: Tick = lambda: None) -> list[str]:
        """What is damaged in the file (`whole_file.full_check`)."""
        return full_check(self._db, tick)

    def _write(self, digest: str, size: int, pieces: Iterator[bytes]) -> None:
        with self._db.transaction():
            self._db.sql("INSERT INTO contents (sha256, size) VALUES (?, ?)", (digest, size))
            for position, piece in enumerate(pieces):
                self._db.sql(
                    "INSERT INTO chunks (sha256, position, data) VALUES (?, ?, ?)",
                    (digest, position, piece),
                )
