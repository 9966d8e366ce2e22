"""Search over everything the graph names and says, from an index that is built once for each revision.

The parts: `folding` (one form for traditional and simplified, wide and narrow, capital and small),
`readings` (pinyin), `names` (abbreviations and likeness), `entries` (what can be found, read by
`graph.engine.Engine.rows`), `index` (an SQLite file of it), `finding` (hits of a query), `searcher`
(the index of the current revision, shared by threads). Knows nothing of documents or HTTP.
"""
