"""The closed lists of the domain as enums; their values are the local names of concepts and classes."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Comparator", "MeasureKind", "Nature", "OrganizationKind", "PlaceLevel", "Role"]


class Role(StrEnum):
    """What an organisation is to a measure; values are the local names below ``pgc:role/``."""

    LEAD = "lead"
    SUPPORT = "support"
    RESPONSIBLE = "responsible"
    OFFICE_HOST = "office-host"
    REGULATOR = "regulator"
    COORDINATOR = "coordinator"


class Comparator(StrEnum):
    """How a target's value binds; local names below ``pgc:comparator/``."""

    AT_LEAST = "at-least"
    MORE_THAN = "more-than"
    EXACTLY = "exactly"
    ABOUT = "about"
    BETWEEN = "between"
    AT_MOST = "at-most"
    LESS_THAN = "less-than"


class Nature(StrEnum):
    """State of a project as printed (新建, 在建, 筹建); local names below ``pgc:nature/``."""

    NEW = "new"
    ONGOING = "ongoing"
    PREPARATORY = "preparatory"


class MeasureKind(StrEnum):
    """A task of the plan, or a safeguard (保障措施) that supports them; below ``pgc:kind/``."""

    TASK = "task"
    SAFEGUARD = "safeguard"


class OrganizationKind(StrEnum):
    """Subclasses of ``pg:Organization``; values are the classes' local names."""

    GOVERNMENT = "Government"
    DEPARTMENT = "Department"
    ENTERPRISE = "Enterprise"
    ASSOCIATION = "Association"
    INSTITUTION = "Institution"
    OTHER = "Organization"


class PlaceLevel(StrEnum):
    """Level of an administrative division in GB/T 2260."""

    COUNTRY = "country"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
