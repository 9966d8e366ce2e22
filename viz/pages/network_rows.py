"""Responsibilities with their sentences, as tables, panels and exports show them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from graph.network import Network, edge_list
from graph.network_index import resource_path
from ontology.model import Passage
from viz.network import node_id
from viz.pages.sentences import Mark, Piece, Sentence, sentences
from viz.pages.site import Lang, Links
from viz.style import ROLES, role_style

__all__ = [
    "NetworkRow",
    "Said",
    "SharedMeasure",
    "merged",
    "network_rows",
    "proof",
    "shared_measures",
    "sorted_rows",
]


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """One responsibility; links are empty without a host. ``source`` and ``target`` are ids of nodes."""

    id: str
    source: str
    target: str
    department: str
    measure: str
    plan: str
    role: str
    role_key: str
    written: str
    sentences: tuple[Sentence, ...]
    sentence_links: tuple[str, ...]
    department_link: str
    order: tuple[str, int]

    @property
    def iri(self) -> str:
        """What tells rows apart in a list."""
        return self.id


@dataclass(frozen=True, slots=True)
class Said:
    """Responsibilities that the same sentences state, and these sentences with all their names marked."""

    rows: tuple[NetworkRow, ...]
    sentences: tuple[tuple[Sentence, str], ...]


@dataclass(frozen=True, slots=True)
class SharedMeasure:
    """A measure that two answer for, with what is said of both sides."""

    iri: str
    label: str
    plan: str
    said: tuple[Said, ...]


def network_rows(
    graph: Network, texts: Mapping[str, str], lang: Lang, links: Links | None = None
) -> tuple[NetworkRow, ...]:
    """The edges in the order of plans and measures, lead roles first, with their sentences.

    ``texts`` holds each plan's normalised text by its IRI; without it a passage stands for its
    sentence. Without ``links`` (exports) nothing is linked.
    """
    rank = {style.role: index for index, style in enumerate(ROLES)}
    found: list[tuple[tuple[str, int, int, str], NetworkRow]] = []
    for source, target, key, data in edge_list(graph):
        measure = graph.nodes[target]
        role = str(data["role"])
        style = role_style(role)
        plan_slug = resource_path(str(data["plan"]))
        written = str(data["as_written"])
        passages = cast("Sequence[Passage]", data["passages"])
        said = sentences(texts.get(str(data["plan"]), ""), passages, written)
        row = NetworkRow(
            id=node_id(key),
            source=node_id(source),
            target=node_id(target),
            department=str(graph.nodes[source]["label"]),
            measure=str(measure["label"]),
            plan=str(data["plan_title"]),
            role=style.zh if lang == "zh" else style.en,
            role_key=role,
            written=written,
            sentences=said,
            sentence_links=tuple(links.plan(plan_slug, s.start, s.end) if links else "" for s in said),
            department_link=links.department(node_id(source)) if links else "",
            order=(plan_slug, int(measure["order"])),
        )
        found.append(((plan_slug, row.order[1], rank.get(role, len(rank)), row.department), row))
    return tuple(row for _, row in sorted(found, key=lambda pair: (pair[0], pair[1].id)))


def sorted_rows(rows: Sequence[NetworkRow], sort: str) -> tuple[NetworkRow, ...]:
    """Rows by ``department``, ``written`` or ``role``; else as they are. Equal rows keep their order."""
    if sort == "department":
        return tuple(sorted(rows, key=lambda row: row.department))
    if sort == "written":
        return tuple(sorted(rows, key=lambda row: row.written))
    if sort == "role":
        rank = {style.role: index for index, style in enumerate(ROLES)}
        return tuple(sorted(rows, key=lambda row: rank.get(row.role_key, len(rank))))
    return tuple(rows)


def shared_measures(
    rows: Sequence[NetworkRow],
    first: Collection[str],
    second: Collection[str],
    only: Collection[str] | None = None,
) -> tuple[SharedMeasure, ...]:
    """Measures that bodies of both sides (ids of nodes) answer for, in the order of the rows."""
    found: dict[str, tuple[list[NetworkRow], list[NetworkRow]]] = {}
    for row in rows:
        if only is not None and row.target not in only:
            continue
        for index, side in enumerate((first, second)):
            if row.source in side:
                found.setdefault(row.target, ([], []))[index].append(row)
    return tuple(
        SharedMeasure(measure, one[0].measure, one[0].plan, _said([*one, *other]))
        for measure, (one, other) in found.items()
        if one and other
    )


def _said(rows: Sequence[NetworkRow]) -> tuple[Said, ...]:
    """Rows by their sentences: one that names both sides is shown once."""
    found: dict[tuple[str, ...], list[NetworkRow]] = {}
    for row in rows:
        found.setdefault(tuple(sentence.words for sentence in row.sentences), []).append(row)
    return tuple(
        Said(
            tuple(members),
            tuple(
                (merged([row.sentences[index] for row in members]), members[0].sentence_links[index])
                for index in range(len(members[0].sentences))
            ),
        )
        for members in found.values()
    )


def merged(same: Sequence[Sentence]) -> Sentence:
    """One sentence with the marks of several that have the same words."""
    rank: dict[Mark, int] = {"": 0, "said": 1, "name": 2}
    marks: list[Mark] = [""] * len(same[0].words)
    for sentence in same:
        at = 0
        for piece in sentence.pieces:
            for place in range(at, at + len(piece.text)):
                if rank[piece.mark] > rank[marks[place]]:
                    marks[place] = piece.mark
            at += len(piece.text)
    pieces: list[Piece] = []
    for letter, mark in zip(same[0].words, marks, strict=True):
        if pieces and pieces[-1].mark == mark:
            pieces[-1] = Piece(pieces[-1].text + letter, mark)
        else:
            pieces.append(Piece(letter, mark))
    return Sentence(tuple(pieces), same[0].start, same[0].end)


def proof(row: NetworkRow) -> dict[str, Any]:
    """What the panel of the script shows of a responsibility."""
    return {
        "source": row.source,
        "target": row.target,
        "role": row.role,
        "key": row.role_key,
        "plan": row.plan,
        "written": row.written,
        "sentences": [
            {"pieces": [[piece.text, piece.mark] for piece in sentence.pieces], "link": link}
            for sentence, link in zip(row.sentences, row.sentence_links, strict=True)
        ],
    }
