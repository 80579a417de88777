"""Counting lines fast and counting them slowly give the same."""

from hypothesis import given
from hypothesis import strategies as st

from atbench.at.flood import LINE, line_lengths


@given(
    st.lists(
        st.sampled_from([b"+CSQ: 1,99\r\n", b"\r\n", b"ab\n", b"x\r\n", b"a\rb\r\n", b" \r\n", b"\x00\r\n", b"\n"]),
        min_size=1,
    )
)
def test_the_fast_way_to_count_lines_counts_as_the_slow_one(parts):
    block = b"".join(parts)
    assert list(line_lengths(block)) == [len(line) for line in LINE.findall(block)]
