"""Short forms that a document gives to bodies: …工作领导小组（以下简称“领导小组”）, …委员会（以下称管委会）.

From the bracket on the short form means that body, wherever the document names an owner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from loaders.names.departments import match_at
from loaders.names.departments_groups import leading_group_at
from loaders.names.departments_setting import Setting, setting_of
from loaders.names.named import OrgName
from loaders.rules.scope import Scope

__all__ = ["MOST", "SHORT_FORM", "setting_in"]

#: Match: （以下简称“领导小组”）, （以下统称管委会）, （简称“综试区”）, (下称《方案》). Not: 简称多样.
SHORT_FORM: Final = re.compile(
    r"[（(](?:以下|下文|下)?(?:统|合)?(?:简)?称(?:为)?[“\"‘《]?(?P<short>[^”\"’》）)（(，。\n]{2,16})[”\"’》]?[）)]"
)
_LONGEST: Final = 40
#: Short forms that are read: documents give a handful, and each is looked for everywhere.
MOST: Final = 40


def setting_in(scope: Scope) -> Setting:
    """The setting of a document, with the short forms that it gives to bodies."""
    setting = setting_of(scope)
    found = tuple(_aliases(scope.text, setting))
    return replace(setting, aliases=found) if found else setting


def _aliases(text: str, setting: Setting) -> Iterator[tuple[str, OrgName]]:
    for match in islice(SHORT_FORM.finditer(text), MOST):
        name = _body_before(text, match.start(), setting)
        if name is not None:
            yield match["short"], name


def _body_before(text: str, end: int, setting: Setting) -> OrgName | None:
    """The longest name of a public body that ends where the bracket opens."""
    line = text.rfind("\n", max(0, end - _LONGEST), end) + 1
    for start in range(max(line, end - _LONGEST), end - 2):
        match = match_at(text, start, end, setting)
        if match and match.end == end and not match.name.collective and not match.weak:
            return match.name
        for prefix in setting.prefixes(text, start, end):
            group = leading_group_at(text, start, end, setting, prefix)
            if group and group[0] == end:
                return group[1]
    return None
