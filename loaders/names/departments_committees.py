"""Zones in a row that share the last word: 东湖园区、西湖园区管委会 are two committees."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from loaders.names.departments import resolve_in
from loaders.names.departments_setting import Setting
from loaders.names.named import OrgName

__all__ = ["committee_in_row"]

_ZONE: Final = r"[一-鿿]{2,8}?(?:园区|新城|片区|功能区|示范区|试验区)"
#: Match: 东湖园区|、西湖园区管委会. Not: 东湖园区|、市商务局.
_SHARING: Final = re.compile(rf"(?P<zone>{_ZONE})(?=(?:、{_ZONE}){{1,6}}(?:管委会|管理委员会))")


def committee_in_row(text: str, at: int, end: int, setting: Setting) -> tuple[int, OrgName] | None:
    """The committee of a zone at ``at`` whose row ends with 管委会: its end and name, or None."""
    found = _SHARING.match(text, at, end)
    name = resolve_in(f"{found['zone']}管委会", setting) if found else None
    if found is None or name is None or name.collective:
        return None
    return found.end(), replace(name, as_written=found.group())
