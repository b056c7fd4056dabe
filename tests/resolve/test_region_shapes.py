"""Shapes: what lies at a point, how far a region reaches, what is disputed, and what the file says when it cannot be read."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest

from tocsin.errors import GazetteerError
from tocsin.resolve.gazetteer import Candidate, Gazetteer
from tocsin.resolve.place_rank import kilometres
from tocsin.resolve.region_shapes import SHAPES, RegionShapes, Shape


@pytest.fixture(scope="module")
def shapes() -> RegionShapes:
    return RegionShapes()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


def square(rings: list[list[int]], step: float = 1.0) -> Shape:
    return Shape("admin1", "Square", "XXX", 0.0, 0.0, 500.0, 500.0, None, (), (), None, (-9.0, -9.0, 9.0, 9.0), rings, step)


OUTER = [-4, -4, 8, 0, 0, 8, -8, 0, 0, -8]
HOLE = [-1, -1, 2, 0, 0, 2, -2, 0, 0, -2]


def test_a_hole_is_outside_and_what_surrounds_it_inside() -> None:
    ring = square([OUTER, HOLE])
    assert ring.holds(3.0, 3.0)
    assert not ring.holds(0.0, 0.0)
    assert not ring.holds(5.0, 0.0)
    assert square([OUTER]).holds(0.0, 0.0)


def test_the_half_of_a_square_is_the_side_that_was_asked_for() -> None:
    lat, lon, radius = replace(square([OUTER]), radius_km=700.0).half(90.0)
    assert (lat, lon) == (pytest.approx(0.0, abs=0.3), pytest.approx(2.0, abs=0.3))
    assert 350 < radius < 500, "nine tenths of a rectangle of 445 by 890 km"


@pytest.mark.parametrize(
    ("lat", "lon", "region", "country"),
    [
        (15.6, 32.53, "Khartoum", "SDN"),
        (33.51, 36.29, "Damascus", "SYR"),
        (-1.68, 29.22, "Nord-Kivu", "COD"),
        (67.0, -178.0, "Chukchi Autonomous Okrug", "RUS"),
        (-29.6, 28.2, None, "LSO"),
    ],
)
def test_a_point_is_in_its_region_and_country(shapes: RegionShapes, lat: float, lon: float, region: str | None, country: str) -> None:
    at = shapes.at(lat, lon)
    assert at.region is not None and at.country is not None
    assert region in {None, at.region.name}
    assert (at.region.country, at.country.country) == (country, country)


def test_at_sea_there_is_nothing(shapes: RegionShapes) -> None:
    at = shapes.at(0.0, -20.0)
    assert (at.region, at.country) == (None, None)


def test_large_towns_lie_in_the_region_that_the_gazetteer_gives_them(shapes: RegionShapes, gazetteer: Gazetteer) -> None:
    ids = [row[0] for row in gazetteer.rows("select id from place where kind = 3 and population > 1000000 and admin1 is not null")]
    towns = gazetteer.places(ids)
    same = sum((at := shapes.at(town.lat, town.lon)).region is not None and at.region.name == town.admin1 for town in towns)
    assert len(towns) > 400
    assert same >= 0.95 * len(towns)


def test_every_region_of_the_gazetteer_has_its_shape(shapes: RegionShapes, gazetteer: Gazetteer) -> None:
    regions = gazetteer.places(row[0] for row in gazetteer.rows("select id from place where kind = 1"))
    found = [shapes.of(region) for region in regions]
    assert all(found)
    assert len({id(shape) for shape in found}) == len(regions), "two of one name and country are told apart by where they lie"


def test_a_radius_covers_the_shape(shapes: RegionShapes) -> None:
    for shape in (shapes.countries["FRA"], shapes.countries["NOR"], next(one for one in shapes.regions if one.name == "Crimea")):
        far = max(kilometres(shape.lat, shape.lon, lat, lon) for ring in shape.rings for lon, lat in ring)
        assert far <= shape.covers_km + 5
        assert shape.radius_km <= shape.covers_km + 1


@pytest.mark.parametrize(("iso3", "bearing"), [("NOR", 0.0), ("CHL", 90.0), ("SOM", 180.0), ("VNM", 270.0), ("IDN", 90.0), ("RUS", 0.0)])
def test_a_side_of_a_country_lies_in_it_and_is_smaller(shapes: RegionShapes, iso3: str, bearing: float) -> None:
    shape = shapes.countries[iso3]
    lat, lon, radius = shape.half(bearing)
    assert shape.holds(lat, lon)
    assert 0 < radius < shape.radius_km


def test_what_is_disputed_is_told_with_its_claims(shapes: RegionShapes) -> None:
    by_name = {(one.country, one.name): one for one in shapes.regions}
    crimea, xinjiang, damascus = by_name["UKR", "Crimea"], by_name["CHN", "Xinjiang"], by_name["SYR", "Damascus"]
    assert crimea.disputed == "whole"
    assert "different states" in crimea.claims[0]
    assert xinjiang.disputed == "part"
    assert xinjiang.claims == ("Aksai Chin: Indian claim",)
    assert "Indian claim (China)" in xinjiang.borders
    assert (damascus.disputed, damascus.claims, damascus.borders) == (None, (), ())
    assert len(shapes.borders) == 46
    assert all(border.lines and min(map(len, border.lines)) > 1 for border in shapes.borders)


def test_the_gazetteer_and_the_shapes_agree_on_what_is_wholly_disputed(shapes: RegionShapes, gazetteer: Gazetteer) -> None:
    regions = gazetteer.places(row[0] for row in gazetteer.rows("select id from place where kind = 1"))
    for region in regions:
        shape = shapes.of(region)
        assert shape is not None
        assert (shape.disputed == "whole") == region.disputed, region.name


def test_units_that_are_out_of_date_say_so(shapes: RegionShapes) -> None:
    old = {shape.country for shape in shapes.regions if shape.old}
    assert old == {"COD", "MLI"}
    assert "2018" in shapes.as_of


def test_a_town_and_a_place_that_the_map_lacks_have_no_shape(shapes: RegionShapes, gazetteer: Gazetteer) -> None:
    (town, *_) = gazetteer.lookup("Khartoum")
    region = next(one for one in gazetteer.lookup("Khartoum") if one.kind == "admin1")
    assert shapes.of(region) is not None
    assert shapes.of(replace(region, name="Nowhere")) is None
    assert shapes.of(replace(region, lat=region.lat + 3)) is None, "another region of that name"
    assert isinstance(town, Candidate)
    assert shapes.of(replace(region, kind="settlement")) is None


def test_the_file_is_small() -> None:
    assert SHAPES.stat().st_size <= 3_000_000


@pytest.mark.parametrize(
    ("held", "told"),
    [
        (None, "there are no shapes"),
        (b"no gzip", "damaged"),
        (gzip.compress(b"{} and more"), "damaged"),
        (gzip.compress(json.dumps({"format": 2}).encode()), "not shapes of regions of format 1"),
        (gzip.compress(b"[1]"), "not shapes of regions"),
        (SHAPES.read_bytes()[:5000], "damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, held: bytes | None, told: str) -> None:
    path = tmp_path / "shapes.json.gz"
    if held is not None:
        path.write_bytes(held)
    with pytest.raises(GazetteerError, match=told) as error:
        RegionShapes(path).at(0.0, 0.0)
    assert str(path) in str(error.value)
    assert "install Tocsin again" in str(error.value)
