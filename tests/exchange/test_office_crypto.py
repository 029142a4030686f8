"""Workbooks behind a password: closed and opened in memory, refused in words."""

import io

import openpyxl
import pytest

from petitiondesk.domain.errors import FileProblem
from petitiondesk.exchange import office_crypto

PASSWORD = "办理表 2026"


def _workbook(text: str = "反映机耕路被压坏") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = text
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_closed_with_a_password_opens_again_with_it() -> None:
    plain = _workbook()
    closed = office_crypto.encrypt(plain, PASSWORD)
    assert office_crypto.is_encrypted(closed)
    assert b"xl/workbook.xml" not in closed
    assert office_crypto.decrypt(closed, PASSWORD) == plain


def test_a_wrong_password_is_said_in_words() -> None:
    closed = office_crypto.encrypt(_workbook(), PASSWORD)
    with pytest.raises(FileProblem, match="打开密码不对"):
        office_crypto.decrypt(closed, "办理表 2025")


def test_a_closed_workbook_without_a_password_asks_for_one() -> None:
    closed = office_crypto.encrypt(_workbook(), PASSWORD)
    with pytest.raises(FileProblem, match="设了打开密码"):
        office_crypto.decrypt(closed, "")


def test_a_workbook_that_is_not_encrypted_comes_back_as_it_is() -> None:
    plain = _workbook()
    assert not office_crypto.is_encrypted(plain)
    assert office_crypto.decrypt(plain, "") == plain
    assert office_crypto.decrypt(b"", PASSWORD) == b""


def test_an_encrypted_workbook_cut_short_is_said_to_be_damaged() -> None:
    closed = office_crypto.encrypt(_workbook("很长的内容" * 2000), PASSWORD)
    half = closed[: len(closed) // 2]
    if office_crypto.is_encrypted(half):
        with pytest.raises(FileProblem, match="已损坏"):
            office_crypto.decrypt(half, PASSWORD)
    else:
        assert office_crypto.decrypt(half, PASSWORD) == half


def test_what_excel_opens_without_asking_opens_without_asking() -> None:
    plain = _workbook()
    closed = office_crypto.encrypt(plain, "VelvetSweatshop")
    assert office_crypto.decrypt(closed, "") == plain


def test_an_empty_password_is_refused_when_closing() -> None:
    with pytest.raises(FileProblem, match="没有填密码"):
        office_crypto.encrypt(_workbook(), "")
