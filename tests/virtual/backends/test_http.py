"""Addresses of web requests; the client itself is tested through the commands."""

import pytest

from atbench.virtual.backends.http import Url, parse
from atbench.virtual.backends.http_codes import BAD_URL, TEXTS, Failed


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://web.example", Url(False, "web.example", 80, "/")),
        ("HTTP://Web.Example/", Url(False, "web.example", 80, "/")),
        ("https://web.example/a/b?c=d&e", Url(True, "web.example", 443, "/a/b?c=d&e")),
        ("https://user:word@10.0.0.1:8443/x", Url(True, "10.0.0.1", 8443, "/x")),
    ],
)
def test_parts(text, url):
    assert parse(text) == url


@pytest.mark.parametrize(
    "text", ["", "x", "//web.example/", "ftp://web.example/", "http://", "http://a b/", "http://x:y/", "http://x/\n"]
)
def test_what_is_none(text):
    with pytest.raises(Failed) as caught:
        parse(text)
    assert caught.value.code == BAD_URL


def test_every_number_has_words():
    assert sorted(TEXTS) == list(range(701, 731))
