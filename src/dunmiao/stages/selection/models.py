"""Posts offered, applications, examinations, publicity, decisions, imports."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.common.sealed import SealedTextField
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import Scope, ScopedManager
from dunmiao.stages.people.models import Person


class Post(models.Model):
    """A receiving unit's standing post; it outlives its holders (nearest.md 2.1)."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="posts", verbose_name=_("unit")
    )
    title = models.CharField(max_length=60, verbose_name=_("post title"))
    post_class = models.CharField(max_length=30, blank=True, verbose_name=_("post class"))
    duties = models.TextField(blank=True, verbose_name=_("duties"))
    need_majors = models.JSONField(default=list, verbose_name=_("majors needed"))
    need_experience = models.JSONField(default=list, verbose_name=_("experience needed"))
    need_abilities = models.JSONField(default=dict, verbose_name=_("abilities needed"))
    difficulty = models.JSONField(default=list, verbose_name=_("difficulty"))  # 000-40, 004-30
    is_difficulty_confirmed = models.BooleanField(default=False)
    capacity = models.PositiveSmallIntegerField(default=1, verbose_name=_("places"))
    counts_headcount = models.BooleanField(
        default=False, verbose_name=_("counts against the unit's leadership quota")
    )  # 是否占职数 (004-21)
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaces"
    )
    is_active = models.BooleanField(default=True)

    objects = ScopedManager()
    scope = Scope(
        owner="organisation__path", sender="organisation__path", receiver="organisation__path"
    )
    read_act = "post.read"

    class Meta:
        """By the unit's official order."""

        ordering: ClassVar = ["organisation__sequence", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(capacity__gte=1), name="post_has_room"),
        ]

    def __str__(self) -> str:
        """Give unit and title."""
        return f"{self.organisation} {self.title}"


class Offer(models.Model):
    """A post offered in a programme; 上挂 carries a filing reference."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="offers")
    post = models.ForeignKey(Post, models.PROTECT, related_name="offers", verbose_name=_("post"))
    places = models.PositiveSmallIntegerField(default=1, verbose_name=_("places"))
    must_fill = models.PositiveSmallIntegerField(default=0, verbose_name=_("at least"))
    direction = models.CharField(max_length=12, verbose_name=_("direction"))
    front = models.CharField(max_length=30, blank=True, verbose_name=_("front"))
    filing_no = models.CharField(max_length=60, blank=True, verbose_name=_("filing reference"))
    exchange_unit = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("exchange partner"),
    )
    is_confirmed = models.BooleanField(default=False)  # by the organiser
    willingness = models.CharField(max_length=10, default="yes", verbose_name=_("willing"))
    reason = models.CharField(max_length=200, blank=True, verbose_name=_("reason"))

    objects = ScopedManager()
    scope = Scope(owner="programme__owner__path", receiver="post__organisation__path")
    read_act = "offer.read"

    class Meta:
        """By the unit's official order; a post is offered once in a programme."""

        ordering: ClassVar = ["post__organisation__sequence", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "post"], name="one_offer"),
            models.CheckConstraint(condition=Q(places__gte=F("must_fill")), name="offer_room"),
        ]

    def __str__(self) -> str:
        """Give the post."""
        return str(self.post)


class ImportBatch(models.Model):
    """One file: checked, then taken in, and to be taken back whole."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)  # errors and warnings as the clerk reads them
    made = models.JSONField(default=list)  # [model, pk, before|null] in order, for the undo
    last_entry = models.PositiveBigIntegerField(default=0)  # audit entries after it came later
    # the file itself, sealed, until nobody needs it any more
    content = SealedTextField(blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField()
    state = models.CharField(max_length=20, default="checked")

    objects = ScopedManager()
    scope = Scope(owner="programme__owner__path")
    read_act = "import.read"
    intake: Any = None  # the reading, on a batch just taken in

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        """Give the file."""
        return self.file_name


class Application(models.Model):
    """A person in the selection of one programme, from applying to being selected or leaving."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="applications")
    person = models.ForeignKey(Person, models.PROTECT, related_name="applications")
    sending_unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="applications", verbose_name=_("sending unit")
    )
    offer = models.ForeignKey(
        Offer,
        models.PROTECT,
        null=True,
        related_name="applications",
        verbose_name=_("post applied for"),
    )
    number = models.CharField(max_length=20, blank=True, verbose_name=_("application number"))
    route = models.CharField(max_length=20, default="open", verbose_name=_("route"))
    state = models.CharField(max_length=20, default="submitted")
    applied_on = models.DateField(verbose_name=_("applied on"))
    accepts_other = models.BooleanField(default=True, verbose_name=_("accepts another post"))
    wish_note = models.CharField(max_length=200, blank=True, verbose_name=_("difficulty to know"))
    unit_opinion = models.CharField(max_length=200, blank=True, verbose_name=_("unit's opinion"))
    unit_agreed_on = models.DateField(null=True)  # the day of the opinion, either way
    is_unit_agreed = models.BooleanField(null=True, verbose_name=_("sending unit agrees"))
    findings = models.JSONField(default=list)  # of the last review: rule, result, reason
    reviewed_on = models.DateField(null=True)
    left_stage = models.CharField(max_length=30, blank=True)
    left_reason = models.JSONField(default=dict)  # {"text": …, "facts": …}
    batch = models.ForeignKey(ImportBatch, models.SET_NULL, null=True, related_name="+")

    objects = ScopedManager()
    scope = Scope(
        owner="programme__owner__path",
        sender="sending_unit__path",
        subject="person__user",
        kind="person__kind",
    )
    read_act = "application.read"

    class Meta:
        """By unit order; a person applies once in a programme."""

        ordering: ClassVar = ["sending_unit__sequence", "person__stroke_key", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "person"], name="one_application"),
        ]

    def __str__(self) -> str:
        """Give the person."""
        return str(self.person)


class Invitation(models.Model):
    """点名商调: a named person whom the organiser asks for; the unit answers (004-20)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    sending_unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="invitations", verbose_name=_("sending unit")
    )
    reason = models.CharField(max_length=200, verbose_name=_("why this person"))
    state = models.CharField(max_length=20, default="sent")
    sent_on = models.DateField()
    answer = models.CharField(max_length=200, blank=True, verbose_name=_("the unit's answer"))
    answered_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ScopedManager()
    scope = Scope(owner="programme__owner__path", sender="sending_unit__path")
    read_act = "invitation.read"

    class Meta:
        """Newest first; a person is asked for once in a programme."""

        ordering: ClassVar = ["-sent_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "person"], name="one_invitation"),
        ]

    def __str__(self) -> str:
        """Give the person."""
        return str(self.person)


class Wish(models.Model):
    """A ranked wish: of the person for a post, or of the receiving unit for a person."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="wishes")
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="wishes")
    side = models.CharField(max_length=10)  # person | unit
    rank = models.PositiveSmallIntegerField()

    objects = ScopedManager()
    scope = Scope(owner="application__programme__owner__path", subject="application__person__user")
    read_act = "application.read"

    class Meta:
        """By rank; once per side and pair."""

        ordering: ClassVar = ["side", "rank"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "offer", "side"], name="one_wish"),
        ]

    def __str__(self) -> str:
        """Give side and rank."""
        return f"{self.side} {self.rank}"


class EligibilityOverride(models.Model):
    """A person's decision against or beside the computed finding, with the reason."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="overrides")
    rule = models.CharField(max_length=60)
    is_passed = models.BooleanField()
    reason = models.CharField(max_length=300, verbose_name=_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_on = models.DateField()

    class Meta:
        """The latest decision per rule stands."""

        ordering: ClassVar = ["decided_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "rule"], name="one_override"),
        ]

    def __str__(self) -> str:
        """Give rule and verdict."""
        return f"{self.rule} {self.is_passed}"


class StageRound(models.Model):
    """One stage of a programme's selection, from open to closed."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="rounds")
    stage = models.CharField(max_length=30)  # the charter's stage key
    sequence = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, default="waiting")
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    result = models.JSONField(default=dict)  # line per post, counts: as computed at closing

    objects = ScopedManager()
    scope = Scope(owner="programme__owner__path")
    read_act = "round.read"

    class Meta:
        """In the charter's order."""

        ordering: ClassVar = ["programme", "sequence"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "stage"], name="one_round"),
        ]

    def __str__(self) -> str:
        """Give the stage."""
        return self.stage


class StageEntry(models.Model):
    """One applicant in one stage: their score, and how they left it."""

    round = models.ForeignKey(StageRound, models.PROTECT, related_name="entries")
    application = models.ForeignKey(Application, models.PROTECT, related_name="entries")
    score = models.DecimalField(
        max_digits=6, decimal_places=2, null=True, blank=True, verbose_name=_("score")
    )
    is_absent = models.BooleanField(default=False, verbose_name=_("absent"))
    is_passed = models.BooleanField(null=True, verbose_name=_("found suitable"))  # 考察
    note = models.TextField(blank=True, verbose_name=_("findings"))  # 考察 in words
    total = models.DecimalField(max_digits=7, decimal_places=3, null=True)
    place = models.PositiveIntegerField(null=True)  # within the post, examined selection only
    outcome = models.CharField(max_length=20, blank=True)
    why = models.CharField(max_length=20, blank=True)  # for the funnel: why out, in a word
    reason = models.JSONField(default=dict)

    objects = ScopedManager()
    scope = Scope(owner="round__programme__owner__path")
    read_act = "score.read"

    class Meta:
        """One entry per applicant and stage."""

        ordering: ClassVar = ["round", "application__offer", "place", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "application"], name="one_entry"),
            models.CheckConstraint(
                condition=Q(score=None) | Q(is_absent=False), name="absent_or_scored"
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0), name="score_not_less"
            ),
        ]

    def __str__(self) -> str:
        """Give applicant and outcome."""
        return f"{self.application} {self.outcome}"


class Decision(models.Model):
    """What the committee decided (常委会研究): the plan only advises."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="decisions")
    body = models.CharField(max_length=80, verbose_name=_("deciding body"))
    met_on = models.DateField(verbose_name=_("met on"))
    document_no = models.CharField(max_length=60, verbose_name=_("minutes reference"))
    note = models.TextField(blank=True, verbose_name=_("note"))
    plan = models.PositiveBigIntegerField(null=True)  # the match plan it had before it

    objects = ScopedManager()
    scope = Scope(owner="programme__owner__path")
    read_act = "decision.read"

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-met_on", "-pk"]

    def __str__(self) -> str:
        """Give body and reference."""
        return f"{self.body} {self.document_no}"


class DecisionLine(models.Model):
    """One person and the post the committee gave them."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="lines")
    application = models.ForeignKey(Application, models.PROTECT, related_name="decided")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="decided")
    differs = models.CharField(max_length=200, blank=True, verbose_name=_("why not as planned"))
    instead_of = models.ForeignKey(
        Application, models.PROTECT, null=True, related_name="+", verbose_name=_("instead of")
    )  # 递补
    publicity = models.ForeignKey(
        "Publicity", models.PROTECT, null=True, related_name="lines"
    )  # a replacement is shown in a notice of its own

    class Meta:
        """Once per person."""

        ordering: ClassVar = ["offer__post__organisation__sequence", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "application"], name="one_line"),
        ]

    def __str__(self) -> str:
        """Give the person."""
        return str(self.application)


class Publicity(models.Model):
    """公示 of persons and posts for the charter's working days."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="publicities")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="publicities")
    starts_on = models.DateField(verbose_name=_("from"))
    ends_on = models.DateField(verbose_name=_("to"))
    working_days = models.PositiveSmallIntegerField()
    contact = models.CharField(max_length=120, verbose_name=_("where to object"))
    state = models.CharField(max_length=20, default="posted")

    objects = ScopedManager()
    scope = Scope(owner="programme__owner__path")
    read_act = "publicity.read"

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-starts_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="publicity_order"
            ),
        ]

    def __str__(self) -> str:
        """Give the days."""
        return f"{self.starts_on}—{self.ends_on}"


class PublicityObjection(models.Model):
    """An objection received during publicity; its contents never enter a dossier by default."""

    publicity = models.ForeignKey(Publicity, models.PROTECT, related_name="objections")
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="objections", verbose_name=_("person concerned")
    )
    received_on = models.DateField(verbose_name=_("received on"))
    source = models.CharField(max_length=60, verbose_name=_("from"))
    text = models.TextField(verbose_name=_("objection"))
    state = models.CharField(max_length=20, default="received")
    finding = models.TextField(blank=True, verbose_name=_("finding"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_on = models.DateField(null=True)

    objects = ScopedManager()
    scope = Scope(owner="publicity__programme__owner__path")
    read_act = "objection.read"

    class Meta:
        """By day."""

        ordering: ClassVar = ["received_on", "pk"]

    def __str__(self) -> str:
        """Give the person concerned."""
        return str(self.application)
