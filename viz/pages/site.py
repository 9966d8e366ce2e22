"""What every page knows besides its own context: language, links, revision and the catalogue.

`Links` is the shape of ``api.urls.Urls``: templates ask for addresses by meaning and never put a
path together, and this folder does not import ``api``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

__all__ = ["Lang", "Links", "Site"]

Lang = Literal["zh", "en"]


class Links(Protocol):
    """Addresses of the service in the language of the page that asks."""

    def page(self, name: str, **query: object) -> str:
        """A page by name (``home``, ``plans``, ``network`` …); empty values are left out, lists repeated."""

    def plan(self, plan: str, start: int | None = None, end: int | None = None) -> str:
        """A plan's page by id (``plan/changzhou-2014``) or slug, at a passage when offsets are given."""

    def tasks(self, plan: str, ending: str) -> str:
        """The breakdown of tasks of a plan, by id or slug, as a file (``.xlsx``, ``.docx``)."""

    def department(self, organization: str, ending: str = "", topic: str = "") -> str:
        """The page of an organisation by id (``org/changzhou/shangwuju``), of one topic, or its table (``.xlsx``)."""

    def resource(self, iri: str) -> str:
        """The best local page for an IRI of the graph; the IRI itself when it is not ours."""

    def document(self, iri: str, suffix: str = "") -> str:
        """The document about an IRI (``/doc/…``), with a suffix such as ``.ttl`` for data."""

    def changes(self, old: int, new: int, graph: str = "", page: int = 1) -> str:
        """The page of what changed between two revisions, of one named graph when it is given."""

    def static(self, name: str) -> str:
        """A file of ``viz/static`` or, below ``vendor/``, of an installed front-end package."""

    def api(self, path: str) -> str:
        """A path of the JSON interface (``plans``, ``queries/gaps``)."""

    def switch(self, lang: Lang) -> str:
        """The page now shown, in another language."""


@dataclass(frozen=True, slots=True)
class Site:
    """One request's surroundings: ``revision`` is the graph's number (None when it is empty)."""

    lang: Lang
    links: Links
    revision: int | None
    section: str = ""
