"""Places and times through the pipeline: what was found, and what it was resolved to."""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Iterator
from datetime import date, timedelta

from bench.rows import Row, f1_row, share_row
from bench.setting import Bench
from tocsin.evaluate.metrics import overlap, overlap_counts, set_counts
from tocsin.resolve.gazetteer import Gazetteer

_NEAR = 161.0  # kilometres, 100 miles: the distance that toponym resolution is reported at


def toponyms(bench: Bench) -> Iterator[Row]:
    """LGL and GeoVirus: places found, and how near they were put."""
    gazetteer = Gazetteer()
    for name in ("lgl", "geovirus"):
        given = bench.rows(f"toponyms_{name}.dev")
        records = bench.read(f"toponyms_{name}.dev", ((r["text"], None) for r in given))
        strict, loose = [], []
        near = resolved = of = held = lands = known = 0
        for record, row in zip(records, given, strict=True):
            found = [m for m in record.mentions if (m.type == "LOCATION" or m.place) and m.text != m.text.lower()]
            wanted = [(t["start"], t["end"], "") for t in row["toponyms"]]
            strict.append(set_counts([(m.start, m.end, "") for m in found], wanted))
            loose.append(overlap_counts([(m.start, m.end, "") for m in found], wanted))
            for t in row["toponyms"]:
                if t.get("lat") is None:
                    continue
                of += 1
                put = [m.place for m in found if overlap((m.start, m.end), (t["start"], t["end"])) and m.place]
                at = [(p.lat, p.lon, p.uncertainty_km or 0.0) for p in put if p.lat is not None and p.lon is not None]
                away = kilometres(at[0][:2], (t["lat"], t["lon"])) if at else 0.0
                resolved += bool(at)
                near += bool(at) and away <= _NEAR
                held += bool(at) and away <= max(_NEAR, at[0][2])
                if at and (land := gazetteer.country_told(t["text"])) and not gazetteer.demonym(t["text"]):
                    lands += 1
                    known += any(p.country == land and p.precision == "country" for p in put)
        yield f1_row(f"toponyms.{name}", strict, None, f"{name} dev, names of places with the same start and end")
        yield f1_row(f"toponyms.{name}.overlap", loose, None, f"{name} dev, names of places that share a character")
        yield share_row(f"toponyms.{name}.161km", near, of, None, f"{name} dev, places put within 161 km, of all that have coordinates")
        yield share_row(f"toponyms.{name}.161km.resolved", near, resolved, None, f"{name} dev, the same, of those that were put anywhere")
        circle = f"{name} dev, within 161 km or within the place's own circle, of those that were put anywhere: a country has no one point"
        yield share_row(f"toponyms.{name}.circle", held, resolved, None, circle)
        named = f"{name} dev, names that one country alone bears, of those put anywhere: put in that country, whole or a part of it"
        yield share_row(f"toponyms.{name}.countries", known, lands, None, named)
        yield share_row(f"toponyms.{name}.unresolved", of - resolved, of, None, f"{name} dev, names with coordinates that were put nowhere")


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance of two points (latitude, longitude in degrees) on a sphere of 6,371 km."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, p)) for p in (a, b))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))


def times(bench: Bench) -> Iterator[Row]:
    """TimeML: time expressions found, and the days that they were resolved to."""
    given = bench.rows("times_timeml.dev")
    records = bench.read("times_timeml.dev", ((r["text"], r["created"]) for r in given))
    parts = []
    right = resolved = of = 0
    for record, row in zip(records, given, strict=True):
        found = [m for m in record.mentions if m.type == "TIME"]
        parts.append(overlap_counts([(m.start, m.end, "") for m in found], [(t["start"], t["end"], "") for t in row["times"]]))
        for t in row["times"]:
            if (wanted := interval(t["value"])) is None:
                continue
            of += 1
            dates = [m.date for m in found if overlap((m.start, m.end), (t["start"], t["end"])) and m.date]
            resolved += bool(dates)
            right += any((d.start, d.end) == wanted for d in dates)
    yield f1_row("times.span", parts, None, "TimeML, TIMEX3 of every type and TIME mentions that share a character, one to one")
    yield share_row("times.value", right, of, None, "TimeML, expressions whose value is a day, week, month, quarter or year: the same days")
    yield share_row("times.value.resolved", right, resolved, None, "the same, of those that were resolved to any days")


def interval(value: str | None) -> tuple[date, date] | None:
    """Return the first and last day of a TIMEX3 value that names a day, week, month, quarter or year; None for any other."""
    match = re.fullmatch(r"(\d{4})(?:-(?:(\d\d)(?:-(\d\d)(?:T.*)?)?|W(\d\d)|Q([1-4])))?", value or "")
    if not match:
        return None
    year, month, day, week, quarter = (int(g) if g else None for g in match.groups())
    try:
        if year and day and month:
            return date(year, month, day), date(year, month, day)
        if year and week:
            return (start := date.fromisocalendar(year, week, 1)), start + timedelta(days=6)
        first, last = (month, month) if month else (3 * quarter - 2, 3 * quarter) if quarter else (1, 12)
        return date(year or 0, first, 1), date(year or 0, last, calendar.monthrange(year or 0, last)[1])
    except ValueError:
        return None
