"""Files on a Quectel module: what is there, how much room is left, to it, from it, and away."""

from __future__ import annotations

from pathlib import Path

from atbench.files import write_whole
from atbench.texts import N_, _
from atbench.wizards import storage
from atbench.wizards.network import ALIVE
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import Field, Step, StepFailed, Wizard


async def room(talk: Talk) -> str:
    free, total = await storage.space(talk, talk.values["place"])
    return _("{free} of {total} bytes free").format(free=free, total=total)


async def contents(talk: Talk) -> str:
    found = await storage.listed(talk, _pattern(talk.values["place"]))
    return ", ".join(f"{stored.name} ({stored.size} B)" for stored in found) or _("no files")


async def up(talk: Talk) -> str:
    """Uploads the files; each keeps its name."""
    notes = []
    for path in talk.values["upload"].splitlines():
        data = storage.read_file(path)
        free, _total = await storage.space(talk, talk.values["place"])
        if len(data) > free:
            text = _("{path} has {size} bytes, {free} are free")
            raise StepFailed(text.format(path=path, size=len(data), free=free), (), (_("Delete files first"),))
        notes.append(await storage.upload(talk, _on(talk, Path(path).name), data, keep=True))
    return "; ".join(notes)


async def down(talk: Talk) -> str:
    """Downloads files into a folder of this computer."""
    notes = []
    for name in talk.values["download"].splitlines():
        data = await storage.download(talk, _on(talk, name))
        _keep(talk.values["folder"], name, data)
        notes.append(_("{name}: {size} bytes, checksum right").format(name=name, size=len(data)))
    return "; ".join(notes)


def _keep(folder: str, name: str, data: bytes) -> None:
    path = Path(folder).expanduser() / Path(name).name
    try:
        write_whole(path, data)
    except OSError as error:
        text = _("{path} cannot be written: {why}")
        raise StepFailed(text.format(path=path, why=error.strerror or error)) from None


async def away(talk: Talk) -> str:
    names = talk.values["delete"].splitlines()
    for name in names:
        await talk.do(f'AT+QFDEL="{_on(talk, name)}"')
    return _("{count} deleted").format(count=len(names))


def _pattern(place: str) -> str:
    return "*" if place == "UFS" else f"{place}:*"


def _on(talk: Talk, name: str) -> str:
    """A name with its place; the flash needs none."""
    place = talk.values["place"]
    return name if place == "UFS" or ":" in name else f"{place}:{name}"


PLACES = (("UFS", N_("flash (UFS)")), ("RAM", N_("memory (RAM)")), ("SD", N_("card (SD)")))

WIZARD = Wizard(
    "files",
    N_("Files on the module"),
    N_("Shows the files of the module, brings files to it and back, with checksums."),
    (
        Field("place", N_("Place"), "choice", default="UFS", choices=PLACES),
        Field("upload", N_("Files to upload"), "files", needed=False),
        Field("download", N_("Files to download, a name a line"), "list", row="+QFDWL.filename", needed=False),
        Field("folder", N_("Folder on this computer"), default=".", when="download"),
        Field("delete", N_("Files to delete, a name a line"), "list", row="+QFDEL.filename", needed=False),
    ),
    (
        ALIVE,
        Step("room", N_("Room"), N_("How many bytes are free."), ('AT+QFLDS="{place}"',), room, ("place",), "+QFLDS"),
        Step(
            "delete",
            N_("Delete"),
            N_("Deletes the files that are named: first, so that there is room."),
            ('AT+QFDEL="{delete}"',),
            away,
            ("delete",),
            "+QFDEL",
            N_("What is deleted is gone for good."),
            when="delete",
        ),
        Step(
            "upload",
            N_("Upload"),
            N_("Sends each file and compares the checksum that the module computes."),
            ('AT+QFUPL="{upload}",…',),
            up,
            ("upload",),
            "+QFUPL",
            N_("A file of the same name on the module is replaced."),
            when="upload",
        ),
        Step(
            "download",
            N_("Download"),
            N_("Reads each file and compares its checksum."),
            ('AT+QFDWL="{download}"',),
            down,
            ("download", "folder"),
            "+QFDWL",
            when="download",
        ),
        Step("list", N_("Files"), N_("What is on the module now."), ('AT+QFLST="*"',), contents, manual="+QFLST"),
    ),
    ("quectel",),
)
