"""What happens during the term, each written once; the ledger is computed from it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.common.sealed import SealedTextField
from dunmiao.stages.development.models import on_placement
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import ScopedManager
from dunmiao.stages.placement.models import Placement


class OnPlacement(models.Model):
    """A row that hangs on a placement, with who wrote it and on which day."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="%(class)s_set")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField(verbose_name=_("day"))
    settles = models.DateField(null=True)  # the due day it was written for, where it names one

    objects = ScopedManager()
    scope = on_placement()

    class Meta:
        """Newest first."""

        abstract = True
        ordering: ClassVar = ["-on", "-pk"]


class LogEntry(OnPlacement):
    """A short note of the day, optional; its number and length never count (DESIGN)."""

    text = models.TextField(verbose_name=_("what was done"))
    task = models.CharField(max_length=80, blank=True, verbose_name=_("piece of work"))
    result = models.CharField(max_length=200, blank=True, verbose_name=_("result"))  # 004-68
    read_act = "log.read"

    def __str__(self) -> str:
        """Give the first words."""
        return self.text[:30]


class Leave(OnPlacement):
    """A leave and the return from it, at the charter's level; the reason is sealed."""

    kind = models.CharField(max_length=30, verbose_name=_("kind of leave"))
    first_on = models.DateField(verbose_name=_("first day"))
    last_on = models.DateField(verbose_name=_("last day"))
    reason = SealedTextField(blank=True, default="", verbose_name=_("reason"))
    level = models.CharField(max_length=30, verbose_name=_("approved by"))
    state = models.CharField(max_length=20, default="asked")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_on = models.DateField(null=True)
    answer = models.CharField(max_length=200, blank=True, verbose_name=_("answer"))
    returned_on = models.DateField(null=True, verbose_name=_("back on"))
    seen = models.JSONField(default=dict)  # a party the charter informs -> the day it took note
    read_act = "leave.read"

    class Meta(OnPlacement.Meta):
        """In order."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="leave_in_order"),
        ]

    def __str__(self) -> str:
        """Give the days."""
        return f"{self.first_on}—{self.last_on}"


class Talk(OnPlacement):
    """A talk under the headings of its kind (004-33, 004-43); contents stay with those entitled."""

    kind = models.CharField(max_length=30, verbose_name=_("kind of talk"))
    given_by = models.CharField(max_length=60, verbose_name=_("talk given by"))
    notes = models.JSONField(default=dict, verbose_name=_("notes"))  # heading -> text
    follow_up = models.CharField(max_length=200, blank=True, verbose_name=_("to follow up"))
    follow_up_on = models.DateField(null=True, blank=True, verbose_name=_("follow up by"))
    followed_on = models.DateField(null=True)
    read_act = "talk.read"

    def __str__(self) -> str:
        """Give kind and day."""
        return f"{self.kind} {self.on}"


class Contact(OnPlacement):
    """A contact about a person that any party notes in a line (001c-37, 004-17, 004-34)."""

    WAYS: ClassVar = [
        ("phone", _("by telephone")),
        ("visit", _("in person")),
        ("message", _("by message")),
        ("letter", _("in writing")),
    ]
    side = models.CharField(max_length=10)  # the party that made contact
    how = models.CharField(max_length=10, choices=WAYS, default="phone", verbose_name=_("how"))
    with_whom = models.CharField(max_length=60, verbose_name=_("with whom"))
    text = models.CharField(max_length=300, verbose_name=_("in a sentence"))
    read_act = "contact.read"

    def __str__(self) -> str:
        """Give the sentence."""
        return self.text


class Report(OnPlacement):
    """The regular report to three parties, written once (004-49)."""

    kind = models.CharField(max_length=30)
    fields = models.JSONField(default=dict)
    state = models.CharField(max_length=20, default="draft")
    submitted_on = models.DateField(null=True)
    seen = models.JSONField(default=dict)  # role -> {"by", "on", "remark"}
    read_act = "report.read"

    def __str__(self) -> str:
        """Give the day."""
        return f"{self.kind} {self.on}"


class Borrow(OnPlacement):
    """借回: the sender asks for its person, the host opines, the department decides (004-48)."""

    first_on = models.DateField(verbose_name=_("first day"))
    last_on = models.DateField(verbose_name=_("last day"))
    hours = models.PositiveSmallIntegerField(
        null=True, blank=True, verbose_name=_("hours in all")
    )  # null: whole working days
    matter = models.CharField(max_length=300, verbose_name=_("what for"))
    state = models.CharField(max_length=20, default="asked")
    opinion = models.CharField(max_length=300, blank=True, verbose_name=_("opinion"))
    agrees = models.BooleanField(null=True, verbose_name=_("receiving unit agrees"))
    opined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    opined_on = models.DateField(null=True)
    answer = models.CharField(max_length=300, blank=True, verbose_name=_("decision"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    read_act = "borrow.read"

    class Meta(OnPlacement.Meta):
        """In order."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="borrow_in_order"),
        ]

    def __str__(self) -> str:
        """Give the days."""
        return f"{self.first_on}—{self.last_on}"


class Presence(OnPlacement):
    """A month confirmed by the receiving unit in one click; exceptions are leaves."""

    month = models.DateField()  # its first day
    read_act = "presence.read"

    class Meta(OnPlacement.Meta):
        """Once per month."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["placement", "month"], name="one_month"),
        ]

    def __str__(self) -> str:
        """Give the month."""
        return f"{self.month:%Y-%m}"


class OpinionVisit(OnPlacement):
    """The organiser hears the receiving unit's opinions and tells sender and person (004-50).

    Or, on a follow-up visit (考察识别), what it saw of the person and the fact it rests on.
    """

    KINDS: ClassVar = [
        ("opinion", _("Opinions heard at the unit")),
        ("observation", _("What was seen of the person")),
    ]
    kind = models.CharField(max_length=12, choices=KINDS, default="opinion")
    fact = models.CharField(max_length=300, blank=True, verbose_name=_("fact it rests on"))
    heard_from = models.CharField(max_length=120, verbose_name=_("heard from"))
    text = models.TextField(max_length=2000, verbose_name=_("opinions"))
    told_on = models.DateField(null=True)
    read_act = "opinion_visit.read"

    def __str__(self) -> str:
        """Give the day."""
        return str(self.on)


class Reminder(OnPlacement):
    """提醒谈话: the lowest step, told to the person, kept out of appraisal by default (004-08)."""

    matter = models.CharField(max_length=300, verbose_name=_("matter"))
    advice = models.CharField(max_length=300, blank=True, verbose_name=_("advice"))
    explanation = models.CharField(max_length=500, blank=True, verbose_name=_("explanation"))
    explained_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    read_act = "reminder.read"

    def __str__(self) -> str:
        """Give the matter."""
        return self.matter


class Entitlement(OnPlacement):
    """The sending unit's confirmation that pay, welfare and insurance are in order (004-41)."""

    items = models.JSONField(default=dict)  # item key -> true | remark
    read_act = "entitlement.read"

    def __str__(self) -> str:
        """Give the day."""
        return str(self.on)


class SupportRequest(OnPlacement):
    """A difficulty told in confidence and routed to who can help, with a day to answer."""

    matter = models.TextField(max_length=1000, verbose_name=_("difficulty"))
    kind = models.CharField(max_length=30, verbose_name=_("kind"))
    handler = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("handled by")
    )
    answer_by = models.DateField(null=True, verbose_name=_("answer by"))
    answer = models.TextField(max_length=1000, blank=True, verbose_name=_("answer"))
    answered_on = models.DateField(null=True)
    still_open = models.TextField(max_length=1000, blank=True, verbose_name=_("what is still open"))
    state = models.CharField(max_length=20, default="asked")
    scope = on_placement(handler="handler__path")
    read_act = "support.read"

    def __str__(self) -> str:
        """Give the first words."""
        return self.matter[:20]


class Waiver(models.Model):
    """A duty let go by the department, with the reason; recomputing never loses it."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="waivers")
    duty = models.CharField(max_length=40)
    due_on = models.DateField()
    reason = models.CharField(max_length=300, verbose_name=_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()

    objects = ScopedManager()
    scope = on_placement()
    read_act = "ledger.read"

    class Meta:
        """Once per duty and due day."""

        ordering: ClassVar = ["due_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["placement", "duty", "due_on"], name="one_waiver"),
        ]

    def __str__(self) -> str:
        """Give duty and day."""
        return f"{self.duty} {self.due_on}"


class TermChange(models.Model):
    """An early end asked for, explained by the person, decided by the department (004-28)."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=20)  # recall | early_return | extend
    reason = models.CharField(max_length=500, verbose_name=_("reason"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_as = models.CharField(max_length=20, blank=True)  # the party that asks
    asked_on = models.DateField()
    takes_effect_on = models.DateField(verbose_name=_("takes effect on"))
    explanation = models.TextField(blank=True, verbose_name=_("the person's explanation"))
    explained_on = models.DateField(null=True)
    state = models.CharField(max_length=20, default="asked")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_on = models.DateField(null=True)
    answer = models.CharField(max_length=300, blank=True, verbose_name=_("decision"))
    document_no = models.CharField(max_length=60, blank=True, verbose_name=_("document number"))
    appeal = models.CharField(max_length=500, blank=True, verbose_name=_("appeal"))
    appealed_on = models.DateField(null=True)
    review = models.CharField(max_length=300, blank=True, verbose_name=_("answer to the appeal"))
    reviewed_on = models.DateField(null=True)

    objects = ScopedManager()
    scope = on_placement()
    read_act = "change.read"

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-asked_on", "-pk"]

    def __str__(self) -> str:
        """Give the kind."""
        return self.kind


class Step(OnPlacement):
    """A plain step done once: orientation given, conditions arranged, handover, meeting held.

    `kind` is the charter's evidence word, so that the step settles the duty that asks for it.
    """

    kind = models.CharField(max_length=40)
    note = models.CharField(max_length=300, blank=True, verbose_name=_("note"))
    read_act = "step.read"

    def __str__(self) -> str:
        """Give the kind."""
        return self.kind
