"""Files on a Quectel module: what is there, how much room is left, to it, from it, and away."""

from __future__ import annotations

from pathlib import Path

from atbench.texts import N_, _
from atbench.wizards.moving import storage
from atbench.wizards.moving.move import move, said
from atbench.wizards.moving.places import Computer, Module
from atbench.wizards.network.steps import ALIVE
from atbench.wizards.plans import downloading, file_size, named, uploading
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import Field, Step, Values, Wizard


async def room(talk: Talk) -> str:
    free, total = await storage.space(talk, talk.values["place"])
    return _("{free} of {total} bytes free").format(free=free, total=total)


def list_plan(values: Values) -> list[str]:
    return [f'AT+QFLST="{_pattern(values["place"])}"']


def up_plan(values: Values) -> list[str]:
    """Of files; those of a folder have its name before theirs."""
    told = list_plan(values)
    for path in values["upload"].splitlines():
        told += [f'AT+QFLDS="{values["place"]}"', *uploading(named(values["place"], Path(path).name), file_size(path))]
    return told


def down_plan(values: Values) -> list[str]:
    told = []
    for name in values["download"].splitlines():
        told += [*list_plan(values), *downloading(named(values["place"], name.rpartition(":")[2]))]
    return told


def away_plan(values: Values) -> list[str]:
    return [f'AT+QFDEL="{named(values["place"], name)}"' for name in values["delete"].splitlines()]


async def contents(talk: Talk) -> str:
    found = await storage.listed(talk, _pattern(talk.values["place"]))
    return ", ".join(f"{stored.name} ({stored.size} B)" for stored in found) or _("no files")


async def up(talk: Talk) -> str:
    """Uploads the files; each keeps its name."""
    here, module = Computer(), Module(talk, talk.values["place"])
    paths = [here.join(here.start, one) for one in talk.values["upload"].splitlines()]
    chosen = [(path, await here.is_folder(path)) for path in paths]
    return said(await move(talk, here, chosen, module, module.start), _("{count} files, {size} bytes, checksums right"))


async def down(talk: Talk) -> str:
    """Downloads files into a folder of this computer."""
    here, module = Computer(talk.values["folder"]), Module(talk, talk.values["place"])
    chosen = [(name.rpartition(":")[2], False) for name in talk.values["download"].splitlines()]
    return said(await move(talk, module, chosen, here, here.start), _("{count} files, {size} bytes, checksums right"))


async def away(talk: Talk) -> str:
    module, names = Module(talk, talk.values["place"]), talk.values["delete"].splitlines()
    for name in names:
        await module.delete(name, False)
    return _("{count} deleted").format(count=len(names))


def _pattern(place: str) -> str:
    return "*" if place == "UFS" else f"{place}:*"


PLACES = (("UFS", N_("flash (UFS)")), ("RAM", N_("memory (RAM)")), ("SD", N_("card (SD)")))

WIZARD = Wizard(
    "files",
    N_("Files on the module"),
    N_("Shows the files of the module, brings files to it and back, with checksums."),
    (
        Field("place", N_("Place"), "choice", default="UFS", choices=PLACES),
        Field("upload", N_("Files and folders to upload"), "files", needed=False),
        Field("download", N_("Files to download, a name a line"), "list", row="+QFDWL.filename", needed=False),
        Field("folder", N_("Folder on this computer"), default=".", when="download"),
        Field("delete", N_("Files to delete, a name a line"), "list", row="+QFDEL.filename", needed=False),
    ),
    (
        ALIVE,
        Step("room", N_("Room"), N_("How many bytes are free."), ('AT+QFLDS="{place}"',), room, ("place",), "+QFLDS"),
        Step(
            "manage",
            N_("File manager"),
            N_("Lists the files; in the window: this computer and the module side by side."),
            ("AT+QFLST",),
            contents,
            manual="+QFLST",
            plan=list_plan,
        ),
        Step(
            "delete",
            N_("Delete"),
            N_("Deletes the files that are named: first, so that there is room."),
            ("AT+QFDEL",),
            away,
            ("delete",),
            "+QFDEL",
            N_("What is deleted is gone for good."),
            when="delete",
            plan=away_plan,
        ),
        Step(
            "upload",
            N_("Upload"),
            N_("Sends each file and compares the checksum that the module computes."),
            ("AT+QFUPL",),
            up,
            ("upload",),
            "+QFUPL",
            N_("A file of the same name on the module is replaced."),
            when="upload",
            plan=up_plan,
        ),
        Step(
            "download",
            N_("Download"),
            N_("Reads each file and compares its checksum."),
            ("AT+QFDWL",),
            down,
            ("download", "folder"),
            "+QFDWL",
            when="download",
            plan=down_plan,
        ),
        Step(
            "list",
            N_("Files"),
            N_("What is on the module now."),
            ("AT+QFLST",),
            contents,
            manual="+QFLST",
            plan=list_plan,
        ),
    ),
    ("quectel",),
)
