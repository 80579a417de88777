"""Reads the manual files of a family and of those it extends, and joins them to one `Manual`.

`root/<family>/*.toml` ships with the program, `user/<family>/*.toml` is read after it and wins. A file with a slip is
left out and told in `Manual.warnings`; the rest holds. TOML is slow to read, so the typed rows are kept in a cache
that holds as long as no file of the folders changes.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import msgspec

from atbench import __version__
from atbench.files import write_whole
from atbench.knowledge.check import problems
from atbench.knowledge.grammar import parse
from atbench.knowledge.schema import Advice, Code, Command, Field, File, Header, Profile, Shelf, Table, Urc
from atbench.texts import _

MOST = 4 << 20
"""Bytes of a file, at most: the longest that ships has a tenth of a megabyte."""

_decoder = msgspec.msgpack.Decoder(Shelf)
_encoder = msgspec.msgpack.Encoder()


@dataclass(slots=True)
class Manual:
    """The rows of one module, the nearest family first: a row of a child stands for the one of its parent."""

    family: str
    profile: Profile
    commands: dict[str, Command] = field(default_factory=dict)
    urcs: dict[str, Urc] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    headers: dict[str, Header] = field(default_factory=dict)
    ladders: dict[str, list[Advice]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)  # misprinted name of a command: its name
    families: dict[str, File] = field(default_factory=dict)  # of each family its family.toml
    warnings: list[str] = field(default_factory=list)


class BadFile(ValueError):
    """A manual file that cannot be used; the message names file, place and reason."""


def read_manual(root: Path, user: Path | None, profile: str, family: str = "", cache: Path | None = None) -> Manual:
    """The rows for a profile, or for a family as a whole where only that is given.

    `cache` is a folder for the typed rows, None for none. Raises ValueError for a name that no family has.
    """
    roots = [root, user] if user else [root]
    paths = [path for folder in roots for path in sorted(folder.glob("*/*.toml"))]
    warnings: list[str] = []
    shelf = _cached(paths, family or profile, cache)
    if shelf is None:
        shelf = _read(paths, root, profile, family, warnings)
        if not warnings:
            _keep(shelf, family or profile, cache)
    family, found = _choose(shelf.families, profile, family)
    manual = Manual(family, found, warnings=warnings, families=shelf.families)
    for name, file in shelf.files:
        _join(manual, name, file, ancestry(shelf.families, family))
    return manual


def read_file(path: Path, trusted: bool = True) -> File:
    """One file, typed. With `trusted` False its patterns are tried on their examples too. Raises BadFile."""
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise BadFile(_("{path}: this is no file").format(path=path))
        if path.stat().st_size > MOST:
            raise BadFile(_("{path}: larger than {size} MB").format(path=path, size=MOST >> 20))
        file = msgspec.convert(tomllib.loads(path.read_text("utf-8-sig")), File)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BadFile(f"{path}: {error}") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets nested as deep
        raise error if isinstance(error, BadFile) else BadFile(f"{path}: {error}") from error
    filled = _fill(file)
    if not trusted and (found := next(problems(filled), "")):
        raise BadFile(f"{path}: {found}")
    return filled


def _read(paths: list[Path], root: Path, profile: str, family: str, warnings: list[str]) -> Shelf:
    families: dict[str, File] = {}
    files: list[tuple[str, File]] = []
    # family.toml tells which other folders are wanted, so these come first.
    for path in sorted(paths, key=lambda path: path.name != "family.toml"):
        name, ours = path.parent.name, path.is_relative_to(root)
        wanted = path.name in ("family.toml", "framing.toml") or _wanted(families, name, profile, family)
        if ours and not wanted:
            continue
        try:
            file = read_file(path, trusted=ours)
        except BadFile as error:
            warnings.append(_("{problem}. This file is left out; correct it and save it.").format(problem=error))
            continue
        if path.name == "family.toml":
            families[name] = _merged(families[name], file) if name in families else file
        if wanted:
            files.append((name, file))
    warnings += _strangers(paths, root, families)
    return Shelf(_state(paths), families, files)


def _merged(shipped: File, own: File) -> File:
    """What a user's family.toml adds to a family that ships with the program."""
    names = {profile.name for profile in own.profiles}
    return msgspec.structs.replace(
        own,
        title=own.title or shipped.title,
        extends=own.extends or shipped.extends,
        signs=list(dict.fromkeys([*shipped.signs, *own.signs])),
        profiles=[*(profile for profile in shipped.profiles if profile.name not in names), *own.profiles],
    )


def _strangers(paths: list[Path], root: Path, families: Mapping[str, File]) -> Iterator[str]:
    """A user's folders that belong to no family: nothing in them is ever used."""
    text = _("{folder}: no family has this name. Add a family.toml that extends one, or take one of: {names}")
    folders = dict.fromkeys(path.parent for path in paths if not path.is_relative_to(root))
    broken = {path.parent for path in paths if path.name == "family.toml"}  # then that is the slip to mend
    for folder in folders:
        if folder.name not in families and folder not in broken:
            yield text.format(folder=folder, names=", ".join(families))


def state_of(user: Path) -> str:
    """Changes with every change of a file in a user's folder; "" where that cannot be looked into."""
    try:
        return _state(sorted(user.glob("*/*.toml")))
    except OSError:
        return ""


def _wanted(families: dict[str, File], name: str, profile: str, family: str) -> bool:
    return name in ancestry(families, _choose(families, profile, family)[0])


def _choose(families: dict[str, File], profile: str, family: str) -> tuple[str, Profile]:
    if family or profile in families:
        family = family or profile
        if family not in families:
            raise ValueError(
                _("There is no family {name}. There are: {names}").format(name=family, names=", ".join(families))
            )
        return family, Profile("", families[family].title or family)
    for name, file in families.items():
        for known in file.profiles:
            if known.name == profile:
                return name, known
    names = ", ".join(known.name for file in families.values() for known in file.profiles)
    raise ValueError(_("There is no profile {name}. There are: {names}").format(name=profile, names=names))


def ancestry(families: Mapping[str, File], family: str) -> list[str]:
    """The family and those it extends, the farthest first."""
    chain: list[str] = []
    while family in families and family not in chain:
        chain.insert(0, family)
        family = families[family].extends
    return chain


# Cache


def _state(paths: list[Path]) -> str:
    """Changes with every change of a file's name, size or time."""
    state = hashlib.sha256(__version__.encode())
    for path in paths:
        if path.exists():
            facts = path.stat()
            state.update(f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return state.hexdigest()


def _cached(paths: list[Path], name: str, cache: Path | None) -> Shelf | None:
    if cache is None:
        return None
    try:
        shelf = _decoder.decode((cache / f"manuals-{name}.msgpack").read_bytes())
        return shelf if shelf.key == _state(paths) else None
    except (OSError, msgspec.DecodeError):
        return None


def _keep(shelf: Shelf, name: str, cache: Path | None) -> None:
    if cache is None:
        return
    try:
        write_whole(cache / f"manuals-{name}.msgpack", _encoder.encode(shelf))
    except OSError:
        return  # Only speed is lost.


# Filling and joining

Row = TypeVar("Row", Command, Urc, Table, Header)


def _fill(file: File) -> File:
    """Gives every row its source and the shared fields that its syntaxes name."""
    return msgspec.structs.replace(
        file,
        commands=[_with_fields(_sourced(row, file), file, _syntaxes(row)) for row in file.commands],
        urcs=[_with_fields(_sourced(row, file), file, [line.syntax for line in row.lines]) for row in file.urcs],
        tables=[_sourced(row, file) for row in file.tables],
        headers=[_sourced(row, file) for row in file.headers],
    )


def _sourced(row: Row, file: File) -> Row:
    if row.manual:
        return row
    return msgspec.structs.replace(row, manual=file.source.manual, version=file.source.version)


def _syntaxes(command: Command) -> list[str]:
    return [line.syntax for lines in (command.forms, command.answers, command.late) for line in lines]


Fielded = TypeVar("Fielded", Command, Urc)


def _with_fields(row: Fielded, file: File, syntaxes: Iterable[str]) -> Fielded:
    named = {param.key for syntax in syntaxes for param in parse(syntax).params}
    shared: dict[str, Field] = {name: file.fields[name] for name in sorted(named) if name in file.fields}
    return msgspec.structs.replace(row, fields={**shared, **row.fields})


def _join(manual: Manual, family: str, file: File, chain: list[str]) -> None:
    # Headers of all families hold always: they cannot be confused with each other.
    manual.headers.update((row.key, row) for row in file.headers)
    if family not in chain:
        return
    manual.ladders.update(file.ladders)
    for command in file.commands:
        if not command.profiles or manual.profile.name in command.profiles:
            known = manual.commands.get(command.name)
            manual.commands[command.name] = _over(known, command) if known else command
            manual.aliases.update((alias.name, command.name) for alias in command.aliases)
    for urc in file.urcs:
        if not urc.profiles or manual.profile.name in urc.profiles:
            older = manual.urcs.get(urc.name)
            manual.urcs[urc.name] = _over(older, urc) if older else urc
    for table in file.tables:
        parent = manual.tables.get(table.name)
        manual.tables[table.name] = _more(parent, table) if parent else table


def _over(parent: Fielded, child: Fielded) -> Fielded:
    """A child's row says only what differs."""
    plain = type(child)(child.name, child.section)
    changes = {
        name: value
        for name in child.__struct_fields__
        if (value := getattr(child, name)) != getattr(plain, name) or name == "section"
    }
    changes["fields"] = {**parent.fields, **child.fields}
    return msgspec.structs.replace(parent, **changes)


def _more(older: Table, newer: Table) -> Table:
    codes: dict[int | str, Code] = {code.code: code for code in (*older.codes, *newer.codes)}
    return msgspec.structs.replace(newer, codes=list(codes.values()))
