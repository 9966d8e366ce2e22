"""What an endpoint needs of its request: the engine, the settings, language and links."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from fastapi import Request, Response

from api.answers import Answers
from api.metrics import Metrics
from api.settings import Settings
from api.tokens import Token
from api.urls import Urls
from graph.engine import Engine
from graph.revision import Revision
from graph.writing import Writer
from ontology.errors import PolicygraphError
from viz.pages import Lang, Page, Site, render
from viz.pages.rendering import Words

__all__ = [
    "Service",
    "etag",
    "lang_of",
    "page_response",
    "page_words",
    "preferred_language",
    "revision_tag",
    "service_of",
    "site_of",
    "unchanged",
    "urls_of",
    "words_of",
]


@dataclass(frozen=True, slots=True)
class Service:
    """What ``create_app`` was given; ``build`` changes when the templates may have.

    ``writer`` is None where nothing can be written; ``tokens`` are those of the settings.
    """

    engine: Engine
    settings: Settings
    build: str
    writer: Writer | None = None
    tokens: tuple[Token, ...] = ()
    metrics: Metrics = field(default_factory=Metrics)
    answers: Answers = field(default_factory=lambda: Answers(0))

    def asking(self, engine: Engine) -> Service:
        """The same service over another view of its graph."""
        return Service(
            engine, self.settings, self.build, self.writer, self.tokens, self.metrics, self.answers
        )


def service_of(request: Request) -> Service:
    """The service that answers a request; `api.travel` chooses its revision."""
    pinned = request.scope.get("state", {}).get("service")
    return cast(Service, pinned or request.app.state.service)


def lang_of(request: Request) -> Lang:
    """Language of a page: ``?lang=en`` is English, everything else Chinese.

    The address alone decides, so a link that is sent on shows the same page.
    """
    return "en" if request.query_params.get("lang") == "en" else "zh"


def page_words(request: Request) -> Words:
    """The catalogue in the language of a page or file for people: the address decides, and no header."""
    return Words(lang_of(request))


def words_of(request: Request) -> Words:
    """The catalogue in the language of a page, or of a message for a program.

    Programs that do not say ``?lang=`` get the first of their Accept-Language that there is.
    """
    if "lang" in request.query_params or "text/html" in request.headers.get("accept", ""):
        return Words(lang_of(request))
    return Words(preferred_language(request.headers.get("accept-language")))


def preferred_language(header: str | None) -> Lang:
    """Language of an Accept-Language header that there is, by weight and then by place (RFC 9110, 12.5.4)."""
    best: tuple[float, Lang] = (0.0, "zh")
    for item in (header or "").split(","):
        tag, *parameters = (part.strip().lower() for part in item.split(";"))
        weight = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        known = re.fullmatch(r"[01](\.\d{0,3})?", weight) is not None
        lang: Lang | None = "en" if tag.startswith("en") else "zh" if tag.startswith("zh") else None
        if lang is not None and known and float(weight) > best[0]:
            best = (float(weight), lang)
    return best[1]


def urls_of(request: Request) -> Urls:
    """Addresses in the language of a request."""
    settings = service_of(request).settings
    path = request.url.path.removeprefix(settings.root_path) if settings.root_path else request.url.path
    return Urls(settings.base, settings.root_path, lang_of(request), path or "/", request.url.query)


def site_of(request: Request, section: str = "") -> Site:
    """Surroundings of a page; ``section`` is the entry of the menu that it belongs to."""
    try:
        revision = service_of(request).engine.revision
    except PolicygraphError:  # an error page must be shown even when the store is what is broken
        revision = None
    return Site(lang_of(request), urls_of(request), revision.number if revision else None, section)


def revision_tag(engine: Engine) -> str:
    """The entity tag of the current revision; empty without one, or where the store is broken: the routes tell that."""
    try:
        revision = engine.revision
    except PolicygraphError:
        return ""
    return revision.etag if revision else ""


def etag(revision: Revision | None, *parts: str) -> str:
    """Entity tag of an answer: the revision with what else makes it differ (format, language)."""
    core = revision.etag if revision else "r0"
    return '"' + ".".join((core, *parts)) + '"'


def unchanged(request: Request, tag: str) -> bool:
    """Whether the client has this answer already (If-None-Match, weak comparison)."""
    header = request.headers.get("if-none-match", "")
    held = {item.strip().removeprefix("W/") for item in header.split(",")}
    return tag in held or "*" in held


def page_response(request: Request, make: Callable[[], Page], section: str) -> Response:
    """A page with an entity tag of revision, language and build; ``make`` runs only when it is wanted."""
    service = service_of(request)
    tag = "W/" + etag(service.engine.revision, lang_of(request), service.build)
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Content-Language": lang_of(request)}
    if unchanged(request, tag.removeprefix("W/")):
        return Response(status_code=304, headers=headers)
    return Response(render(make(), site_of(request, section)), headers=headers, media_type="text/html")
