"""What is new for people who come back."""

from __future__ import annotations

import datetime as dt

from graph.revision import Revision
from graph.views.news import latest_news

BASE = "https://w3id.org/policygraph/"


def revision(number: int, **graphs: str) -> Revision:
    """A revision made on that day of a month, with digests by name of the graph."""
    made = dt.datetime(2024, 5, number, tzinfo=dt.UTC)
    return Revision(
        number, made, str(number), {f"{BASE}graph/{name}": digest for name, digest in graphs.items()}
    )


def test_the_last_revision_that_changed_plans_is_told() -> None:
    """A revision of the accuracy alone is no news; added, changed and removed plans are told apart."""
    kept = [
        revision(1, jining="a", old="x", quality="q"),
        revision(2, jining="b", changzhou="c", quality="q"),
        revision(3, jining="b", changzhou="c", quality="r"),
    ]
    news = latest_news(kept, BASE, ["jining", "changzhou"])
    assert news is not None
    assert (news.number, news.before, news.created.day) == (2, 1, 2)
    assert (news.added, news.changed, news.removed) == (("changzhou",), ("jining",), ("old",))


def test_a_single_revision_has_no_news() -> None:
    """There is nothing to compare with."""
    assert latest_news([revision(1, jining="a")], BASE, ["jining"]) is None
    assert latest_news([], BASE, []) is None
