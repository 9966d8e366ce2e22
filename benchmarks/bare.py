"""The least that Python can do: Uvicorn, and the engine asked on the event loop itself.

``python -m benchmarks.bare STORE PORT`` serves an Oxigraph database on loopback: no limits, no log, no choice of formats, and
a long query holds up everybody. It is measured beside our service to tell what of our time is Python's, and what is ours.
"""

from __future__ import annotations

import sys
from urllib.parse import parse_qs

import uvicorn
from pyoxigraph import QueryResultsFormat, QueryTriples, Store
from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["application", "main"]


def application(store: Store) -> ASGIApp:
    """ASGI: the SELECT or ASK of ``?query=`` by GET, answered as SPARQL JSON; the update in the body by POST."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        status, body = 200, b""
        if scope["method"] == "GET":
            found = store.query(parse_qs(scope["query_string"].decode())["query"][0])
            if isinstance(found, QueryTriples):
                raise TypeError("only SELECT and ASK are asked here")
            body = found.serialize(format=QueryResultsFormat.JSON) or b""
        else:
            sent, more = b"", True
            while more:
                message = await receive()
                sent, more = sent + message.get("body", b""), message.get("more_body", False)
            store.update(sent.decode())
            status = 204
        headers = [(b"content-type", b"application/sparql-results+json")]
        if status == 200:
            headers.append((b"content-length", b"%d" % len(body)))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return answer


def main() -> None:
    """Serve until the process is ended."""
    folder, port = sys.argv[1:]
    app = application(Store(folder))
    uvicorn.run(app, host="127.0.0.1", port=int(port), access_log=False, lifespan="off", log_level="warning")


if __name__ == "__main__":
    main()
