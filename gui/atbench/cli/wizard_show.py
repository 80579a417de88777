"""`atbench wizard show`: what a wizard asks and does, for people and, as JSON, for programs."""

from __future__ import annotations

import json
from typing import Any

from atbench.knowledge import Knowledge
from atbench.texts import _
from atbench.wizards.wizard import Field, Step, Values, Wizard, planned


def show(known: Wizard, manuals: Knowledge, as_json: bool) -> int:
    """Prints it; `manuals` are those of the module that it is tried on."""
    defaults = known.complete(known.defaults(manuals))
    fields = [_field(field, defaults, manuals) for field in known.fields]
    steps = [_step(known, step, defaults, manuals) for step in known.steps]
    if as_json:
        told = {"name": known.name, "title": _(known.text), "why": _(known.why), "fields": fields, "steps": steps}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    print(f"{known.name}: {_(known.text)}\n{_(known.why)}\n\n" + _("Fields"))
    for field in fields:
        facts = "; ".join(filter(None, _facts(field)))
        print(f"  {field['name']:16} {field['title']}" + (f" ({facts})" if facts else ""))
        for value, text in field["choice_texts"].items():
            print(f"  {'':16}   {value or _('(empty)')}" + (f"  {text}" if text != value else ""))
    print("\n" + _("Steps"))
    for number, step in enumerate(steps, 1):
        print(f"  {number:2}  {step['name']:14} {step['title']}: {step['why']}")
        for command in step["commands"]:
            print(f"      {'':14} {command}")
    return 0


def _facts(field: dict[str, Any]) -> list[str]:
    return [
        "{}-{}".format(*field["range"]) if field["range"] else "",
        _("up to {max} B").format(max=field["max"]) if field["max"] else "",
        _("default {value}").format(value=field["default"]) if field["default"] else "",
        _("secret") if field["secret"] else "",
        "" if field["needed"] else _("may be left out"),
        field["hint"],
    ]


def _field(field: Field, defaults: Values, manuals: Knowledge) -> dict[str, Any]:
    limits = field.limits(manuals)
    choices = field.allowed(manuals)
    return {
        "name": field.name,
        "title": _(field.text),
        "type": field.type,
        "range": list(limits.range) if limits.range else None,
        "max": limits.max,
        "default": defaults.get(field.name, ""),
        "choices": [value for value, _text in choices],
        "choice_texts": {value: _(text) for value, text in choices},
        "secret": field.secret,
        "needed": field.needed,
        "when": field.when,
        "hint": _(field.hint) if field.hint else "",
    }


def _step(known: Wizard, step: Step, defaults: Values, manuals: Knowledge) -> dict[str, Any]:
    """`commands` are those with the defaults; what has none stands as `<name>`."""
    way = step.on(manuals.commands) or step
    blanks = {name: f"<{name}>" for name in way.fields if known.field(name).type in ("text", "int", "list", "long")}
    values = known.complete({**defaults, **{name: blank for name, blank in blanks.items() if not defaults.get(name)}})
    page = manuals.pages.page(f"AT{way.manual}") if way.manual else None
    return {
        "name": step.name,
        "title": _(step.text),
        "why": _(step.why) if step.why else "",
        "fields": list(way.fields),
        "when": step.when,
        "commands": planned(way, values),
        "lasting": _(step.lasting) if step.lasting else "",
        "manual": " ".join((page.source.manual, page.source.version, page.source.section)).strip() if page else "",
    }
