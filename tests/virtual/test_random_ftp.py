"""Random FTP commands in random order, with a server in random moods: a module never stays away."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .filing import HOST, Filing
from .kinds import having

pytest.importorskip("pyftpdlib")

SPEED = 500
NAMES = st.sampled_from(['"a"', '"."', '"readme.txt"', '"sub/a"', '"what?"', '""', "a", '"\\xff"'])
LOCALS = st.sampled_from(['"COM:"', '"UFS:a"', '"SD:a"', '"UFS:readme.txt"', '"a"', '"RAM:a"'])
NUMBERS = st.sampled_from(["0", "1", "5", "100", "999999999", "", "-1"])
SINGLE = [
    f"AT+QFTP{name}"
    for name in ("PWD", "STAT", "LEN", "CLOSE", 'CWD="sub"', 'MKDIR="sub"', 'RMDIR="sub"', 'RENAME="a","b"', 'DEL="a"')
]
MOODS = ("mute", "refuse", "no_data", "room", "pace", "drop", "calm")
LINE = st.one_of(
    st.builds(
        lambda kind, a, b, c: f"AT+QFTP{kind}={','.join([a, b, *c])}",
        *[st.sampled_from(["PUT", "GET"]), NAMES, LOCALS, st.lists(NUMBERS, max_size=3)],
    ),
    st.builds(lambda kind, a, b: f"AT+QFTP{kind}={a},{b}", st.sampled_from(["LIST", "NLST", "MLSD"]), NAMES, LOCALS),
    st.sampled_from([*SINGLE, f'AT+QFTPOPEN="{HOST}"', f'AT+QFTPOPEN="{HOST}",990', 'AT+QFTPOPEN="no.invalid"']),
    st.sampled_from(["ATO", "AT+QIDEACT=1", "AT+QIACT=1", "AT+CFUN=1,1", "data", "+++", 'AT+QFUPL="readme.txt",8,1']),
    st.builds(
        lambda key, value: f'AT+QFTPCFG="{key}",{value}',
        st.sampled_from(["ssltype", "transmode", "rsptimeout", "filetype", "restenable", "data_address", "contextid"]),
        st.sampled_from(["0", "1", "2", "20"]),
    ),
    st.sampled_from(MOODS),
)


def feel(talk, mood):
    moods = talk.far_end.file_moods
    match mood:
        case "drop":
            talk.far_end.drop()
        case "calm":
            moods.mute = moods.refuse = moods.no_data = False
            moods.room, moods.pace = None, 0
        case "room":
            moods.room = 3
        case "pace":
            moods.pace = 1000
        case _:
            setattr(moods, mood, True)


@settings(max_examples=60, deadline=None)
@given(having("ftp"), st.lists(LINE, min_size=4, max_size=14))
def test_at_is_answered_afterwards(profile, lines):
    with Filing(profile=profile, speed=SPEED) as talk:
        talk.late(f'AT+QFTPOPEN="{HOST}"')  # a busy computer may be too slow for a module in such a hurry
        talk.settings('"rsptimeout",20')
        for line in lines:
            if line in MOODS:
                feel(talk, line)
            talk.say(line.encode("latin-1"))
            talk.answered(b"\r\nOK\r\n", 0.01)
        talk.come_home()
