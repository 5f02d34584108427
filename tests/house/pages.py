"""House rules for templates: functions from a template's text to what is wrong in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from tests.house.rules import SOURCE

READ_ALOUD = {"placeholder", "title", "aria-label", "aria-description", "alt", "data-confirm"}
READ_ALOUD |= {"hx-confirm", "hx-prompt", "label", "summary"}
SILENT = {"script", "style", "code", "kbd"}  # a command is the same in every language
# Names that are the same in every language, and each language's own name for itself.
SAME_EVERYWHERE = {"墩苗", "Dunmiao", "English", "简体中文", "PDF", "Word", "Excel", "zip", "lrmx"}

COMMENT = re.compile(
    r"\{#.*?#\}|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}|<!--.*?-->", re.DOTALL
)
MESSAGE = re.compile(
    r"\{%\s*blocktrans(?:late)?\b.*?%\}.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL
)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
SAID = re.compile(r"[=:\s](\"[^\"]*\"|'[^']*')")
TRANSLATES = re.compile(r"\{%\s*(?:translate|trans|blocktranslate|blocktrans)\b")
LETTERS = re.compile(r"[^\W\d_]")
SENTENCE = re.compile(r"[㐀-鿿]|^[A-Z][a-z]|[A-Za-z] [A-Za-z]")
TEMPLATE_MARK = re.compile(r"\{[%{]")


def templates() -> Iterator[Path]:
    """Give the product's HTML templates."""
    for path in sorted(SOURCE.rglob("*.html")):
        if "templates" in path.parts:
            yield path


class Page(HTMLParser):
    """Collects what a reader sees or hears, and what would run in the browser."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.silent = 0
        self.texts: list[tuple[int, str]] = []
        self.elements: list[tuple[int, str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((self.getpos()[0], tag, {key: value or "" for key, value in attrs}))
        self.silent += tag in SILENT

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT and self.silent > 0

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.texts.append((self.getpos()[0], data))


def _blank(match: re.Match[str]) -> str:
    """Take a piece out and keep the lines, so that reports name the right one."""
    return "\n" * match[0].count("\n")


def _parsed(source: str) -> Page:
    page = Page()
    plain = COMMENT.sub(_blank, source)
    page.feed(TAG.sub(_blank, MESSAGE.sub(_blank, plain)))
    page.close()
    return page


def raw_text(source: str) -> list[str]:
    """Find words that a reader sees or hears and that no translate tag holds."""
    page = _parsed(source)
    said = list(page.texts)
    for line, tag, attributes in page.elements:
        said += [(line, value) for name, value in attributes.items() if name in READ_ALOUD]
        if tag == "input" and attributes.get("type") in {"submit", "button", "reset"}:
            said.append((line, attributes.get("value", "")))
    found = [f"{line}: {text.strip()}" for line, text in said if _has_words(text)]
    return found + _raw_in_tags(source)


def _has_words(text: str) -> bool:
    rest = text
    for name in SAME_EVERYWHERE:
        rest = rest.replace(name, "")
    return bool(LETTERS.search(rest))


def _raw_in_tags(source: str) -> list[str]:
    """Find sentences handed to a tag or filter without _( ): `with title="Nothing yet"`."""
    plain = MESSAGE.sub(_blank, COMMENT.sub(_blank, source))
    found = []
    for tag in TAG.finditer(plain):
        if TRANSLATES.match(tag[0]):
            continue
        line = plain.count("\n", 0, tag.start()) + 1
        words = [word[1][1:-1] for word in SAID.finditer(tag[0])]
        found += [
            f"{line}: {word}"
            for word in words
            if SENTENCE.search(word) and word not in SAME_EVERYWHERE and not _is_format(word)
        ]
    return found


def _is_format(word: str) -> bool:
    """Tell a date format ("Y-m-d H:i") from words."""
    return not re.search(r"[A-Za-z]{3}|[㐀-鿿]", word)


def runs_in_page(source: str) -> list[str]:
    """Find what the content security policy forbids: inline scripts, handlers and styles."""
    found = []
    for line, tag, attributes in _parsed_with_values(source).elements:
        for name, value in attributes.items():
            if name.startswith(("on", "hx-on")) or name == "style":
                found.append(f"{line}: {name} on <{tag}>")
            if value.strip().lower().startswith(("javascript:", "js:")):
                found.append(f"{line}: {name} runs a script")
        if tag == "style":
            found.append(f"{line}: <style>")
        if tag == "script" and "nonce" not in attributes:
            found.append(f"{line}: <script> without nonce")
    return found


def _parsed_with_values(source: str) -> Page:
    page = Page()
    page.feed(TAG.sub("x", COMMENT.sub(_blank, source)))
    page.close()
    return page


UNSAFE = re.compile(r"\|\s*(?:safe|safeseq)\b|\{%\s*autoescape\s+off|\{%\s*now\b|\{%\s*debug\b")


def unsafe_marks(source: str) -> list[str]:
    """Find text called safe, escaping turned off, and the machine's clock."""
    plain = COMMENT.sub(_blank, source)
    return [
        f"{plain.count(chr(10), 0, match.start()) + 1}: {match[0]}"
        for match in UNSAFE.finditer(plain)
    ]
