"""A sample of 1,000 rows in the layout of GeoNames' tables, for the tests of the import.

Rows 1 to 985 are places of the shipped gazetteer (GeoNames, CC BY 4.0; see NOTICE), with codes of regions made up here; the last 15 are
invented: new villages, regions, a camp, a stream, names in Arabic, Cyrillic and Chinese.

python tests/resolve/geonames_sample.py FOLDER    write the files there, to look at them
"""

from __future__ import annotations

import sqlite3
import sys
import zipfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from tocsin.resolve.gazetteer import DEFAULT

ROWS = 1_000
LANDS = {"SDN": "SD", "SYR": "SY", "UKR": "UA", "COD": "CD", "CHN": "CN"}
NORTH_DARFUR = "SD.55"
BAD = (
    "990001\tTwenty fields\tTwenty fields\t\t14.1\t25.1\tP\tPPL\tSD\t\t55\t\t\t\t10\t\t\tAfrica/Khartoum\t2026-01-01\tone more",
    "99000x\tNo number\tNo number\t\t14.1\t25.1\tP\tPPL\tSD\t\t55\t\t\t\t10\t\t\tAfrica/Khartoum\t2026-01-01",
    "990003\tFar north\tFar north\t\t94.1\t25.1\tP\tPPL\tSD\t\t55\t\t\t\t10\t\t\tAfrica/Khartoum\t2026-01-01",
    "990004\tNowhere\tNowhere\t\t0\t0\tP\tPPL\tSD\t\t55\t\t\t\t10\t\t\tAfrica/Khartoum\t2026-01-01",
    "990005\tNo land\tNo land\t\t14.1\t25.1\tP\tPPL\tQQ\t\t55\t\t\t\t10\t\t\tAfrica/Khartoum\t2026-01-01",
)


def row(number: int, name: str, lat: float, lon: float, code: str, *, others: str = "", people: int = 0, feature: str = "P.PPL") -> str:
    """Return a line of the table of places; ``code`` is whole, such as SD.55 or SD.55.12, and may be a country's alone."""
    land, first, second = [*code.split("."), "", ""][:3]
    group, _, kind = feature.partition(".")
    cells = (
        number,
        name,
        name,
        others,
        lat,
        lon,
        group,
        kind,
        land,
        "",
        first,
        second,
        "",
        "",
        people,
        "",
        "",
        "Africa/Khartoum",
        "2026-01-01",
    )
    return "\t".join(map(str, cells))


def shipped(count: int) -> list[str]:
    """Return places of the shipped gazetteer as lines, each with the code of its region; North Darfur's is SD.55."""
    query = (
        "select p.geonameid, p.name, p.lat, p.lon, p.country, p.population, p.admin1, r.name from"
        " (select *, row_number() over (partition by country order by population desc, id) as place from place"
        " where kind = 3 and country in ('SDN', 'SYR', 'UKR', 'COD', 'CHN') and admin1 is not null) p join place r on r.id = p.admin1"
        " order by p.place, p.country limit ?"
    )
    with closing(sqlite3.connect(DEFAULT)) as connection:
        return [
            row(number, name, lat / 1e4, lon / 1e4, f"{LANDS[land]}.{'55' if region == 'North Darfur' else code}", people=people)
            for number, name, lat, lon, land, people, code, region in connection.execute(query, (count,))
        ]


def invented() -> list[str]:
    """Return 15 places that the shipped gazetteer lacks."""
    return [
        row(980001, "North Darfur", 16.0, 25.5, NORTH_DARFUR, others="شمال دارفور", people=2_300_000, feature="A.ADM1"),
        row(980002, "Harir Locality", 14.6, 25.2, "SD.55.9901", people=90_000, feature="A.ADM2"),
        row(980003, "Abu Qamra al Jadida", 14.65, 25.25, "SD.55.9901", others="أبو قمرة الجديدة,Абу Камра,新阿布卡姆拉,AQJ", people=1_200),
        row(980004, "Tundubaya", 14.5, 25.1, "SD.55.9901", others="تندباية", people=300),
        row(980005, "Wadi Harir", 14.7, 25.3, NORTH_DARFUR, feature="H.WAD"),
        row(980006, "Harir Camp", 14.62, 25.22, NORTH_DARFUR, feature="S.CMPRF"),
        row(980007, "Umm Tulayh", 14.66, 25.27, "SD.55.9901", people=0),
        row(980008, "Upper Wenga", -8.2, 26.4, "CD.91", people=3_000_000, feature="A.ADM1"),
        row(980009, "Wengatown", -8.3, 26.5, "CD.91", people=40_000),
        row(980010, "Wenga Mission", -8.1, 26.2, "CD.91", people=700),
        row(980011, "新河口镇", 30.1, 114.2, "CN", others="Xinhekou,Синьхэкоу", people=15_000),
        row(980012, "Verkhnia Zoria", 48.6, 37.9, "UA", others="Верхня Зоря,Верхняя Заря", people=900),
        row(980013, "Old Harir", 14.61, 25.21, NORTH_DARFUR, people=10, feature="P.PPLH"),
        row(980014, "Harir Deep", 14.0, 25.0, NORTH_DARFUR, feature="U.DEPU"),
        row(980015, "South Side", 14.63, 25.24, "SD.55.9901", people=100, feature="P.PPLX"),
    ]


def places(*, bad: bool = False) -> list[str]:
    """Return the lines of the table of places; with ``bad`` ones among them, each after two hundred good ones."""
    made = [*shipped(ROWS - 15), *invented()]
    for number, line in enumerate(BAD if bad else ()):
        made.insert(200 * number, line)
    return made


ADMIN1 = ("SD.55\tNorth Darfur\tNorth Darfur\t980001", "CD.91\tUpper Wenga\tUpper Wenga\t980008", "ZZ\tno code\t\t1")
ADMIN2 = ("SD.55.9901\tHarir\tHarir\t980002",)
ALTERNATES = (
    "1\t980004\tfr\tToundoubaïa\t\t\t\t\t\t",
    "2\t980004\tar\tتندباية\t\t\t\t\t\t",
    "3\t980004\tzh\t通杜巴亚\t\t\t\t\t\t",
    "4\t980004\tru\tТундубая\t\t\t\t\t\t",
    "5\t980004\tlink\thttps://example.org/Tundubaya\t\t\t\t\t\t",
    "6\t980004\ten\tTundubaya Town\t1\t\t\t\t\t",
    "7\t1\ten\tof a place that was left out\t\t\t\t\t\t",
    "8\tnone\ten\tbad\t\t\t\t\t\t",
)


def write(path: Path, lines: Iterable[str], member: str | None = None) -> Path:
    """Write lines to a file, or to a zip as its ``member``, with GeoNames' readme beside it."""
    text = "".join(f"{line}\n" for line in lines)
    if member is None:
        path.write_text(text, encoding="utf-8", newline="\n")
        return path
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, words in ((member, text), ("readme.txt", "a readme\n" * 2_000)):
            packed.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 0, 0, 0)), words)
    return path


def write_all(folder: Path, *, bad: bool = False) -> list[Path]:
    """Write the four files as GeoNames gives them; return their paths."""
    return [
        write(folder / "allCountries.zip", places(bad=bad), "allCountries.txt"),
        write(folder / "admin1CodesASCII.txt", ADMIN1 if bad else ADMIN1[:2]),
        write(folder / "admin2Codes.txt", ADMIN2),
        write(folder / "alternateNamesV2.zip", ALTERNATES if bad else ALTERNATES[:7], "alternateNamesV2.txt"),
    ]


if __name__ == "__main__":
    write_all(Path(sys.argv[1]), bad=True)
