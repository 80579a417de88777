"""Where a host name leads."""

import asyncio

import pytest

from atbench.virtual.backends.names import Names, Refuses, Unknown


async def cloud(host: str, port: int, tls: bool) -> tuple[str, int]:
    if port == 1884:
        raise Refuses(port)
    return "cloud", port


MAPPED = {"broker.example": ("127.0.0.9", 4)}
LOCAL, REAL = Names(MAPPED, cloud), Names(MAPPED, None)


@pytest.mark.parametrize(
    ("names", "host", "found"),
    [
        (LOCAL, "Broker.Example.", ("127.0.0.9", 4)),
        (LOCAL, "other.example", ("cloud", 1883)),
        (LOCAL, "127.0.0.1", ("127.0.0.1", 1883)),
        (LOCAL, "localhost", ("127.0.0.1", 1883)),
        (REAL, "broker.example", ("127.0.0.9", 4)),
        (REAL, "127.0.0.1", ("127.0.0.1", 1883)),
    ],
)
def test_found(names, host, found):
    address = asyncio.run(names.find(host, 1883))
    assert address == found or (host == "localhost" and address == ("::1", 1883))


@pytest.mark.parametrize(("names", "host"), [(LOCAL, "x.invalid"), (LOCAL, "a b"), (LOCAL, ""), (REAL, "x.invalid")])
def test_unknown(names, host):
    with pytest.raises(Unknown):
        asyncio.run(names.find(host, 1883))


def test_a_port_that_nobody_serves():
    with pytest.raises(Refuses):
        asyncio.run(LOCAL.find("other.example", 1884))
