"""Plays an example of a manual, written down as it would stand in a log.

> AT+QFTPPWD        is said; its echo comes
< OK                the next line that comes; … stands for anything
< >                 a prompt
>> all is well      bytes are typed; {name} are those that were handed over
<< {name}           exactly these bytes come
! push              a function that was handed over is called: what others do meanwhile
# 3.1               a note
"""

import re
from collections.abc import Callable

from ..talk import Talk

PROMPT = ">"


def play(talk: Talk, script: str, **given: bytes | Callable[[], object]) -> None:
    for text in filter(None, map(str.strip, script.splitlines())):
        mark, _, rest = text.partition(" ")
        if mark == ">":
            talk.say(rest)
            assert _line(talk) == rest
        elif mark == ">>":
            talk.say(_bytes(rest, given), end="")
        elif mark == "<<":
            data = _bytes(rest, given)
            assert talk.hear(data) == data
        elif mark == "<" and rest == PROMPT:
            assert talk.hear("> ") in (b"> ", b"\r\n> ")
        elif mark == "<":
            _compare(_line(talk), rest)
        elif mark == "!":
            action = given[rest]
            assert callable(action)
            action()
        else:
            assert mark == "#", text


def _bytes(text: str, given: dict[str, bytes | Callable[[], object]]) -> bytes:
    data = given[text[1:-1]] if text.startswith("{") and text.endswith("}") else text.encode()
    assert isinstance(data, bytes)
    return data


def _line(talk: Talk) -> str:
    while True:
        if line := talk.hear("\n").strip(b"\r\n"):
            return line.decode("latin-1")


def _compare(line: str, wanted: str) -> None:
    assert re.fullmatch(".*".join(map(re.escape, wanted.split("…"))), line), f"{line} came, not {wanted}"
