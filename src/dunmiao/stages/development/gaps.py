"""What a person lacks for the post: need profile against ratings and experience (004-37)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from dunmiao.engine.charter import Rules
from dunmiao.engine.facts import Term
from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.selection.models import Post

_BELOW = gettext_noop("The post asks for level %(need)s; the latest rating is %(have)s.")
_ENOUGH = gettext_noop("The post asks for level %(need)s; the latest rating is %(have)s: enough.")
_UNRATED = gettext_noop("The post asks for level %(need)s; nobody has rated it yet.")
_WITHOUT = gettext_noop("The post asks for this experience; the record shows none.")
_WITH = gettext_noop("The post asks for this experience; the record shows it.")
_OTHER_MAJOR = gettext_noop("The post asks for one of these majors; the person's is %(have)s.")
_RIGHT_MAJOR = gettext_noop("The post asks for one of these majors; the person has it.")
# the catalogues in whose words posts and persons name experience
_WORDS = ("post_classes", "task_classes")
_MOMENTS = ("start", "middle", "end")


@dataclass(frozen=True)
class Need:
    """One need of the post, and whether the person meets it: failed is a gap."""

    name: Term
    verdict: str  # passed | failed | unknown
    text: Reason
    clause: str = ""
    facts: tuple[tuple[str, str], ...] = ()


def post_of(placement: Placement) -> Post | None:
    """Give the post held now, or the last one."""
    holding = placement.holdings.select_related("post").order_by("-starts_on").first()
    return holding.post if holding else None


def gaps(placement: Placement, rules: Rules) -> list[Need]:
    """Compare the post's need profile with the person's ratings, experience and major.

    Gaps first. Nothing is judged where the post names no needs.
    """
    post = post_of(placement)
    if post is None:
        return []
    found = [*_abilities(post, _ratings(placement), rules), *_experience(post, placement, rules)]
    found += _major(post, placement)
    return sorted(found, key=lambda need: ("failed", "unknown", "passed").index(need.verdict))


def _ratings(placement: Placement) -> Mapping[str, int]:
    """Give the latest rating of each ability: the last moment, and of several raters the lowest."""
    rows: Iterable[Any] = apps.get_model("appraisal", "AbilityRating").objects.filter(
        placement=placement
    )
    latest: dict[str, tuple[int, int]] = {}
    for row in rows:
        place = _MOMENTS.index(row.moment)
        before = latest.get(row.ability)
        if before is None or place > before[0]:
            latest[row.ability] = (place, row.level)
        elif place == before[0]:
            latest[row.ability] = (place, min(before[1], row.level))
    return {ability: level for ability, (_place, level) in latest.items()}


def _abilities(post: Post, ratings: Mapping[str, int], rules: Rules) -> Iterable[Need]:
    kinds = {ability.key: ability for ability in rules.abilities}
    for key, level in _wanted(post.need_abilities, rules).items():
        name = _term(kinds.get(key), key)
        clause = kinds[key].clause if key in kinds else ""
        have = ratings.get(key)
        if have is None:
            yield Need(name, "unknown", Reason(_UNRATED, {"need": level}), clause)
        elif have < level:
            yield Need(name, "failed", Reason(_BELOW, {"need": level, "have": have}), clause)
        else:
            yield Need(name, "passed", Reason(_ENOUGH, {"need": level, "have": have}), clause)


def _wanted(needs: Any, rules: Rules) -> dict[str, int]:
    """Give ability -> level asked; a post that names abilities without a level asks the middle."""
    middle = (rules.ability.scale_min + rules.ability.scale_max + 1) // 2
    if isinstance(needs, dict):
        return {key: int(level) if str(level).isdigit() else middle for key, level in needs.items()}
    return dict.fromkeys(needs, middle)


def _experience(post: Post, placement: Placement, rules: Rules) -> Iterable[Need]:
    have = set(placement.person.skills)
    words = {item.key: item for name in _WORDS for item in rules.catalogue(name)}
    for key in post.need_experience:
        name = _term(words.get(key), str(key))
        is_there = key in have
        yield Need(
            name, "passed" if is_there else "failed", Reason(_WITH if is_there else _WITHOUT)
        )


def _term(item: Any, key: str) -> Term:
    """Give the charter's words for a key, the key itself where it has none."""
    return Term(item.name_en or item.name, item.name) if item else Term(key, key)


def _major(post: Post, placement: Placement) -> Iterable[Need]:
    if not post.need_majors:
        return []
    major = placement.person.major
    names = "、".join(map(str, post.need_majors))
    if any(word in major or major in word for word in post.need_majors if major and word):
        return [Need(Term(names, names), "passed", Reason(_RIGHT_MAJOR))]
    verdict = "failed" if major else "unknown"
    return [Need(Term(names, names), verdict, Reason(_OTHER_MAJOR, {"have": major or "—"}))]
