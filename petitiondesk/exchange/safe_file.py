"""Writing a file so that an older one survives every failure: beside it, then renamed over it."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from petitiondesk.domain.errors import DeskError, FileProblem, StorageError
from petitiondesk.domain.messages import Message
from petitiondesk.infra.replacing import replace_patiently


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file in a working folder beside ``path``, which takes its place when the block ends well.

    The folder (the file's parent) is there for the writer's own scratch files too, so that
    petitions never pass through the computer's common temporary folder. It is always removed.

    Raises:
        FileProblem: ``path`` is open elsewhere, read-only, or its folder is missing.
        StorageError: the disk is full or failed.
    """
    folder: Path | None = None
    try:
        folder = Path(tempfile.mkdtemp(prefix=".~", dir=path.parent))
        file = folder / "new"
        yield file
        with file.open("rb+") as finished:
            os.fsync(finished.fileno())
        replace_patiently(file, path)
    except OSError as error:
        raise write_problem(error, path) from error
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def write_problem(error: OSError, path: Path) -> DeskError:
    """The sentence for a failure to write ``path``; whatever stood there is unchanged."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StorageError(
            Message(
                "磁盘空间不够，没有写成“{name}”，原有文件没有改动。请清理磁盘或换一个位置再导出。",
                name=path.name,
            )
        )
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return FileProblem(
            Message("找不到要存放“{name}”的文件夹，没有导出。请另选位置。", name=path.name)
        )
    if isinstance(error, PermissionError | IsADirectoryError) or error.errno == errno.EROFS:
        return FileProblem(
            Message(
                "不能写入“{name}”：它可能正在别的程序中打开，或者位置只读。"
                "原有文件没有改动。请关闭该文件或另选位置再试。",
                name=path.name,
            )
        )
    return StorageError(
        Message(
            "写“{name}”时磁盘出错，没有写成，原有文件没有改动。请检查磁盘或换一个位置再试。",
            name=path.name,
        )
    )
