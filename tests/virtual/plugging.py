"""Sockets of a virtual module, for the tests that talk through them."""


def opened(talk, number=0, kind="TCP", mode=0, host="echo.example", port=7000):
    talk.say(f'AT+QIOPEN=1,{number},"{kind}","{host}",{port},0,{mode}')
    talk.hear("\r\nOK\r\n", f"\r\n+QIOPEN: {number},0\r\n")


def transparent(talk, kind="TCP", host="echo.example"):
    talk.say(f'AT+QIOPEN=1,0,"{kind}","{host}",7000,0,2')
    talk.hear("\r\nCONNECT\r\n")


def send(talk, data: bytes, values: str) -> None:
    talk.say(f"AT+QISEND={values}")
    talk.hear("\r\n> ")
    talk.say(data, end="")
    talk.hear("\r\nSEND OK\r\n")


def escape(talk):
    talk.answered(b"never said", 0.12)  # more than a second of the module
    talk.say("+++", end="")


def error(talk, command: str) -> str:
    """What AT+QIGETERROR says of a command that gets a plain ERROR."""
    assert talk.ask(command) == "ERROR"
    return talk.ask("AT+QIGETERROR")
