"""Many more persons in the pool, to see a city."""

from __future__ import annotations

from dunmiao.demo.cast import players
from dunmiao.demo.ground import Ground
from dunmiao.demo.units import SENDING
from dunmiao.engine.names import initials, pinyin
from dunmiao.engine.strokes import stroke_key
from dunmiao.stages.common.acts import record
from dunmiao.stages.common.sealed import blind
from dunmiao.stages.people.models import Person


def fill(ground: Ground, count: int) -> None:
    """Add `count` persons to the units' staff, in bulk, as one recorded set-up."""
    units = [ground.units[short] for _name, short, _kind, _system in SENDING]
    rows = [
        Person(
            unit=units[player.unit],
            name=player.name,
            initials=initials(player.name)[:30],
            pinyin=pinyin(player.name)[:120],
            stroke_key=stroke_key(player.name),
            sex=player.sex,
            born_on=player.born_on,
            ethnic=player.ethnic,
            political=player.political,
            education=player.education,
            degree=player.degree,
            major=player.major,
            school=player.school,
            kind=player.kind,
            rank=player.rank,
            post_title=player.post_title,
            work_started_on=player.work_started_on,
            id_number=player.id_number,
            id_blind=blind(player.id_number),
        )
        for player in players(count, on=ground.today, seed=10_000, first_serial=100_000)
    ]
    Person.objects.bulk_create(rows, batch_size=500)
    record("person.register", ground.units["云溪区"], by=None, changes={"persons": len(rows)})
