"""Secrets in memory are overwritten in place."""

import pytest

from petitiondesk.infra.wiping import wipe


def test_a_key_is_overwritten_where_it_lies() -> None:
    buffer = bytearray(b"\x07" * 32)
    raw = bytes(range(1, 33)) + bytes([9])
    text = "".join(["a1" for _ in range(32)])
    for secret in (buffer, raw, text):
        wipe(secret)
    assert buffer == bytes(32)
    assert raw == bytes(33)
    assert text == "\0" * 64


def test_what_everybody_shares_is_left_alone() -> None:
    wipe("")
    wipe("a")
    wipe(b"b")
    assert (chr(97), bytes([98])) == ("a", b"b")


def test_a_text_that_lies_otherwise_is_refused() -> None:
    with pytest.raises(ValueError, match="ASCII"):
        wipe("密钥")
