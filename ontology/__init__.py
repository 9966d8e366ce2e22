"""What exists: the vocabulary, the facts as frozen dataclasses, and the names of things.

Holds the OWL 2 ontology, SKOS concept schemes and SHACL shapes as Turtle (the source of
truth), typed Python terms for them, the domain model, identifiers and the tree of errors.
Imports nothing of ours: every other folder may import this one.
"""
