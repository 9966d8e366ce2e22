"""Why policygraph does not pass a test, by the end of its address: a key of `viz.pages.conformance_texts`.

A test that fails and is not here fails our own tests; one that is here and passes does so too.
"""

from __future__ import annotations

from typing import Final

__all__ = ["NOT_APPLICABLE", "REASONS"]

#: Groups that ask for what this service does not claim.
NOT_APPLICABLE: Final = {"sparql11/entailment": "entailment"}
_VALUES: Final = (
    "distinct/manifest#distinct-1",
    "distinct/manifest#distinct-9",
    "expr-builtin/manifest#dawg-str-1",
    "expr-builtin/manifest#dawg-str-2",
    "expr-builtin/manifest#sameTerm-simple",
    "expr-builtin/manifest#sameTerm-eq",
    "expr-builtin/manifest#sameTerm-not-eq",
    "expr-equals/manifest#eq-graph-1",
    "expr-equals/manifest#eq-graph-2",
    "open-world/manifest#open-eq-01",
    "csv-tsv-res/manifest#csv03",
)
_GRAPH_SCOPE: Final = (
    "graph/manifest#graph-variable-scope",
    "graph/manifest#graph-optional",
    "bindings/manifest#graph",
    "negation/manifest#graph-minus",
    "aggregates/manifest#agg-empty-group-count-graph",
)
_ZERO_PATHS: Final = tuple(
    f"property-path/manifest#{name}"
    for name in (
        "zero_or_more_set_start",
        "zero_or_more_set_end",
        "zero_or_one_set_start",
        "zero_or_one_set_end",
    )
)
_SERVICE: Final = tuple(f"service/manifest#service{name}" for name in ("1", "2", "3", "4a", "5", "6", "7"))

REASONS: Final = {
    **dict.fromkeys(_VALUES, "values"),
    **dict.fromkeys(_GRAPH_SCOPE, "graph-scope"),
    **dict.fromkeys(_ZERO_PATHS, "zero-paths"),
    **dict.fromkeys(_SERVICE, "service"),
    "expr-builtin/manifest#case-insensitive-booleans": "booleans",
    "open-world/manifest#date-2": "dates",
    "syntax-sparql3/manifest#syn-bad-26": "tokens",
    "aggregates/manifest#agg-groupconcat-04": "groupconcat",
    "aggregates/manifest#agg-groupconcat-06": "groupconcat",
    "functions/manifest#bnode01": "bnode",
}
