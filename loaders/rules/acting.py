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
#: Those that act together. Match: 市农业局要会同市商务局、市供销社|制定…. Not: 会同企业制定.
_JOINTLY = re.compile(
    r"[一-鿿、]{1,40}?[局委厅办社](?:要|应|负责)?会同[一-鿿、]{2,60}?(?:[局委厅办社行会]|等部门)(?=制定|制订|建立|建设|开展|组织|推进|实施|培训|培育|打造)"
)
#: What it is done with. Match: 依托湖南工业大学|培训电商人才1.5万人次. Not: 通过国家验收3个.
_MEANS = re.compile(
    r"(?:依托|借助|利用)[一-鿿、\ue000\ue001]{2,60}?(?=(?:培训|培养|培育|建设|建成|引进|打造|孵化|举办|开展|新建)(?!基地|中心|机构|平台|班|体系|学院|园))"
)
#: The office that acts, without a word that binds it. Match: 市人社局|每年培训, 区商务局、区农办|三年建设. Not: 举办|每年.
#: What stands between two 、 is read once (an atomic group): names may hold the ends of others, so a row of 大学 could
#: be divided in more ways than there is time for.
_BUREAU = re.compile(
    r"(?:、?(?>(?:和?(?:团[省市县区州]委|[省市县区州盟旗](?:[一-鿿]{1,10}?(?:局|委|厅|社|(?<![举承主协兴开])办)|妇联|残联|总工会|工商联)|[一-鿿]{2,10}?(?:学院|大学|学校))){1,3}(?=、|每[年季月半]|三年|[\d一两二三四五]年内?|年内)))+(?=每[年季月半]|三年|[\d一两二三四五]年内?|年内)"
)


def without_owner(mask: str, clause: Clause) -> Clause:
    """The clause without who is to act: 市商务局要|建设站点20个, 县农业局负责|培训3000人."""
    patterns = (_JOINTLY, _OWNER, _BUREAU, _MEANS)
    owner = next((found for one in patterns if (found := one.match(mask, clause.start, clause.end))), None)
    if owner is None:
        return clause
    classes = words_by_class()
    acts = any(
        classes[name].at(mask, owner.end()) > owner.end() for name in ("action", "causative", "recurring")
    )
    return Clause(owner.end(), clause.end) if acts else clause
