"""Terms of SHACL in which stored queries stand in the graph (https://www.w3.org/TR/shacl/, section 5)."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["SH"]


class SH(StrEnum):
    """Executable queries and the prefixes that they declare."""

    PrefixDeclaration = "http://www.w3.org/ns/shacl#PrefixDeclaration"
    SPARQLExecutable = "http://www.w3.org/ns/shacl#SPARQLExecutable"
    SPARQLSelectExecutable = "http://www.w3.org/ns/shacl#SPARQLSelectExecutable"
    declare = "http://www.w3.org/ns/shacl#declare"
    namespace = "http://www.w3.org/ns/shacl#namespace"
    prefix = "http://www.w3.org/ns/shacl#prefix"
    prefixes = "http://www.w3.org/ns/shacl#prefixes"
    select = "http://www.w3.org/ns/shacl#select"
