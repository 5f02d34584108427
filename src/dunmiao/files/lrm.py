"""The older cadre form .lrm (2.0): one quoted record in GB18030, the photo in a .pic beside it."""

from __future__ import annotations

from typing import Final

from dunmiao.engine.reasons import gettext_noop
from dunmiao.files.limits import check_size, clean_text, refuse
from dunmiao.files.lrmx import CadreForm
from dunmiao.files.people import FamilyMember

_MAX_BYTES: Final = 2**20
_NOT_FORM: Final = gettext_noop(
    "The file is no cadre form of the older kind: it holds %(fields)s quoted fields instead of 33; "
    "export the form again."
)
_ENCODING: Final = gettext_noop(
    "The older cadre form is not written in GB18030; open it in its program and export it again."
)
_PLACES: Final = {
    0: "XingMing", 1: "XingBie", 2: "ChuShengNianYue", 3: "MinZu", 4: "JiGuan",
    5: "RuDangShiJian", 6: "JianKangZhuangKuang", 7: "ChuShengDi", 8: "CanJiaGongZuoShiJian",
    11: "ZhuanYeJiShuZhiWu", 16: "ShuXiZhuanYeYouHeZhuanChang", 17: "JianLi",
    18: "JiangChengQingKuang", 19: "NianDuKaoHeJieGuo", 25: "XianRenZhiWu", 26: "NiRenZhiWu",
    27: "NiMianZhiWu", 28: "RenMianLiYou", 29: "ChengBaoDanWei", 30: "JiSuanNianLingShiJian",
    31: "TianBiaoRen", 32: "TianBiaoShiJian",
}  # fmt: skip
_SCHOOLING: Final = (
    "QuanRiZhiJiaoYu_XueLi", "QuanRiZhiJiaoYu_XueWei", "ZaiZhiJiaoYu_XueLi", "ZaiZhiJiaoYu_XueWei",
)  # fmt: skip
_FEWEST: Final = 26


def read_lrm(data: bytes, photo: bytes = b"") -> CadreForm:
    """Give the form of a .lrm file and the bytes of its .pic; FileRefused for anything else."""
    check_size(data, _MAX_BYTES)
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise refuse(_ENCODING, rule="form_encoding") from error
    parts = clean_text(text).strip().removeprefix('"').removesuffix('"').split('","')
    if len(parts) < _FEWEST:
        raise refuse(_NOT_FORM, {"fields": len(parts)}, "form_kind")
    parts += [""] * (33 - len(parts))
    form = CadreForm(photo=photo)
    form.texts = {tag: parts[place].strip() for place, tag in _PLACES.items()}
    for place, suffix in ((9, ""), (10, "_BiYeYuanXiaoXi")):
        pieces = [
            piece for half in parts[place].split("@") for piece in (half + "#").split("#")[:2]
        ]
        tags = (f"{tag}{suffix}" for tag in _SCHOOLING)
        form.texts.update(zip(tags, (piece.strip() for piece in pieces), strict=False))
    form.family = _family(parts[20:25])
    return form


def _family(columns: list[str]) -> list[FamilyMember]:
    split = [column.split("@")[:60] for column in columns]
    longest = max(len(values) for values in split)
    rows = (
        [values[row].strip() if row < len(values) else "" for values in split]
        for row in range(longest)
    )
    return [FamilyMember(*row) for row in rows if any(row)]
