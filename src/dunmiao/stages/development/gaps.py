"""What a person lacks for the post: need profile against ratings and experience (004-37)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps

from dunmiao.engine.charter import Rules
from dunmiao.engine.facts import Term
from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.stages.development.models import NeedMet
from dunmiao.stages.placement.models import Holding, Placement
from dunmiao.stages.selection.models import Post

_BELOW = gettext_noop("The post asks for level %(need)s; the latest rating is %(have)s.")
_ENOUGH = gettext_noop("The post asks for level %(need)s; the latest rating is %(have)s: enough.")
_UNRATED = gettext_noop("The post asks for level %(need)s; nobody has rated it yet.")
_WITHOUT = gettext_noop("The post asks for this experience; the record shows none.")
_WITH = gettext_noop("The post asks for this experience; the record shows it.")
_OTHER_MAJOR = gettext_noop("The post asks for one of these majors; the person's is %(have)s.")
_TRAINED = gettext_noop("The department holds this gap closed by training: %(topic)s.")
_RIGHT_MAJOR = gettext_noop("The post asks for one of these majors; the person has it.")
# the catalogues in whose words posts and persons name experience
_WORDS = ("post_classes", "task_classes")
_MOMENTS = ("start", "middle", "end")


@dataclass(frozen=True)
class Need:
    """One need of the post, and whether the person meets it: failed is a gap."""

    key: str  # ability:…, experience:…, major
    name: Term
    verdict: str  # passed | failed | unknown
    text: Reason
    clause: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass
class Lack:
    """A gap that several people have: its key and name, and who."""

    key: str
    name: Term
    clause: str
    people: list[Placement]


def post_of(placement: Placement) -> Post | None:
    """Give the post held now, or the last one."""
    holding = placement.holdings.select_related("post").order_by("-starts_on").first()
    return holding.post if holding else None


def gaps(placement: Placement, rules: Rules) -> list[Need]:
    """Compare the post's need profile with the person's ratings, experience and major.

    Gaps first. Nothing is judged where the post names no needs; what the department holds closed
    by a training is no gap any more.
    """
    return _needs_of_many([placement], {placement.pk: rules})[placement.pk]


def lacks(placements: Iterable[Placement], rules_of: Callable[[Placement], Rules]) -> list[Lack]:
    """Add the gaps of many people up, the most frequent first (004-39); three queries.

    The placements bring their person along. A major is nothing that training gives.
    """
    rows = list(placements)
    rules = {row.pk: rules_of(row) for row in rows}
    found: dict[str, Lack] = {}
    for row, needs in zip(rows, _needs_of_many(rows, rules).values(), strict=True):
        for need in needs:
            if need.verdict == "failed" and need.key != "major":
                lack = found.setdefault(need.key, Lack(need.key, need.name, need.clause, []))
                lack.people.append(row)
    return sorted(found.values(), key=lambda lack: (-len(lack.people), lack.key))


def _needs_of_many(rows: list[Placement], rules: Mapping[int, Rules]) -> dict[int, list[Need]]:
    posts: dict[int, Post] = {}
    held = Holding.objects.filter(placement__in=rows).select_related("post")
    for holding in held.order_by("starts_on", "pk"):
        posts[holding.placement_id] = holding.post
    ratings, closed = _ratings(rows), _closed(rows)
    found: dict[int, list[Need]] = {}
    for row in rows:
        post = posts.get(row.pk)
        needs = _needs(post, row, ratings.get(row.pk, {}), rules[row.pk]) if post else []
        needs = [_with_training(need, closed.get((row.pk, need.key))) for need in needs]
        order = ("failed", "unknown", "passed")
        found[row.pk] = sorted(needs, key=lambda need: order.index(need.verdict))
    return found


def _needs(
    post: Post, placement: Placement, ratings: Mapping[str, int], rules: Rules
) -> Iterable[Need]:
    yield from _abilities(post, ratings, rules)
    yield from _experience(post, placement, rules)
    yield from _major(post, placement)


def _closed(rows: list[Placement]) -> Mapping[tuple[int, str], str]:
    met = NeedMet.objects.filter(placement__in=rows).select_related("gathering")
    return {(one.placement_id, one.need): str(one.gathering or one.on) for one in met}


def _with_training(need: Need, topic: str | None) -> Need:
    if topic is None or need.verdict == "passed":
        return need
    return replace(need, verdict="passed", text=Reason(_TRAINED, {"topic": topic}))


def _ratings(rows: list[Placement]) -> Mapping[int, Mapping[str, int]]:
    """Give the latest rating of each ability: the last moment, and of several raters the lowest."""
    asked: Iterable[Any] = apps.get_model("appraisal", "AbilityRating").objects.filter(
        placement__in=rows
    )
    latest: dict[int, dict[str, tuple[int, int]]] = {}
    for row in asked:
        one = latest.setdefault(row.placement_id, {})
        place = _MOMENTS.index(row.moment)
        before = one.get(row.ability)
        if before is None or place > before[0]:
            one[row.ability] = (place, row.level)
        elif place == before[0]:
            one[row.ability] = (place, min(before[1], row.level))
    return {
        pk: {ability: level for ability, (_place, level) in one.items()}
        for pk, one in latest.items()
    }


def _abilities(post: Post, ratings: Mapping[str, int], rules: Rules) -> Iterable[Need]:
    kinds = {ability.key: ability for ability in rules.abilities}
    for key, level in _wanted(post.need_abilities, rules).items():
        have = ratings.get(key)
        facts = {"need": level} if have is None else {"need": level, "have": have}
        if have is None:
            verdict, text = "unknown", _UNRATED
        else:
            verdict, text = ("failed", _BELOW) if have < level else ("passed", _ENOUGH)
        clause = kinds[key].clause if key in kinds else ""
        name = _term(kinds.get(key), key)
        yield Need(f"ability:{key}", name, verdict, Reason(text, facts), clause)


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
        verdict, text = ("passed", _WITH) if is_there else ("failed", _WITHOUT)
        yield Need(f"experience:{key}", name, verdict, Reason(text))


def _term(item: Any, key: str) -> Term:
    """Give the charter's words for a key, the key itself where it has none."""
    return Term(item.name_en or item.name, item.name) if item else Term(key, key)


def _major(post: Post, placement: Placement) -> Iterable[Need]:
    if not post.need_majors:
        return []
    major = placement.person.major
    names = "、".join(map(str, post.need_majors))
    if any(word in major or major in word for word in post.need_majors if major and word):
        return [Need("major", Term(names, names), "passed", Reason(_RIGHT_MAJOR))]
    verdict = "failed" if major else "unknown"
    text = Reason(_OTHER_MAJOR, {"have": major or "—"})
    return [Need("major", Term(names, names), verdict, text)]
