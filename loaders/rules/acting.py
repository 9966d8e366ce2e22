"""Who is to act, at the beginning of a clause that states a number: 市商务局要|建设站点20个, 市人社局|每年培训2000人."""

from __future__ import annotations

import re

from loaders.rules.clauses import Clause
from loaders.rules.words import words_by_class

__all__ = ["without_owner"]

#: Match: 市商务局要|, 各县（市、区）要|, 市商务局、市财政局负责|, 牵头|. Not: 电商企业要 (no body).
_OWNER = re.compile(
    r"(?:[一-鿿、]{1,40}?(?:[局委厅办]|部门|政府|中心|协会|单位|县|区|市|州|乡镇|街道)\ue000*(?:要|应|须|负责|牵头){1,2}|(?:负责|牵头){1,2})"
)
#: The office that acts, without a word that binds it. Match: 市人社局|每年培训, 区商务局、区农办|三年建设. Not: 举办|每年.
_BUREAU = re.compile(
    r"(?:(?:、|和)?[省市县区州盟旗][一-鿿]{1,10}?(?:局|委|厅|社|(?<![举承主协兴开])办))+(?=每[年季月半]|三年|[\d一两二三四五]年内?|年内)"
)


def without_owner(mask: str, clause: Clause) -> Clause:
    """The clause without who is to act: 市商务局要|建设站点20个, 县农业局负责|培训3000人."""
    owner = _OWNER.match(mask, clause.start, clause.end) or _BUREAU.match(mask, clause.start, clause.end)
    if owner is None:
        return clause
    classes = words_by_class()
    acts = any(
        classes[name].at(mask, owner.end()) > owner.end() for name in ("action", "causative", "recurring")
    )
    return Clause(owner.end(), clause.end) if acts else clause
