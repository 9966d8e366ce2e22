"""What may be written in a file of corrections: verbs, kinds of facts, and the keys of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ontology.model import Comparator, MeasureKind, OrganizationKind, Role

__all__ = [
    "ADDRESS",
    "ALLOWED",
    "COMMON",
    "COMPARATORS",
    "KINDS",
    "MEASURE_KINDS",
    "NAMED",
    "ORGANIZATIONS",
    "PLAN_FIELDS",
    "ROLES",
    "TRUTH",
    "VERBS",
    "Fields",
]

VERBS: Final = ("add", "drop", "rename", "same-as")
#: Keys that every correction may carry: who, when, and a remark for the next reader.
COMMON: Final = ("by", "on", "why")

#: Kinds of organisations by the word that corrections use; a government body may be any of three.
ORGANIZATIONS: Final[Mapping[str, frozenset[OrganizationKind]]] = {
    "department": frozenset(
        {OrganizationKind.DEPARTMENT, OrganizationKind.GOVERNMENT, OrganizationKind.OTHER}
    ),
    "enterprise": frozenset({OrganizationKind.ENTERPRISE}),
    "association": frozenset({OrganizationKind.ASSOCIATION}),
    "institution": frozenset({OrganizationKind.INSTITUTION}),
}
#: Things with a name of their own.
NAMED: Final = ("platform", "park", *ORGANIZATIONS)
#: What can be added to, dropped from or renamed in the description of the plan itself.
PLAN_FIELDS: Final = ("title", "number", "issued", "issuer", "start-year", "end-year", "based-on")

#: Words for the closed lists, in English as in the graph and in Chinese as on the pages.
ROLES: Final[Mapping[str, Role]] = {
    **{role.value: role for role in Role},
    "牵头": Role.LEAD,
    "配合": Role.SUPPORT,
    "负责": Role.RESPONSIBLE,
    "承担办公室工作": Role.OFFICE_HOST,
    "监管": Role.REGULATOR,
    "协调": Role.COORDINATOR,
}
COMPARATORS: Final[Mapping[str, Comparator]] = {
    **{item.value: item for item in Comparator},
    "不低于": Comparator.AT_LEAST,
    "超过": Comparator.MORE_THAN,
    "达到": Comparator.EXACTLY,
    "约": Comparator.ABOUT,
    "介于": Comparator.BETWEEN,
    "不高于": Comparator.AT_MOST,
    "低于": Comparator.LESS_THAN,
}
MEASURE_KINDS: Final[Mapping[str, MeasureKind]] = {
    **{item.value: item for item in MeasureKind},
    "任务": MeasureKind.TASK,
    "保障": MeasureKind.SAFEGUARD,
}
TRUTH: Final[Mapping[str, bool]] = {
    "true": True,
    "yes": True,
    "是": True,
    "false": False,
    "no": False,
    "否": False,
}


@dataclass(frozen=True, slots=True)
class Fields:
    """Keys that a correction needs and those that it may have."""

    needed: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


#: Keys that narrow down which fact is meant, by kind.
ADDRESS: Final[Mapping[str, tuple[str, ...]]] = {
    "responsibility": ("measure", "role"),
    "target": ("value", "unit", "due", "measure"),
}
_ADD: Final[Mapping[str, Fields]] = {
    "responsibility": Fields(("measure", "role", "quote"), ("nth", "as-written")),
    "target": Fields(("value", "unit", "quote"), ("nth", "upper", "comparator", "due", "growth", "measure")),
    "measure": Fields(("quote",), ("nth", "until", "kind", "section")),
    "plan": Fields(("value", "quote"), ("nth",)),
    **{kind: Fields((), ("quote", "nth")) for kind in NAMED},
}
_DROP: Final[Mapping[str, Fields]] = {
    kind: Fields() for kind in ("responsibility", "target", "measure", "plan", *NAMED, "id")
}
_RENAME: Final[Mapping[str, Fields]] = {
    "responsibility": Fields((), ("to", "to-role")),
    **{kind: Fields(("to",)) for kind in ("target", "measure", "plan", *NAMED, "id")},
}
_SAME_AS: Final[Mapping[str, Fields]] = {kind: Fields(("as",)) for kind in (*NAMED, "id")}

#: Keys by verb and kind.
ALLOWED: Final[Mapping[str, Mapping[str, Fields]]] = {
    "add": _ADD,
    "drop": _DROP,
    "rename": _RENAME,
    "same-as": _SAME_AS,
}
#: Kinds by verb: the first key of a correction.
KINDS: Final[Mapping[str, tuple[str, ...]]] = {verb: tuple(kinds) for verb, kinds in ALLOWED.items()}
