"""Text from bytes: UTF-8, UTF-16, GB18030 (which contains GB2312 and GBK) and Big5, marked or not."""

from __future__ import annotations

from typing import Final

from ontology.errors import EmptyDocument, UnreadableDocument

__all__ = ["decode", "decode_declared"]

#: First bytes of files that are documents but not text, and what to tell the user.
_SIGNATURES: Final = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word, Excel or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "a rich-text file"),
)
#: The commonest characters of running Chinese, simplified and traditional, with the punctuation of
#: official documents. Any Chinese text of a paragraph holds several; text in a wrong encoding none.
_COMMON: Final = frozenset("的和是在不有中大为为发展市加强推进建设工作会為發進設國国、，。；：（）《》")
#: Least share of such characters in a text that was decoded by a guess.
_LEAST_SHARE: Final = 0.02
#: Names that pages and files use for the encodings that are read, and the superset that reads them.
_DECLARED: Final = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb18030": "gb18030",
    "cp936": "gb18030",
    "big5": "big5",
    "big5-hkscs": "big5hkscs",
}
#: Most damaged characters that a declared encoding may leave (an advertisement's script), alone and in
#: a thousand.
_MAX_DAMAGED: Final = 8
_MAX_DAMAGE: Final = 0.001


def decode(data: bytes, source: str = "") -> tuple[str, str]:
    """Text and the IANA name of its encoding.

    A byte order mark decides; else UTF-8 if it decodes without error; else the candidate among
    GB18030, Big5 and UTF-16 that reads like Chinese. Raises `EmptyDocument` or `UnreadableDocument`.
    """
    if not data.strip():
        raise EmptyDocument("is empty.", source=source)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableDocument(
                f"is {kind}, not plain text. Save it as .txt and load that.", source=source
            )
    marked = _marked(data, source)
    if marked is not None:
        return marked
    if b"\x00" in data:
        wide = _guess(data, _wide(data))
        if wide is not None:
            return wide
        place = f"byte {data.index(0)}"
        raise UnreadableDocument("is not text (it holds zero bytes).", source=source, place=place)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data, source)
    return _not_blank(text, source), "utf-8"


def decode_declared(data: bytes, declared: str, source: str) -> tuple[str, str]:
    """Text of a file that says which encoding it is in, where the bytes have the last word.

    Pages that declare GB2312 and are UTF-8, and the reverse, are common: bytes that decode as UTF-8
    are UTF-8. A few damaged characters are replaced by U+FFFD, because the chrome of a page is often
    damaged where its text is not. Raises as `decode` does.
    """
    try:
        return decode(data, source)
    except UnreadableDocument:
        name = _DECLARED.get(declared.strip().lower(), "utf-8")
        for encoding in dict.fromkeys((name, "utf-8", "gb18030")):
            text = data.decode(encoding, errors="replace")
            if (
                text.count("\ufffd") <= max(_MAX_DAMAGED, _MAX_DAMAGE * len(text))
                and _share(text) >= _LEAST_SHARE / 4
            ):
                return text, encoding
        raise


def _marked(data: bytes, source: str) -> tuple[str, str] | None:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            try:
                text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
            except UnicodeDecodeError as error:
                raise UnreadableDocument(
                    f"starts with the mark of {encoding.upper()} but is damaged.",
                    source=source,
                    place=f"byte {error.start}",
                ) from error
            return _not_blank(text, source), encoding
    return None


def _wide(data: bytes) -> tuple[str, ...]:
    """Byte orders of UTF-16 that the zero bytes of line ends, digits and blanks allow."""
    sample = data[:65536]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    return ("utf-16-le", "utf-16-be") if odd >= even else ("utf-16-be", "utf-16-le")


def _share(text: str) -> float:
    return sum(char in _COMMON for char in text) / len(text)


def _guess(data: bytes, encodings: tuple[str, ...]) -> tuple[str, str] | None:
    """The decoding that reads most like Chinese, or None where none does."""
    readings = []
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        readings.append((_share(text), text, encoding))
    if readings:
        share, text, encoding = max(readings, key=lambda reading: reading[0])  # the first of equal ones
        if share >= _LEAST_SHARE:
            return text, encoding
    return None


def _legacy(data: bytes, source: str) -> tuple[str, str]:
    """Text in one of the Chinese encodings from before UTF-8, chosen by how much it reads like Chinese."""
    # Big5 is read as browsers read it (https://encoding.spec.whatwg.org/#big5), with Hong Kong's characters
    # (〇, which others read as a kana); cp950 has a few signs of its own.
    found = _guess(data, ("gb18030", "big5hkscs", "cp950")) or _guess(data, ("utf-16-le", "utf-16-be"))
    if found is not None and found[1] == "big5hkscs" and found[0] == data.decode("big5", "replace"):
        return found[0], "big5"
    if found is not None:
        return found
    from charset_normalizer import from_bytes  # slow to import, and needed only to word a refusal

    guess = from_bytes(data[:100_000]).best()
    hint = f" It looks like {guess.encoding}." if guess is not None else ""
    raise UnreadableDocument(
        f"is in an unknown encoding.{hint} Save it as UTF-8 and load it again.", source=source
    )


def _not_blank(text: str, source: str) -> str:
    if not text.strip():
        raise EmptyDocument("holds only blanks.", source=source)
    return text
