"""What each party does with an appraisal: forms in, actions out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dunmiao import flow
from dunmiao.stages.appraisal.abilities import rate_abilities, raters_of
from dunmiao.stages.appraisal.actions import (
    acknowledge_result,
    approve_appraisal,
    decide_objection,
    object_to_result,
    tell_result,
    write_opinion,
    write_summary,
)
from dunmiao.stages.appraisal.checks import kind_of
from dunmiao.stages.appraisal.models import Appraisal, AppraisalObjection
from dunmiao.stages.appraisal.reading import (
    material_missing,
    missing,
    objection_until,
    opinion_roles,
)
from dunmiao.stages.appraisal.tallies import clear_tally, enter_tally
from dunmiao.stages.appraisal.term import summary_draft, term_facts
from dunmiao.stages.appraisal.waiting import every_row
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.refusal import Refusal
from dunmiao.web.appraisal.forms import (
    FeedBackForm,
    FindingForm,
    ObjectionForm,
    OpinionForm,
    RatingForm,
    SummaryForm,
    TallyForm,
    TellForm,
)
from dunmiao.web.appraisal.joint import opened
from dunmiao.web.appraisal.words import (
    MOMENTS,
    ability_charts,
    changes_in_words,
    grade_name,
    kind_name,
    party_name,
    rater_name,
)
from dunmiao.web.development.about import About, about, about_row
from dunmiao.web.doors import FORM, POST, door, open_row
from dunmiao.web.refusing import save

FORM_PAGE = "appraisal/form.html"


def _to(row: Appraisal) -> str:
    return reverse("appraisal:appraisal", args=[row.pk])


@door("appraisal.summarise", methods=FORM)
def summarise(request: Any, pk: int) -> HttpResponse:
    """The person's own summary, begun from what is on record."""
    page, row = opened(request, pk, "appraisal.summarise")
    start = row.self_summary or summary_draft(term_facts(row.placement, request.today))
    return save(
        request,
        SummaryForm(request.POST or None, initial={"text": start}),
        lambda data: write_summary(pk, data["text"], by=request.user, today=request.today),
        template=FORM_PAGE,
        then=_to(row),
        done=_("Kept."),
        context=page.context(_("Own summary"), row=row, back=_to(row), kind=kind_name(row)),
    )


@door("appraisal.opine", methods=FORM)
def opine(request: Any, pk: int) -> HttpResponse:
    """One party's opinion; what the term shows stands beside the form."""
    page, row = opened(request, pk, "appraisal.opine")
    if row.state != "open" and request.method != "POST":
        raise Refusal(_("The result has been told: opinions can no longer be changed."))
    roles = sorted(opinion_roles(request.user, row, request.today))
    role = request.GET.get("as", "")
    role = role if role in roles else next(iter(roles), "")
    if not role:
        raise PermissionDenied
    kind, rules = kind_of(row), rules_of(row.placement)
    earlier = row.opinions.filter(role=role).values().first() or {
        "signed_by": str(request.user),
    }
    form = OpinionForm(
        request.POST or None,
        rules=rules,
        initial=earlier,
        is_graded=kind.graded and role != "mentor",
    )
    title = _("Opinion of %(party)s") % {"party": rater_name(role)}
    return save(
        request, form,
        lambda data: write_opinion(pk, role, by=request.user, today=request.today, **data),
        template=FORM_PAGE, then=_to(row), done=_("The opinion is in."),
        context=page.context(title, row=row, back=_to(row), kind=kind_name(row),
                             summary=row.self_summary,
                             evidence=term_facts(row.placement, request.today)),
    )  # fmt: skip


@door("tally.enter", methods=FORM)
def tally(request: Any, pk: int) -> HttpResponse:
    """Enter the ballots from paper; what another person entered is not shown."""
    page, row = opened(request, pk, "tally.enter")
    form = TallyForm(request.POST or None, rules=rules_of(row.placement))
    note = _(
        "Enter the numbers from the paper yourself. A second person enters them again; "
        "neither sees what the other entered."
    )
    return save(
        request,
        form,
        lambda _data: enter_tally(pk, by=request.user, today=request.today, **form.values),
        template=FORM_PAGE,
        then=_to(row),
        done=_("Your entry is in."),
        context=page.context(_("Ballots"), row=row, back=_to(row), kind=kind_name(row), note=note),
    )


@door("tally.clear", methods=POST)
def tally_clear(request: Any, pk: int) -> HttpResponse:
    """Throw two differing entries away."""
    _page, row = opened(request, pk, "tally.clear")
    clear_tally(pk, by=request.user, today=request.today)
    messages.success(request, _("Both entries are gone; read the paper again."))
    return redirect(_to(row))


@door("appraisal.tell", methods=FORM)
def tell(request: Any, pk: int) -> HttpResponse:
    """Tell the person the result proposed."""
    page, row = opened(request, pk, "appraisal.tell")
    kind = kind_of(row)
    proposed = {one.grade for one in row.opinions.all() if one.grade}
    start = row.grade or (proposed.pop() if len(proposed) == 1 else "")
    form = TellForm(
        request.POST or None,
        rules=rules_of(row.placement),
        is_graded=kind.graded,
        initial={"grade": start},
    )
    given = [(party_name(one.role), grade_name(row, one.grade)) for one in row.opinions.all()]
    days = rules_of(row.placement).appraisal.objection_days
    note = _("From then on the person may object for %(days)s days.") % {"days": days}
    return save(
        request,
        form,
        lambda data: tell_result(pk, by=request.user, today=request.today, **data),
        template=FORM_PAGE,
        then=_to(row),
        done=_("Told."),
        context=page.context(
            _("Tell the person the result"),
            row=row,
            back=_to(row),
            kind=kind_name(row),
            note=note,
            submit=_("Tell the person"),
            facts=given if kind.graded else [],
            opinions=_told(row),
            gaps=[gap for gap in material_missing(row, request.today) if gap.rule != "graded"],
        ),
    )


def _told(row: Appraisal) -> list[dict[str, Any]]:
    """Give the opinions as the person will read them."""
    return [{"party": party_name(one.role), "opinion": one} for one in row.opinions.all()]


@door("appraisal.acknowledge", methods=POST)
def acknowledge(request: Any, pk: int) -> HttpResponse:
    """The person has read the result."""
    _page, row = opened(request, pk, "appraisal.acknowledge")
    acknowledge_result(pk, by=request.user, today=request.today)
    messages.success(request, _("Noted that you have read it."))
    return redirect(_to(row))


@door("appraisal.object", methods=FORM)
def object_(request: Any, pk: int) -> HttpResponse:
    """The person objects."""
    page, row = opened(request, pk, "appraisal.object")
    last = objection_until(row)
    note = (
        _("You may object until %(day)s. Somebody who wrote no opinion decides.") % {"day": last}
        if last
        else ""
    )
    return save(
        request,
        ObjectionForm(request.POST or None),
        lambda data: object_to_result(pk, data["text"], by=request.user, today=request.today),
        template=FORM_PAGE,
        then=_to(row),
        done=_("Your objection is in."),
        context=page.context(
            _("Raise an objection"), row=row, back=_to(row), kind=kind_name(row), note=note
        ),
    )


@door("appraisal_objection.read", "appraisal_objection.decide", methods=FORM)
def objection(request: Any, pk: int) -> HttpResponse:
    """Read an objection; whoever decides does it here."""
    act = "appraisal_objection.decide" if request.method == "POST" else "appraisal_objection.read"
    found: AppraisalObjection = open_row(request, AppraisalObjection, act, pk)
    row = every_row().get(pk=found.appraisal_id)
    page = about_row(request, row)
    may_decide = page.may("appraisal_objection.decide") and found.decided_on is None
    return save(
        request,
        FindingForm(request.POST or None),
        lambda data: decide_objection(pk, by=request.user, today=request.today, **data),
        template="appraisal/objection.html",
        then=_to(row),
        done=_("Decided."),
        context=page.context(
            _("Objection to the result"),
            row=row,
            objection=found,
            back=_to(row),
            kind=kind_name(row),
            may_decide=may_decide,
        ),
    )


@door("appraisal.approve", methods=FORM)
def approve(request: Any, pk: int) -> HttpResponse:
    """Approve after a last look at what is missing; everything is frozen then."""
    page, row = opened(request, pk, "appraisal.approve")
    status = 200
    if request.method == "POST":
        try:
            approve_appraisal(pk, by=request.user, today=request.today)
        except Refusal as refused:
            status = 409
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Approved. Nothing of it can be changed any more."))
            return redirect(_to(row))
    gaps = missing(row, request.today)
    context = page.context(
        _("Approve the appraisal"),
        row=row,
        gaps=gaps,
        back=_to(row),
        kind=kind_name(row),
        grade=grade_name(row),
        opinions=_told(row),
    )
    return render(request, "appraisal/approve.html", context, status=status)


@door("appraisal.tell", methods=FORM)
def feedback(request: Any, pk: int) -> HttpResponse:
    """Tell units and person what the appraisal found; the deficiencies stand in the form."""
    page, row = opened(request, pk, "appraisal.tell")
    lacking = "\n".join(one.deficiencies for one in row.opinions.all() if one.deficiencies)
    return save(
        request,
        FeedBackForm(request.POST or None, initial={"text": lacking[:1000]}),
        lambda data: flow.feed_back(pk, by=request.user, today=request.today, **data),
        template=FORM_PAGE,
        then=_to(row),
        done=_("Told; each confirms having read it."),
        context=page.context(
            _("Tell units and person what to work on"),
            row=row,
            back=_to(row),
            kind=kind_name(row),
            submit=_("Tell them"),
        ),
    )


@door("ability.read")
def abilities(request: Any, pk: int) -> HttpResponse:
    """Show how each ability changed over the term, one picture per kind of rater."""
    page = about(request, pk, "ability.read")
    placement = page.placement
    links = []
    if raters_of(request.user, placement, request.today):
        links = [
            {"name": words, "href": reverse("appraisal:rate", args=[pk, moment])}
            for moment, words in MOMENTS.items()
            if moment in page.rules.ability.stages
        ]
    facts = placement.ratings.exclude(fact="")
    return render(
        request,
        "appraisal/abilities.html",
        page.context(
            _("Abilities"),
            charts=ability_charts(placement),
            changes=changes_in_words(placement),
            scale=page.rules.ability,
            links=links,
            moments=MOMENTS,
            facts=_facts(page, facts),
        ),
    )


def _facts(page: About, rows: Any) -> list[dict[str, Any]]:
    """Give the facts ability by ability in the charter's order, and in the order of time."""
    names = {item.key: item for item in page.rules.abilities}
    order, moments = list(names), list(MOMENTS)
    known = [row for row in rows if row.ability in names and row.moment in moments]
    known.sort(key=lambda row: (order.index(row.ability), moments.index(row.moment), row.rater))
    return [
        {
            "ability": names[row.ability],
            "moment": MOMENTS[row.moment],
            "rater": rater_name(row.rater),
            "level": row.level,
            "fact": row.fact,
        }
        for row in known
    ]


@door("ability.rate", methods=FORM)
def rate(request: Any, pk: int, moment: str) -> HttpResponse:
    """Rate the abilities at one moment as one kind of rater, a fact beside each."""
    page = about(request, pk, "ability.rate")
    raters = sorted(raters_of(request.user, page.placement, request.today), reverse=True)
    asked = request.GET.get("as", "")
    rater = asked if asked in raters else next(iter(raters), "")
    if not rater or moment not in MOMENTS:
        raise PermissionDenied
    start: dict[str, Any] = {}
    for row in page.placement.ratings.filter(moment=moment, rater=rater):
        start |= {f"level_{row.ability}": row.level, f"fact_{row.ability}": row.fact}
    form = RatingForm(request.POST or None, rules=page.rules, initial=start)
    title = _("Abilities %(moment)s, rated by %(rater)s") % {
        "moment": str(MOMENTS[moment]).lower(),
        "rater": rater_name(rater),
    }
    others = [{"name": rater_name(one), "href": f"?as={one}"} for one in raters if one != rater]
    then = page.url("appraisal:abilities")
    return save(
        request, form,
        lambda _data: rate_abilities(pk, moment, rater, form.levels, by=request.user,
                                     today=request.today, facts=form.facts),
        template="appraisal/rate.html", then=then, done=_("Rated."),
        context=page.context(title, back=then, scale=page.rules.ability, others=others,
                             pairs=[(form[f"level_{key}"], form[f"fact_{key}"])
                                    for key in form.keys]),
    )  # fmt: skip
