"""What is read of a revision before anybody asks: by the load that publishes it, or when a service starts."""

from __future__ import annotations

from graph.engine import Engine
from graph.views.matrix_all import prepare_matrix
from graph.views.register_excerpts import one_source
from graph.views.registers import prepare

__all__ = ["read_ahead"]


def read_ahead(engine: Engine) -> None:
    """Read what lists and the matrix count by, that of most pages first. Raises what the engine raises."""
    with one_source(engine):
        prepare(engine)
        prepare_matrix(engine)
