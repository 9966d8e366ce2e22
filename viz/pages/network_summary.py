"""What a view says in a sentence or two: counts, paths, groups and hubs. Words for people, from figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.views.network_groups import FIRM, Groups, Member
from graph.views.network_paths import MOST_CHAINS, Paths
from viz.pages.network_texts import words
from viz.pages.site import Lang
from viz.scene import MEASURES, PATHS, Scene

__all__ = ["count_words", "group_words", "joined", "path_words", "share", "view_title"]

#: More than this many that are alike are counted, not named.
_NAMED: Final = 3


def joined(names: Sequence[str], lang: Lang) -> str:
    """Names as a sentence has them."""
    if lang == "zh":
        return "、".join(names)
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def share(value: float) -> str:
    """A share of 1 as a percentage; what is more than nothing is never written as 0%."""
    if 0 < value < 0.005:
        return "<1%"
    return f"{value:.0%}"


def view_title(scene: Scene, scope: str, lang: Lang) -> str:
    """Title of a view of some part: ``责任网络·共同负责：常州市…``."""
    say = words(lang)
    name = say["title"] if scene.view == MEASURES else f"{say['title']}·{say[f'view_{scene.view}']}"
    if not scope:
        return name
    return f"{name}：{scope}" if lang == "zh" else f"{name}: {scope}"


def count_words(scene: Scene, lang: Lang) -> str:
    """How much a view shows."""
    say = words(lang)
    if scene.sums is not None:
        return say["count_functions"].format(
            functions=len(scene.ties),
            organizations=f"{scene.sums.bodies:,}",
            measures=f"{scene.sums.measures:,}",
            cities=f"{len(scene.sums.cities):,}",
        )
    measures = {node for node, data in scene.graph.nodes(data=True) if data["kind"] == "Measure"}
    bodies = scene.graph.number_of_nodes() - len(measures)
    if scene.view in (MEASURES, PATHS):
        return say["count"].format(
            organizations=bodies, measures=len(measures), edges=scene.graph.number_of_edges()
        )
    shared = sum(len({*scene.graph.predecessors(measure)}) > 1 for measure in measures)
    return say["count_shared"].format(
        organizations=bodies, measures=shared, ties=scene.ties.number_of_edges()
    )


def path_words(paths: Paths, first: str, second: str, lang: Lang) -> tuple[str, ...]:
    """What was found between two bodies, in a sentence or two."""
    say = words(lang)
    ends = {"first": first, "second": second}
    if paths.source == paths.target:
        return (say["paths_same"],)
    if not paths.steps:
        one, other = paths.reach
        return say["paths_none"].format(**ends), say["paths_reach"].format(**ends, one=one, other=other)
    if not paths.complete:
        return (say["paths_too_many"].format(**ends, number=f"{paths.number:,}", limit=MOST_CHAINS),)
    if paths.steps == 1:
        number = len(paths.links[paths.source, paths.target].measures)
        key = "paths_direct_one" if number == 1 else "paths_direct"
        return (say[key].format(**ends, number=number),)
    return (say["paths_through"].format(**ends, between=paths.steps - 1, number=paths.number),)


def group_words(groups: Groups, lang: Lang) -> tuple[str, ...]:
    """Who is the hub, who stands between, how clear the groups are: no more than the figures say."""
    say = words(lang)
    if not groups.members:
        return ()
    found = [_hubs(groups.hubs, lang), _brokers(groups.brokers, lang)]
    value = f"{groups.modularity:.2f}"
    if len(groups.groups) < 2:
        found.append(say["groups_one"])
    else:
        key = "groups_clear" if groups.clear else "groups_vague"
        found.append(say[key].format(number=len(groups.groups), value=value))
        loose = sum(member.firm < FIRM for member in groups.members)
        if loose:
            found.append(say["groups_loose_one" if loose == 1 else "groups_loose"].format(number=loose))
    return tuple(found)


def _hubs(hubs: Sequence[Member], lang: Lang) -> str:
    say = words(lang)
    if not hubs:
        return say["hub_none"]
    if len(hubs) > _NAMED:
        return say["hub_many"].format(count=len(hubs), number=hubs[0].partners)
    key = "hub_one" if len(hubs) == 1 else "hub_some"
    return say[key].format(names=joined([hub.label for hub in hubs], lang), number=hubs[0].partners)


def _brokers(brokers: Sequence[Member], lang: Lang) -> str:
    say = words(lang)
    if not brokers or len(brokers) > _NAMED:
        return say["broker_none"]
    key = "broker_one" if len(brokers) == 1 else "broker_some"
    return say[key].format(
        names=joined([item.label for item in brokers], lang),
        share=share(brokers[0].between),
        groups=brokers[0].groups,
    )
