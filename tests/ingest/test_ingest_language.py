from __future__ import annotations

import subprocess
import sys

import pytest

from tocsin.ingest.language import language_of

TEXTS = {
    "de": "Zwei Soldaten wurden am Montag bei Kämpfen nahe der Grenze verletzt, teilte die Armee am Abend mit. Die Straße bleibt gesperrt.",
    "nl": "Twee soldaten raakten maandag gewond bij gevechten aan de grens, zei het leger. De weg was gesloten en is dat nog steeds.",
    "es": "Dos soldados murieron el lunes en un ataque contra un convoy cerca de la frontera, según dijo el ejército en un comunicado.",
    "fr": "Deux soldats ont été tués lundi dans une attaque contre un convoi près de la frontière, a déclaré l'armée dans un communiqué.",
    "ru": "Двое военных погибли в понедельник при нападении на колонну у границы, сообщила армия. Дорога остаётся закрытой.",
    "en": "LIVE 14:02 Drone downed near Orlava, mayor confirms; roads shut, schools shut, power back in most districts, says grid firm",
}


@pytest.mark.parametrize("code", TEXTS)
def test_the_language_is_told(code):
    assert language_of(TEXTS[code]) == code


def test_forty_characters_are_too_few_to_tell():
    assert language_of("Zwei Soldaten wurden am Montag verletzt.") is None


def test_a_text_without_letters_has_no_language():
    assert language_of("12.5 14.8 " * 20) is None


def test_a_document_in_another_language_is_returned_all_the_same(reader):
    assert reader.document("a.txt", TEXTS["es"]).language == "es"


def test_plain_english_and_the_import_of_the_room_load_no_slow_library(report):
    code = (
        "import sys, tocsin.ingest as i; from tocsin.ingest.language import language_of; "
        f"assert language_of({report!r}) == 'en'; "
        "slow = {'trafilatura', 'pypdf', 'py3langid', 'httpx2'} & set(sys.modules); assert not slow, slow"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
