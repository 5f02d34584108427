"""What two receiving units have written for whoever comes to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from dunmiao.demo.term import Term
from dunmiao.stages.placement.welcomes import write_pack

VILLAGES = {
    "facts": "以种粮和水果为主，赶集日人多，干部多在这天下村。\n在建：人居环境整治、产业路。",
    "terms": "作田：种地\n落雨：下雨\n晏昼：中午\n老庚：同年出生的朋友",
    "contacts": "党政办公室：办文、会务、值班\n组织办公室：考勤、请假、食宿",
    "notes": "食堂三餐，按标准交伙食费。\n周转房可住，被褥自带；山路雨后慢行。",
}
TOWN = {
    "facts": "服务对象多在附近务工，入户、走访宜在晚饭后。",
    "terms": "屋里：家里\n细伢子：小孩\n讲白话：聊天",
    "contacts": "办公室：办文、会务、值班\n人事科：考勤、请假、食宿",
    "notes": "有公交直达，末班较早；食堂供应工作日三餐。",
}


def welcome(terms: Iterable[Term]) -> None:
    """Let two units of the cohort write their packs ten days before their people come."""
    hosts: dict[int, Term] = {}
    for term in terms:
        hosts.setdefault(term.placement.receiving_unit_id, term)
    for term in list(hosts.values())[:2]:
        texts = VILLAGES if term.placement.receiving_unit.name[-1] in "镇乡村" else TOWN
        day = term.placement.starts_on - timedelta(days=10)
        write_pack(term.placement.pk, by=term.host, today=day, **texts)
