"""The AT language, pure: bytes in, events out.

Nothing here knows a clock, a thread, a port or a window. Five nouns carry the package:

* `Event`: one line of a stream with its kind (command, echo, answer, final, urc, late, prompt, data, text, noise).
* `Value`: one field of a line, with the place where it stands.
* `Role`: one thing that a line can be, as a pattern. Roles are made from the manual rows.
* `Dialect`: all roles and rules of a family.
* `Engine`: turns chunks of bytes into events with the help of a dialect.
"""
