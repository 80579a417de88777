"""Random file commands in random order, bytes among them: a module never stays away, and its files hold together."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from .kinds import having
from .talk import Talk

SPEED = 1000
NAME = st.sampled_from(['"a"', '"b"', '"UFS:a"', '"RAM:a"', '"SD:a"', '"*"', '"RAM:*"', '"SD:*"', '""', "a", '"a?b"'])
NUMBER = st.sampled_from(["0", "1", "2", "3", "20", "100", "1000", "999999999", "-1", ""])
VERB = st.sampled_from(
    ["FUPL", "FOPEN", "FDWL", "FDEL", "FLST", "FLDS", "FREAD", "FWRITE", "FSEEK", "FPOSITION", "FCLOSE"]
)
LINE = st.one_of(
    st.builds(
        lambda verb, name, more: f"AT+Q{verb}={','.join([name, *more])}", VERB, NAME, st.lists(NUMBER, max_size=3)
    ),
    st.builds(lambda verb, values: f"AT+Q{verb}={','.join(values)}", VERB, st.lists(NUMBER, min_size=1, max_size=3)),
    st.builds(lambda verb, form: f"AT+Q{verb}{form}", VERB, st.sampled_from(["", "?", "=?"])),
    st.sampled_from(
        [
            'AT+QFUPL="a",5,1',
            'AT+QFUPL="SD:a",2000,1,1',
            'AT+QFOPEN="a",0',
            "AT+QFWRITE=1,3,1",
            "AT+QFREAD=1",
            "data",
            "x" * 1100,
            "+++",
            "AT+CFUN=1,1",
        ]
    ),
)


@settings(max_examples=60, deadline=None)
@given(having("file"), st.lists(LINE, max_size=16))
@example("ec20", ['AT+QFUPL="RAM:a",999999999,65535', "AT+QFLST"])
def test_at_is_answered_afterwards(profile, lines):
    with Talk(speed=SPEED, profile=profile) as talk:
        for line in lines:
            talk.say(line.encode())
            talk.answered(b"never said", 0.004)
        talk.come_home()
        used, number = talk.ask("AT+QFLDS").split("|")[-2].removeprefix("+QFLDS: ").split(",")
        sizes = [int(line.rpartition(",")[2]) for line in talk.ask('AT+QFLST="UFS:*"').split("|")[:-1]]
        assert (int(used), int(number)) == (sum(sizes), len(sizes))
