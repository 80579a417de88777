"""A page of the manual as rich text. What is on the wire is mono, our own words are in the font of the window.

Links: `try:AT+CSQ` puts a command into the input, `page:urc:+CREG` opens a page, both percent-encoded. Every part of a
page that `Place.part` names is an anchor.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from urllib.parse import quote

from atbench import texts
from atbench.knowledge.pages import CodePage, Page, Parameter, Shape, Step
from atbench.texts import N_, _, ngettext
from atbench.ui.theme import Theme

BREAK = "\N{ZERO WIDTH SPACE}"  # copied text is without it
CODE, FIELD = 8, 5  # px above a code and a parameter
FEW = 12  # values of an error table up to this many stand in the page of a command, more are a link

_NAMES = re.compile(r"AT(?:[+^%*][A-Z][A-Z0-9]+|&[A-Z]\b)|(?<![\w+])\+[A-Z][A-Z0-9]{2,}")
_FORMS = {"test": N_("test"), "read": N_("read"), "write": N_("write"), "execute": N_("execute")}
_KINDS = {"command": N_("Command"), "urc": N_("URC"), "errors": N_("Error codes")}


def sheet(theme: Theme) -> str:
    """The style of a page."""
    mono = ", ".join(f"'{family}'" for family in theme.mono().families())
    small, css = theme.px(12), theme.css
    line = 136 if texts.language().startswith("zh") else 122  # %, so that neither script looks crowded
    return f"""
        p {{ margin: 0 0 {theme.px(3)}px 0; line-height: {line}%; font-size: {small}px; color: {css("text")}; }}
        td {{ padding: 0 {theme.px(10)}px {theme.px(3)}px 0; }}
        a {{ color: {css("accent")}; text-decoration: none; }}
        .wire {{ font-family: {mono}; }}
        .name {{ font-family: {mono}; font-size: {theme.px(16)}px; font-weight: 600; }}
        .title {{ font-size: {theme.px(14)}px; font-weight: 600; }}
        .lead {{ font-size: {theme.px(13)}px; }}
        .head {{ color: {css("text2")}; font-weight: 600; margin: {theme.px(16)}px 0 {theme.px(6)}px 0; }}
        .syntax {{ font-family: {mono}; font-weight: 600; color: {css("text")}; }}
        .field {{ font-family: {mono}; font-weight: 600; }}
        .value {{ font-family: {mono}; }}
        .example {{ font-family: {mono}; color: {css("text2")}; }}
        .soft {{ color: {css("text2")}; }}
        .doubt {{ color: {css("urc")}; }}
        .last {{ margin-bottom: {theme.px(10)}px; }}
    """


class Writer:
    """Writes one page. `known` gives the key of the page of a name, "" for none; `part` is marked as what is meant."""

    def __init__(self, page: Page, known: Callable[[str], str], part: str = "") -> None:
        self._page = page
        self._known = known
        self._part = part
        self._mark = f' style="background-color: {Theme.current().css("sel")}"'

    def html(self) -> str:
        return "".join(self._parts())

    def _parts(self) -> Iterator[str]:
        page = self._page
        yield from self._top()
        yield from self._shapes(_("Forms"), "form", page.forms)
        yield from self._shapes(_("Lines"), "line", page.lines)
        if page.parameters:
            yield _head(_("Parameters"))
            yield _table(line for parameter in page.parameters for line in self._parameter(parameter))
        if page.causes:
            yield self._anchored("causes", "head", escape(_("Likely causes of an error")))
            yield self._numbered(page.causes)
        if page.tries:
            yield _head(_("What to try"))
            yield from (self._step(step) for step in page.tries)
        if page.codes:
            yield _head(_("Codes"))
            yield _table(line for code in page.codes for line in self._code(code))
        if page.used:
            yield _head(_("Used by"))
            yield _p("wire", ", ".join(_link(f"page:{quote(key)}", escape(name)) for key, name in page.used))

    def _top(self) -> Iterator[str]:
        page, source = self._page, self._page.source
        if page.kind == "errors":
            yield _p("title", self._text(page.title))
            yield _p("soft", f'<span class="wire">{escape(page.name)}</span>')
        else:
            yield _p("name", escape(page.name))
            yield _p("lead", self._text(page.title))
        where = f"{source.manual} {source.version} · {source.section}"
        yield _p("soft", f"{escape(_(_KINDS[page.kind]))} · {escape(where)}")
        if page.seconds is not None:
            yield _p("soft", escape(_("Longest time to the final result: {seconds:g} s").format(seconds=page.seconds)))
        if page.late_seconds is not None:
            text = _("Longest time to the late result: {seconds:g} s").format(seconds=page.late_seconds)
            yield _p("soft", escape(text))
        yield from (_p("soft", self._text(fact)) for fact in page.facts)
        yield from (_p("doubt", self._text(remark)) for remark in page.remarks)

    def _shapes(self, title: str, name: str, shapes: tuple[Shape, ...]) -> Iterator[str]:
        if not shapes:
            return
        yield _head(title)
        for number, shape in enumerate(shapes):
            part = f"{name}{number}"
            alike = number and _same(shape, shapes[number - 1])
            if alike:  # it differs only in what its values mean for the session
                yield self._anchored(part, "example last", _wire(shape.example))
                continue
            yield self._anchored(part, "syntax", _wire(shape.syntax))
            kind = _(_FORMS[shape.kind]) if shape.kind in _FORMS else shape.kind
            yield _p("lead", f'<span class="soft">{escape(kind)}</span>&nbsp; {self._text(shape.text)}')
            yield from (_p("doubt", self._text(remark)) for remark in shape.remarks)
            if name == "form":
                yield f'<p class="last">{_try(shape.example)}</p>'
            elif shape.example != shape.syntax:
                yield _p("example last", _wire(shape.example))

    def _parameter(self, parameter: Parameter) -> Iterator[str]:
        facts = " · ".join(_facts(parameter))
        told = _p("", self._text(parameter.text)) + (_p("soft", escape(facts)) if facts else "")
        yield f"<tr>{_cell(_p('field', escape(parameter.name)), above=FIELD)}{_cell(told, above=FIELD)}</tr>"
        if parameter.tables and len(parameter.values) > FEW:
            for table in parameter.tables:
                yield _row(
                    "", _p("", _link(f"page:codes:{quote(table)}", escape(_("All codes: {name}").format(name=table))))
                )
            return
        for value, meaning in parameter.values:
            yield _row(_p("value", escape(value)), _p("", self._text(meaning)), "right")

    def _code(self, code: CodePage) -> Iterator[str]:
        part = f"code:{code.code}"
        mark = self._mark if part == self._part else ""
        said = [f'<p><a name="{escape(part)}"></a><b>{self._text(code.text)}</b></p>']
        said += [_p("doubt", self._text(remark)) for remark in code.remarks]
        if code.causes:
            said.append(self._numbered(code.causes))
        said += [self._step(step) for step in code.tries]
        yield f"<tr{mark}>{_cell(_p('field', escape(code.code)), above=CODE)}{_cell(''.join(said), above=CODE)}</tr>"

    def _step(self, step: Step) -> str:
        command = f"<br>{_try(step.command)}" if step.command else ""
        return _p("", self._text(step.text) + command)

    def _numbered(self, sentences: Iterable[str]) -> str:
        return "".join(
            _p("", f'<span class="soft">{number}&nbsp; </span>{self._text(sentence)}')
            for number, sentence in enumerate(sentences, 1)
        )

    def _anchored(self, part: str, kind: str, inside: str) -> str:
        mark = self._mark if part == self._part else ""
        return f'<p class="{kind}"{mark}><a name="{escape(part)}"></a>{inside}</p>'

    def _text(self, text: str) -> str:
        """A sentence in which every command and URC that has another page is a link to it."""
        parts, end = [], 0
        for hit in _NAMES.finditer(text):
            key = self._known(hit[0])
            if key and key != self._page.key:
                parts += [escape(text[end : hit.start()]), _link(f"page:{quote(key)}", escape(hit[0]))]
                end = hit.end()
        return "".join([*parts, escape(text[end:])])


def _facts(parameter: Parameter) -> Iterator[str]:
    if parameter.allowed and len(parameter.allowed) < 60:  # longer lists stand below, each with its meaning
        yield parameter.allowed + (f" {parameter.unit}" if parameter.unit else "")
    elif parameter.unit:
        yield parameter.unit
    if parameter.default:
        yield _("default {value}").format(value=parameter.default)
    if parameter.max is not None:
        yield ngettext("up to {count} byte", "up to {count} bytes", parameter.max).format(count=parameter.max)
    if parameter.secret:
        yield _("secret")


def _same(shape: Shape, other: Shape) -> bool:
    return (shape.kind, shape.syntax, shape.text) == (other.kind, other.syntax, other.text)


def _try(command: str) -> str:
    """A command as a link that puts it into the input, as far as it can be known."""
    known = command.partition("<")[0]
    picture = f'<img src="icon:corner-down-left" width="{Theme.current().px(12)}" height="{Theme.current().px(12)}">'
    return _link(f"try:{quote(known)}", f'{picture}&nbsp;<span class="wire">{_wire(command)}</span>')


def _wire(text: str) -> str:
    """What is on the wire, with places behind its commas where a line may end."""
    return escape(text.replace(",", f",{BREAK}"))


def _link(href: str, inside: str) -> str:
    return f'<a href="{href}">{inside}</a>'


def _p(kind: str, inside: str) -> str:
    return f'<p class="{kind}">{inside}</p>'


def _head(text: str) -> str:
    return _p("head", escape(text))


def _row(left: str, right: str, align: str = "left") -> str:
    return f"<tr>{_cell(left, align)}{_cell(right)}</tr>"


def _cell(inside: str, align: str = "left", above: int = 0) -> str:
    style = f' style="padding-top: {Theme.current().px(above)}px"' if above else ""
    return f'<td align="{align}"{style}>{inside}</td>'


def _table(rows: Iterable[str]) -> str:
    return f'<table cellspacing="0" cellpadding="0">{"".join(rows)}</table>'


def empty(text: str) -> str:
    """What stands there while no page is open."""
    return _p("soft", escape(text))
