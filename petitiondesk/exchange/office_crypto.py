"""Workbooks and documents behind a password (打开密码): opened and closed in memory only.

Excel and WPS encrypt .xlsx as [MS-OFFCRYPTO] lays down (agile encryption, AES-256) and .xls by RC4
or the old XOR. Nothing in the clear is ever written to a disk: bytes go in, bytes come out.
"""

import io
from functools import cache
from typing import Any

from petitiondesk.domain.errors import FileProblem
from petitiondesk.domain.messages import Message


class _InMemory:
    """Stands for `tempfile` in msoffcrypto, which lays an opened .xls on the disk in the clear."""

    TemporaryFile = io.BytesIO


@cache
def _library() -> Any:
    """The library, loaded for the first file that is encrypted: few are, and it is large."""
    import msoffcrypto.exceptions
    import msoffcrypto.format.ooxml
    from msoffcrypto.format import doc97, ppt97, xls97

    for each in (doc97, ppt97, xls97):
        each.tempfile = _InMemory
    return msoffcrypto


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UNASKED = "VelvetSweatshop"
"""The password Excel itself puts on workbooks whose structure alone is protected, and tries first:
such a file opens without asking ([MS-OFFCRYPTO] 2.3)."""

LONGEST = 255
"""Characters that Excel takes as a password."""


def is_encrypted(data: bytes) -> bool:
    """Whether ``data`` is a workbook or document that is encrypted.

    Everything else, a damaged file too, is not: whoever reads it will say what it is.
    """
    if not data.startswith(_OLE):
        return False
    library = _library()
    try:
        return bool(library.OfficeFile(io.BytesIO(data)).is_encrypted())
    except library.exceptions.DecryptionError:
        return True  # a way of encrypting that cannot be undone here
    except Exception:  # a damaged file raises whatever its broken part leads to
        return False


def encrypt(data: bytes, password: str) -> bytes:
    """An .xlsx or .docx, encrypted so that Excel, WPS and LibreOffice open it with ``password``.

    Raises:
        FileProblem: the password is empty, or longer than Excel lets anybody type.
    """
    if not password:
        raise FileProblem(Message("没有填密码，文件没有加密，也没有写出。请填写密码后再试。"))
    if len(password) > LONGEST:
        raise FileProblem(
            Message(
                "打开密码超过 {most} 个字符，Excel 里输不进去，文件没有写出。请换短一些的密码。",
                most=LONGEST,
            )
        )
    closed = io.BytesIO()
    _library().format.ooxml.OOXMLFile(io.BytesIO(data)).encrypt(password, closed)
    return closed.getvalue()


def decrypt(data: bytes, password: str) -> bytes:
    """The file inside ``data``; what is not encrypted comes back as it is.

    An empty password opens what Excel opens without asking.

    Raises:
        FileProblem: the password is another one, the way of encrypting is not known here, or the
            file is damaged.
    """
    if not is_encrypted(data):
        return data
    opened, library = io.BytesIO(), _library()
    try:
        file = library.OfficeFile(io.BytesIO(data))
        agile = isinstance(file, library.format.ooxml.OOXMLFile)
        file.load_key(password=password or _UNASKED, **({"verify_password": True} if agile else {}))
        file.decrypt(opened)
    except library.exceptions.InvalidKeyError as error:
        raise _wrong(password) from error
    except library.exceptions.DecryptionError as error:
        raise FileProblem(
            Message(
                "这个文件的加密方式读不了，没有读入任何内容。"
                "请用表格软件打开它，取消密码另存一份再试。"
            )
        ) from error
    except Exception as error:  # see is_encrypted
        raise FileProblem(
            Message("这个加密的文件已损坏，读不出来，没有读入任何内容。请换用备份的文件。")
        ) from error
    return opened.getvalue()


def _wrong(password: str) -> FileProblem:
    if not password:
        return FileProblem(Message("这个文件设了打开密码，没有读入任何内容。请填写密码后再试。"))
    return FileProblem(
        Message("打开密码不对，没有读入任何内容。请再试一次；大小写和空格都算在内。")
    )
