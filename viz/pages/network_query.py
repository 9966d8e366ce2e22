"""What the network page is asked for: the filters of its address, read and written.

Parameters: ``plan`` (a slug, or ``all``), ``place``, ``department`` (ids with or without their
kind), ``role``, ``unassigned=1``, ``sort``. Without plan, place and department the first plan with responsibilities is shown, because
one plan is readable at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.network import Asker, Network, PlanRecord, Scope, find_plan, read_scope, resource_path
from ontology.errors import NotFound
from ontology.model import Role

__all__ = ["ALL", "SORTS", "NetworkQuery"]

#: Value of ``plan`` for every plan.
ALL: Final = "all"
#: Orders of the table; the first is the order of the documents.
SORTS: Final = ("measure", "department", "role", "written")


@dataclass(frozen=True, slots=True)
class NetworkQuery:
    """One view of the network; empty strings are filters that are not set."""

    plan: str
    place: str
    department: str
    role: str
    unassigned: bool
    sort: str

    @classmethod
    def read(cls, params: Mapping[str, str], known: Sequence[PlanRecord]) -> NetworkQuery:
        """The view that an address asks for.

        A plan of another place than the one chosen gives way to the place. Raises `NotFound` for a
        plan or role that does not exist, so that a mistyped address is told from an empty answer.
        """
        plan = params.get("plan", "").removeprefix("plan/")
        place = params.get("place", "").removeprefix("place/")
        department = params.get("department", "").removeprefix("org/")
        role = params.get("role", "")
        if role and role not in {member.value for member in Role}:
            raise NotFound(f"No role is called {role!r}. Roles are {', '.join(m.value for m in Role)}.")
        if plan not in ("", ALL):
            record = find_plan(known, plan)
            plan = record.slug
            if place and resource_path(record.place) != place:
                plan = ""
        if not plan and not place and not department:
            plan = next((record.slug for record in known if record.edges), ALL)
        sort = params.get("sort", "")
        return cls(
            plan=plan or ALL,
            place=place,
            department=department,
            role=role,
            unassigned=params.get("unassigned", "") not in ("", "0"),
            sort=sort if sort in SORTS else SORTS[0],
        )

    @property
    def one_plan(self) -> str | None:
        """Slug of the plan in view, None for several."""
        return None if self.plan == ALL else self.plan

    def params(self, **changes: str) -> dict[str, str]:
        """Parameters of the address of this view, or of one that differs in ``changes``."""
        values = {
            "plan": self.plan,
            "place": self.place,
            "department": self.department,
            "role": self.role,
            "unassigned": "1" if self.unassigned else "",
            "sort": "" if self.sort == SORTS[0] else self.sort,
        }
        return {name: value for name, value in (values | changes).items() if value}

    def scope(self, engine: Asker) -> Scope:
        """What this view is cut from; `NotFound` for a place that is not in the graph."""
        return read_scope(engine, plan=self.one_plan, place=self.place or None)

    def view(self, scope: Scope) -> Network:
        """The graph of this view."""
        return scope.network(
            department=self.department or None, role=self.role or None, unassigned=self.unassigned
        )

    def network(self, engine: Asker) -> Network:
        """The graph of this view, asked for on its own."""
        return self.view(self.scope(engine))
