"""Lists as people use them: sorted and paged by the address, and exported as they are seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.http import content_disposition_header

PAGE = 50
EXPORT_LIMIT = 20000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Column:
    """One column: its key, its heading, by what it sorts, and what an export writes.

    `sort` is an ordering expression or several; empty means that nobody sorts by it. `value` takes
    a row and gives text, a number, a day or None; a column without it is not exported.
    """

    key: str
    name: str | Promise
    sort: str | tuple[str, ...] = ()
    value: Callable[[Any], Any] | None = None
    is_number: bool = False
    kind: str = "text"  # how an export writes it: text, integer, number, percent, date


@dataclass(frozen=True)
class Heading:
    """A column's heading on the page: where a click leads and how the rows lie now."""

    key: str
    name: str | Promise
    href: str
    direction: str  # "ascending", "descending" or ""
    is_number: bool


@dataclass(frozen=True)
class Listing:
    """What parts/table.html needs: the page of rows, the headings, and where to go."""

    rows: list[Any]
    page: Page[Any]
    headings: list[Heading]
    count: int
    sort: str
    export_href: str
    first_href: str
    previous_href: str
    next_href: str
    is_filtered: bool


def listing(
    request: Any,
    rows: QuerySet[Any],
    columns: Sequence[Column],
    *,
    default: str = "",
    size: int = PAGE,
) -> Listing:
    """Sort and page `rows` as the address asks (?sort=-key&page=2).

    `default` is the key (with "-" for descending) that sorts where the address names none; empty
    keeps the rows' own order. Pages out of range give the nearest one.
    """
    rows, sort = arranged(request, rows, columns, default)
    page = Paginator(rows, size).get_page(request.GET.get("page"))
    keys = set(request.GET) - {"page", "sort", "export"}
    return Listing(
        rows=list(page.object_list),
        page=page,
        headings=[_heading(request, column, sort) for column in columns],
        count=page.paginator.count,
        sort=sort,
        export_href=_with(request, export="xlsx", page=""),
        first_href=_with(request, page=""),
        previous_href=_with(request, page=str(page.number - 1)) if page.has_previous() else "",
        next_href=_with(request, page=str(page.number + 1)) if page.has_next() else "",
        is_filtered=any(request.GET.get(key) for key in keys),
    )


def arranged(
    request: Any,
    rows: QuerySet[Any],
    columns: Sequence[Column],
    default: str = "",
) -> tuple[QuerySet[Any], str]:
    """Give the rows in the order the address asks for, and the sorting key in force."""
    by = {column.key: column.sort for column in columns if column.sort}
    asked = request.GET.get("sort", "")
    sort = asked if asked.lstrip("-") in by else default
    if not sort:
        return rows, ""
    fields = by[sort.lstrip("-")]
    fields = (fields,) if isinstance(fields, str) else fields
    if sort.startswith("-"):
        fields = tuple(_turned(name) for name in fields)
    return rows.order_by(*fields, "pk"), sort


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _heading(request: Any, column: Column, sort: str) -> Heading:
    direction = ""
    if sort.lstrip("-") == column.key:
        direction = "descending" if sort.startswith("-") else "ascending"
    after = f"-{column.key}" if direction == "ascending" else column.key
    href = _with(request, sort=after, page="") if column.sort else ""
    return Heading(column.key, column.name, href, direction, column.is_number)


def _with(request: Any, **changes: str) -> str:
    params = request.GET.copy()
    params.pop("export", None)
    for key, value in changes.items():
        if value:
            params[key] = value
        else:
            params.pop(key, None)
    return "?" + params.urlencode()


def wants_export(request: Any) -> bool:
    """Say whether the address asks for the list as a file."""
    return bool(request.GET.get("export") == "xlsx")


def export(
    request: Any,
    name: str,
    rows: QuerySet[Any],
    columns: Sequence[Column],
    *,
    default: str = "",
) -> HttpResponse:
    """Give the list as a workbook: the same rows in the same order, every page of it."""
    from dunmiao.files.papers import sheets

    rows, _sort = arranged(request, rows, columns, default)
    kept = [column for column in columns if column.value]
    sheet = {
        "name": name[:31],
        "title": name,
        "columns": [
            {"key": column.key, "label": str(column.name), "kind": column.kind} for column in kept
        ],
        "rows": [
            {column.key: column.value(row) for column in kept if column.value}
            for row in rows[:EXPORT_LIMIT]
        ],
    }
    return file_response(sheets.workbook([sheet]), f"{name}.xlsx", XLSX)


def file_response(body: bytes, name: str, kind: str) -> HttpResponse:
    """Give bytes as a file to keep, its name in any script."""
    response = HttpResponse(body, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
