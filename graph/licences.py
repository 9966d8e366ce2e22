"""Under which terms the data may be used: one place for every document and dump that says so.

The texts that facts are taken from are official documents of state organs, which article 5 of the
Copyright Law of the People's Republic of China leaves without copyright (as ``corpus/manifest.toml``
says of each); facts are not subject to it either. The vocabulary is a work of its own.
"""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal

__all__ = ["DATA_LICENCE", "DATA_RIGHTS", "VOCABULARY_LICENCE"]

#: Public Domain Mark 1.0.
DATA_LICENCE: Final = "https://creativecommons.org/publicdomain/mark/1.0/"
#: What ``ontology/policygraph.ttl`` and ``ontology/concepts.ttl`` say of themselves.
VOCABULARY_LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
DATA_RIGHTS: Final = (
    Literal("公有领域（《中华人民共和国著作权法》第五条）", language="zh"),
    Literal(
        "Public domain (article 5 of the Copyright Law of the People's Republic of China)", language="en"
    ),
)
