"""Read models: what a page or a JSON answer shows, as frozen dataclasses read from an `Engine`.

Each module asks a few queries and then works on plain values. Must never import ``viz`` or ``api``.
"""
