"""Logs of other terminals: what they write before a line is taken off, and the rest is exact."""

from __future__ import annotations

from pathlib import Path

import pytest

from atbench.files import resource
from atbench.knowledge import Knowledge
from atbench.store.capture import Record
from atbench.store.foreign import plain
from atbench.store.replay import replay

LOGS = {
    "qcom": "[2024-05-06_14:07:33:120]AT+CSQ\n[2024-05-06_14:07:33:130]+CSQ: 24,99\n[2024-05-06_14:07:33:131]OK\n",
    "sscom": "[14:07:33.120]发→◇AT+CSQ\n[14:07:33.130]收←◆+CSQ: 24,99\n[14:07:33.131]收←◆OK\n",
    "tera term": "[2024-05-06 14:07:33.120] AT+CSQ\n[2024-05-06 14:07:33.130] +CSQ: 24,99\n"
    "[2024-05-06 14:07:33.131] OK\n",
    "date in words": "[Mon May  6 14:07:33.120 2024] AT+CSQ\n[Mon May  6 14:07:33.130 2024] +CSQ: 24,99\n"
    "[Mon May  6 14:07:33.131 2024] OK\n",
    "monitor": "14:07:33.120 -> AT+CSQ\n14:07:33.130 -> +CSQ: 24,99\n14:07:33.131 -> OK\n",
    "arrows": "14:07:33.120 >> AT+CSQ\n14:07:33.130 << +CSQ: 24,99\n14:07:33.131 << OK\n",
    "words": "14:07:33 TX: AT+CSQ\n14:07:33 RX: +CSQ: 24,99\n14:07:33 RX: OK\n",
    "ours": "2024-05-06T14:07:33.120+08:00 >> command AT+CSQ\n2024-05-06T14:07:33.130+08:00 << answer  +CSQ: 24,99\n"
    "2024-05-06T14:07:33.131+08:00 << final   OK\n",
    "none": "AT+CSQ\r\r\n+CSQ: 24,99\r\n\r\nOK\r\n",
}


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
@pytest.mark.parametrize("name", LOGS)
def test_the_exchange_in_it_is_understood(tmp_path: Path, name: str, encoding: str) -> None:
    path = tmp_path / "log.txt"
    path.write_bytes(LOGS[name].encode(encoding))
    known = Knowledge(resource("manuals"), profile="ec600s", cache="")
    events = [moment.event for moment in replay(path, known.dialect) if moment.event.line]
    assert [(event.kind, event.text) for event in events[1:]] == [("answer", "+CSQ: 24,99"), ("final", "OK")]
    assert events[0].kind in ("command", "echo")
    assert [event.command for event in events[1:]] == ["AT+CSQ", "AT+CSQ"]


@pytest.mark.parametrize(
    "data", [b"", b"\x00\xff", b'+QLTS: "2024/05/06,14:07:33+32"\r\n' * 5, b"14:07:33\r\n", b"x" * 100_000]
)
def test_what_is_no_log_stays_as_it_is(data: bytes) -> None:
    stream, live = plain([Record("R", 0.0, data)])
    assert (b"".join(record.data for record in stream), live) == (data, False)


def test_pieces_of_any_size(tmp_path: Path) -> None:
    data = LOGS["sscom"].encode() * 3
    whole = [record.data for record in plain([Record("R", 0.0, data)])[0]]
    pieces = [Record("R", 0.0, data[:200]), *(Record("R", 0.0, data[n : n + 1]) for n in range(200, len(data)))]
    assert [record.data for record in plain(pieces)[0]] == whole
