"""Documents become facts.

Reading, normalising, outlining and extracting. Returns the frozen dataclasses of
``ontology.model`` and has never heard of RDF: must never import ``graph``, ``viz``,
``api`` or ``policygraph``.
"""
