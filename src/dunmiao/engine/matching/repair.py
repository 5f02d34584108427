"""A plan that keeps every rule, made quickly: from a flow's plan, by leaving out and filling in."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from dunmiao.engine.matching.flow import open_pairs, pins_of
from dunmiao.engine.matching.instance import (
    Apart,
    Area,
    Composition,
    Instance,
    Ints,
    NoneOrAtLeast,
    Release,
    Rule,
    SameSender,
)
from dunmiao.engine.matching.valuing import Teams


@dataclass
class _Board:
    """A plan under way; `settled` persons belong to the completion and are never taken out."""

    instance: Instance
    teams: Teams
    settled: set[int]
    rules_of: dict[int, list[Rule]] = field(default_factory=dict)
    sent: dict[str, int] = field(default_factory=dict)
    caps: dict[str, int] = field(default_factory=dict)


def repaired(instance: Instance, wished: Ints, settled: Ints) -> Ints:
    """Give pairs that keep every rule: `settled` ones (a completion), then what fits of `wished`.

    Teams of wished persons enter whole, trimmed of those who break a rule of the post; then single
    persons fill places where they fit, the worthiest first. Deterministic; not optimal.
    """
    board = _board(instance, settled)
    by_post: dict[int, list[int]] = {}
    for pair in wished.tolist():
        if int(instance.pair_person[pair]) not in board.settled:
            by_post.setdefault(int(instance.pair_post[pair]), []).append(pair)
    worth = {pair: int(instance.worth[pair]) for pair in wished.tolist()}
    for post in sorted(by_post):
        newcomers = sorted(by_post[post], key=lambda pair: (-worth[pair], pair))
        _enter(board, post, [int(instance.pair_person[pair]) for pair in newcomers])
    _fill(board)
    persons = np.array(sorted(board.teams.post_of), dtype=np.int64)
    posts = np.array(
        [board.teams.post_of[person] for person in sorted(board.teams.post_of)], np.int64
    )
    return instance.find_pairs(persons, posts)


def _board(instance: Instance, settled: Ints) -> _Board:
    teams = Teams(instance, settled)
    board = _Board(instance, teams, set(teams.post_of))
    for rule in instance.rules:
        if isinstance(rule, Composition | NoneOrAtLeast | SameSender | Apart | Area):
            for post in rule.posts:
                board.rules_of.setdefault(post, []).append(rule)
        elif isinstance(rule, Release):
            cap = min(rule.at_most, board.caps.get(rule.sending_unit, rule.at_most))
            board.caps[rule.sending_unit] = cap
    for person in board.settled:
        unit = instance.persons[person].sending_unit
        board.sent[unit] = board.sent.get(unit, 0) + 1
    return board


def _may_leave_home(board: _Board, person: int) -> bool:
    unit = board.instance.persons[person].sending_unit
    return unit not in board.caps or board.sent.get(unit, 0) < board.caps[unit]


def _join(board: _Board, person: int, post: int) -> None:
    board.teams.members.setdefault(post, []).append(person)
    board.teams.post_of[person] = post
    unit = board.instance.persons[person].sending_unit
    board.sent[unit] = board.sent.get(unit, 0) + 1


def _leave(board: _Board, person: int) -> None:
    post = board.teams.post_of.pop(person)
    board.teams.members[post].remove(person)
    if not board.teams.members[post]:
        del board.teams.members[post]
    board.sent[board.instance.persons[person].sending_unit] -= 1


def _holds_here(board: _Board, post: int) -> bool:
    """Tell whether every rule that names this post holds, single-post rules in this post only."""
    team = board.teams.members.get(post, ())
    if len(team) > board.instance.posts[post].max:
        return False
    for rule in board.rules_of.get(post, ()):
        if isinstance(rule, Composition | NoneOrAtLeast | SameSender):
            if team and board.teams.is_bad(rule, post):
                return False
        elif board.teams.broken_posts(rule):
            return False
    return True


def _enter(board: _Board, post: int, newcomers: list[int]) -> None:
    """Bring in a team, and send away the fewest of the least worthy until the rules hold."""
    inside = []
    for person in newcomers:
        if person not in board.teams.post_of and _may_leave_home(board, person):
            _join(board, person, post)
            inside.append(person)
    while inside and not _holds_here(board, post):
        _leave(board, _best_to_leave(board, post, inside))
        inside = [person for person in inside if person in board.teams.post_of]


def _best_to_leave(board: _Board, post: int, inside: list[int]) -> int:
    """Give the least worthy whose leaving mends the post, else the least worthy of all."""
    for person in reversed(inside):
        _leave(board, person)
        is_mended = _holds_here(board, post)
        _join(board, person, post)
        if is_mended:
            return person
    return inside[-1]


def _fill(board: _Board) -> None:
    """Place who is left, one at a time, where the post's rules still hold; best gain first."""
    instance = board.instance
    is_open, _ = open_pairs(instance, pins_of(instance))
    missed = instance.weights.shortfall
    bonus = np.array(
        [missed * post.priority if post.min else 0 for post in instance.posts], np.int64
    )
    gain = instance.worth + bonus[instance.pair_post]
    order = np.argsort(-gain, kind="stable")
    for pair in order[is_open[order]].tolist():
        person, post_number = int(instance.pair_person[pair]), int(instance.pair_post[pair])
        if person in board.teams.post_of or not _may_leave_home(board, person):
            continue
        if len(board.teams.members.get(post_number, ())) >= instance.posts[post_number].max:
            continue
        _join(board, person, post_number)
        if not _holds_here(board, post_number):
            _leave(board, person)
