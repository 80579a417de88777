"""Command lines, taken apart as V.250 says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atbench.virtual.line import Refused, Request, requests, split


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("", []),
        ("E0", [Request("E", "execute", "0")]),
        ("E0V1Q0", [Request("E", "execute", "0"), Request("V", "execute", "1"), Request("Q", "execute", "0")]),
        ("&F", [Request("&F", "execute", "")]),
        ("S3?", [Request("S", "read", "3,")]),
        ("S3=13", [Request("S", "write", "3,13")]),
        ("+CSQ", [Request("+CSQ", "execute", "")]),
        ("+csq", [Request("+CSQ", "execute", "")]),
        ("+ CREG ?", [Request("+CREG", "read", "")]),
        ("+CREG=?", [Request("+CREG", "test", "")]),
        ("+CREG=2;+CREG?", [Request("+CREG", "write", "2"), Request("+CREG", "read", "")]),
        ("E0+CMEE=1;&F", [Request("E", "execute", "0"), Request("+CMEE", "write", "1"), Request("&F", "execute", "")]),
        ('+X="a;b";+Y', [Request("+X", "write", '"a;b"'), Request("+Y", "execute", "")]),
        ("+CSQ;", [Request("+CSQ", "execute", "")]),
    ],
)
def test_parts(line, parts):
    assert list(requests(line)) == parts


@pytest.mark.parametrize("line", ["+", "+CSQ?1", "+CSQ 1", "=", "?", "1", "{}", "+=1", "+CREG=?,1"])
def test_what_cannot_be_read(line):
    with pytest.raises(Refused):
        list(requests(line))


def test_what_stands_before_a_slip_is_still_given():
    given_ = requests("E0+CSQ?1")
    assert next(given_) == Request("E", "execute", "0")
    with pytest.raises(Refused):
        next(given_)


@pytest.mark.parametrize(
    ("rest", "values"),
    [
        ("", [("", False)]),
        ("1", [("1", False)]),
        ('1,"a,b",,2', [("1", False), ("a,b", True), ("", False), ("2", False)]),
        (' 1 , "x" ', [("1", False), ("x", True)]),
    ],
)
def test_values(rest, values):
    assert list(split(rest).values) == values


@pytest.mark.parametrize("rest", ['"a', 'a"', '"a"b', 'a"b"', '"', '"a"b"c"'])
def test_quotes_in_wrong_places(rest):
    with pytest.raises(Refused):
        split(rest)


@pytest.mark.parametrize("text", ["", "x", "-1", "16", "1.0", '"1"', "１", "99999999999"])
def test_a_number_out_of_range(text):
    with pytest.raises(Refused) as refused:
        split(text, 50).number(0, 0, 15)
    assert refused.value.code == 50


def test_texts_keep_their_bytes():
    assert split('"' + "主题".encode().decode("latin-1") + '"').data(0) == "主题".encode()
    assert split("1,").text(1, default="kept") == "kept"
    with pytest.raises(Refused):
        split("1,").text(1)
    with pytest.raises(Refused):
        split('"' + "x" * 101 + '"').text(0, 1, 100)


@given(st.text())
def test_nothing_breaks_it(line):
    try:
        for request in requests(line):
            split(request.rest)
    except Refused:
        pass
