"""A charter as people read a 办法: chapters, articles, and the values that rest on each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dunmiao.engine.calendar import term_end
from dunmiao.engine.charter import Charter, Rules
from dunmiao.engine.charter.names import UNCONFIRMED
from dunmiao.engine.duties import Duty, duties
from dunmiao.web.charter import reading
from dunmiao.web.charter.words import GROUPS, SECTIONS, Words

NUMBERS = "一二三四五六七八九十"
# chapters in the order of an official 办法, each with the sections and entries that belong to it
CHAPTERS: tuple[tuple[Words, frozenset[str]], ...] = (
    (gettext_lazy("General provisions"), frozenset(
        {"basis", "term", "directions", "authorities"})),
    (gettext_lazy("Choosing and placing"), frozenset(
        {"selection", "avoidance", "publicity", "routes", "eligibility", "stages", "fit"})),
    (gettext_lazy("Relations and responsibility"), frozenset(
        {"release", "team", "relations", "responsibilities", "orientation", "notices"})),
    (gettext_lazy("Development"), frozenset(
        {"mentoring", "plan", "rotation", "mentor_kinds", "plan_fields", "plan_stages"})),
    (gettext_lazy("Management and supervision"), frozenset(
        {"leave", "log", "presence", "leave_levels", "ladder", "talks", "reports"})),
    (gettext_lazy("Appraisal and use"), frozenset(
        {"appraisal", "ability", "appraisals", "appraisal_inputs", "grades", "abilities",
         "dispositions", "archive"})),
    (gettext_lazy("Supplementary provisions"), frozenset({"composition", "burden", "retention"})),
)  # fmt: skip


@dataclass(frozen=True)
class Value:
    """One value under its article; `is_open` where nobody has confirmed its source."""

    group: str
    line: reading.Line

    @property
    def is_open(self) -> bool:
        """Say that the clause is 待核."""
        return self.line.clause == UNCONFIRMED


@dataclass(frozen=True)
class Article:
    """One article: its number, its text, and the values by group of setting."""

    no: str
    text: str
    groups: list[tuple[str, list[Value]]]


@dataclass
class Chapter:
    """A chapter with its articles, and the values whose clause is still 待核."""

    title: str
    articles: list[Article] = field(default_factory=list)
    open_values: list[Value] = field(default_factory=list)


def chapters_of(charter: Charter, rules: Rules) -> list[Chapter]:
    """Lay the articles out in chapters, told by what rests on them; nothing is typed twice.

    Each article goes to the chapter most of its values belong to, in the order of the articles,
    so that every chapter stands once. Values without a confirmed clause end their own chapter.
    """
    by_article: dict[str, list[Value]] = defaultdict(list)
    votes: dict[str, Counter[int]] = defaultdict(Counter)
    open_values: dict[int, list[Value]] = defaultdict(list)
    for source, value in _values(rules):
        place = next((n for n, (_t, keys) in enumerate(CHAPTERS) if source in keys), None)
        if value.is_open:
            open_values[len(CHAPTERS) - 1 if place is None else place].append(value)
            continue
        article = value.line.clause.partition("（")[0]
        by_article[article].append(value)
        if place is not None:
            votes[article][place] += 1
    places = _in_order([votes[clause.no] for clause in charter.clauses])
    chapters = [Chapter(str(title)) for title, _keys in CHAPTERS]
    for clause, place in zip(charter.clauses, places, strict=True):
        groups = _grouped(by_article.get(clause.no, []))
        chapters[place].articles.append(Article(clause.no, clause.text, groups))
    for place, values in open_values.items():
        chapters[place].open_values = values
    shown = [chapter for chapter in chapters if chapter.articles or chapter.open_values]
    for number, chapter in enumerate(shown):
        chapter.title = _("Chapter %(n)s %(title)s") % {
            "n": number + 1 if get_language() == "en" else NUMBERS[number],
            "title": chapter.title,
        }  # fmt: skip
    return shown


def _grouped(values: Sequence[Value]) -> list[tuple[str, list[Value]]]:
    return [(name, list(group)) for name, group in groupby(values, key=lambda one: one.group)]


def _values(rules: Rules) -> Iterator[tuple[str, Value]]:
    """Give every value of the charter with the section or list it comes from."""
    for section, title in SECTIONS.items():
        for line in reading.lines_of_section(rules, section):
            yield section, Value(str(title), line)
    for key, title in GROUPS.items():
        for line in reading.lines_of_list(rules, key):
            yield key, Value(str(title), line)
    for line in reading.catalogues_of(rules):
        yield "catalogues", Value(_("Catalogues"), line)


def _in_order(votes: Sequence[Counter[int]]) -> list[int]:
    """Give each article a chapter so that chapters never go back and most votes are heeded."""
    count = len(CHAPTERS)
    best = [0] * count  # most votes so far when the article before stands in this chapter
    came: list[list[int]] = []
    for vote in votes:
        reach, row = [], []
        for place in range(count):
            before = max(range(place + 1), key=lambda n: (best[n], n))
            row.append(before)
            reach.append(best[before] + vote[place])
        came.append(row)
        best = reach
    places: list[int] = []
    place = max(range(count), key=lambda n: (best[n], -n))
    for row in reversed(came):
        places.append(place)
        place = row[place]
    return places[::-1]


@dataclass(frozen=True)
class GridRow:
    """One duty over a term: its words, and for each month the days it falls on."""

    name: str
    when: str
    clause: str
    cells: list[list[date]]

    @property
    def is_open(self) -> bool:
        """Say that its clause is 待核."""
        return self.clause == UNCONFIRMED


@dataclass(frozen=True)
class TermGrid:
    """A term as a picture: months across, duties down, by the role that owes them."""

    months: list[date]
    groups: list[tuple[str, int, list[GridRow]]]  # role, number of times in the term, rows
    starts_on: date
    ends_on: date


def term_grid(charter: Charter, start: date) -> TermGrid:
    """Lay out one full term from `start`: what falls when, owner by owner."""
    rules = charter.on(start)
    end = term_end(start, rules.term.months)
    owed: dict[str, list[Duty]] = defaultdict(list)
    for duty in duties(charter, start, end):
        owed[duty.duty].append(duty)
    months = _months(start, end)
    by_role: dict[str, list[GridRow]] = defaultdict(list)
    times: Counter[str] = Counter()
    for rule in rules.duties:
        days = [duty.due_on for duty in owed[rule.key]]
        times[rule.owed_by] += len(days)
        cells = [[day for day in days if day.replace(day=1) == month] for month in months]
        by_role[rule.owed_by].append(
            GridRow(
                reading.name_of(rule), reading.timing_words(rule.timing), rule.clause, cells
            )
        )
    groups = [(reading.word(role), times[role], rows) for role, rows in by_role.items()]
    return TermGrid(months, groups, start, end)


def _months(start: date, end: date) -> list[date]:
    found, day = [], start.replace(day=1)
    while day <= end:
        found.append(day)
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return found
