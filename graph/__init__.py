"""Facts become RDF, are kept as immutable revisions, and are asked.

Takes facts (``ontology.model``) and has never heard of file formats: must never import
``loaders``, ``viz``, ``api`` or ``policygraph``.
"""
