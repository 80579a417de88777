"""Bytes of one finished line as text.

Lines are framed and matched as bytes; only a finished line is decoded, on its own. An incremental decoder would let
one stray byte swallow the letter after it (GBK FE 41 54 reads as one Chinese character and "T").
"""

from __future__ import annotations

import re

_CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
# What GB 2312 and GBK text really consists of: Chinese characters, their punctuation, full-width forms, ASCII.
_CHINESE = re.compile("[\t\x20-\x7e\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u2010-\u2026\u00b7\u00d7\u00b0]*")


def decode(raw: bytes) -> str:
    r"""UTF-8; else GB18030 where the result is plain Chinese text; else every odd byte as a visible `\xHH`."""
    try:
        text = raw.decode("ascii" if raw.isascii() else "utf-8")
    except UnicodeDecodeError:
        try:
            text = raw.decode("gb18030")
        except UnicodeDecodeError:
            text = ""
        if not text or not _CHINESE.fullmatch(text):
            text = raw.decode("ascii", "backslashreplace")
    return _CONTROLS.sub(_escape, text) if not text.isprintable() else text


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def readable(line: bytes) -> bool:
    """Whether a person can read the line: at most one byte in four had to be escaped."""
    return 4 * decode(line).count("\\x") <= len(line)
