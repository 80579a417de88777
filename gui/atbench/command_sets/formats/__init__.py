"""One file a format of command lists: `read(bytes) -> CommandSet`, `write(CommandSet) -> bytes`."""
