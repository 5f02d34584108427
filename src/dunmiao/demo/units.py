"""The demonstration's district: its units in official order."""

from __future__ import annotations

CITY = "临江市"
DISTRICT = "云溪区"
AREA = "990102"  # of the district: no province has 99

# name, short name, kind, system (条线): the 42 units whose people apply
SENDING = (
    ("中共云溪区委办公室", "区委办公室", "county", "党群"),
    ("云溪区人民政府办公室", "区政府办公室", "county", "政务"),
    ("云溪区纪委监委机关", "区纪委监委", "county", "纪检监察"),
    ("中共云溪区委宣传部", "区委宣传部", "county", "宣传文化"),
    ("中共云溪区委统战部", "区委统战部", "county", "党群"),
    ("中共云溪区委政法委员会", "区委政法委", "county", "政法"),
    ("云溪区直属机关工作委员会", "区直机关工委", "county", "党群"),
    ("共青团云溪区委员会", "团区委", "county", "群团"),
    ("云溪区妇女联合会", "区妇联", "county", "群团"),
    ("云溪区总工会", "区总工会", "county", "群团"),
    ("云溪区科学技术协会", "区科协", "county", "群团"),
    ("云溪区发展和改革局", "区发改局", "county", "经济"),
    ("云溪区教育局", "区教育局", "county", "教育"),
    ("云溪区科学技术局", "区科技局", "county", "经济"),
    ("云溪区工业和信息化局", "区工信局", "county", "经济"),
    ("临江市公安局云溪分局", "区公安分局", "county", "政法"),
    ("云溪区民政局", "区民政局", "county", "民生"),
    ("云溪区司法局", "区司法局", "county", "政法"),
    ("云溪区财政局", "区财政局", "county", "经济"),
    ("云溪区人力资源和社会保障局", "区人社局", "county", "民生"),
    ("云溪区自然资源局", "区自然资源局", "county", "建设"),
    ("临江市生态环境局云溪分局", "区生态环境分局", "county", "建设"),
    ("云溪区住房和城乡建设局", "区住建局", "county", "建设"),
    ("云溪区交通运输局", "区交通运输局", "county", "建设"),
    ("云溪区水利局", "区水利局", "county", "农业农村"),
    ("云溪区农业农村局", "区农业农村局", "county", "农业农村"),
    ("云溪区商务局", "区商务局", "county", "经济"),
    ("云溪区文化和旅游局", "区文旅局", "county", "宣传文化"),
    ("云溪区卫生健康局", "区卫健局", "county", "民生"),
    ("云溪区应急管理局", "区应急管理局", "county", "民生"),
    ("云溪区审计局", "区审计局", "county", "经济"),
    ("云溪区市场监督管理局", "区市场监管局", "county", "经济"),
    ("云溪区统计局", "区统计局", "county", "经济"),
    ("云溪区医疗保障局", "区医保局", "county", "民生"),
    ("云溪区行政审批局", "区行政审批局", "county", "政务"),
    ("云溪区乡村振兴服务中心", "区乡村振兴中心", "institution", "农业农村"),
    ("云溪区融媒体中心", "区融媒体中心", "institution", "宣传文化"),
    ("云溪区投资促进中心", "区投促中心", "institution", "经济"),
    ("云溪区疾病预防控制中心", "区疾控中心", "institution", "民生"),
    ("云溪区城市建设投资集团有限公司", "云溪城投集团", "enterprise", "建设"),
    ("云溪水务集团有限公司", "云溪水务集团", "enterprise", "农业农村"),
    ("云溪文化旅游集团有限公司", "云溪文旅集团", "enterprise", "宣传文化"),
)

# name, kind, what the place needs, in the words of experience
TOWNS = (
    ("柳河镇", "township", ("project", "disputes")),
    ("石桥镇", "township", ("project",)),
    ("青云镇", "township", ("rural",)),
    ("南山镇", "township", ("rural",)),
    ("东湖镇", "township", ("project", "investment")),
    ("白塔镇", "township", ("rural", "investment")),
    ("双溪镇", "township", ()),
    ("桃源镇", "township", ("rural", "investment")),
    ("龙泉乡", "township", ("rural",)),
    ("高岭乡", "township", ("rural",)),
    ("云溪街道", "street", ("project", "disputes")),
    ("新城街道", "street", ("project",)),
)
ZONE = ("云溪经济开发区", "zone")
VILLAGES = (("柳河镇", "东柳村"), ("石桥镇", "桥头村"), ("白塔镇", "塔下村"))

# the city's own departments, which receive people upward
CITY_UNITS = (
    ("临江市发展和改革委员会", "市发改委", "city", "经济"),
    ("临江市住房和城乡建设局", "市住建局", "city", "建设"),
    ("临江市农业农村局", "市农业农村局", "city", "农业农村"),
    ("临江产业投资集团有限公司", "临江产投集团", "enterprise", "经济"),
)

# name, short name, kind, the unit above, system: where the other programmes come from and go to
_ORGANS = (
    ("中共临江市委办公室", "市委办公室", "党群"),
    ("临江市人民政府办公室", "市政府办公室", "政务"),
    ("中共临江市委组织部", "市委组织部", "党群"),
    ("临江市教育局", "市教育局", "教育"),
    ("临江市科学技术局", "市科技局", "经济"),
    ("临江市工业和信息化局", "市工信局", "经济"),
    ("临江市公安局", "市公安局", "政法"),
    ("临江市民政局", "市民政局", "民生"),
    ("临江市司法局", "市司法局", "政法"),
    ("临江市财政局", "市财政局", "经济"),
    ("临江市人力资源和社会保障局", "市人社局", "民生"),
    ("临江市自然资源和规划局", "市自然资源局", "建设"),
    ("临江市生态环境局", "市生态环境局", "建设"),
    ("临江市交通运输局", "市交通运输局", "建设"),
    ("临江市水利局", "市水利局", "农业农村"),
    ("临江市商务局", "市商务局", "经济"),
    ("临江市卫生健康委员会", "市卫健委", "民生"),
    ("临江市应急管理局", "市应急管理局", "民生"),
    ("临江市审计局", "市审计局", "经济"),
    ("临江市市场监督管理局", "市市场监管局", "经济"),
    ("临江市统计局", "市统计局", "经济"),
    ("临江市总工会", "市总工会", "群团"),
)
_CULTURE = (
    ("中共临江市委宣传部", "市委宣传部", "city"),
    ("中共临江市委网络安全和信息化委员会办公室", "市委网信办", "city"),
    ("临江市文化广电和旅游局", "市文广旅局", "city"),
    ("临江市文学艺术界联合会", "市文联", "city"),
    ("临江市社会科学界联合会", "市社科联", "city"),
    ("临江日报社", "临江日报社", "institution"),
    ("临江广播电视台", "临江广播电视台", "institution"),
    ("临江市图书馆", "市图书馆", "institution"),
)
ORGANS = tuple(short for _name, short, _system in _ORGANS)
CULTURE = tuple(short for _name, short, _kind in _CULTURE)
AREA_XUANZHOU, AREA_ZONE = "宣州区", "市开发区"
AREAS = {
    AREA_XUANZHOU: ("沙河镇", "柏枝镇", "五里乡", "澄江街道"),
    AREA_ZONE: ("科技园街道", "滨河街道"),
}
SITES = ("高新区", "湖塘镇", "牛塘镇")  # of the district's key works
LINKED = ("青云镇", "南山镇", "双溪镇", "桃源镇", "龙泉乡", "高岭乡")
HAMLETS = ("上湾村", "下塘村")  # one pair in each of the linked townships


def _kind(short: str) -> str:
    return "street" if short.endswith("街道") else "township"


FURTHER = (
    *((name, short, "city", CITY, system) for name, short, system in _ORGANS),
    *((name, short, kind, CITY, "宣传文化") for name, short, kind in _CULTURE),
    (f"{CITY}{AREA_XUANZHOU}", AREA_XUANZHOU, "county", CITY, ""),
    (f"{CITY}经济技术开发区", AREA_ZONE, "zone", CITY, "经济"),
    *(
        (f"{area}{short}", short, _kind(short), area, "乡镇")
        for area, towns in AREAS.items()
        for short in towns
    ),
    (f"{DISTRICT}高新技术产业开发区", SITES[0], "zone", DISTRICT, "经济"),
    *((f"{DISTRICT}{short}", short, "township", DISTRICT, "乡镇") for short in SITES[1:]),
    *(
        (f"{town}{name}", f"{town}{name}", "village", town, "")
        for town in LINKED
        for name in HAMLETS
    ),
)
