"""What a wizard did, to take along: a command list, a text, a report in one HTML file; secrets in none of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from atbench.command_sets.model import CommandSet, Row
from atbench.knowledge import MASK, Knowledge
from atbench.texts import N_, _, language, ngettext
from atbench.wizards.discretion import discreet
from atbench.wizards.record import KEPT, Sent
from atbench.wizards.run import State, StepResult
from atbench.wizards.wizard import Field, Step, Values, Wizard, commands_of, holds

STATES: dict[State, str] = {
    "waiting": N_("waiting"),
    "running": N_("running"),
    "passed": N_("passed"),
    "failed": N_("failed"),
    "skipped": N_("skipped"),
    "again": N_("to be run again"),
    "stopped": N_("stopped"),
}
_SIGNS = {"passed": "✓", "failed": "✗", "skipped": "–", "again": "↻", "stopped": "■"}
DELAY = 300  # ms after each row, for tools that wait by the clock
LONGEST = 1000  # bytes of a payload that become a row; nobody reads more in a list
UNDO = "undo"  # in the place of a step: what was taken back at the end
SHORT = 4  # letters from which on a secret is looked for in any text: shorter ones stand everywhere


@dataclass(frozen=True, slots=True)
class Told:
    """A wizard as it went. `sent` are the commands of each step and of `UNDO`; `module` and `date` are words."""

    wizard: Wizard
    values: Values
    results: Mapping[str, StepResult]
    sent: Mapping[str, Sequence[Sent]]
    knowledge: Knowledge
    module: str = ""
    date: str = ""
    _secrets: list[tuple[str, str]] = field(init=False, default_factory=list)
    _files: dict[bytes, str] = field(init=False, default_factory=dict)
    _private: list[str] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        planned = [text for step in self.wizard.steps for text in commands_of(step, self.values)]
        told = [one.text for sent in self.sent.values() for one in sent if not one.payload]
        private = {value for text in (*planned, *told) for value in self._hidden(text) if len(value) >= SHORT}
        self._private.extend(sorted(private, key=len, reverse=True))
        for known in (one for one in self.wizard.fields if one.secret):
            value = self.values.get(known.name, "")
            if known.type == "file":
                self._files.update({content[:KEPT]: known.name for content in _content(value)})
            elif len(value) >= SHORT:
                self._secrets.append((value, known.name))
        self._secrets.sort(key=lambda pair: -len(pair[0]))

    def __iter__(self) -> Iterator[tuple[Step, StepResult, Sequence[Sent]]]:
        has = self.knowledge.commands
        for step in self.wizard.steps:
            yield step.on(has) or step, self.results[step.name], self.sent.get(step.name, ())

    # -- without secrets -----------------------------------------------------------------------------------------

    def command(self, text: str) -> str:
        """A command or a line of the module without secrets and identities."""
        for secret, _name in self._secrets:
            text = text.replace(secret, MASK)
        return self._kept(self.knowledge.mask(text))

    def shown(self, text: str) -> str:
        """A command or a line of the module for the user's own eyes: without secrets, identities stay."""
        for secret, _name in self._secrets:
            text = text.replace(secret, MASK)
        return self.knowledge.hide(text)

    def words(self, text: str) -> str:
        """A note of a step. A command in its front is masked already; the manual's shapes do not fit a sentence."""
        for secret in (*(secret for secret, _name in self._secrets), *self._private):
            text = text.replace(secret, MASK)
        return self._kept(text if text.startswith("AT") else self.knowledge.mask(text))

    def _kept(self, text: str) -> str:
        """What of it may go to others."""
        return discreet(text) if self.wizard.discreet else text

    def _hidden(self, text: str) -> tuple[str, ...]:
        """What the manual hides in a command: secrets and identities."""
        parts = self.knowledge.mask(text).split(MASK)
        found = re.fullmatch("(.*?)".join(map(re.escape, parts)), text, re.DOTALL)
        return found.groups() if found else ()

    def value(self, known: Field) -> str:
        """The value of a field as it may be shown."""
        value = self.values.get(known.name, "")
        if known.secret and value:
            return MASK
        chosen = next((text for one, text in known.choices if one == value), "")
        return _(chosen) if chosen else self.words(value)

    def row(self, one: Sent) -> tuple[str, bool, bool]:
        """The text of a list's row, whether it is HEX, and whether something was left out."""
        if one.payload:
            return self._payload(one)
        text = one.text
        for secret, name in self._secrets:
            text = text.replace(secret, f"<{name}>")
        if self.knowledge.secret(one.text):
            # Where everything that the manual hides is a value of ours, the row says which; the list is the user's own.
            ours = {line for value in self.values.values() for line in value.splitlines()}
            if not set(self._hidden(one.text)) <= ours:
                text = self.knowledge.mask(one.text).replace(MASK, "<secret>")
        return text, False, text != one.text

    def _payload(self, one: Sent) -> tuple[str, bool, bool]:
        name = self._files.get(bytes(one.data)) or next((n for s, n in self._secrets if s.encode() in one.data), "")
        if name or one.size > LONGEST:
            return f"<{name}>" if name else f"<{one.size} bytes>", False, True
        text = one.text
        plain = text.isprintable() and text.strip() == text and text.encode() == one.data
        return (text, False, False) if plain else (one.data.hex(" ").upper(), True, False)


def command_set(told: Told) -> CommandSet:
    """The commands that were sent, as a list. Rows of which something was left out are not ticked."""
    rows = []
    for n, one in enumerate(_all(told), 1):
        text, as_hex, less = told.row(one)
        rows.append(Row(n, text, as_hex, not one.payload, not less))
    return CommandSet(default_delay_ms=DELAY, rows=tuple(rows))


def left_out(told: Told) -> int:
    """How many rows of the list are to be filled in."""
    return sum(told.row(one)[2] for one in _all(told))


def _all(told: Told) -> Iterator[Sent]:
    for name in (*(step.name for step in told.wizard.steps), UNDO):
        yield from told.sent.get(name, ())


def summary(told: Told) -> str:
    """One sentence: how it ended."""
    results = list(told.results.values())
    failed = next((step for step, result, _sent in told if result.state == "failed" and not step.optional), None)
    seconds = sum(result.seconds for result in results)
    if failed:
        return _("Ended at “{step}” after {seconds:.1f} s").format(step=_(failed.text), seconds=seconds)
    done = sum(result.state == "passed" for result in results)
    rest = sum(result.state in ("waiting", "again", "stopped") for result in results)
    text = _("{done} of {count} steps worked, {seconds:.1f} s")
    if not rest:
        text = _("Done: {done} of {count} steps worked, {seconds:.1f} s")
    count = sum(result.state != "skipped" for result in results)
    return text.format(done=done, count=count, seconds=seconds)


def text(told: Told) -> str:
    """The run as plain text."""
    lines = [" · ".join(filter(None, (_(told.wizard.text), told.module, told.date))), summary(told), ""]
    for number, (step, result, sent) in enumerate(told, 1):
        head = f"{number} {_(step.text)}: {_(STATES[result.state])}"
        head += f", {result.seconds:.1f} s" if result.seconds else ""
        lines.append(f"{head}: {told.words(result.note)}" if result.note else head)
        lines += [f"    {line}" for line in _exchanges(told, sent)]
        lines += [f"    {_('Likely cause: {text}').format(text=cause)}" for cause in result.causes]
        lines += [f"    {_('Try: {text}').format(text=one)}" for one in result.tries]
    if undone := told.sent.get(UNDO):
        lines += [_("Clean up"), *(f"    {line}" for line in _exchanges(told, undone))]
    return "\n".join(lines) + "\n"


def html(told: Told) -> str:
    """The run as one HTML file: nothing else is needed to read it."""
    title = escape(" · ".join(filter(None, (_(told.wizard.text), told.module))))
    steps = "\n".join(_section(told, number, *one) for number, one in enumerate(told, 1))
    if undone := told.sent.get(UNDO):
        lines = "\n".join(map(escape, _exchanges(told, undone)))
        steps += f"<section><h2>{escape(_('Clean up'))}</h2><pre>{lines}</pre></section>"
    asked = [known for known in told.wizard.fields if holds(known.when, told.values) and told.values.get(known.name)]
    rows = "\n".join(
        f"<tr><th>{escape(_(known.text))}</th><td>{escape(told.value(known))}</td></tr>" for known in asked
    )
    return _PAGE.format(
        language=language().replace("_", "-"),
        title=title,
        date=escape(told.date),
        summary=escape(summary(told)),
        settings=escape(_("Settings")),
        rows=rows,
        steps=steps,
        masked=escape(
            _("Secrets, identities and addresses are left out.")
            if told.wizard.discreet
            else _("Secrets and identities are left out.")
        ),
    )


def _section(told: Told, number: int, step: Step, result: StepResult, sent: Sequence[Sent]) -> str:
    state = result.state
    seconds = f"{result.seconds:.1f} s" if result.seconds else ""
    parts = [f'<section class="{state}"><h2><span>{_SIGNS.get(state, "○")}</span> {number} {escape(_(step.text))}</h2>']
    parts.append(f"<p>{escape(', '.join(filter(None, (_(STATES[state]), seconds))))}</p>")
    if result.note:
        parts.append(f"<p><b>{escape(told.words(result.note))}</b></p>")
    for title, items in ((_("Likely causes"), result.causes), (_("Try next"), result.tries)):
        if items:
            points = "".join(f"<li>{escape(told.words(one))}</li>" for one in items)
            parts.append(f"<h3>{escape(title)}</h3><ul>{points}</ul>")
    if lines := "\n".join(map(escape, _exchanges(told, sent))):
        parts.append(f"<pre>{lines}</pre>")
    return "".join(parts) + "</section>"


def _exchanges(told: Told, sent: Sequence[Sent]) -> Iterator[str]:
    for one in sent:
        if one.payload:
            yield ngettext("({size} byte of data)", "({size} bytes of data)", one.size).format(size=one.size)
        else:
            answers = (told.command(line) for line in (*one.lines, one.answer, one.late) if line)
            yield "  →  ".join((told.command(one.text), *answers))


def _content(path: str) -> list[bytes]:
    """What stands in a secret file, so that it can be left out."""
    try:
        return [Path(path).expanduser().read_bytes()] if path else []
    except OSError:
        return []


_PAGE = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 14px/1.4 sans-serif; color: #1b2026; max-width: 52em; margin: 2em auto; padding: 0 1em; }}
h1 {{ font-size: 20px; }} h2 {{ font-size: 15px; margin: 0; }}
h3 {{ font-size: 12px; color: #55606b; margin: 8px 0 0; }}
section {{ border-left: 3px solid #d3d8de; padding: 4px 12px; margin: 12px 0; }}
section.passed {{ border-color: #0b6e54; }} section.passed span {{ color: #0b6e54; }}
section.failed {{ border-color: #b3261e; background: #fcf0ee; }} section.failed span {{ color: #b3261e; }}
p, ul {{ margin: 4px 0; }} th {{ text-align: left; font-weight: 400; color: #55606b; padding-right: 16px; }}
pre {{ background: #f8f9fb; padding: 8px; white-space: pre-wrap; overflow-wrap: anywhere; }}
</style></head><body>
<h1>{title}</h1><p>{date}</p><p><b>{summary}</b></p>
<h3>{settings}</h3><table>{rows}</table>
{steps}
<p>{masked}</p>
</body></html>
"""
