"""The steps of the mail wizard. Quectel EC2x&EG9x&EG2x-G&EM05 SMTP note V1.0, chapters 1.2 and 2.2."""

from __future__ import annotations

from pathlib import Path

from atbench.texts import _
from atbench.wizards import storage
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import StepFailed, Values

# Server, and the security with which it is usually reached.
PROVIDERS = {
    "qq": "smtp.qq.com",
    "163": "smtp.163.com",
    "126": "smtp.126.com",
    "gmail": "smtp.gmail.com",
    "outlook": "smtp.office365.com",
}
PORTS = {"0": "25", "1": "465", "2": "587"}
CODECS = {"0": "ascii", "1": "utf-8", "2": "gb2312", "3": "big5"}
MOST_RECIPIENTS, MOST_FILES, LONGEST_SUBJECT = 20, 10, 100
INPUT_TIME = 120  # s for the text


async def tidy(talk: Talk) -> str:
    await talk.do("AT+QSMTPCLR")
    return _("nothing left of earlier mails")


def where(values: Values) -> tuple[str, str]:
    """Server and port: the user's, else the provider's and the usual one."""
    server = PROVIDERS.get(values.get("provider", ""), values.get("server", ""))
    return server, values.get("port") or PORTS[values["security"]]


def doubt(values: Values) -> str:
    """What looks wrong about port and security, "" for nothing."""
    _server, port = where(values)
    usual = {"465": "1", "587": "2", "25": "0"}.get(port)
    if usual is None or usual == values["security"] or (port == "25" and values["security"] == "2"):
        return ""
    words = {"0": _("no security"), "1": "SSL", "2": "STARTTLS"}
    return _("unusual: port {port} mostly goes with {security}").format(port=port, security=words[usual])


async def server(talk: Talk) -> str:
    values = talk.values
    host, port = where(values)
    if not host:
        raise StepFailed(_("Which server? Choose a provider or name it"))
    await talk.do(f'AT+QSMTPCFG="contextid",{values["context"]}')
    await talk.do(f'AT+QSMTPCFG="ssltype",{values["security"]}')
    if values["security"] != "0":
        await talk.do(f'AT+QSMTPCFG="sslctxid",{values["ssl_context"]}')
    await talk.do(f'AT+QSMTPCFG="smtpserver","{host}",{port}')
    await talk.do(f'AT+QSMTPCFG="account","{values["user"]}","{values["password"]}"')
    await talk.do(f'AT+QSMTPCFG="sender","{values["sender_name"]}","{values["sender"]}"')
    told = f"{host}:{port}"
    return "; ".join(part for part in (told, doubt(values)) if part)


async def recipients(talk: Talk) -> str:
    wanted = [(kind, one) for kind, name in ((1, "to"), (2, "cc"), (3, "bcc")) for one in _lines(talk.values, name)]
    if len(wanted) > MOST_RECIPIENTS:
        raise StepFailed(_("{count} recipients, {most} are allowed").format(count=len(wanted), most=MOST_RECIPIENTS))
    for kind, address in wanted:
        await talk.do(f'AT+QSMTPDST=1,{kind},"{address}"')
    return _("{count} recipients").format(count=len(wanted))


def charset_of(values: Values, text: str) -> str:
    """The number of the character set: the one wanted, else ASCII where the text is, else UTF-8."""
    wanted = values.get("charset", "auto")
    return wanted if wanted != "auto" else "0" if text.isascii() else "1"


def encoded(values: Values, text: str) -> bytes:
    """The text in its character set. Raises StepFailed where a letter is not in it."""
    charset = charset_of(values, text)
    try:
        return text.encode(CODECS[charset])
    except UnicodeEncodeError as error:
        letter = text[error.start]
        raise StepFailed(
            _("{letter} is not in the character set {name}").format(letter=letter, name=CODECS[charset].upper()),
            (),
            (_("Choose UTF-8, or: as the text needs"),),
        ) from None


async def subject(talk: Talk) -> str:
    text = talk.values["subject"]
    data, charset = encoded(talk.values, text), charset_of(talk.values, text)
    if len(data) > LONGEST_SUBJECT:
        raise StepFailed(
            _("The subject has {length} bytes, {most} are allowed").format(length=len(data), most=LONGEST_SUBJECT)
        )
    await talk.do(f'AT+QSMTPSUB={charset},"{text if charset == "0" else data.hex().upper()}"')
    return _("{length} bytes").format(length=len(data))


async def body(talk: Talk) -> str:
    text = talk.values["body"].replace("\r\n", "\n").replace("\n", "\r\n")
    data = encoded(talk.values, text)
    command = f"AT+QSMTPBODY={charset_of(talk.values, text)},{len(data)},{INPUT_TIME}"
    await talk.data(command, data, timeout=INPUT_TIME)
    return _("{length} bytes").format(length=len(data))


async def attach(talk: Talk) -> str:
    """Brings the files to the module and attaches them, those of an earlier try taken off first."""
    paths = _lines(talk.values, "attachments")
    if len(paths) > MOST_FILES:
        raise StepFailed(_("{count} attachments, {most} are allowed").format(count=len(paths), most=MOST_FILES))
    await talk.ask("AT+QSMTPATT=0")
    for number, path in enumerate(paths, 1):
        name = Path(path).name
        await storage.upload(talk, name, storage.read_file(path))
        await talk.do(f'AT+QSMTPATT=1,{number},"{name}"')
    return _("{count} attached").format(count=len(paths))


async def send(talk: Talk) -> str:
    seconds = talk.values["timeout"]
    event = await talk.do(f"AT+QSMTPPUT={seconds}", late=float(seconds) + 5)
    return talk.explain(event).note or _("sent")


async def clean(talk: Talk) -> str:
    await talk.do("AT+QSMTPCLR")
    for path in _lines(talk.values, "attachments"):
        command = f'AT+QFDEL="{Path(path).name}"'
        if command in talk.undo:
            talk.undo.remove(command)
            await talk.do(command)
    return _("clean")


def _lines(values: Values, name: str) -> list[str]:
    return [line.strip() for line in values.get(name, "").splitlines() if line.strip()]
