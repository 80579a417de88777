"""The steps of the mail wizard. Quectel EC2x&EG9x&EG2x-G&EM05 SMTP note V1.0, chapters 1.2 and 2.2."""

from __future__ import annotations

import re
from pathlib import Path

from atbench.texts import _, joined, ngettext
from atbench.wizards.moving import storage
from atbench.wizards.plans import file_size, uploading
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import Say, StepFailed, Values

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


def usual_port(values: Values) -> str:
    """The port that goes with the security."""
    return PORTS.get(values.get("security", ""), "")


def port_doubt(values: Values) -> str:
    """What looks wrong about port and security, "" for nothing."""
    port = values.get("port", "")
    usual = {"465": "1", "587": "2", "25": "0"}.get(port)
    if usual is None or usual == values["security"] or (port == "25" and values["security"] == "2"):
        return ""
    words = {"0": _("no security"), "1": "SSL", "2": "STARTTLS"}
    return _("unusual: port {port} mostly goes with {security}").format(port=port, security=words[usual])


def host(values: Values) -> str:
    """The server: that of the provider, or the user's own."""
    return PROVIDERS.get(values.get("provider", ""), values.get("server", ""))


def server_plan(values: Values) -> list[str]:
    secured = values["security"] != "0"
    return [
        f'AT+QSMTPCFG="contextid",{values["context"]}',
        f'AT+QSMTPCFG="ssltype",{values["security"]}',
        *([f'AT+QSMTPCFG="sslctxid",{values["ssl_context"]}'] if secured else []),
        f'AT+QSMTPCFG="smtpserver","{host(values)}",{values["port"]}',
        f'AT+QSMTPCFG="account","{values["user"]}","{values["password"]}"',
        f'AT+QSMTPCFG="sender","{values["sender_name"]}","{values["sender"]}"',
    ]


async def server(talk: Talk) -> str:
    values = talk.values
    for command in server_plan(values):
        await talk.do(command)
    told = f"{host(values)}:{values['port']}"
    return joined("; ", filter(None, (told, port_doubt(values))))


def address_limit(name: str) -> Say:
    """What is wrong with the addresses of a field."""

    def told(values: Values) -> str:
        wrong = next((one for one in _lines(values, name) if not re.fullmatch(r"[^@\s]+@[^@\s]+", one)), "")
        return _("{address} is no mail address: name@server").format(address=wrong) if wrong else ""

    return told


def recipients_limit(values: Values) -> str:
    """They count together, whoever they are; said where the first of them stand."""
    count = sum(len(_lines(values, name)) for name in ("to", "cc", "bcc"))
    if count > MOST_RECIPIENTS:
        return _("{count} recipients, {most} are allowed").format(count=count, most=MOST_RECIPIENTS)
    return address_limit("to")(values)


def recipients_plan(values: Values) -> list[str]:
    wanted = [(kind, one) for kind, name in ((1, "to"), (2, "cc"), (3, "bcc")) for one in _lines(values, name)]
    return [f'AT+QSMTPDST=1,{kind},"{address}"' for kind, address in wanted]


async def recipients(talk: Talk) -> str:
    wanted = recipients_plan(talk.values)
    for command in wanted:
        await talk.do(command)
    return ngettext("{count} recipient", "{count} recipients", len(wanted)).format(count=len(wanted))


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


def letters_doubt(name: str) -> Say:
    """A letter that the chosen character set does not have: the step would stop there."""

    def told(values: Values) -> str:
        try:
            encoded(values, values.get(name, ""))
        except StepFailed as error:
            return str(error)
        return ""

    return told


def subject_limit(values: Values) -> str:
    text = values.get("subject", "")
    length = 0 if letters_doubt("subject")(values) else len(encoded(values, text))
    if length <= LONGEST_SUBJECT:
        return ""
    return _("The subject has {length} bytes, {most} are allowed").format(length=length, most=LONGEST_SUBJECT)


def subject_plan(values: Values) -> list[str]:
    text = values["subject"]
    data, charset = encoded(values, text), charset_of(values, text)
    return [f'AT+QSMTPSUB={charset},"{text if charset == "0" else data.hex().upper()}"']


async def subject(talk: Talk) -> str:
    for command in subject_plan(talk.values):
        await talk.do(command)
    length = len(encoded(talk.values, talk.values["subject"]))
    return ngettext("{length} byte", "{length} bytes", length).format(length=length)


def _body(values: Values) -> bytes:
    return encoded(values, values["body"].replace("\r\n", "\n").replace("\n", "\r\n"))


def body_plan(values: Values) -> list[str]:
    return [f"AT+QSMTPBODY={charset_of(values, values['body'])},{len(_body(values))},{INPUT_TIME}"]


async def body(talk: Talk) -> str:
    data = _body(talk.values)
    for command in body_plan(talk.values):
        await talk.data(command, data, timeout=INPUT_TIME)
    return ngettext("{length} byte", "{length} bytes", len(data)).format(length=len(data))


DETACH = "AT+QSMTPATT=0"


def _attaching(number: int, path: str) -> str:
    return f'AT+QSMTPATT=1,{number},"{Path(path).name}"'


def attachments_limit(values: Values) -> str:
    count = len(_lines(values, "attachments"))
    if count <= MOST_FILES:
        return ""
    return _("{count} attachments, {most} are allowed").format(count=count, most=MOST_FILES)


def attach_plan(values: Values) -> list[str]:
    told = [DETACH]
    for number, path in enumerate(_lines(values, "attachments"), 1):
        told += [*uploading(Path(path).name, file_size(path)), _attaching(number, path)]
    return told


async def attach(talk: Talk) -> str:
    """Brings the files to the module and attaches them, those of an earlier try taken off first."""
    paths = _lines(talk.values, "attachments")
    await talk.ask(DETACH)
    for number, path in enumerate(paths, 1):
        await storage.upload(talk, Path(path).name, storage.read_file(path))
        await talk.do(_attaching(number, path))
    return _("{count} attached").format(count=len(paths))


async def send(talk: Talk) -> str:
    seconds = talk.values["timeout"]
    event = await talk.do(f"AT+QSMTPPUT={seconds}", late=float(seconds) + 5)
    return talk.meaning(event) or _("sent")


def clean_plan(values: Values) -> list[str]:
    return ["AT+QSMTPCLR", *(f'AT+QFDEL="{Path(path).name}"' for path in _lines(values, "attachments"))]


async def clean(talk: Talk) -> str:
    """The files go that were brought: they wait to be taken back."""
    clear, *deletions = clean_plan(talk.values)
    await talk.do(clear)
    for command in deletions:
        if command in talk.undo:
            talk.undo.remove(command)
            await talk.do(command)
    return _("clean")


def _lines(values: Values, name: str) -> list[str]:
    return [line.strip() for line in values.get(name, "").splitlines() if line.strip()]
