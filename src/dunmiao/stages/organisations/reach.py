"""`allowed_to`: the only code that decides which rows a person may see or act on."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db.models import Exists, Manager, Model, Q, QuerySet

from dunmiao.stages.organisations.roles import RELATIONS, ROLES, roles_for


@dataclass(frozen=True)
class Scope:
    """How a model's rows are reached, as lookups from the row.

    owner, sender, receiver, handler, office: to an organisation's `path` column.
    subject: to the user the row is about. placement: to the placement the row hangs on
    ("" none, "pk" for the placement itself). kind: to the personnel kind, by which a second
    authority is limited. people: rows are persons, reached through their placements too.
    """

    owner: str = ""
    sender: str = ""
    receiver: str = ""
    handler: str = ""
    office: str = ""
    subject: str = ""
    placement: str = ""
    kind: str = ""
    people: bool = False


# relation role -> (user, day) -> queryset of placement ids; filled in by the stages
RELATED: dict[str, Callable[[Any, date], QuerySet[Any]]] = {}
NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Hold:
    """One live grant, own or delegated: a role over a subtree, perhaps for one personnel kind."""

    role: str
    path: str
    kind: str = ""


def holds(user: Any, act: str, on: date) -> list[Hold]:
    """Give the grants under which `user` may do `act` on that day.

    While acting under a delegation only the grantor's grants count, and only for the delegated
    acts: whoever stands in for somebody does not mix in their own powers.
    """
    delegation = user.acting
    if delegation is not None and not delegation.covers(act, on):
        return []
    roles = roles_for(act)
    holder = delegation.grantor_id if delegation else user.pk
    return [hold for hold in _live_holds(user, holder, on) if hold.role in roles]


def _live_holds(user: Any, holder: int, on: date) -> list[Hold]:
    """Give every live grant of `holder`, read once and kept with `user` for the request."""
    from dunmiao.stages.organisations.models import Grant

    cache: dict[tuple[int, date], list[Hold]] = user.__dict__.setdefault("_holds", {})
    if (holder, on) not in cache:
        rows = Grant.objects.live(on).filter(user_id=holder)
        cache[holder, on] = [
            Hold(*row) for row in rows.values_list("role", "organisation__path", "kind")
        ]
    return cache[holder, on]


def person_acting(user: Any, act: str, on: date) -> Any:
    """Give the user whose relations count: the grantor while standing in, else `user`; or None."""
    delegation = user.acting
    if delegation is None:
        return user
    return delegation.grantor if delegation.covers(act, on) else None


def may_any(user: Any, act: str, on: date) -> bool:
    """Say whether `user` holds a role that may do `act` at all (for pages without a row)."""
    if not user.is_authenticated or not user.is_active:
        return False
    if holds(user, act, on):
        return True
    who = person_acting(user, act, on)
    return who is not None and any(
        related_exists(role, who, on) for role in roles_for(act) & set(RELATIONS)
    )


def relations_of(user: Any, on: date) -> frozenset[str]:
    """Give the relation roles that reach anything for `user` on that day: one query, then kept.

    Pages ask once per menu entry and button, so the answer stays with the user for the request.
    """
    cache: dict[tuple[int, date], frozenset[str]] = user.__dict__.setdefault("_relations", {})
    if (user.pk, on) not in cache:
        asked = {role: Exists(RELATED[role](user, on)) for role in RELATIONS if role in RELATED}
        people = apps.get_model("people", "Person").objects.filter(user=user)
        found = user._meta.model.objects.filter(pk=user.pk).values_list(
            *asked.values(), Exists(people)
        ).first() or ()
        names = (*asked, "cadre")
        cache[user.pk, on] = frozenset(role for role, yes in zip(names, found, strict=False) if yes)
    return cache[user.pk, on]


def related_exists(role: str, user: Any, on: date) -> bool:
    """Say whether the relation role reaches anything for `user` on that day."""
    return role in relations_of(user, on)


def roles_of(user: Any, on: date) -> list[str]:
    """Give the roles `user` has on that day, granted first, in the table's order."""
    if not user.is_authenticated:
        return []
    granted = {hold.role for hold in _live_holds(user, user.pk, on)}
    return [
        key
        for key, role in ROLES.items()
        if key in granted or (role.is_relation and related_exists(key, user, on))
    ]


def _by_tree(scope: Scope, hold: Hold) -> Q:
    lookup = getattr(scope, ROLES[hold.role].tie)
    if not lookup:
        return NOTHING
    reach = Q(**{f"{lookup}__startswith": hold.path})
    if hold.kind and scope.kind:
        reach &= Q(**{scope.kind: hold.kind})
    return reach


def _by_relation(scope: Scope, role: str, user: Any, on: date) -> Q:
    if role == "cadre":
        return Q(**{scope.subject: user}) if scope.subject else NOTHING
    if not scope.placement or role not in RELATED:
        return NOTHING
    return Q(**{f"{scope.placement}__in": RELATED[role](user, on)})


def reach_of(scope: Scope, user: Any, act: str, on: date) -> Q:
    """Give the filter of the rows of one scope that `user` may do `act` on, on that day."""
    if not user.is_authenticated or not user.is_active:
        return NOTHING
    reach = NOTHING
    for hold in holds(user, act, on):
        reach |= _by_tree(scope, hold)
    who = person_acting(user, act, on)
    if who is not None:
        for role in sorted(roles_for(act) & set(RELATIONS)):
            reach |= _by_relation(scope, role, who, on)
    if scope.people:
        reach |= _people_by_placement(user, act, on)
    return reach


def _people_by_placement(user: Any, act: str, on: date) -> Q:
    placement = apps.get_model("placement", "Placement")
    mine = placement.objects.filter(reach_of(placement.scope, user, act, on))
    return Q(pk__in=mine.values("person_id"))


class Rows(QuerySet[Any]):
    """A queryset that starts with who is asking."""

    def allowed_to(self, user: Any, act: str, *, on: date) -> Self:
        """Keep the rows `user` may do `act` on, on that day; nothing where no grant reveals them.

        Raises KeyError for an act that no stage lists.
        """
        scope: Scope = self.model.scope
        return self.filter(reach_of(scope, user, act, on))

    def lock(self, pk: int) -> Any:
        """Lock and give one row inside an action. Raises DoesNotExist.

        What nearly every action then asks (owner, units, person, charter) comes along, unlocked.
        """
        rows = self.select_for_update(of=("self",))
        along = _asked_of(self.model)
        return (rows.select_related(*along) if along else rows).get(pk=pk)


@functools.cache
def _asked_of(model: type[Model]) -> tuple[str, ...]:
    """Give the single relations an action on a row of `model` asks for, from the row's scope."""
    scope: Scope | None = getattr(model, "scope", None)
    if scope is None:
        return ()
    paths = {way.rpartition("__")[0] for way in (scope.owner, scope.sender, scope.receiver)}
    paths.add(scope.subject.rpartition("__")[0])
    hangs_on = "" if scope.placement == "pk" else scope.placement
    if scope.placement:
        paths.add(f"{hangs_on}__charter".removeprefix("__"))
    return tuple(sorted(path for path in paths if path and _is_single(model, path)))


def _is_single(model: Any, path: str) -> bool:
    for step in path.split("__"):
        field = model._meta.get_field(step)
        if not (field.many_to_one or field.one_to_one) or not field.concrete:
            return False
        model = field.related_model
    return True


ScopedManager = Manager.from_queryset(Rows)


def in_sight(model: type[Model], user: Any, acts: Iterable[str], on: date) -> QuerySet[Any]:
    """Give the rows `user` may do any of `acts` on."""
    reach = NOTHING
    for act in acts:
        reach |= reach_of(model.scope, user, act, on)  # type: ignore[attr-defined]
    return model.objects.filter(reach)  # type: ignore[attr-defined]
