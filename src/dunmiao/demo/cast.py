"""Persons of the demonstration: made up, the same ones every time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from dunmiao.demo.units import SENDING
from dunmiao.engine.identity import fake_number

_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁"
    "任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛段雷龙史陶贺顾毛郝龚邵单仇解区查盖"
)
_COMPOUND = ("欧阳", "诸葛", "尉迟", "上官")
_MEN = (
    "志远 建华 海涛 明哲 俊杰 宏伟 子轩 文博 立新 国栋 晓峰 振宇 浩然 承志 思源 永强",
    "嘉树 启航 学文 向阳 伟 磊 强 鹏 凯 斌 勇 波 辉 超",
)
_WOMEN = (
    "雨桐 静怡 晓雯 思涵 慧敏 丽娟 雪梅 欣然 梦琪 佳宁 文静 秋月 婷婷 海燕 若兰",
    "晓晴 玉洁 诗涵 颖 敏 燕 婷 娜 琳 洁",
)
_MAJORS = (
    "经济学",
    "法学",
    "公共管理",
    "土木工程",
    "农学",
    "汉语言文学",
    "会计学",
    "计算机科学与技术",
    "环境工程",
    "社会学",
    "城乡规划",
    "水利水电工程",
    "新闻学",
    "旅游管理",
)
_SCHOOLS = (
    "临江大学",
    "云州农业大学",
    "江南师范大学",
    "华中政法学院",
    "滨海理工大学",
    "云州财经大学",
)
_SKILLS = ("project", "rural", "service", "emergency", "investment", "research")
_DISTINCT = 1500  # namesakes are no fault in a city
_RANKS = ("R12", "R11", "R10", "R09", "142")


@dataclass(frozen=True)
class Player:
    """One made-up person, as the applicants' sheet holds them."""

    serial: int
    name: str
    sex: str
    unit: int  # index in SENDING
    born_on: date
    id_number: str
    ethnic: str
    political: str
    education: str
    degree: str
    major: str
    school: str
    rank: str
    rank_since: date
    kind: str
    post_title: str
    work_started_on: date
    skills: tuple[str, ...]
    grassroots_years: int
    appraisals: dict[int, str] = field(default_factory=dict)
    probation_until: date | None = None
    discipline_until: date | None = None


def _name(dice: random.Random, sex: str, taken: set[str]) -> str:
    while True:
        surname = dice.choice(_COMPOUND) if dice.random() < 0.02 else dice.choice(_SURNAMES)
        name = surname + dice.choice(" ".join(_MEN if sex == "1" else _WOMEN).split())
        if name not in taken or len(taken) > _DISTINCT:
            taken.add(name)
            return name


def _kind(unit: int) -> str:
    kind = SENDING[unit][2]
    return {"institution": "institution", "enterprise": "enterprise"}.get(kind, "civil_servant")


def _schooling(dice: random.Random) -> tuple[str, str]:
    draw = dice.random()
    if draw < 0.03:
        return "11", "2"
    return ("14", "3") if draw < 0.42 else ("21", "4")


def players(
    count: int,
    *,
    on: date,
    seed: int = 2013,
    first_serial: int = 1,
    ages: tuple[int, int] = (30, 38),
) -> Iterator[Player]:
    """Give `count` persons, the same ones for the same seed; ages and service are as of `on`.

    Units are dealt so that every one of the 42 sends at least two of a hundred or more.
    """
    dice = random.Random(seed)
    taken: set[str] = set()
    for index in range(count):
        unit = index % len(SENDING)
        sex = "2" if dice.random() < 0.38 else "1"
        age = dice.randint(*ages)
        born = date(on.year - age, dice.randint(1, 12), dice.randint(1, 28))
        education, degree = _schooling(dice)
        started = date(min(born.year + (25 if degree != "4" else 22), on.year - 1), 7, 1)
        serial = first_serial + index
        years = on.year - started.year
        yield Player(
            serial=serial,
            name=_name(dice, sex, taken),
            sex=sex,
            unit=unit,
            born_on=born,
            id_number=fake_number(serial, born_on=born, sex=sex),
            ethnic=dice.choices(("01", "11", "03", "15", "05"), (90, 4, 3, 2, 1))[0],
            political=dice.choices(("01", "03", "05", "12", "13"), (82, 6, 4, 4, 4))[0],
            education=education,
            degree=degree,
            major=dice.choice(_MAJORS),
            school=dice.choice(_SCHOOLS),
            rank=_RANKS[min(len(_RANKS) - 1, max(0, years // 3))],
            rank_since=date(on.year - dice.randint(1, 4), 1, 1),
            kind=_kind(unit),
            post_title=dice.choice(("科员", "副科长", "办公室副主任", "业务骨干", "科长")),
            work_started_on=started,
            skills=tuple(sorted(dice.sample(_SKILLS, dice.randint(1, 2)))),
            grassroots_years=dice.choice((0, 0, 0, 1, 2)),
            appraisals={on.year - n: dice.choice(("称职", "称职", "优秀")) for n in (1, 2, 3)},
        )


def resume_of(player: Player, unit: str = "") -> str:
    """Give the person's résumé in the layout of the cadre form, at `unit` or their own."""
    entered = player.work_started_on.year - (7 if player.degree != "4" else 4)
    unit = unit or SENDING[player.unit][1]
    lines = [
        f"{entered}.09--{player.work_started_on.year}.07  {player.school}{player.major}专业学习",
    ]
    year = player.work_started_on.year
    if player.grassroots_years and year + player.grassroots_years <= player.rank_since.year:
        later = year + player.grassroots_years
        lines.append(f"{year}.07--{later}.07  云溪区双溪镇党政办公室科员")
        year = later
    lines.append(f"{year}.07--         {unit}{player.post_title}")
    return "\n".join(lines)
