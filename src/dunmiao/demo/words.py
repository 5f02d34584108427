"""What people of the demonstration write: short, plain, about matters and never about residents."""

from __future__ import annotations

PLAN = {
    "aims": "熟悉基层综合工作，一年内能独立牵头一项重点任务",
    "responsibilities": "协助分管负责同志抓专项工作，联系一至两个村（社区）",
    "tasks": "承担专项工作的日常协调；每月到所联系的村（社区）；参加值班备勤",
    "results": "专项任务按期完成，形成一份可以推广的工作做法",
    "standards": "任务完成情况、群众反映、接收单位评价",
    "study": "党的创新理论和本地发展规划",
    "output": "一篇调研报告",
}
REPORT = (
    "承担的专项任务按进度推进，重点环节都有人盯",
    "学会了先听后说，同群众打交道更有底",
    "统筹几件事的办法不多，政策还要再学",
    "抓紧收尾，做好资料整理和工作衔接",
)
NOTES = (
    "思想稳定，愿意在一线多待",
    "能独立处理日常事项，遇事知道先请示",
    "下村多，会同干部群众拉家常",
    "住宿和就餐已经安顿好",
    "政策学习抓得紧，能讲清楚",
    "严守请销假和接待规定",
    "与家里联系正常，没有后顾之忧",
    "希望多参加急难任务",
    "下一步到另一个站所跟班",
)
SAID = (
    "带着走了两户，示范怎样听人把话说完",
    "讲了补偿政策的三条口径，让其复述一遍",
    "谈了周末值班和家里的安排，没有后顾之忧",
    "一起核对台账，纠正了两处填法",
    "布置独立主持一次碰头会，会后点评",
)
STEPS = {
    "support.arranged": "办公、住宿、就餐和出行已落实",
    "orientation.given": "由主要负责人介绍情况并带到各站所",
    "training.attended": "政策和业务集中培训，签领资料",
    "sweep.done": "逐村排查，分类登记，一次形成清单",
    "deed.listed": "与村里商定承诺事项，张榜公布",
    "meeting.held": "专题交流会：谈体会、谈问题、谈打算",
    "inspection.done": "到接收单位了解情况，查看工作记录",
    "check.done": "考察和查岗：在岗",
    "branch.formed": "经上级党组织批复成立，指定书记",
    "branch.met": "学习并研究本月重点任务",
    "indicators.reported": "按组汇总本月进度",
    "rotation.planned": "商定轮岗岗位和时间",
    "rotation.done": "到新的岗位报到，原岗位已交接",
    "topic.chosen": "题目与接收单位商定",
    "village.linked": "确定联系村，已与村“两委”见面",
    "household.linked": "联系户以代号登记",
    "household.visited": "走访联系村户，了解春秋生产和实际困难",
    "need.registered": "梳理需求，逐项明确帮扶措施",
}
