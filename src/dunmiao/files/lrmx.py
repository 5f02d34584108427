"""The cadre form .lrmx (干部任免审批表 3.x): read from strangers, written for the next program.

Plain XML with pinyin names; elements nobody here knows are kept and written back.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from dunmiao.engine.codes import ETHNIC, POLITICAL, SEX
from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.files.dates import PartialDate
from dunmiao.files.images import Photo, clean_photo
from dunmiao.files.limits import (
    MAX_PHOTO_BYTES,
    MAX_XML_NODES,
    Budget,
    check_size,
    clean_text,
    refuse,
)
from dunmiao.files.people import FamilyMember, PersonFacts
from dunmiao.files.safexml import scan

# The order in which the official program writes the elements.
ELEMENTS: Final = (
    "XingMing", "XingBie", "ChuShengNianYue", "MinZu", "JiGuan", "ChuShengDi", "RuDangShiJian",
    "CanJiaGongZuoShiJian", "JianKangZhuangKuang", "ZhuanYeJiShuZhiWu",
    "ShuXiZhuanYeYouHeZhuanChang", "QuanRiZhiJiaoYu_XueLi", "QuanRiZhiJiaoYu_XueWei",
    "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi",
    "ZaiZhiJiaoYu_XueLi", "ZaiZhiJiaoYu_XueWei", "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi",
    "ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi", "XianRenZhiWu", "NiRenZhiWu", "NiMianZhiWu", "JianLi",
    "JiangChengQingKuang", "NianDuKaoHeJieGuo", "RenMianLiYou", "JiaTingChengYuan",
    "ChengBaoDanWei", "JiSuanNianLingShiJian", "TianBiaoShiJian", "TianBiaoRen", "ShenFenZheng",
    "ZhaoPian", "Version",
)  # fmt: skip
VERSION: Final = "3.2.1.16"

# Element to the field it fills and the label it has on the printed form.
FIELDS: Final[Mapping[str, tuple[str, str]]] = {
    "XingMing": ("name", "姓名"),
    "XingBie": ("sex", "性别"),
    "ChuShengNianYue": ("birth", "出生年月"),
    "MinZu": ("ethnic", "民族"),
    "JiGuan": ("native_place", "籍贯"),
    "ChuShengDi": ("birthplace", "出生地"),
    "RuDangShiJian": ("joined_party", "入党时间"),
    "CanJiaGongZuoShiJian": ("started_work", "参加工作时间"),
    "JianKangZhuangKuang": ("health", "健康状况"),
    "ZhuanYeJiShuZhiWu": ("title", "专业技术职务"),
    "ShuXiZhuanYeYouHeZhuanChang": ("speciality", "熟悉专业有何专长"),
    "QuanRiZhiJiaoYu_XueLi": ("education", "全日制教育学历"),
    "QuanRiZhiJiaoYu_XueWei": ("degree", "全日制教育学位"),
    "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi": ("school_and_major", "全日制教育毕业院校系及专业"),
    "ZaiZhiJiaoYu_XueLi": ("later_education", "在职教育学历"),
    "ZaiZhiJiaoYu_XueWei": ("later_degree", "在职教育学位"),
    "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi": ("later_school", "在职教育毕业院校系及专业"),
    "XianRenZhiWu": ("unit_and_post", "现任职务"),
    "JianLi": ("resume", "简历"),
    "JiangChengQingKuang": ("rewards", "奖惩情况"),
    "NianDuKaoHeJieGuo": ("appraisals", "年度考核结果"),
    "ShenFenZheng": ("id_number", "身份证号"),
}
_FAMILY: Final = ("ChengWei", "XingMing", "ChuShengRiQi", "ZhengZhiMianMao", "GongZuoDanWeiJiZhiWu")
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
_MAX_FAMILY: Final = 60

_NOT_FORM: Final = gettext_noop(
    "The file is no cadre form: its outermost element is “%(found)s” instead of “Person”; export "
    "the form again as .lrmx."
)
_NODES: Final = gettext_noop(
    "The form holds more than %(limit)s elements, which no cadre form needs; export it again."
)


@dataclass
class CadreForm:
    """A cadre form as stored: texts by element, family rows, the photo's bytes.

    `unknown` maps each element this product does not know to its XML source.
    """

    texts: dict[str, str] = field(default_factory=dict)
    family: list[FamilyMember] = field(default_factory=list)
    photo: bytes = b""
    photo_problem: Reason | None = None
    unknown: dict[str, str] = field(default_factory=dict)

    @property
    def kept(self) -> dict[str, str]:
        """Give what has no field here but is written back: form texts and unknown elements."""
        unused = {
            tag: text
            for tag, text in self.texts.items()
            if tag not in FIELDS and tag != "ZhaoPian" and text
        }
        return {**unused, **self.unknown}


class _Tree:
    """Builds elements with a count, since ElementTree's own builder knows no limit."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []
        self._parts: list[str] = []
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_XML_NODES:
            raise refuse(_NODES, {"limit": MAX_XML_NODES}, "form_elements")
        self._flush()
        plain = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        element = Element(name, plain)
        if self._open:
            self._open[-1].append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, name: str) -> None:
        self._flush()
        self._open.pop()

    def data(self, text: str) -> None:
        self._parts.append(text)

    def _flush(self) -> None:
        # Joined once: adding piece to piece would copy a large photo thousands of times.
        if self._parts and self._open:
            element = self._open[-1]
            text = "".join(self._parts)
            if len(element):
                element[-1].tail = text
            else:
                element.text = text
        self._parts = []


def _parsed(chunks: Iterable[bytes]) -> Element:
    tree = _Tree()
    scan(chunks, tree, Budget())
    return tree.root if tree.root is not None else Element("")


def read_lrmx(data: bytes) -> CadreForm:
    """Give the form of a .lrmx file.

    FileRefused for document types and entities, more than 20 MB, 64 levels or 20,000 elements,
    and for other XML. The photo is decoded but not yet looked at: see `form_photo`.
    """
    check_size(data)
    root = _parsed([data[i : i + 65536] for i in range(0, len(data), 65536)])
    if root.tag != "Person":
        raise refuse(_NOT_FORM, {"found": clean_text(root.tag)[:40]}, "form_kind")
    form = CadreForm()
    for element in root:
        _take(form, element)
    return form


def _take(form: CadreForm, element: Element) -> None:
    tag = element.tag
    if tag == "ZhaoPian":
        form.photo = _decoded(element.text or "")
    elif tag == "JiaTingChengYuan":
        form.family = [_member(item) for item in element.findall("Item")[:_MAX_FAMILY]]
    elif tag in ELEMENTS and not len(element):
        form.texts.setdefault(tag, clean_text(element.text or "").strip("\n "))
    elif _NAME.fullmatch(tag):
        element.tail = None
        key = tag if tag not in form.unknown else f"{tag}.{len(form.unknown)}"
        form.unknown[key] = tostring(element, encoding="unicode")


def _member(item: Element) -> FamilyMember:
    return FamilyMember(*(clean_text(item.findtext(tag) or "").strip() for tag in _FAMILY))


def _decoded(text: str) -> bytes:
    if len(text) > MAX_PHOTO_BYTES * 3 // 2:
        return b"\0" * (MAX_PHOTO_BYTES + 1)  # told apart as too big by clean_photo
    try:
        decoded = base64.b64decode("".join(text.split()))
    except (binascii.Error, ValueError):
        decoded = b""
    return decoded or (b"\0" if text.strip() else b"")  # a zero is no picture: said as unreadable


def form_photo(form: CadreForm) -> Photo | Reason | None:
    """Give the form's photo re-encoded, the Reason it is dropped, or None where there is none."""
    return clean_photo(form.photo) if form.photo else None


def write_lrmx(facts: PersonFacts) -> bytes:
    """Give a .lrmx file of a person: every element in official order, then the unknown ones kept.

    Texts that no XML may hold are cleaned; the photo is written as it is stored (JPEG).
    """
    texts = _texts(facts)
    root = Element("Person")
    for tag in ELEMENTS:
        element = SubElement(root, tag)
        if tag == "JiaTingChengYuan":
            _write_family(element, facts.family)
        elif tag == "ZhaoPian":
            element.text = base64.b64encode(facts.photo.jpeg).decode() if facts.photo else ""
        else:
            kept = "" if tag in FIELDS else facts.extras.get(tag, "")
            element.text = clean_text(texts.get(tag) or kept)
    if not root[-1].text:
        root[-1].text = VERSION
    indent(root)
    _write_unknown(root, facts.extras)
    body = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'.encode()


def _write_family(parent: Element, family: Iterable[FamilyMember]) -> None:
    for member in family:
        item = SubElement(parent, "Item")
        values = (member.relation, member.name, member.birth, member.political)
        for tag, text in zip(_FAMILY, (*values, member.unit_and_post), strict=True):
            SubElement(item, tag).text = clean_text(text)


def _write_unknown(root: Element, extras: Mapping[str, str]) -> None:
    for key, source in extras.items():
        if key in ELEMENTS or not _NAME.fullmatch(key) or not source.startswith("<"):
            continue
        element = _parsed([source.encode()])
        element.tail = "\n"
        root.append(element)


def _texts(facts: PersonFacts) -> dict[str, str]:
    return {
        "XingMing": facts.name,
        "XingBie": SEX[facts.sex_code].name if facts.sex_code in SEX else "",
        "ChuShengNianYue": _month(facts.birth),
        "MinZu": ETHNIC[facts.ethnic_code].name if facts.ethnic_code in ETHNIC else "",
        "JiGuan": facts.native_place,
        "ChuShengDi": facts.birthplace,
        "RuDangShiJian": _party(facts),
        "CanJiaGongZuoShiJian": _month(facts.started_work),
        "JianKangZhuangKuang": facts.health,
        "ZhuanYeJiShuZhiWu": facts.title,
        "ShuXiZhuanYeYouHeZhuanChang": facts.speciality,
        "QuanRiZhiJiaoYu_XueLi": facts.education,
        "QuanRiZhiJiaoYu_XueWei": facts.degree,
        "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi": _school(facts.school, facts.major),
        "ZaiZhiJiaoYu_XueLi": facts.later_education,
        "ZaiZhiJiaoYu_XueWei": facts.later_degree,
        "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi": _school(facts.later_school, facts.later_major),
        "XianRenZhiWu": facts.unit + facts.post,
        "JianLi": facts.resume,
        "JiangChengQingKuang": facts.rewards or "无",
        "NianDuKaoHeJieGuo": facts.appraisals,
        "ShenFenZheng": facts.id_number,
    }


def _month(day: PartialDate | None) -> str:
    return f"{day.year:04}{day.month:02}" if day else ""


def _party(facts: PersonFacts) -> str:
    if facts.joined_party:
        words = facts.joined_party_words
        return facts.joined_party.run_together() + words
    is_party = facts.political_code in POLITICAL.group("party")
    known = facts.political_code in POLITICAL and not is_party
    named = POLITICAL[facts.political_code].name if known else ""
    return facts.joined_party_words or named


def _school(school: str, major: str) -> str:
    return f"{school}{major}专业" if major else school
