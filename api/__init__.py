"""The service over HTTP: SPARQL protocol, linked data, REST and pages.

May import ``viz``, ``graph`` and ``ontology``; must never import ``loaders`` (the service does
not read documents) or ``policygraph``.
"""
