"""Networks and pages as pictures: layouts, drawings, exports, templates and their contexts.

May import ``graph`` and ``ontology``; must never import ``loaders``, ``api`` or ``policygraph``.
"""
