"""Which encoding a list file has. Never a statistical guess: a wrong one sends wrong bytes, and the files are short.

Order: byte order mark, strict UTF-8, strict GB18030 (it contains GBK and GB 2312), else the code page of western
Windows.
"""

from __future__ import annotations

import codecs

from atbench.texts import _

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> tuple[str, str, list[str]]:
    """Text, name of the encoding, and what to tell the user. ValueError where the bytes are no text at all."""
    for mark, name in BOMS:
        if data.startswith(mark):
            if name == "utf-16" and len(data) % 2:
                raise ValueError(
                    _("It is UTF-16 text that ends with half a character, so a part is missing. Copy the file again.")
                )
            return _with_mark(data, name)
    # UTF-16 without its mark: the first character of a list is ASCII.
    for codec, place in (("utf-16-le", 1), ("utf-16-be", 0)):
        if len(data) % 2 == 0 and data[place:64:2].count(0) == len(data[place:64:2]):
            text, name, told = _with_mark(data, codec)
            return text, name, [*told, _("The file is UTF-16 without a byte order mark")]
    for codec in ("utf-8", "gb18030"):
        try:
            return data.decode(codec), codec, []
        except UnicodeDecodeError as error:
            if error.end == len(data) and error.start > len(data) - 4 and error.start:
                text = data[: error.start].decode(codec) + "\ufffd"
                return text, codec, [_("The file ends in the middle of a character; it may be cut off")]
    return data.decode("cp1252", "replace"), "cp1252", []


def _with_mark(data: bytes, codec: str) -> tuple[str, str, list[str]]:
    try:
        return data.decode(codec), codec, []
    except UnicodeDecodeError as error:
        text = _("The text is damaged: byte {place} is no {encoding}. Export or copy the file again.")
        raise ValueError(text.format(place=error.start, encoding=codec.upper())) from error
