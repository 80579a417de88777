"""What reached the far end, as things to list: messages, mails, files, web requests. No Qt."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from atbench.texts import _
from atbench.ui.arrivals.item import Item

if TYPE_CHECKING:
    from atbench.virtual.far_end import Arrived, FarEnd, Mail, Received
    from atbench.virtual.far_end.web import Request


class Arrivals:
    """Reads a far end bit by bit; everything it has only grows, so that a look costs next to nothing."""

    def __init__(self, far_end: FarEnd) -> None:
        self._far_end = far_end
        self._messages = self._mails = self._requests = 0
        self._files: dict[str, float] = {}  # path -> when it came last

    def new(self) -> list[Item]:
        """What came since the last time, the oldest first."""
        far = self._far_end
        messages, mails = far.messages[self._messages :], far.mails[self._mails :]
        requests = far.requests[self._requests :]
        self._messages += len(messages)
        self._mails += len(mails)
        self._requests += len(requests)
        files = [file for file in far.files if self._files.get(file.path) != file.time]
        self._files |= {file.path: file.time for file in files}
        found = [
            *map(of_message, messages),
            *map(of_mail, mails),
            *map(of_file, files),
            *map(of_request, requests),
        ]
        return sorted(found, key=lambda item: item.time)


def of_message(message: Arrived) -> Item:
    name = PurePosixPath(message.topic).name or "message"
    return Item("message", message.topic, message.payload, message.time, name=f"{name}.bin")


def of_mail(mail: Mail) -> Item:
    envelope = mail.envelope
    rows = (
        (_("From"), mail.sender or envelope.sender),
        (_("To"), ", ".join(mail.to)),
        (_("Cc"), ", ".join(mail.cc)),
        (_("Delivered to"), ", ".join(envelope.recipients)),
        (_("Signed in"), envelope.user or _("nobody")),
        (_("Connection"), "TLS" if envelope.secure else _("not encrypted")),
        (_("Charset"), mail.charset),
        (_("Attachments"), str(len(mail.attachments)) if mail.attachments else ""),
    )
    parts = tuple((part.name or "attachment.bin", part.data) for part in mail.attachments)
    facts = tuple((word, value) for word, value in rows if value)
    about = f"{mail.sender or envelope.sender} → {', '.join(envelope.recipients)}"
    text = mail.text.encode()
    original = (("mail.eml", mail.data),)
    return Item(
        "mail",
        mail.subject or _("(no subject)"),
        text,
        envelope.time,
        about,
        facts,
        "mail.txt",
        parts + original,
        size=len(mail.data),
    )


def of_file(file: Received) -> Item:
    return Item("file", file.path, file.data, file.time, name=PurePosixPath(file.path).name or "file.bin")


def of_request(request: Request) -> Item:
    facts = tuple((name, value) for name, value in request.headers.items())[:8]
    title = f"{request.method} {request.target}"
    about = "" if request.body else request.headers.get("host", "")
    return Item("request", title, request.body, request.time, about, facts, "body.bin")
