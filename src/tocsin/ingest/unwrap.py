"""Undoing line breaks that only the width of a page or of a mail made."""

from __future__ import annotations

import re

_FULL = 0.85
_HYPHEN = re.compile(r"([^\W\d_]+)-$")
_LISTED = re.compile(r"[-•*–>]\s|\d+[.)]\s")
_STOP = re.compile(r"[.!?…:][\"'”’»)]*$")


def unwrap(text: str, *, narrowest: int = 40) -> str:
    """Return ``text`` with lines joined where the next word would not have fitted on the line.

    Pages with lines of at most ``narrowest`` characters, and lines that begin a list item or a quoted mail (``>``), are left as they are.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    width = max((len(line) for line in lines), default=0)
    if width <= narrowest:
        return "\n".join(lines)
    words = set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower()))
    out: list[str] = []
    last = 0  # length of the last line as it stood on the page
    for line in lines:
        first = line.split(" ", 1)[0]
        if out and out[-1] and line.strip() and not _LISTED.match(line.lstrip()) and last + 1 + len(first) > _FULL * width:
            out[-1] = _joined(out[-1], line.lstrip(), words)
        else:
            out.append(line)
        last = len(line)
    return "\n".join(out)


def paragraphs(text: str) -> str:
    """Return ``text`` with a blank line at each line break that is left after a sentence's end or before a heading."""
    return re.sub(r"\n+(?![-•*–]\s)", "\n\n", text).strip()


def flows_on(before: str, after: str) -> bool:
    """Tell whether a sentence runs from the end of one page to the start of the next."""
    return bool(before and after) and not _STOP.search(before) and after[0].islower()


def _joined(before: str, after: str, words: set[str]) -> str:
    broken = _HYPHEN.search(before)
    if not broken or not after[:1].islower():
        return f"{before} {after}"
    rest = re.match(r"[^\W\d_]+", after)
    hyphened = f"{broken[1]}-{rest[0] if rest else ''}".lower()
    # "self-" + "defence" keeps its hyphen where the text writes "self-defence" elsewhere.
    return before + after if hyphened in words else before[:-1] + after
