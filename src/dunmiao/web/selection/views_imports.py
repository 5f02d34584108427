"""Imports: send a file, see what it would do, take it in, take it back."""

from __future__ import annotations

import difflib
import io
import zipfile
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.files.intake import Upload, error_sheet
from dunmiao.files.limits import MAX_BUNDLE_BYTES, safe_label
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.moves import say
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.selection.import_undo import what_hangs
from dunmiao.stages.selection.imports import (
    check_import,
    discard_import,
    import_people,
    intake_of,
    undo_import,
)
from dunmiao.stages.selection.models import ImportBatch
from dunmiao.web.doors import FORM, POST, door, may, open_row, open_rows
from dunmiao.web.listing import XLSX, Column, Heading, Listing, file_response, listing
from dunmiao.web.refusing import save

COLUMNS = (
    Column("file", gettext_lazy("File"), "file_name"),
    Column("at", gettext_lazy("When"), "imported_at"),
    Column("by", gettext_lazy("By"), "by__name"),
    Column("rows", gettext_lazy("Rows"), "rows", is_number=True),
    Column("good", gettext_lazy("Good"), "accepted", is_number=True),
    Column("state", gettext_lazy("State"), "state"),
)
ACCEPTED = ".xlsx,.xls,.csv,.lrmx,.lrm,.zip"
LISTS = ("errors", "warnings", "good")


class SeveralFiles(forms.FileInput):
    """A field that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several; its value is one Upload, several bundled as an archive."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Read the files, refusing more than an import may hold before reading them."""
        files = [super(FilesField, self).clean(one, initial) for one in data or [None]]
        if sum(one.size for one in files) > MAX_BUNDLE_BYTES:
            limit = MAX_BUNDLE_BYTES // 2**20
            raise forms.ValidationError(
                _("Together the files may have %(limit)s MB at most; send fewer.")
                % {"limit": limit}
            )
        if len(files) == 1:
            return Upload(files[0].name, files[0].read())
        return _bundled(files)


def _bundled(files: list[Any]) -> Upload:
    out = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(out, "w") as archive:
        for one in sorted(files, key=lambda one: str(one.name)):
            name = safe_label(one.name)
            if name.casefold() in taken:
                raise forms.ValidationError(
                    _("Two files are called “%(name)s”; rename one of them.") % {"name": name}
                )
            taken.add(name.casefold())
            # no clock in it: the same files make the same archive
            archive.writestr(zipfile.ZipInfo(name), one.read())
    return Upload(_("%(n)d files.zip") % {"n": len(files)}, out.getvalue())


class FilesForm(forms.Form):
    """The files of an import."""

    files = FilesField(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy(
            "Lists as .xlsx, .xls or .csv; cadre forms as .lrmx or .lrm, several at once; more "
            "than a hundred as one .zip. Nothing is taken in before you have seen the check."
        ),
        widget=SeveralFiles(attrs={"accept": ACCEPTED, "multiple": True}),
    )
    into = forms.ChoiceField(
        label=gettext_lazy("What these persons are"),
        choices=[
            ("selection", gettext_lazy("Applicants of this call")),
            ("pool", gettext_lazy("Young cadres for the pool")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, has_pool: bool, is_open: bool, **more: Any) -> None:
        """Ask where the persons go only where the charter keeps a pool."""
        super().__init__(*args, **more)
        if not has_pool:
            del self.fields["into"]
        elif not is_open:
            choices = self.fields["into"].choices[1:]  # type: ignore[attr-defined]
            self.fields["into"].choices = choices  # type: ignore[attr-defined]


@door("import.read", "import.check", methods=FORM)
def imports(request: Any, pk: int) -> HttpResponse:
    """Send files of applicants; list the imports of a programme."""
    act = "import.check" if request.method == "POST" else "programme.read"
    programme = open_row(request, Programme, act, pk)
    rows = open_rows(request, ImportBatch).filter(programme=programme).select_related("by")
    has_pool, is_open = rules_of(programme).selection.pool, programme.state == "open"
    asked = request.GET.get("into") if is_open else "pool"
    form = FilesForm(
        request.POST or None, _files(request), has_pool=has_pool, is_open=is_open,
        initial={"into": "pool" if asked == "pool" else "selection"},
    )
    return save(
        request, form,
        lambda data: check_import(
            programme.pk, data["files"], by=request.user, today=request.today,
            into=data.get("into", "selection"),
        ),
        template="selection/imports.html",
        context={
            "programme": programme,
            "crumbs": _crumbs(programme),
            "listing": listing(request, rows.defer("content", "report", "made"), COLUMNS),
            "may_check": (is_open or (has_pool and programme.state == "draft"))
            and may(request, "import.check", programme),
        },
        then=lambda batch: reverse("selection:import", args=[batch.pk]),
    )  # fmt: skip


def _files(request: Any) -> Any:
    """Give the files as lists, which Django's forms would cut to the last one."""
    if request.method != "POST":
        return None
    return {name: request.FILES.getlist(name) for name in request.FILES}


def _crumbs(programme: Programme, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (_("Programmes"), reverse("charter:programmes")),
        (str(programme), reverse("charter:programme", args=[programme.pk])),
        (_("Imports"), reverse("selection:imports", args=[programme.pk]) if more else ""),
        *more,
    ]


class UnitsForm(forms.Form):
    """What each unit not on record is: a new one, one on record, or left out."""

    create_rest = forms.BooleanField(
        label=gettext_lazy("Have every unit without a choice entered as new"), required=False
    )

    def __init__(self, batch: Any, known: list[Any], *args: Any, **options: Any) -> None:
        """Offer, for every unknown unit, those on record with a similar name."""
        super().__init__(*args, **options)
        self.named = list(batch.report.get("units", {}).items())
        title = _("%(unit)s (%(rows)d rows)")
        by_name = {name: unit for unit in known for name in (unit.short_name, unit.name)}
        for at, (name, rows) in enumerate(self.named):
            near = difflib.get_close_matches(name, by_name, n=6, cutoff=0.5)
            units = {by_name[one].pk: by_name[one].name for one in near}
            known_ones = [(str(key), _("It is %(unit)s") % {"unit": unit})
                          for key, unit in units.items()]
            self.fields[f"unit_{at}"] = forms.ChoiceField(
                label=title % {"unit": name, "rows": rows},
                required=False,
                choices=[
                    ("", _("Leave its rows out")),
                    ("new", _("Enter it as a new unit")),
                    *known_ones,
                ],
            )
        if not self.named:
            del self.fields["create_rest"]

    def chosen(self) -> tuple[list[str], dict[str, int]]:
        """Give the names to enter as new, and those that mean a unit on record."""
        new, meant = [], {}
        rest = self.cleaned_data.get("create_rest", False)
        for at, (name, _rows) in enumerate(self.named):
            answer = self.cleaned_data.get(f"unit_{at}") or ("new" if rest else "")
            if answer == "new":
                new.append(name)
            elif answer:
                meant[name] = int(answer)
        return new, meant


def _units_form(request: Any, batch: ImportBatch) -> UnitsForm:
    known = open_rows(request, Organisation).filter(
        path__startswith=batch.programme.owner.path, is_active=True
    )
    data = request.POST if request.method == "POST" else None
    return UnitsForm(batch, list(known) if batch.report.get("units") else [], data)


@door("import.read")
def import_page(request: Any, pk: int) -> HttpResponse:
    """Show one import: what the check found row by row, and what can be done now."""
    batch = open_row(request, ImportBatch, "import.read", pk)
    return render(request, "selection/import.html", _report(request, batch))


def _report(request: Any, batch: ImportBatch, form: UnitsForm | None = None) -> dict[str, Any]:
    report = {name: batch.report.get(name, []) for name in LISTS}
    shown = request.GET.get("show", "")
    if shown not in LISTS:
        shown = next((name for name in LISTS if report[name]), "good")
    bad = batch.rows - batch.accepted
    return {
        "batch": batch,
        "crumbs": _crumbs(batch.programme, (batch.file_name, "")),
        "steps": _steps(batch),
        "bad": bad,
        "tabs": [(name, words, len(report[name])) for name, words in _words()],
        "shown": shown,
        "listing": _paged(request, report[shown]),
        "form": form or (_units_form(request, batch) if batch.state == "checked" else None),
        "may_take": batch.state == "checked" and may(request, "import.people", batch),
        "may_undo": batch.state == "done" and may(request, "import.undo", batch),
        "has_file": bool(batch.content),
    }


def _words() -> list[tuple[str, str]]:
    return [
        ("errors", _("To be corrected")),
        ("warnings", _("Notices")),
        ("good", _("Good rows")),
    ]


def _steps(batch: ImportBatch) -> list[dict[str, str]]:
    now = {"checked": "now", "done": "done"}.get(batch.state, "stopped")
    return [
        {"name": _("Send the file"), "state": "done"},
        {"name": _("Check every row"), "state": "done"},
        {"name": _("Take people in"), "state": now},
    ]


def _paged(request: Any, rows: list[Any]) -> Listing:
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    href = "?show={}&page={}".format
    shown = request.GET.get("show", "")
    headings = [
        Heading(key, words, "", "", False)
        for key, words in (
            ("row", _("Row")),
            ("name", _("Name")),
            ("column", _("Column")),
            ("text", _("What to do")),
        )
    ]
    return Listing(
        rows=list(page.object_list), page=page, headings=headings, count=len(rows), sort="",
        export_href="", first_href="",
        previous_href=href(shown, page.number - 1) if page.has_previous() else "",
        next_href=href(shown, page.number + 1) if page.has_next() else "",
        is_filtered=False,
    )  # fmt: skip


@door("import.people", methods=POST)
def import_take(request: Any, pk: int) -> HttpResponse:
    """Take a checked file in: all of it, or its good rows."""
    batch = open_row(request, ImportBatch, "import.people", pk)
    form = _units_form(request, batch)
    status = 422
    if form.is_valid():
        new, meant = form.chosen()
        is_partial = len(new) + len(meant) < len(form.named)
        try:
            done = import_people(
                batch.programme_id, by=request.user, today=request.today, checked_id=batch.pk,
                accept_good=is_partial or request.POST.get("take") == "good",
                create_units=new, unit_for=meant,
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("%(n)d people are taken in.") % {"n": done.accepted})
            return redirect("selection:import", done.pk)
    batch.refresh_from_db()
    context = _report(request, batch, form)
    return render(request, "selection/import.html", context, status=status)


@door("import.discard", methods=POST)
def import_discard(request: Any, pk: int) -> HttpResponse:
    """Let a checked file go."""
    batch = open_row(request, ImportBatch, "import.discard", pk)
    discard_import(batch.pk, by=request.user, today=request.today)
    messages.success(request, _("The file is discarded; nothing was taken in."))
    return redirect("selection:imports", batch.programme_id)


class UndoForm(forms.Form):
    """Why an import is taken back."""

    reason = forms.CharField(label=gettext_lazy("Why"), max_length=200, required=False)


@door("import.undo", methods=FORM)
def import_undo(request: Any, pk: int) -> HttpResponse:
    """Ask once more, then take one import back whole."""
    batch = open_row(request, ImportBatch, "import.undo", pk)
    return save(
        request, UndoForm(request.POST or None),
        lambda data: undo_import(batch.pk, by=request.user, today=request.today, **data),
        template="selection/import_undo.html",
        context={
            "batch": batch,
            "hanging": what_hangs(batch) if batch.state == "done" else [],
            "crumbs": _crumbs(batch.programme, (batch.file_name, "")),
        },
        then=reverse("selection:imports", args=[batch.programme_id]),
        done=_("The import is taken back; nothing of it is left."),
    )  # fmt: skip


@door("import.people")
def import_errors(request: Any, pk: int) -> HttpResponse:
    """Give the sheet that says, beside each row as written, what is wrong with it."""
    batch = open_row(request, ImportBatch, "import.people", pk)
    sheet = error_sheet(intake_of(batch, request.today), say)
    name = batch.file_name.rpartition(".")[0] or batch.file_name
    return file_response(sheet, _("%(file)s checked") % {"file": name} + ".xlsx", XLSX)
