"""How to cite a plan: the reference formats of China (GB/T 7714-2015) and of BibTeX."""

from __future__ import annotations

import datetime as dt

from graph.views.plans import PlanCard

__all__ = ["citations"]


def citations(
    card: PlanCard, address: str, revision: int, seen: dt.date
) -> tuple[tuple[str, str], tuple[str, str]]:
    """The plan as a reference in both formats, with the graph's revision in which it was read.

    ``address`` leads to the plan in that revision, ``seen`` is the revision's date (GB/T 7714-2015, 8.6:
    electronic resources carry the date on which they were cited). What is not known is left out.
    """
    return (
        ("GB/T 7714", _national(card, address, revision, seen)),
        ("BibTeX", _bibtex(card, address, revision, seen)),
    )


def _national(card: PlanCard, address: str, revision: int, seen: dt.date) -> str:
    authors = ", ".join(creator.label for creator in card.creators)
    title = f"{card.title}: {card.number}" if card.number else card.title
    issued = f"({card.issued.isoformat()})" if card.issued else ""
    parts = [authors, f"{title}[A/OL]", f"{issued}[{seen.isoformat()}]", address]
    return ". ".join(part for part in parts if part) + f". policygraph 图谱版本 {revision}."


def _bibtex(card: PlanCard, address: str, revision: int, seen: dt.date) -> str:
    fields = {
        "author": " and ".join("{" + creator.label + "}" for creator in card.creators),
        "title": "{" + _escaped(card.title) + "}",
        "number": _escaped(card.number),
        "date": card.issued.isoformat() if card.issued else "",
        "url": address,
        "urldate": seen.isoformat(),
        "note": f"policygraph revision {revision}",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return "@legislation{" + card.slug + ",\n" + ",\n".join(lines) + "\n}"


def _escaped(text: str) -> str:
    """Text in which nothing is a command of TeX or an unbalanced brace."""
    return "".join("\\" + letter if letter in "&%$#_" else letter for letter in text if letter not in "{}\\")
