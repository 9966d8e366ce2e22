"""A document becomes facts. Pure: a decoded text in, frozen facts out; knows nothing of RDF."""

from __future__ import annotations

from loaders.scoping import scope_of

__all__ = ["scope_of"]
