"""The units an import may name: those of the organiser's own tree, by every name they have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from dunmiao.files.intake.values import unit_key
from dunmiao.stages.accounts.models import User
from dunmiao.stages.organisations.actions.units import add_unit
from dunmiao.stages.organisations.models import Organisation

# What the end of a unit's name says of its kind; the organiser's own kind where none fits.
_ENDINGS = (
    ("township", ("镇", "乡", "镇人民政府", "乡人民政府", "镇政府", "乡政府", "镇党委", "乡党委")),
    ("street", ("街道", "街道办事处", "街道办", "街道党工委")),
    ("village", ("村", "村委会", "村民委员会")),
    ("community", ("社区", "居委会", "居民委员会")),
    ("enterprise", ("公司", "集团", "厂", "银行", "信用社")),
    ("school", ("学校", "小学", "中学", "学院", "大学", "幼儿园")),
    ("institution", ("中心", "医院", "站", "所", "院", "馆", "队")),
    ("zone", ("开发区", "管委会", "管理委员会", "园区")),
)


def kind_of(name: str, otherwise: str) -> str:
    """Give the kind of a unit by the longest known ending of its name, else `otherwise`."""
    found = [
        (len(ending), kind)
        for kind, endings in _ENDINGS
        for ending in endings
        if name.endswith(ending)
    ]
    return max(found)[1] if found else otherwise


class Units:
    """The units below an owner, found by full or short name; new ones are entered under it."""

    def __init__(self, owner: Organisation) -> None:
        """Read the tree once."""
        self._owner = owner
        self._found: dict[str, list[Organisation]] = defaultdict(list)
        rows = Organisation.objects.filter(path__startswith=owner.path, is_active=True)
        for unit in rows:
            self._add(unit)
        self.names = frozenset(name for unit in rows for name in (unit.name, unit.short_name))

    def _add(self, unit: Organisation) -> None:
        for name in dict.fromkeys((unit.name, unit.short_name)):
            self._found[unit_key(name)].append(unit)

    def find(self, name: str) -> list[Organisation]:
        """Give the units of that name: none, one, or several that share it."""
        return self._found.get(unit_key(name), [])

    def take(self, name: str, unit: Organisation) -> None:
        """Let a name in the file mean this unit."""
        self._found[unit_key(name)] = [unit]

    def choose(self, unit_for: Mapping[str, int]) -> None:
        """Let names in the file mean the units a clerk chose; units of other trees are ignored."""
        known = {unit.pk: unit for rows in list(self._found.values()) for unit in rows}
        for name, pk in unit_for.items():
            if pk in known:
                self.take(name, known[pk])

    def create(self, name: str, *, by: User | None, today: date) -> Organisation:
        """Enter a new unit under the owner; its kind is guessed from its name."""
        unit = add_unit(
            self._owner.pk, by=by, today=today, name=name[:80], short_name=name[:30],
            kind=kind_of(name, self._owner.kind),
        )  # fmt: skip
        self.take(name, unit)
        return unit
