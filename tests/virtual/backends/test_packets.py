"""MQTT packets, against the examples of the standard and against themselves."""

import asyncio
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atbench.virtual.backends import packets
from atbench.virtual.backends.packets import Broken, Fields, Hello, Message, Packet


def read(data: bytes) -> Packet:
    async def run() -> Packet:
        stream = asyncio.StreamReader()
        stream.feed_data(data)
        stream.feed_eof()
        return await packets.read(stream)

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("size", "length"),  # MQTT 3.1.1 table 2.4
    [(0, "00"), (127, "7f"), (128, "8001"), (16383, "ff7f"), (16384, "808001")],
)
def test_remaining_length(size, length):
    data = packets.pack(packets.PUBLISH, bytes(size))
    assert data[1 : 1 + len(length) // 2].hex() == length
    assert read(data) == Packet(packets.PUBLISH, 0, bytes(size))


def test_connect_as_the_standard_shows_it():
    """3.1.2.11, figure 3.6: user name, password, will with QoS 1, clean session, keep-alive 10."""
    hello = Hello(b"", b"u", b"p", 4, True, 10, Message(b"w", b"m", 1))
    assert hello.pack()[2:12].hex() == "00044d51545404ce000a"


def test_flags_of_the_packets_that_carry_some():
    assert packets.pack(packets.SUBSCRIBE)[0] == 0x82
    assert packets.pack(packets.UNSUBSCRIBE)[0] == 0xA2
    assert packets.ack(packets.PUBREL, 1) == b"\x62\x02\x00\x01"
    assert packets.pack(packets.PINGREQ) == b"\xc0\x00"


BYTES = st.binary(max_size=300)


@given(st.builds(Message, BYTES, BYTES, st.integers(1, 2), st.booleans(), st.integers(1, 65535)))
def test_messages_come_back(message):
    assert Message.unpack(read(message.pack())) == message
    again = read(message.pack(again=True))
    assert again.flags & 8
    assert Message.unpack(again) == message


WILLS = st.none() | st.builds(Message, BYTES, BYTES, st.integers(0, 2), st.booleans())


@given(
    st.builds(
        Hello,
        BYTES,
        st.none() | BYTES,
        st.none() | BYTES,
        st.sampled_from([3, 4]),
        st.booleans(),
        st.integers(0, 65535),
        WILLS,
    )
)
def test_connects_come_back(hello):
    assert Hello.unpack(read(hello.pack())) == hello


@pytest.mark.parametrize("data", [b"", b"\x30", b"\x30\x05ab"])
def test_a_connection_that_ends_in_between(data):
    with pytest.raises(EOFError):
        read(data)


@pytest.mark.parametrize("data", [b"\x00\x00", b"\x30\xff\xff\xff\xff\x01", b"\x30\xff\xff\xff\x7f"])
def test_what_is_no_mqtt(data):
    with pytest.raises(Broken):
        read(data)


@given(st.binary(max_size=60))
def test_bodies_of_nonsense(body):
    for unpack in (Hello.unpack, Message.unpack):
        for flags in (0, 2, 6):
            with suppress(Broken):
                unpack(Packet(packets.CONNECT, flags, body))


def test_a_body_that_is_too_short():
    with pytest.raises(Broken):
        Fields(b"\x00").short()
