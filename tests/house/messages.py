"""Reads which English sentences the product shows, and what the Chinese catalogues make of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib

from tests.house.pages import templates
from tests.house.rules import SOURCE, name_of, python_files

ONE = {"gettext", "gettext_lazy", "gettext_noop", "_", "ugettext"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy"}
PLURAL = {"ngettext", "ngettext_lazy"}
PLURAL_WITH_CONTEXT = {"npgettext", "npgettext_lazy"}
HOLES = re.compile(r"%\(\w+\)[sd]|%[sd]|(?<!\{)\{\w*\}(?!\})")

# A call as templatize writes it, up to its last literal argument.
LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"(?<!\w)(?:n?p?gettext|_)\({LITERAL}(?:,\s*{LITERAL})*")


class Message(NamedTuple):
    """A sentence to translate, with its plural and context where there are any."""

    text: str
    plural: str = ""
    context: str = ""


def said_in_python(source: str) -> Iterator[tuple[int, Message]]:
    """Give each message of Python code with its line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (message := _message(node)):
            yield node.lineno, message


def _message(call: ast.Call) -> Message | None:
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    words = [
        arg.value if isinstance(arg, ast.Constant) and isinstance(arg.value, str) else ""
        for arg in call.args
    ]
    words += ["", "", ""]
    shapes = (
        (ONE, Message(words[0])),
        (WITH_CONTEXT, Message(words[1], context=words[0])),
        (PLURAL, Message(words[0], words[1])),
        (PLURAL_WITH_CONTEXT, Message(words[1], words[2], words[0])),
    )
    return next((found for names, found in shapes if name in names and found.text), None)


def said_in_template(source: str) -> Iterator[tuple[int, Message]]:
    """Give each message of a template with its line, as Django will ask for it."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    for number, line in enumerate(templatize(source).splitlines(), 1):
        for call in CALL.finditer(line):
            for _line, message in said_in_python(f"{call[0].rstrip(', ')})"):
                yield number, message


def all_messages() -> dict[Message, str]:
    """Give every message of the product with the first place where it is said."""
    found: dict[Message, str] = {}
    for path in python_files():
        for line, message in said_in_python(path.read_text()):
            found.setdefault(message, f"{name_of(path)}:{line}")
    for path in templates():
        for line, message in said_in_template(path.read_text()):
            found.setdefault(message, f"{name_of(path)}:{line}")
    return found


def catalogues(language: str = "zh_Hans") -> list[Path]:
    """Give the language's catalogues."""
    return sorted(SOURCE.rglob(f"locale/{language}/LC_MESSAGES/django.po"))


def translations(language: str = "zh_Hans") -> dict[tuple[str, str], polib.POEntry]:
    """Give the entries in force by text and context."""
    return {
        (entry.msgid, entry.msgctxt or ""): entry
        for path in catalogues(language)
        for entry in polib.pofile(str(path))
        if not entry.obsolete
    }


def faults(message: Message, entry: polib.POEntry | None) -> list[str]:
    """Say what is wrong with one translation: missing, empty, unsure, or other holes to fill."""
    if entry is None:
        return ["not in the catalogue"]
    forms = list(entry.msgstr_plural.values()) if message.plural else [entry.msgstr]
    if not forms or not all(forms):
        return ["no translation"]
    found = ["marked fuzzy"] if "fuzzy" in entry.flags else []
    # Chinese has one form for all numbers, so it fills the holes of the plural.
    wanted = set(HOLES.findall(message.plural or message.text))
    may_lack = set(HOLES.findall(message.text)) if message.plural else wanted
    for form in forms:
        given = set(HOLES.findall(form))
        if given - wanted or (wanted & may_lack) - given:
            found.append(f"fills {sorted(given)} where the English has {sorted(wanted)}")
    return found
