"""Small random boards, and the truth about them by trying everything."""

from __future__ import annotations

import itertools
import random

from dunmiao.engine.matching.recount import parts, violations

TAGS = ("party", "woman")


def board(seed: int, persons: int = 5, posts: int = 3, rules: int = 4) -> dict:
    """Give a small random instance with rules of every kind."""
    dice = random.Random(seed)
    people = [
        {
            "id": f"p{number}",
            "sending_unit": f"u{dice.randrange(3)}",
            "tags": [tag for tag in TAGS if dice.random() < 0.5],
            "prefers": dice.sample([f"t{post}" for post in range(posts)], dice.randint(0, posts)),
        }
        for number in range(dice.randint(1, persons))
    ]
    places = []
    for number in range(dice.randint(1, posts)):
        least = dice.randint(0, 2)
        place = {"id": f"t{number}", "min": least, "max": least + dice.randint(0, 3)}
        place["prefers"] = dice.sample([person["id"] for person in people], min(2, len(people)))
        place["priority"] = dice.randint(0, 3)
        places.append(place)
    for person in people:
        person["prefers"] = [t for t in person["prefers"] if int(t[1:]) < len(places)]
    pairs, barred = [], []
    for person, place in itertools.product(people, places):
        pair = {"person": person["id"], "post": place["id"]}
        roll = dice.random()
        if roll < 0.75:
            pairs.append({**pair, "fit": dice.choice([0, 1, 5, dice.randint(0, 1000)])})
        elif roll < 0.9:
            barred.append({**pair, "rule": "native-county"})
    weights = {"shortfall": dice.choice([0, 50, 2000]), "unplaced": dice.choice([0, 100, 1000])}
    weights["preference"] = dice.choice([0, 3, 10])
    made = [rule(dice, number, people, places) for number in range(dice.randint(0, rules))]
    return {
        "persons": people,
        "posts": places,
        "pairs": pairs,
        "barred": barred,
        "rules": made,
        "weights": weights,
    }


def rule(dice: random.Random, number: int, people: list, places: list) -> dict:
    """Give one random rule."""
    ids = [place["id"] for place in places]
    some = dice.sample(ids, dice.randint(1, len(ids)))
    one = {"person": dice.choice(people)["id"], "post": dice.choice(ids)}
    crowd = dice.sample([person["id"] for person in people], dice.randint(1, len(people)))
    kinds: dict[str, dict] = {
        "composition": {
            "posts": some,
            "tag": dice.choice(TAGS),
            "at_least": dice.randint(1, 3),
            "from_size": dice.randint(1, 3),
        },
        "none_or_at_least": {
            "posts": some,
            "tag": dice.choice([*TAGS, "nobody"]),
            "at_least": dice.randint(1, 3),
        },
        "same_sender": {"posts": some, "at_most": dice.randint(0, 2)},
        "release": {"sending_unit": f"u{dice.randrange(3)}", "at_most": dice.randint(0, 2)},
        "apart": {"persons": crowd, "posts": some},
        "area": dice.choice(
            [
                {"posts": some, "at_least": dice.randint(0, 4), "priority": 2},
                {"posts": some, "at_most": dice.randint(0, 4)},
                {"posts": some, "at_least": dice.randint(0, 4), "at_most": dice.randint(0, 4)},
            ]
        ),
        "pin": one,
        "forbid": one,
    }
    kind = dice.choice([*kinds, "pin"])
    return {"id": f"r{number}", "kind": kind, **kinds[kind]}


def best(instance: dict, rules: list | None = None) -> tuple[int | None, list]:
    """Give the greatest value and a plan of it, (None, []) if no assignment keeps the rules."""
    part = instance if rules is None else {**instance, "rules": rules}
    options: dict[str, list] = {person["id"]: [None] for person in part["persons"]}
    for pair in part["pairs"]:
        options[pair["person"]].append(pair["post"])
    top: tuple[int | None, list] = (None, [])
    for choice in itertools.product(*options.values()):
        placed = [(who, post) for who, post in zip(options, choice, strict=True) if post]
        value = sum(parts(part, placed).values())
        if (top[0] is None or value > top[0]) and not violations(part, placed):
            top = (value, placed)
    return top


def conflict(instance: dict) -> list[str]:
    """Drop rules in reverse order of id while the rest stays in conflict."""
    kept = sorted(instance["rules"], key=lambda each: each["id"])
    for each in sorted(kept, key=lambda one: one["id"], reverse=True):
        rest = [rule for rule in kept if rule is not each]
        if best(instance, rest)[0] is None:
            kept = rest
    return [rule["id"] for rule in kept]


def shuffled(instance: dict, seed: int) -> dict:
    """Give the same instance with everything in another order that has no meaning."""
    dice = random.Random(seed)

    def mixed(items: list) -> list:
        return dice.sample(items, len(items))

    copy = {
        key: mixed(value) if isinstance(value, list) else value for key, value in instance.items()
    }
    copy["persons"] = [{**p, "tags": mixed(p.get("tags", []))} for p in copy["persons"]]
    copy["rules"] = [
        {key: mixed(value) if isinstance(value, list) else value for key, value in each.items()}
        for each in copy.get("rules", [])
    ]
    return copy
