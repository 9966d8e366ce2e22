"""How often a repeated query is answered: 16 clients, each on a connection of its own, for some seconds.

    python -m benchmarks.repeating http://127.0.0.1:8000/sparql http://127.0.0.1:7878/query

measures each endpoint in turn, three times, with the same query, and prints requests a second. Clients are
in a process of their own, so that they do not share the interpreter's lock with what they measure.
"""

from __future__ import annotations

import asyncio
import sys
import time
from typing import Final
from urllib.parse import quote, urlsplit

__all__ = ["measure"]

_CLIENTS: Final = 16
_SECONDS: Final = 3.0
_ROUNDS: Final = 3
_QUERY: Final = """PREFIX pg: <https://w3id.org/policygraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?department (COUNT(DISTINCT ?measure) AS ?measures)
WHERE { ?d pg:responsibleFor ?measure ; rdfs:label ?department }
GROUP BY ?department ORDER BY DESC(?measures) LIMIT 20"""


async def measure(address: str, seconds: float = _SECONDS) -> tuple[float, int]:
    """Answers in a second, and the size of one answer in bytes."""
    url = urlsplit(address)
    request = (
        f"GET {url.path}?query={quote(_QUERY)} HTTP/1.1\r\nHost: {url.netloc}\r\n"
        "Accept: application/sparql-results+json\r\n\r\n"
    ).encode("ascii")
    end = time.perf_counter() + seconds
    began = time.perf_counter()
    counts = await asyncio.gather(
        *(_client(url.hostname or "", url.port or 80, request, end) for _ in range(_CLIENTS))
    )
    return sum(count for count, _ in counts) / (time.perf_counter() - began), counts[0][1]


async def _client(host: str, port: int, request: bytes, end: float) -> tuple[int, int]:
    reader, writer = await asyncio.open_connection(host, port)
    count = size = 0
    while time.perf_counter() < end:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise SystemExit(head.decode("latin-1"))
        size = await _read_body(reader, head.lower())
        count += 1
    writer.close()
    return count, size


async def _read_body(reader: asyncio.StreamReader, head: bytes) -> int:
    for line in head.split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return len(await reader.readexactly(int(line.partition(b":")[2])))
    size = 0
    while length := int((await reader.readline()).strip(), 16):  # chunks
        size += len(await reader.readexactly(length))
        await reader.readexactly(2)
    await reader.readexactly(2)
    return size


if __name__ == "__main__":
    for _ in range(_ROUNDS):
        for endpoint in sys.argv[1:]:
            rate, length = asyncio.run(measure(endpoint))
            sys.stdout.write(f"{endpoint}  {rate:,.0f} answers/s of {length:,} bytes\n")
