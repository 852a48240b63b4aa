"""Plain texts of the house as HTML: escaped, paragraphs, https links, directions kept apart."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from language.bidi import isolate

_BLANK_LINES = re.compile(r"\n\s*\n")
# Up to a space, a quote or an isolate's end; a sentence's own sign behind the link does not belong to it.
_LINK = re.compile(r"https://[^\s<>\"'«»„“”\u2066-\u2069]*[^\s<>\"'«»„“”\u2066-\u2069.,;:!?،؛؟()\[\]]")


def isolated(text: str, language: str) -> str:
    """Return the text with runs of the other direction marked, still plain: templates escape it."""
    return isolate(text, language)


def paragraphs(text: str, language: str) -> Markup:
    """Return a plain text as paragraphs with its line breaks and with https addresses as links."""
    blocks = [block for block in _BLANK_LINES.split(text.strip()) if block.strip()]
    return Markup("\n").join(Markup("<p>{}</p>").format(_lines(block, language)) for block in blocks)


def _lines(block: str, language: str) -> Markup:
    return Markup("<br>\n").join(_linked(isolate(line, language)) for line in block.splitlines())


def _linked(line: str) -> Markup:
    parts, end = [], 0
    for link in _LINK.finditer(line):
        parts += [escape(line[end : link.start()]), _link(link.group())]
        end = link.end()
    return Markup("").join([*parts, escape(line[end:])])


def _link(address: str) -> Markup:
    # `dir` also keeps the address apart from the text around it. A new tab, because the chat page answers
    # a form: coming back to it would mean sending the form again.
    return Markup('<a href="{0}" dir="ltr" target="_blank" rel="noopener noreferrer">{0}</a>').format(address)
