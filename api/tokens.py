"""Tokens for writing: who may change what. Secrets are kept as SHA-256 only, and are never logged.

A token reads ``name:scope[,scope]:digest``. Scopes are ``update`` (SPARQL Update) and ``data`` (Graph
Store Protocol); ``data=https://…/graph/x`` allows only graphs whose IRI begins so. The digest is the
SHA-256 of the secret, in hexadecimal. A secret should be long and random (`new_token` makes one), so that
the digest cannot be guessed back.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from api.settings import PREFIX, SettingError
from graph.writing import Author

__all__ = ["SCOPES", "Token", "find_token", "new_token", "parse_tokens"]

SCOPES: Final = ("update", "data")
_TOKEN = re.compile(r"(?P<name>[^\s:]{1,64}):(?P<scopes>\S+):(?P<digest>[0-9a-fA-F]{64})")


@dataclass(frozen=True, slots=True)
class Token:
    """A name, what it may do (scope to prefixes of graphs; none: all graphs), and the secret's SHA-256."""

    name: str
    scopes: tuple[tuple[str, tuple[str, ...]], ...]
    digest: bytes = field(repr=False)

    def author(self, scope: str) -> Author | None:
        """Who writes with it; None when it lacks the scope."""
        prefixes = dict(self.scopes).get(scope)
        return None if prefixes is None else Author(self.name, prefixes)


def parse_tokens(setting: str) -> tuple[Token, ...]:
    """Tokens of the setting: entries, and files named by ``@``.

    Raises `SettingError`, which never repeats an entry.
    """
    found: list[Token] = []
    for number, word in enumerate(setting.split(), 1):
        if word.startswith("@"):
            found += _read(Path(word[1:]))
        else:
            found.append(_parse(word, f"{PREFIX}TOKENS, entry {number}"))
    names = [token.name for token in found]
    for name in names:
        if names.count(name) > 1:
            raise SettingError(f"{PREFIX}TOKENS names {name!r} twice; give each token a name of its own")
    return tuple(found)


def find_token(tokens: Sequence[Token], secret: str) -> Token | None:
    """The token of a secret; all are compared, each in constant time."""
    digest = hashlib.sha256(secret.encode("utf-8", "surrogateescape")).digest()
    found = None
    for token in tokens:
        if hmac.compare_digest(token.digest, digest):
            found = token
    return found


def new_token(name: str, scopes: Sequence[str]) -> tuple[str, str]:
    """A fresh secret and the entry for the setting; `SettingError` when name or scopes are not valid."""
    secret = secrets.token_urlsafe(32)
    entry = f"{name}:{','.join(scopes)}:{hashlib.sha256(secret.encode()).hexdigest()}"
    _parse(entry, "the token")
    return secret, entry


def _read(path: Path) -> list[Token]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{PREFIX}TOKENS names {path}, which cannot be read: {error}") from error
    return [
        _parse(line.strip(), f"{path}, line {number}")
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]


def _parse(entry: str, place: str) -> Token:
    match = _TOKEN.fullmatch(entry)
    if match is None:
        raise SettingError(
            f"{place} is no token: write name:scope[,scope]:SHA-256 of the secret (64 hexadecimal digits)"
        )
    scopes: dict[str, tuple[str, ...]] = {}
    for item in match["scopes"].split(","):
        scope, limited, prefix = item.partition("=")
        if scope not in SCOPES or (limited and not prefix):
            raise SettingError(
                f"{place} has a scope that is none: use {' or '.join(SCOPES)}, each with =prefix or without"
            )
        if scope in scopes and (not limited or not scopes[scope]):
            raise SettingError(
                f"{place} names the scope {scope} with a prefix and without; say one of the two"
            )
        scopes[scope] = (*scopes.get(scope, ()), prefix) if limited else ()
    return Token(match["name"], tuple(scopes.items()), bytes.fromhex(match["digest"]))
