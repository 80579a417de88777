"""The second half of the demo: every wizard at work on its virtual module, and what arrived at the far end. No Qt."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from atbench.clock import Clock
from atbench.files import Home
from atbench.texts import _, ngettext
from atbench.wizards.all_ import NAMES, wizard
from atbench.wizards.run import Run, StepResult
from atbench.wizards.samples import sample
from atbench.wizards.talk import Talk
from atbench.workbench import Workbench

if TYPE_CHECKING:
    from atbench.virtual.far_end import FarEnd

SPEED = 20.0  # times faster than life: nobody watches
PATIENCE = 60.0  # s for one wizard


async def tour(say: Callable[[str], None]) -> bool:
    """Runs all wizards; whether each of them did its job."""
    passed = [await _one(name, say) for name in NAMES]
    text = _("PASSED: {count} wizards did their jobs") if all(passed) else _("FAILED: {failed} of {count} wizards")
    say(text.format(count=len(passed), failed=passed.count(False)))
    return all(passed)


async def _one(name: str, say: Callable[[str], None]) -> bool:
    known = wizard(name)
    say(_("-- {wizard} on virtual://{profile}").format(wizard=_(known.text), profile=known.profile))
    with tempfile.TemporaryDirectory() as folder:
        bench = Workbench(Home(Path(folder)), Clock(SPEED), known.profile)
        session = await bench.open(f"virtual://{known.profile}?boot=0")
        values = {**known.defaults(bench.knowledge), **sample(name, Path(folder))}
        work = Run(known, Talk(session, bench.knowledge, bench.clock, values), lambda result: _tell(known, result, say))
        try:
            async with asyncio.timeout(PATIENCE):
                ok = await work.all()
                await work.undo()
        except TimeoutError:
            say(_("no end after {seconds:g} s").format(seconds=PATIENCE))
            ok = False
        for line in _arrived(bench.far_end) if bench.far_end else ():
            say(_("   far end: {what}").format(what=line))
        await bench.close()
    return ok


def _tell(known: object, result: StepResult, say: Callable[[str], None]) -> None:
    if result.state in ("passed", "failed"):
        mark = "ok" if result.state == "passed" else "!!"
        say(f"   {mark} {result.step}: {result.note}")


def _arrived(far_end: FarEnd) -> Iterator[str]:
    """What came to the other side, in a line each."""
    for message in far_end.messages:
        text = ngettext("{count} byte on {topic}", "{count} bytes on {topic}", len(message.payload))
        yield text.format(count=len(message.payload), topic=message.topic)
    for mail in getattr(far_end, "mails", ()):
        parts = ", ".join(f"{part.name} ({len(part.data)} B)" for part in mail.attachments)
        yield _('mail "{subject}" with {parts}').format(subject=mail.subject, parts=parts or _("no attachment"))
    for file in getattr(far_end, "files", ()):
        text = ngettext("file {name}, {count} byte", "file {name}, {count} bytes", len(file.data))
        yield text.format(name=file.path, count=len(file.data))
    for request in getattr(far_end, "requests", ()):
        yield _("request {what}").format(what=f"{request.method} {request.target}, {len(request.body)} B")
