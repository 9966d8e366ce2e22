"""What is said of a query that finds nothing."""

from __future__ import annotations

from typing import get_args

import pytest

from graph.emptiness import Cause, CauseKind, Explanation, Reason, Suggestion
from graph.repairs import RepairKind
from viz.pages.emptiness import told_emptiness
from viz.pages.rendering import Words
from viz.pages.site import Lang


@pytest.mark.parametrize("lang", get_args(Lang))
def test_there_are_words_for_everything_that_is_found_out(lang: Lang) -> None:
    """For each kind of cause and of repair, each state and each reason, with nothing left to fill in."""
    offers = tuple(Suggestion(kind, "w", "u", "", "q", None) for kind in get_args(RepairKind))
    causes = tuple(
        Cause(kind, "x", 1, 1, ("y",), seen=("z",), suggestions=offers) for kind in get_args(CauseKind)
    )
    told = told_emptiness(Explanation("explained", causes), Words(lang))
    reasons = [
        told_emptiness(Explanation("unknown", reason=reason), Words(lang)).message
        for reason in get_args(Reason)
        if reason
    ]
    messages = [
        told.message,
        told_emptiness(Explanation("not-empty"), Words(lang)).message,
        *reasons,
        *(cause.message for cause in told.causes),
        *(offer.message for cause in told.causes for offer in cause.suggestions),
    ]

    assert [words for words in messages if len(words) < 4 or "{" in words] == []


def test_what_works_is_offered_alone() -> None:
    """When one suggestion is known to work, those that do not are left out."""
    offers = (Suggestion("name", "a", "b", "", "q", False), Suggestion("name", "a", "c", "", "q", True))
    told = told_emptiness(
        Explanation("explained", (Cause("pattern", "x", 1, 1, suggestions=offers),)), Words("en")
    )

    assert ["instead of a use c"] == [offer.message for offer in told.causes[0].suggestions]
