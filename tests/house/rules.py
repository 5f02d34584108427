"""House rules for Python, each a function from source text to what is wrong in it, line by line.

test_rules.py proves every rule on good and bad examples before it is let loose on the product.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "dunmiao"

MANAGERS = {"objects", "_default_manager", "_base_manager"}
ROUND_THE_DOOR = {"get_object_or_404", "get_list_or_404", "connection", "connections", "RawSQL"}
CLOCKS = {"date", "datetime", "timezone", "dt"}
HOLE = re.compile(r"%\(\w+\)[sd]")
ASKING = {"today", "now", "utcnow", "localdate"}
PROGRAMMES = (
    "new-recruits",
    "link-and-help",
    "work-teams",
    "system-cadres",
    "selected-graduates",
    "key-work-draft",
    "two-way-secondment",
    "双向挂职",
    "千名干部",
    "万名干部",
    "下沉基层一线",
    "重点工作抽调",
    "宣传系统",
    "选调生基层",
    "联系帮扶",
    "湖塘",
    "牛塘",
    "宣州",
)
SOURCE_NUMBERS = {114}  # of the sources' figures, the one that is no common number


def python_files(*folders: str) -> Iterator[Path]:
    """Give the product's Python files below the folders of src/dunmiao, migrations left out."""
    for folder in folders or ("",):
        for path in sorted((SOURCE / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def name_of(path: Path) -> str:
    """Give the path as reports and allow-lists write it."""
    return path.relative_to(SOURCE).as_posix()


def rows_only_through_doors(source: str) -> list[str]:
    """Pages ask for rows by `allowed_to` alone: no other call on a manager, no way round it."""
    tree = ast.parse(source)
    good = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "allowed_to"
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and id(node) not in good and _is_manager(node.attr):
            found.append(f"{node.lineno}: {_last_name(node.value)}.{node.attr} without allowed_to")
        elif isinstance(node, ast.ImportFrom):
            taken = ROUND_THE_DOOR & {alias.name for alias in node.names}
            found += [f"{node.lineno}: {name} goes round the door" for name in sorted(taken)]
    return found


def _is_manager(name: str) -> bool:
    return name in MANAGERS or (name.endswith("_set") and not name.startswith("_"))


def actions_are_acts(source: str) -> list[str]:
    """A public function of an actions module is decorated `@act("…")` and takes `by` by keyword."""
    found = []
    for node in ast.parse(source).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        if not any(_is_act(decorator) for decorator in node.decorator_list):
            found.append(f"{node.lineno}: {node.name} is no act: decorate it or hide it with _")
        elif "by" not in {argument.arg for argument in node.args.kwonlyargs}:
            found.append(f"{node.lineno}: {node.name} does not take `by` as a keyword")
    return found


def _is_act(decorator: ast.expr) -> bool:
    return (
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Name)
        and decorator.func.id == "act"
        and len(decorator.args) == 1
        and isinstance(decorator.args[0], ast.Constant)
        and isinstance(decorator.args[0].value, str)
    )


def nobody_asks_the_day(source: str) -> list[str]:
    """The day and the instant come from stages/common/clock.py; nobody else asks the machine."""
    return [
        f"{node.lineno}: {_last_name(node.value)}.{node.attr}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and node.attr in ASKING
        and _last_name(node.value) in CLOCKS
    ]


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def no_programme_in_code(source: str) -> list[str]:
    """No programme's key or name, and no number of a source, is written in code."""
    tree = ast.parse(source)
    docstrings = _docstrings(tree)
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in docstrings:
            continue
        value = node.value
        if isinstance(value, str):
            named = [word for word in PROGRAMMES if word in value]
            found += [f"{node.lineno}: names the programme {word}" for word in named]
        elif type(value) is int and value in SOURCE_NUMBERS:
            found.append(f"{node.lineno}: the number {value} belongs in a charter")
    return found


def no_programme_in_text(text: str) -> list[str]:
    """No programme's key or name, and no place of a source, stands in a page or a catalogue."""
    return [
        f"{number}: names {word}"
        for number, line in enumerate(text.splitlines(), 1)
        for word in PROGRAMMES
        if word in line
    ]


def text_files() -> Iterator[Path]:
    """Give what is neither Python nor of others: pages, scripts, styles, catalogues."""
    for path in sorted(SOURCE.rglob("*")):
        inside = path.relative_to(SOURCE).parts
        if path.suffix in {".html", ".js", ".css", ".po", ".txt"} and not (
            {"vendor", "demo", "charters"} & set(inside)
        ):
            yield path


def _docstrings(tree: ast.AST) -> set[int]:
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)
    }


def reasons_can_be_translated(source: str) -> list[str]:
    """The sentence of a `Reason` is marked with gettext_noop, so that it reaches the catalogues."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or _last_name(node.func) != "Reason":
            continue
        text = node.args[0] if node.args else None
        text = next((word.value for word in node.keywords if word.arg == "text"), text)
        if isinstance(text, ast.JoinedStr) or _has_words(text):
            found.append(f"{node.lineno}: mark the sentence with gettext_noop")
    return found


def _has_words(text: ast.expr | None) -> bool:
    if not isinstance(text, ast.Constant) or not isinstance(text.value, str):
        return False
    return bool(re.search(r"[A-Za-z]", HOLE.sub("", text.value)))


def nothing_is_called_safe(source: str) -> list[str]:
    """No text is declared to be safe HTML; format_html escapes its arguments and is free to use."""
    return [
        f"{node.lineno}: {node.id if isinstance(node, ast.Name) else node.attr}"
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.Name) and node.id in {"mark_safe", "SafeString", "SafeText"})
        or (isinstance(node, ast.Attribute) and node.attr in {"mark_safe", "SafeString"})
    ]


REFUSED = re.compile(
    r"(?<![a-z])(?:check[-_ ]?ins?|leaderboards?|streaks?|gps|geolocation|latitude|longitude"
    r"|online[-_ ]time|login[-_ ]count)(?![a-z])|打卡|签到|积分|排名|排行榜|在线时长",
    re.IGNORECASE,
)


def refused_words(text: str) -> list[str]:
    """Give the words of features that the product refuses to have (DESIGN, "What we refuse")."""
    return REFUSED.findall(text)


def refused_in_code(source: str) -> list[str]:
    """Look at what the code names and says; what a docstring explains is no feature."""
    tree = ast.parse(source)
    docstrings = _docstrings(tree)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            said = "" if id(node) in docstrings else node.value
        else:
            said = _name_given(node)
        line = getattr(node, "lineno", 0)
        found += [f"{line}: {word}" for word in refused_words(said)]
    return found


def _name_given(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name
    return node.arg if isinstance(node, ast.arg) else ""
