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
from loaders.names.departments_groups import agency_id, leading_group_at
from loaders.names.departments_lexicon import lexicon
from loaders.names.departments_setting import Setting, setting_of
from loaders.names.divisions import COUNTRY
from loaders.names.named import OrgName
from loaders.rules.scope import Scope

__all__ = ["MOST", "SHORT_FORM", "setting_in"]

#: Match: （以下简称“领导小组”）, （以下统称管委会）, （简称“综试区”）, (下称《方案》). Not: 简称多样.
SHORT_FORM: Final = re.compile(
    r"[（(](?:以下|下文|下)?(?:统|合)?(?:简)?称(?:为)?[“\"‘《]?(?P<short>[^”\"’》）)（(，。\n]{2,16})[”\"’》]?[）)]"
)
_LONGEST: Final = 40
_PARAGRAPH: Final = 400
#: Match: 领导小组下设|办公室|（, 联席会议办公室|（. Not: 市政府办公室|（.
_OFFICE_OF: Final = re.compile(
    r"(?P<kind>领导小组|联席会议|指挥部|协调小组|推进小组|专班)的?(?:下设|设立?)?办公室"
)
#: Short forms that are read: documents give a handful, and each is looked for everywhere.
MOST: Final = 40


def setting_in(scope: Scope) -> Setting:
    """The setting of a document, with the short forms that it gives to bodies and the full names that it writes."""
    setting = setting_of(scope)
    found = tuple(_aliases(scope.text, setting))
    longer = tuple(word for word in lexicon().longer if word in scope.text)
    return replace(setting, aliases=found, longer=longer) if found or longer else setting


def _aliases(text: str, setting: Setting) -> Iterator[tuple[str, OrgName]]:
    for match in islice(SHORT_FORM.finditer(text), MOST):
        name = _body_before(text, match.start(), setting)
        if name is not None:
            yield match["short"], name


def _body_before(text: str, end: int, setting: Setting) -> OrgName | None:
    """The longest name of a public body that ends where the bracket opens."""
    if office := _office_before(text, end, setting):
        return office
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


def _office_before(text: str, end: int, setting: Setting) -> OrgName | None:
    """The office of the group that the paragraph named before: 成立…领导小组，…领导小组下设办公室|（简称市电商办）."""
    found = _OFFICE_OF.search(text, max(0, end - 16), end)
    if found is None or found.end() != end:
        return None
    floor = max(text.rfind("\n", 0, end) + 1, end - _PARAGRAPH)
    for named in reversed([*re.finditer(found["kind"], text[floor : found.start()])]):
        stop = floor + named.end()
        for start in range(max(floor, stop - _LONGEST), stop - 2):
            for prefix in setting.prefixes(text, start, stop):
                group = leading_group_at(text, start, stop, setting, prefix)
                if group and group[0] == stop:
                    label = group[1].label + "办公室"
                    place = group[1].place or COUNTRY
                    return replace(group[1], id=agency_id(place, label, tailed=True), label=label)
    return None
