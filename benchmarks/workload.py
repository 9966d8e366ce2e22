"""The questions that every store is asked, with parameters drawn from the data by a seed.

Answers are the same on any store that answers right: counts are of distinct things, rows are distinct or of
one graph, and what is cut is cut by the question, not by LIMIT without an order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from ontology.identifiers import DEFAULT_BASE
from ontology.terms import PG, PREFIXES

__all__ = ["QUERIES", "Parameters", "Question", "parameters", "updates"]

_USED: Final = ("pg", "pgc", "rdfs", "dcterms", "skos")
_HEAD: Final = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in _USED)
_WORDS: Final = (
    "创业大赛",
    "共同配送",
    "电子发票",
    "职业教育",
    "信用信息",
    "联席会议",
    "税收优惠",
    "信贷产品",
)
_INDICATORS: Final = ("transaction-volume", "online-retail-sales", "parks", "people-trained", "adoption-rate")
#: Duties that a city's plans have at least, to choose so many cities that an export has 20,000 rows.
_ROWS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Parameters:
    """Resources of the data as N-Triples terms, in an order of chance; ``duties`` is the number of duties."""

    plans: tuple[str, ...]
    measures: tuple[str, ...]
    departments: tuple[str, ...]
    places: tuple[str, ...]
    duties: int


@dataclass(frozen=True, slots=True)
class Question:
    """A kind of question: ``text`` makes the query of the n-th parameter. ``whole``: it reads the whole graph."""

    name: str
    make: Callable[[Parameters, int], str]
    whole: bool = False

    def text(self, known: Parameters, number: int, mark: str = "") -> str:
        """The query; a ``mark`` (a comment) makes the text one that was never asked before."""
        return f"{_HEAD}{self.make(known, number)}" + (f"\n# {mark}" if mark else "")


def parameters(files: Sequence[Path], seed: int = 7) -> Parameters:
    """Draw from N-Quads files."""
    names: dict[str, dict[str, None]] = {"plan": {}, "measure": {}, "place": {}}
    departments: dict[str, None] = {}
    starts = {f"<{DEFAULT_BASE}id/{kind}/": found for kind, found in names.items()}
    responsible, of_duty, duties = f" <{PG.responsibleFor}> ", f" <{PG.department}> ", 0
    for path in files:
        with path.open(encoding="utf-8") as file:
            for line in file:
                if responsible in line:
                    departments[line.split(" ", 1)[0]] = None
                elif of_duty in line:
                    duties += 1
                else:
                    for start, found in starts.items():
                        if line.startswith(start):
                            found[line.split(" ", 1)[0]] = None
    random = Random(seed)  # noqa: S311 no secret

    def drawn(found: dict[str, None]) -> tuple[str, ...]:
        known = sorted(found)
        return tuple(random.sample(known, len(known)))

    plans, measures, places = (drawn(names[kind]) for kind in ("plan", "measure", "place"))
    return Parameters(plans, measures, drawn(departments), places, duties)


def _at(items: Sequence[str], number: int) -> str:
    return items[number % len(items)]


def _lookup(known: Parameters, number: int) -> str:
    return f"SELECT ?p ?o WHERE {{ {_at(known.measures, number)} ?p ?o }}"


def _duties(known: Parameters, number: int) -> str:
    return f"""SELECT DISTINCT ?measure ?name ?department ?role WHERE {{
  ?duty dcterms:isPartOf {_at(known.plans, number)} ; pg:measure ?measure ; pg:department ?body ; pg:role ?role .
  ?measure rdfs:label ?name . ?body rdfs:label ?department }}"""


def _measures(known: Parameters, number: int) -> str:
    return f"""SELECT DISTINCT ?measure ?name ?plan WHERE {{
  {_at(known.departments, number)} pg:responsibleFor ?measure . ?measure rdfs:label ?name ; pg:inPlan ?plan }}"""


def _partners(known: Parameters, number: int) -> str:
    body = _at(known.departments, number)
    return f"""SELECT ?other (COUNT(DISTINCT ?measure) AS ?measures) WHERE {{
  {body} pg:responsibleFor ?measure . ?other pg:responsibleFor ?measure FILTER(?other != {body}) }}
GROUP BY ?other"""


def _together(known: Parameters, number: int) -> str:
    del known, number
    return """SELECT ?one ?two (COUNT(DISTINCT ?measure) AS ?measures) WHERE {
  ?a pg:responsibleFor ?measure ; pg:function ?one . ?b pg:responsibleFor ?measure ; pg:function ?two
  FILTER(STR(?one) < STR(?two)) } GROUP BY ?one ?two"""


def _functions(known: Parameters, number: int) -> str:
    del known, number
    return """SELECT ?function ?topic (COUNT(DISTINCT ?measure) AS ?measures) WHERE {
  ?body pg:function ?function ; pg:responsibleFor ?measure . ?measure pg:topic ?topic }
GROUP BY ?function ?topic"""


def _targets(known: Parameters, number: int) -> str:
    del known
    return f"""SELECT ?place (MAX(?value) AS ?most) (COUNT(DISTINCT ?target) AS ?targets) WHERE {{
  ?indicator skos:broadMatch <{PREFIXES["pgc"]}indicator/{_at(_INDICATORS, number)}> .
  ?target pg:indicator ?indicator ; pg:normalizedValue ?value ; pg:inPlan ?plan . ?plan dcterms:spatial ?place }}
GROUP BY ?place"""


def _words(known: Parameters, number: int) -> str:
    del known
    one, two = _at(_WORDS, number), _at(_WORDS, number + 1 + number // len(_WORDS) % (len(_WORDS) - 1))
    return f"""SELECT ?measure WHERE {{ ?measure pg:text ?text
  FILTER(CONTAINS(?text, "{one}") && CONTAINS(?text, "{two}")) }}"""


def _export(known: Parameters, number: int) -> str:
    many = max(1, min(len(known.places), round(len(known.places) * _ROWS / max(known.duties, 1))))
    first = number * 7 % len(known.places)
    places = " ".join((known.places * 2)[first : first + many])
    return f"""SELECT DISTINCT ?plan ?measure ?department ?role ?words WHERE {{ VALUES ?place {{ {places} }}
  ?plan dcterms:spatial ?place . ?measure pg:inPlan ?plan .
  ?duty pg:measure ?measure ; pg:department ?department ; pg:role ?role ; pg:asWritten ?words }}"""


#: In the order in which they are asked.
QUERIES: Final = (
    Question("lookup of a measure", _lookup),
    Question("a plan's responsibilities", _duties),
    Question("a department's measures", _measures),
    Question("who shares its measures", _partners),
    Question("co-responsibility of functions", _together, whole=True),
    Question("function × topic", _functions, whole=True),
    Question("targets compared by city", _targets, whole=True),
    Question("words in texts", _words, whole=True),
    Question("export of 20,000 rows", _export, whole=True),
)


def updates(number: int) -> tuple[str, str]:
    """An insertion of one duty into a graph of its own, and the deletion of it."""
    base, pg = DEFAULT_BASE, PREFIXES["pg"]
    duty = f"<{base}id/responsibility/bench/{number}>"
    data = (
        f'{{ GRAPH <{base}graph/bench-{number}> {{ {duty} <{pg}asWritten> "测试" ;'
        f" <{pg}measure> <{base}id/measure/bench/{number}> . }} }}"
    )
    return f"INSERT DATA {data}", f"DELETE DATA {data}"
