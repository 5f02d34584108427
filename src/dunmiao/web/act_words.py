"""Words for acts ("leave.decide" is 请假：决定), for delegations and the audit page."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

NOUNS: dict[str, str | Promise] = {
    "holiday": pgettext_lazy("act", "holiday table"), "audit": pgettext_lazy("act", "audit trail"),
    "user": pgettext_lazy("act", "account"), "organisation": pgettext_lazy("act", "unit"),
    "contact": pgettext_lazy("act", "contact"), "grant": pgettext_lazy("act", "role"),
    "delegation": pgettext_lazy("act", "delegation"),
    "complaint": pgettext_lazy("act", "complaint or suggestion"),
    "setup": pgettext_lazy("act", "first run"), "call": pgettext_lazy("act", "call"),
    "person": pgettext_lazy("act", "person"), "kinship": pgettext_lazy("act", "kinship"),
    "charter": pgettext_lazy("act", "charter"), "programme": pgettext_lazy("act", "programme"),
    "post": pgettext_lazy("act", "post"), "offer": pgettext_lazy("act", "post on offer"),
    "willingness": pgettext_lazy("act", "willingness of a unit"),
    "import": pgettext_lazy("act", "import"), "application": pgettext_lazy("act", "application"),
    "invitation": pgettext_lazy("act", "invitation"),
    "nomination": pgettext_lazy("act", "nomination"),
    "pool": pgettext_lazy("act", "pool"), "quota": pgettext_lazy("act", "number set"),
    "survey": pgettext_lazy("act", "survey"),
    "eligibility": pgettext_lazy("act", "eligibility"), "wish": pgettext_lazy("act", "wish"),
    "round": pgettext_lazy("act", "selection stage"), "score": pgettext_lazy("act", "score"),
    "reserve": pgettext_lazy("act", "reserve list"), "decision": pgettext_lazy("act", "decision"),
    "publicity": pgettext_lazy("act", "public notice"),
    "objection": pgettext_lazy("act", "objection"), "match": pgettext_lazy("act", "match of posts"),
    "placement": pgettext_lazy("act", "placement"), "relation": pgettext_lazy("act", "relation"),
    "notice": pgettext_lazy("act", "notice"), "letter": pgettext_lazy("act", "introduction letter"),
    "team": pgettext_lazy("act", "team"), "mentorship": pgettext_lazy("act", "mentor"),
    "mentor_note": pgettext_lazy("act", "mentor's note"),
    "reflection": pgettext_lazy("act", "reflection"),
    "plan": pgettext_lazy("act", "individual plan"),
    "seat": pgettext_lazy("act", "training seat"),
    "feedback": pgettext_lazy("act", "feedback"), "ledger": pgettext_lazy("act", "ledger"),
    "log": pgettext_lazy("act", "log"), "leave": pgettext_lazy("act", "leave"),
    "talk": pgettext_lazy("act", "talk"), "report": pgettext_lazy("act", "report"),
    "check": pgettext_lazy("act", "visit of a check"),
    "borrow": pgettext_lazy("act", "borrowing back"), "presence": pgettext_lazy("act", "presence"),
    "opinion_visit": pgettext_lazy("act", "visit for opinions"),
    "reminder": pgettext_lazy("act", "reminder"),
    "entitlement": pgettext_lazy("act", "entitlement"),
    "support": pgettext_lazy("act", "request for support"),
    "arrangement": pgettext_lazy("act", "conditions of work and life"),
    "care": pgettext_lazy("act", "care"), "provision": pgettext_lazy("act", "support given"),
    "step": pgettext_lazy("act", "stage of training"),
    "change": pgettext_lazy("act", "change of placement"),
    "rotation": pgettext_lazy("act", "rotation"), "move": pgettext_lazy("act", "move of posts"),
    "gathering": pgettext_lazy("act", "training or meeting"),
    "handover": pgettext_lazy("act", "hand-over"), "need": pgettext_lazy("act", "training need"),
    "inspection": pgettext_lazy("act", "inspection"), "draw": pgettext_lazy("act", "draw"),
    "incident": pgettext_lazy("act", "incident"), "measure": pgettext_lazy("act", "measure"),
    "conduct": pgettext_lazy("act", "rules of conduct"),
    "finding": pgettext_lazy("act", "finding"), "absence": pgettext_lazy("act", "absence"),
    "appraisal": pgettext_lazy("act", "appraisal"),
    "appraisal_objection": pgettext_lazy("act", "objection to an appraisal"),
    "tally": pgettext_lazy("act", "democratic assessment"),
    "ability": pgettext_lazy("act", "ability"),
    "disposition": pgettext_lazy("act", "disposition"), "dossier": pgettext_lazy("act", "dossier"),
    "board": pgettext_lazy("act", "board"),
    "prompt": pgettext_lazy("act", "prompt"), "delivery": pgettext_lazy("act", "delivery"),
    "feed": pgettext_lazy("act", "feed"), "ticket": pgettext_lazy("act", "supervised matter"),
    "statistics": pgettext_lazy("act", "statistics"), "history": pgettext_lazy("act", "history"),
    "leading_group": pgettext_lazy("act", "leading group"),
    "co_organiser": pgettext_lazy("act", "joint organiser"),
    "long_plan": pgettext_lazy("act", "long-term plan"),
    "welcome": pgettext_lazy("act", "welcome pack"),
}
VERBS: dict[str, str | Promise] = {
    "promise": pgettext_lazy("act", "promise"), "provide": pgettext_lazy("act", "provide"),
    "read": pgettext_lazy("act", "read"), "list": pgettext_lazy("act", "list"),
    "set": pgettext_lazy("act", "set"), "set_unit": pgettext_lazy("act", "set for the unit"),
    "remove": pgettext_lazy("act", "remove"), "create": pgettext_lazy("act", "create"),
    "deactivate": pgettext_lazy("act", "switch off"), "activate": pgettext_lazy("act", "switch on"),
    "reset": pgettext_lazy("act", "reset the password"),
    "password": pgettext_lazy("act", "choose a password"), "add": pgettext_lazy("act", "add"),
    "edit": pgettext_lazy("act", "edit"), "end": pgettext_lazy("act", "end"),
    "write": pgettext_lazy("act", "write"), "give": pgettext_lazy("act", "give"),
    "send": pgettext_lazy("act", "send"), "answer": pgettext_lazy("act", "answer"),
    "register": pgettext_lazy("act", "register"),
    "reveal": pgettext_lazy("act", "reveal a protected field"),
    "profile": pgettext_lazy("act", "print the one-page profile"),
    "adopt": pgettext_lazy("act", "adopt"), "open": pgettext_lazy("act", "open"),
    "move": pgettext_lazy("act", "move on"), "make": pgettext_lazy("act", "make"),
    "confirm": pgettext_lazy("act", "confirm"), "check": pgettext_lazy("act", "try"),
    "discard": pgettext_lazy("act", "discard"), "people": pgettext_lazy("act", "take in people"),
    "undo": pgettext_lazy("act", "undo"), "submit": pgettext_lazy("act", "submit"),
    "opine": pgettext_lazy("act", "give the unit's opinion"),
    "withdraw": pgettext_lazy("act", "withdraw"), "review": pgettext_lazy("act", "review"),
    "override": pgettext_lazy("act", "override"), "close": pgettext_lazy("act", "close"),
    "reopen": pgettext_lazy("act", "open again"), "enter": pgettext_lazy("act", "enter"),
    "replace": pgettext_lazy("act", "replace"), "record": pgettext_lazy("act", "record"),
    "post": pgettext_lazy("act", "put on display"), "receive": pgettext_lazy("act", "receive"),
    "decide": pgettext_lazy("act", "decide"), "mark": pgettext_lazy("act", "pin or forbid"),
    "solve": pgettext_lazy("act", "compute"), "arrive": pgettext_lazy("act", "confirm arrival"),
    "divide": pgettext_lazy("act", "divide the work"), "rotate": pgettext_lazy("act", "rotate"),
    "extend": pgettext_lazy("act", "extend"), "recall": pgettext_lazy("act", "recall"),
    "issue": pgettext_lazy("act", "issue"), "print": pgettext_lazy("act", "print"),
    "share": pgettext_lazy("act", "share with the group"),
    "appoint_all": pgettext_lazy("act", "appoint for a whole unit"),
    "change": pgettext_lazy("act", "change"),
    "appoint": pgettext_lazy("act", "appoint"), "propose": pgettext_lazy("act", "propose"),
    "agree": pgettext_lazy("act", "agree"), "return": pgettext_lazy("act", "return"),
    "acknowledge": pgettext_lazy("act", "take note"), "waive": pgettext_lazy("act", "waive"),
    "ask": pgettext_lazy("act", "ask"), "cancel": pgettext_lazy("act", "cancel"),
    "follow": pgettext_lazy("act", "follow up"), "explain": pgettext_lazy("act", "explain"),
    "assign": pgettext_lazy("act", "assign"), "summarise": pgettext_lazy("act", "summarise"),
    "tell": pgettext_lazy("act", "tell the person"), "object": pgettext_lazy("act", "object"),
    "approve": pgettext_lazy("act", "approve"), "clear": pgettext_lazy("act", "clear"),
    "rate": pgettext_lazy("act", "rate"), "carry_out": pgettext_lazy("act", "carry out"),
    "file": pgettext_lazy("act", "file"), "decline": pgettext_lazy("act", "decline"),
    "export_form": pgettext_lazy("act", "export a cadre form"),
    "import_form": pgettext_lazy("act", "take in a cadre form"),
    "limit": pgettext_lazy("act", "ask for another number"),
    "release": pgettext_lazy("act", "ask no longer"), "accept": pgettext_lazy("act", "take in"),
    "designate": pgettext_lazy("act", "designate"),
    "name": pgettext_lazy("act", "name a candidate"), "drop": pgettext_lazy("act", "take off"),
    "found": pgettext_lazy("act", "found a tree of units"),
    "begin": pgettext_lazy("act", "begin"), "finish": pgettext_lazy("act", "finish"),
    "seed": pgettext_lazy("act", "fill for the first time"),
    "note": pgettext_lazy("act", "take note"),
    "mine": pgettext_lazy("act", "read what is held about oneself"),
    "held": pgettext_lazy("act", "print what is held about oneself"),
    "call": pgettext_lazy("act", "call"), "attend": pgettext_lazy("act", "note who was absent"),
    "speak": pgettext_lazy("act", "write one's words"),
    "take_over": pgettext_lazy("act", "take people over"),
    "choose": pgettext_lazy("act", "choose"),
    "appeal": pgettext_lazy("act", "appeal"),
    "say": pgettext_lazy("act", "say what is known"),
    "route": pgettext_lazy("act", "ask a unit"),
    "routed": pgettext_lazy("act", "read what a unit was asked"),
    "freeze": pgettext_lazy("act", "freeze the list"),
    "draw": pgettext_lazy("act", "draw"), "report": pgettext_lazy("act", "report"),
    "settle": pgettext_lazy("act", "conclude"), "plan": pgettext_lazy("act", "draw up"),
    "flag": pgettext_lazy("act", "report a mistake in what is held"),
    "draft": pgettext_lazy("act", "draft"), "clone": pgettext_lazy("act", "repeat next year"),
    "subdivide": pgettext_lazy("act", "set up in a county"),
    "dissolve": pgettext_lazy("act", "dissolve"),
    "move_charter": pgettext_lazy("act", "move to another charter version"),
    "name_answerable": pgettext_lazy("act", "name who answers"),
    "wish": pgettext_lazy("act", "state wishes"),
    "reckon": pgettext_lazy("act", "reckon anew"),
    "claim": pgettext_lazy("act", "take out to send"),
    "retry": pgettext_lazy("act", "try again"),
    "let_read": pgettext_lazy("act", "say who may read it"),
}


def noun_of(code: str) -> str:
    """Give the words of what an act is about; the code's own word where none are kept."""
    noun = code.partition(".")[0]
    return str(NOUNS.get(noun, noun))


def verb_of(code: str) -> str:
    """Give the words of what an act does; the code's own word where none are kept."""
    verb = code.partition(".")[2]
    return str(VERBS.get(verb, verb))


def words_of(code: str) -> str:
    """Give the words of an act: what it is about and what it does."""
    return f"{noun_of(code)} · {verb_of(code)}"


def by_noun(codes: Iterable[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Group acts by what they are about: [(words, [(code, words)])], in the order given."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for code in codes:
        groups.setdefault(noun_of(code), []).append((code, verb_of(code)))
    return list(groups.items())
