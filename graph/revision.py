"""One immutable state of the graph: its number, when it was made, and a digest for each named graph."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Quad

from ontology.errors import StoreError, StoreVersion

__all__ = ["FORMAT_VERSION", "Revision", "digest_graphs", "digest_quads"]

#: Version of the layout of a store's folder; raised when older software could not read it.
FORMAT_VERSION: Final = 2


@dataclass(frozen=True, slots=True)
class Revision:
    """A published state.

    ``number`` counts from 1, ``created`` is UTC, ``graphs`` maps each graph's IRI to the SHA-256 of
    its sorted N-Quads, ``digest`` is computed from those (the same content has the same digest on
    any machine). ``path`` is the folder of the snapshot, None for a graph held in memory. ``union`` tells
    whether the default graph is the union of the graphs; else it is one of them, with an empty IRI.
    """

    number: int
    created: dt.datetime
    digest: str
    graphs: Mapping[str, str] = field(repr=False)
    path: Path | None = None
    union: bool = True

    @property
    def etag(self) -> str:
        """Opaque text that changes with the content, for HTTP."""
        return f"r{self.number}-{self.digest[:12]}"

    def to_json(self) -> str:
        """The manifest as JSON text."""
        return json.dumps(
            {
                "format": FORMAT_VERSION,
                "number": self.number,
                "created": self.created.isoformat(),
                "digest": self.digest,
                **({} if self.union else {"default_graph": "own"}),
                "graphs": dict(sorted(self.graphs.items())),
            },
            indent=1,
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str, path: Path | None = None) -> Revision:
        """Read a manifest; `StoreVersion` when another layout wrote it, `StoreError` when it is broken."""
        try:
            data: dict[str, Any] = json.loads(text)
            if data["format"] != FORMAT_VERSION:
                raise StoreVersion(
                    f"{path or 'this store'} has layout {data['format']}, this version of policygraph reads"
                    f" layout {FORMAT_VERSION}: load the documents into a new folder (--home)",
                    reason="store.version",
                )
            return cls(
                number=int(data["number"]),
                created=dt.datetime.fromisoformat(data["created"]),
                digest=str(data["digest"]),
                graphs={str(iri): str(digest) for iri, digest in data["graphs"].items()},
                path=path,
                union=data.get("default_graph") != "own",
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise StoreError(
                f"the manifest in {path} is damaged ({error}): restore a backup", reason="store.damaged"
            ) from error


def digest_quads(quads: Iterable[Quad]) -> str:
    """SHA-256 of the sorted N-Quads lines; our graphs have no blank nodes, so lines identify quads."""
    digest = hashlib.sha256()
    for line in sorted(map(str, quads)):
        digest.update(line.encode("utf-8") + b" .\n")
    return digest.hexdigest()


def digest_graphs(graphs: Mapping[str, str]) -> str:
    """SHA-256 over the graphs' names and digests, in order of name."""
    lines = "".join(f"{iri} {digest}\n" for iri, digest in sorted(graphs.items()))
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()
