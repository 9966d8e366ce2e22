"""Plans cited in two formats."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from graph.memory import InMemoryEngine
from graph.views.plans import plan_cards
from graph.views.values import Ref
from viz.pages.citing import citations

ADDRESS = "https://w3id.org/policygraph/id/plan/changzhou-2014?revision=3"
SEEN = dt.date(2024, 5, 6)


def test_a_plan_is_cited_with_issuer_number_dates_and_revision(sample_engine: InMemoryEngine) -> None:
    """GB/T 7714: who, what, which kind, when issued, when seen, where."""
    card = next(card for card in plan_cards(sample_engine) if card.slug == "changzhou-2014")
    issued = card.issued.isoformat() if card.issued else ""
    national = dict(citations(card, ADDRESS, 3, SEEN))["GB/T 7714"]
    assert national == (
        f"{card.creators[0].label}. {card.title}: {card.number}[A/OL]. ({issued})[2024-05-06]. {ADDRESS}. "
        "policygraph 图谱版本 3."
    )


def test_what_is_unknown_is_left_out(sample_engine: InMemoryEngine) -> None:
    """No empty brackets, no name made up."""
    card = replace(plan_cards(sample_engine)[0], creators=(), number="", issued=None)
    national, bibtex = (text for _, text in citations(card, ADDRESS, 3, SEEN))
    assert national.startswith(f"{card.title}[A/OL]. [2024-05-06]. ")
    assert "author" not in bibtex
    assert "date = {}" not in bibtex


def test_bibtex_fields_cannot_break_out(sample_engine: InMemoryEngine) -> None:
    """Braces and commands in a title stay text; joint issuers are several authors."""
    card = replace(
        plan_cards(sample_engine)[0], title=r"甲}乙{\input 50%", creators=(Ref("a", "甲局"), Ref("b", "乙局"))
    )
    bibtex = dict(citations(card, ADDRESS, 3, SEEN))["BibTeX"]
    assert r"title = {{甲乙input 50\%}}" in bibtex
    assert "author = {{甲局} and {乙局}}" in bibtex
    assert bibtex.count("{") == bibtex.count("}")
