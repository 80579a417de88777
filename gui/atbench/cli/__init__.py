"""The command line: a file a command, each with `add(subparsers)` and `run(args) -> exit code`; none knows Qt."""
