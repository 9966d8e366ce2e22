"""A plan with all its facts as one HTML file to check it by: nothing is loaded from anywhere.

The document stands as it was written, every fact marked; the doubtful facts come first in a list, the
others by kind; each has a correction to copy. The file's content security policy allows only its own
style and script, so nothing that a document says can act.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Final

from graph.memory import InMemoryEngine
from graph.rdf import quads
from graph.views.marks import QUIET
from graph.views.plan import MARK_KINDS, plan_view
from ontology.errors import NotFound
from ontology.identifiers import resource_iri
from ontology.model import Facts, Role
from viz.inline import inline_policy
from viz.network import script_json
from viz.pages.rendering import Words, environment
from viz.pages.site import Lang
from viz.pages.texts import text
from viz.report_items import DOUBTFUL, Item, items
from viz.report_texts import report_words

__all__ = ["report_html"]

_STATIC: Final = Path(__file__).with_name("static")
_STYLES: Final = ("site.css", "plan.css", "report.css")
_STALE: Final = "stale-correction"


def report_html(facts: Facts, lang: Lang = "zh") -> str:
    """The report of one document's facts as a page; the same facts give the same page.

    Raises `NotFound` where the facts hold no plan (they always do after extraction).
    """
    engine = InMemoryEngine(quads(facts))
    try:
        view = plan_view(engine, resource_iri(facts.plan.id))
    finally:
        engine.close()
    if view is None:
        raise NotFound("The facts hold no plan.")
    found = items(facts, view, lang)
    say = report_words(lang)
    styles = "\n".join(_static(name) for name in _STYLES)
    script = _static("report.js")
    stem = facts.source.name.rpartition(".")[0] or facts.source.name
    doubtful = sorted((item for item in found if item.doubtful), key=_by_need)
    return (
        environment()
        .get_template("report.html")
        .render(
            lang=lang,
            say=say,
            t=Words(lang),
            card=view.card,
            outline=view.outline,
            paragraphs=view.paragraphs,
            kinds=view.kinds,
            quiet=QUIET,
            total=len(found),
            doubtful=doubtful,
            groups=_groups(found),
            doubts=facts.doubts,
            stale=sum(doubt.code == _STALE for doubt in facts.doubts),
            corrections=facts.corrections,
            source=facts.source,
            threshold=round(DOUBTFUL * 100),
            data=script_json(
                {
                    "key": f"policygraph-report-{facts.source.sha256}",
                    # Saving must not put itself in the place of corrections that are in force.
                    "file": f"{stem}.corrections{'-new' if facts.corrections else ''}.yaml",
                    "say": say,
                    "roles": {role.value: text(f"role.{role.value}", lang) for role in Role},
                    "measures": [
                        [p.start, p.end, m.id.rpartition("/")[2]]
                        for m in facts.measures
                        for p in m.evidence.passages
                    ],
                }
            ),
            corrections_name=f"{stem}.corrections.yaml",
            styles=styles,
            script=script,
            policy=inline_policy([styles], [script]),
        )
    )


def _by_need(item: Item) -> tuple[bool, float, int]:
    """Facts before topics, the least sure first."""
    return item.kind == "topic", item.confidence, item.number


def _groups(found: tuple[Item, ...]) -> list[tuple[str, list[Item]]]:
    sure = sorted((item for item in found if not item.doubtful), key=lambda item: MARK_KINDS.index(item.kind))
    return [(kind, list(members)) for kind, members in groupby(sure, key=lambda item: item.kind)]


def _static(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")
