"""Content negotiation by profile: which profile a request gets, and how the profiles are told.

W3C Content Negotiation by Profile (https://www.w3.org/TR/dx-prof-conneg/): ``Accept-Profile`` lists
profile IRIs with weights, ``?_profile=`` names one by token or IRI (and ``?_mediatype=`` a media type);
the answer says ``Content-Profile``. ``?_profile=alt`` lists what there is. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode, Triple

from api.errors import BadRequest
from api.negotiation import Offer
from graph.views.document import Profile
from ontology.terms import DCTERMS, RDF, RDFS
from ontology.web_terms import ALTR, PROF

__all__ = [
    "ALTERNATES",
    "alternates",
    "choose_profile",
    "described_profiles",
    "profile_iri",
    "profile_links",
    "query_of",
]

#: Token of the list of all representations.
ALTERNATES: Final = "alt"
#: ``<urn:x>;q=0.5``: an IRI in angle brackets with an optional weight (the note's 7.1).
_RANGE = re.compile(r"\s*<([^<>\s]+)>\s*((?:;[^,]*)?)(?:,|$)")
_WEIGHT = re.compile(r";\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*$")


def profile_iri(profile: Profile, base: str) -> str:
    """IRI of a profile (``…/profile/full``)."""
    return f"{base}profile/{profile.token}"


def choose_profile(header: str | None, asked: str | None, base: str) -> Profile:
    """The profile of an answer: ``?_profile=`` first, then ``Accept-Profile``, else everything.

    A header that names no profile of ours gets the default, whose ``Content-Profile`` tells the client
    so; a parameter that does is a mistake: `BadRequest` lists the tokens.
    """
    if asked:
        for profile in Profile:
            if asked in (profile.token, profile_iri(profile, base)):
                return profile
        tokens = ", ".join((*(profile.token for profile in Profile), ALTERNATES))
        raise BadRequest(f"There is no profile {asked!r}; _profile may be {tokens}.")
    weights = dict(_parsed(header or ""))
    best = max(Profile, key=lambda profile: weights.get(profile_iri(profile, base), 0.0))
    return best if weights.get(profile_iri(best, base), 0.0) > 0 else Profile.FULL


def _parsed(header: str) -> Iterator[tuple[str, float]]:
    for match in _RANGE.finditer(header):
        weight = _WEIGHT.search(match[2])
        yield match[1], float(weight[1]) if weight else 1.0


def query_of(profile: Profile, offer: Offer) -> str:
    """Query string that asks for a profile in a format."""
    return urlencode({"_profile": profile.token, "_mediatype": offer.media_type}, safe="/")


def profile_links(
    address: str, chosen: Profile, sent: Offer, offers: Sequence[Offer], base: str
) -> list[str]:
    """Values of a Link header: the profile of this answer, and the answers in other profiles."""
    return [
        f'<{profile_iri(chosen, base)}>; rel="profile"',
        *(
            f'<{address}?{query_of(profile, sent)}>; rel="alternate"; type="{sent.media_type}";'
            f' profile="{profile_iri(profile, base)}"'
            for profile in Profile
            if profile is not chosen
        ),
        f'<{address}?_profile={ALTERNATES}>; rel="alternate"; type="{offers[0].media_type}"',
    ]


def alternates(resource: str, document: str, offers: Sequence[Offer], base: str) -> Iterator[Triple]:
    """All representations of the document about a resource, in the note's data model (altr)."""

    def say(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Triple:
        return Triple(subject, NamedNode(predicate), value)

    topic = NamedNode(resource)
    for profile in Profile:
        for offer in offers:
            node = NamedNode(f"{document}?{query_of(profile, offer)}")
            link = (
                ALTR.hasDefaultRepresentation
                if (profile, offer) == (Profile.FULL, offers[0])
                else ALTR.hasRepresentation
            )
            yield say(topic, link, node)
            yield say(node, RDF.type, NamedNode(ALTR.Representation))
            yield say(node, DCTERMS.conformsTo, NamedNode(profile_iri(profile, base)))
            yield say(node, DCTERMS.format, Literal(offer.media_type))
    yield from described_profiles(base)


def described_profiles(base: str) -> Iterator[Triple]:
    """What each profile is (Profiles Vocabulary)."""
    for profile in Profile:
        node = NamedNode(profile_iri(profile, base))
        yield Triple(node, NamedNode(RDF.type), NamedNode(PROF.Profile))
        yield Triple(node, NamedNode(PROF.hasToken), Literal(profile.token))
        for words in (Literal(profile.zh, language="zh"), Literal(profile.en, language="en")):
            yield Triple(node, NamedNode(RDFS.label), words)
