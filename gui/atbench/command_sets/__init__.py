"""Lists of commands: read them, run them, report what happened.

* `Row` and `CommandSet` (model.py): the list itself, whatever file it came from.
* `formats/`: one file a format; a format turns bytes into a list with warnings, and back.
* `load` and `save` (load.py): the file on the disk, found out by its content.
* `Runner` (runner.py): sends the ticked rows through a session and waits for what each one is answered.
* `RowResult` and `Report` (report.py): what became of every row.
"""
