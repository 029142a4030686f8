"""What the user is told of an error of SQLite, SQLCipher or the disk below them."""

from pathlib import Path

from petitiondesk.domain.errors import DamagedRegistry, DeskError, StorageError
from petitiondesk.domain.messages import N_, Message


def translated(error: Exception, path: Path) -> DeskError | None:
    """The user's word for a driver error, or None where it is a bug of ours."""
    text = str(error)
    for part, kind, sentence in _SENTENCES:
        if part in text:
            if kind is StorageError and not path.exists():
                if path.parent.exists():
                    return DamagedRegistry(Message(MISSING, path=str(path)))
                return StorageError(Message(GONE, path=str(path.parent)))
            return kind(Message(sentence, path=str(path)))
    return None


_FULL = N_(
    "磁盘已满，这一步没有保存，之前的内容都在。请腾出空间后再保存一次；填写的内容还在窗口里。"
)
_BUSY = N_(
    "登记簿正被另一个程序使用，这一步没有保存。请关掉另一个程序后再试；填写的内容还在窗口里。"
)
WRITING = N_(
    "本程序正在写入别的内容（例如导入），这一步没有保存。请等它做完再保存一次；填写的内容还在窗口里。"
)
_READ_ONLY = N_(
    "登记簿所在的文件夹不能写入：{path}。没有改动任何内容，请检查文件夹权限，或者把登记簿移到能写入的地方。"
)
ONLY_READING = N_(
    "登记簿现在以只读方式打开，这一步没有保存，里面的内容没有改动。要继续登记，请先从备份恢复，或者抢救到新登记簿。"
)
GONE = N_(
    "登记簿所在的文件夹不见了：{path}。U 盘可能被拔出，或者文件夹被移走了。这一步没有保存，之前的内容都在原来的盘上。"
    "请接回原来的盘再保存一次；还不行，就锁定（Ctrl+L）后重新打开。填写的内容还在窗口里。"
)
DAMAGED = N_("登记簿文件已损坏或不是登记簿：{path}。没有改动任何内容，请从备份恢复。")
TORN = N_(
    "登记簿文件有一处已损坏，这一步没有保存，之前的内容没有改动。请锁定（Ctrl+L）后重新打开，从备份恢复，或者抢救到新登记簿。"
)
MISSING = N_("登记簿缺少一个文件：{path}。没有改动任何内容，请把它放回原处，或者从备份恢复。")
DISK = N_(
    "读写磁盘时出错，这一步没有保存，之前的内容都在。请检查磁盘或 U 盘是否接好：{path}。"
    "接好后再保存一次；还不行，就锁定（Ctrl+L）后重新打开。"
)

_SENTENCES: tuple[tuple[str, type[DeskError], str], ...] = (
    ("database or disk is full", StorageError, _FULL),
    ("database is locked", StorageError, _BUSY),
    ("database table is locked", StorageError, _BUSY),
    ("locking protocol", StorageError, _BUSY),
    ("attempt to write a readonly database", StorageError, _READ_ONLY),
    ("unable to open database file", StorageError, _READ_ONLY),
    ("access permission denied", StorageError, _READ_ONLY),
    ("file is not a database", DamagedRegistry, DAMAGED),
    ("malformed", DamagedRegistry, DAMAGED),  # … disk image, … database schema
    ("fts5: corrupt", DamagedRegistry, DAMAGED),
    ("vtable constructor failed", DamagedRegistry, DAMAGED),  # the search index
    ("no such table", DamagedRegistry, DAMAGED),  # a page of the list of tables is lost
    ("unsupported file format", DamagedRegistry, DAMAGED),
    ("Could not decode to UTF-8", DamagedRegistry, DAMAGED),
    ("disk I/O error", StorageError, DISK),
    ("error occurred with PRAGMA key or rekey", StorageError, DISK),
)
"""Part of SQLite's text (`sqlite3_errstr`) → what the user is told."""
