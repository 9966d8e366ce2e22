"""Damage to a sound file: cut off, changed, doubled, lost; in its bytes or in the parts of its zip."""

from __future__ import annotations

import io
import random
import zipfile

from tests.loaders.format_builders import archive

__all__ = ["damaged", "damaged_inside"]

#: Bytes that mean something to a reader of text, XML, YAML or a binary table.
_TELLING = b"<>/\"'=&;:#[]{}()\x00\xff\xfe\n\t 0129azAZ-*!|%@`\\,?"


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes cut at any point, or with 1 to 60 places changed."""
    if chance.random() < 0.2:
        return data[: chance.randrange(len(data) + 1)]
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 12, 60))):
        if not made:
            break
        start = chance.randrange(len(made))
        size = chance.choice((1, 1, 2, 4, 30, 400))
        kind = chance.randrange(6)
        if kind == 0:
            made[start] ^= 1 << chance.randrange(8)
        elif kind == 1:
            made[start] = chance.choice(_TELLING)
        elif kind == 2:
            del made[start : start + size]
        elif kind == 3:
            made[start:start] = made[start : start + size] * chance.choice((1, 2, 9))
        elif kind == 4:
            made[start : start + size] = chance.choice((b"\x00", b"\xff", b"\x80", b"9")) * size
        else:
            other = chance.randrange(len(made))
            made[start : start + size] = made[other : other + size]
    return bytes(made)


def damaged_inside(data: bytes, chance: random.Random) -> bytes:
    """A zip whose parts are damaged and packed again, so that its own checks find nothing."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts: dict[str, str | bytes] = {name: package.read(name) for name in package.namelist()}
    for name in chance.sample(sorted(parts), k=min(len(parts), chance.choice((1, 1, 2)))):
        if chance.random() < 0.05:
            del parts[name]
        else:
            part = parts[name]
            parts[name] = damaged(part if isinstance(part, bytes) else part.encode(), chance)
    return archive(parts)
