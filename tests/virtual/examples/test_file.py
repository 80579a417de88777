"""The examples of the Quectel FILE note V1.0, with other names, bytes and lengths."""

from atbench.virtual.storage import checksum

from ..talk import Talk
from .script import play

LISTS = """
# 2.2.1
> AT+QFLDS="UFS"
< +QFLDS: 914377,917503
< OK
> AT+QFLDS
< +QFLDS: 3126,2
< OK
# 2.2.2
> AT+QFLST="*"
< +QFLST: "UFS:cert.pem",1054
< +QFLST: "UFS:log.txt",2072
< OK
> AT+QFLST="log.txt"
< +QFLST: "UFS:log.txt",2072
< OK
# 2.2.3
> AT+QFDEL="cert.pem"
< OK
> AT+QFDEL="*"
< OK
> AT+QFLST="*"
< OK
"""
UPLOADS = """
# 3.1.1.1
> AT+QFUPL="note.txt",12
< CONNECT
>> 12 bytes now
< +QFUPL: 12,{sum}
< OK
# 3.1.1.2
> AT+QFUPL="long.txt",2600,5,1
< CONNECT
>> {block}
<< {A}
>> {block}
<< {A}
>> {rest}
< +QFUPL: 2600,{long}
< OK
# 3.1.2
> AT+QFDWL="note.txt"
< CONNECT
<< {note}
< +QFDWL: 12,{sum}
< OK
"""
HANDLES = """
> AT+QFOPEN="{name}",1
< +QFOPEN: {first}
< OK
> AT+QFWRITE={first},{size}
< CONNECT
>> {data}
< +QFWRITE: {size},{size}
< OK
> AT+QFSEEK={first},0,0
< OK
> AT+QFREAD={first},{size}
< CONNECT {size}
<< {data}
< OK
> AT+QFCLOSE={first}
< OK
"""


def test_space_lists_and_deleting(talk):
    talk.upload("cert.pem", bytes(1054))
    talk.upload("log.txt", bytes(2072))
    play(talk, LISTS)


def test_up_and_down(talk):
    note, long = b"12 bytes now", bytes(range(200)) * 13
    script = UPLOADS.replace("{sum}", checksum(note)).replace("{long}", checksum(long))
    # The second block may be typed as soon as A has come; what is read is the whole.
    script = script.replace(">> {block}", ">> {one}", 1).replace(">> {block}", ">> {two}")
    play(talk, script, A=b"A", one=long[:1024], two=long[1024:2048], rest=long[2048:], note=note)


def handled(talk, name, first, size):
    script = HANDLES.replace("{name}", name).replace("{first}", str(first)).replace("{size}", str(size))
    play(talk, script, data=bytes(place % 251 for place in range(size)))


def test_a_file_of_the_flash(talk):
    """3.2.1. The length stands behind CONNECT, as 2.2.7 has it and this example has not."""
    handled(talk, "lamp.txt", 1, 14)


def test_a_file_of_the_card():
    """3.2.2, on a module that has one."""
    with Talk(profile="ec200s") as talk:
        handled(talk, "SD:2.txt", 20, 900)
