"""Counting lines fast and counting them slowly give the same."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from atbench.at.flood import GLUE, LINE, head_of, lines_of, may_hold

LINES = [b"+CSQ: 1,99\r\n", b"\r\n", b"ab\n", b"x\r\n", b"a\rb\r\n", b" \r\n", b"\x00\r\n", b"\n"]
MORE = [b"c\r", b"\r", b"+QMTRECVLONG: 0\r\n", b" d\r\n", b"e\r\r\n", b"ERROR 5\r\n"]


def up_to_line_feed(parts: list[bytes]) -> bytes:
    """A block as the engine cuts it."""
    stream = b"".join(parts)
    return stream[: stream.rfind(b"\n") + 1]


@given(st.lists(st.sampled_from([*LINES, *MORE, GLUE + b"\r\n", GLUE]), min_size=1))
def test_the_fast_way_to_count_lines_counts_as_the_slow_one(parts):
    block = up_to_line_feed(parts)
    assert list(lines_of(block)[0]) == [len(line) for line in LINE.findall(block)]


@given(st.lists(st.sampled_from([*LINES, *MORE]), min_size=1))
def test_all_heads_are_counted(parts):
    block = up_to_line_feed(parts)
    assert lines_of(block)[1] == Counter(head_of(line.lstrip(b"\r\n \x00")) for line in LINE.findall(block))


def test_heads():
    lines = [b"+CSQ: 1,99", b"OK", b"+QMTRECV: 0,1", b"NO CARRIER", b"+QHTTPREADFILE: 0", b"RDY", b"RDY"]
    block = b"".join(b"\r\n" + line + b"\r\n" for line in lines)
    heads = lines_of(block)[1]
    assert heads == {b"+CSQ:": 1, b"OK": 1, b"+QMTRECV:": 1, b"NO": 1, b"+QHTTPREAD": 1, b"RDY": 2}
    names = [b"+CSQ", b"OK", b"+QMTRECV", b"NO CARRIER", b"+QHTTPREADFILE", b"+QHTTPREAD"]
    assert all(may_hold(heads, name) for name in names)
    assert not any(may_hold(heads, name) for name in (b"+CS", b"+QMTREC", b"+QMTRECVX", b"ERROR", b"+QHTTPGET"))
