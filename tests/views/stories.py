"""The sample records themselves: a second-hand report, a shelling with rival tolls, and documents with little or nothing in them."""

from __future__ import annotations

from datetime import date

from samples import Report, value

from tocsin.model.record import Drift, Record
from tocsin.model.source import Source

ALLIES_TITLE = "Ridge rebels win over hill people of the Oram"
ALLIES = (
    "The Ridge Front, which fights the government of Verania, is said to be courting the Oram, a people of "
    "the eastern hills, for the spring.\n\n"
    "A member of the group said that its envoys had met Oram elders in Tashk to ask for guides and grain. “We "
    "have one enemy,” the member told "
    "the Valley Courier. The member added that several hundred Oram already fight in its ranks.\n\n"
    "The group considers the army weakened since an air strike on its depot near Tashk in March 2024, which "
    "left many dead. The defence ministry "
    "did not answer a request for comment.\n\n"
    "About 410,000 Oram live in Verania, according to the 2015 census; 60,000 more live across the border. "
    "Many of them complain that the mines "
    "bring their towns nothing.\n\n"
    "If the government falters, conflict may follow in the hills. The front is gaining ground.\n\n"
    "Original source: www.valleycourier.example"
)


def allies() -> Record:
    """A second-hand report on a rebel group that seeks allies among a minority."""
    made = Report(
        ALLIES,
        ref="allies.txt",
        title=ALLIES_TITLE,
        published=date(2024, 5, 14),
        source=Source(name="Northern Digest", domain="digest.example"),
    )
    made.credit("Original source: www.valleycourier.example", "Valley Courier", "valleycourier.example")
    made.actor("reg:ridge", "Ridge Front", "armed group", "VRN", ("the group", "the front"))
    made.actor("reg:gov", "government of Verania", "government", "VRN")
    made.actor("a3", "defence ministry", "government", "VRN")
    made.actor("a4", "Oram", "people")
    tashk = made.place("Tashk", "near", 25.0, admin1="Eastern Hills", country="VRN", geonameid=99)
    verania = made.place("Verania", "country", 400.0, country="VRN")
    march = made.date("March 2024", date(2024, 3, 1), date(2024, 3, 31), "month")
    census = made.date("2015", date(2015, 1, 1), date(2015, 12, 31), "year")
    made.mention("About 410,000", "QUANTITY", value=value(410_000, unit="people"))
    made.mention("several hundred", "QUANTITY", value=value(None))
    made.mention("60,000", "QUANTITY", value=value(60_000, unit="people"))
    made.mention("the Oram", "GROUP", actor="a4")
    made.issue("people-not-party", "“the Oram” is a people: it is not made recipient of AGREE on anyone's word", "the Oram")
    made.issue("number-vague", "“several hundred” gives no exact number", "several hundred")
    talks = made.quote(
        "A member of the group", "said", "that its envoys had met Oram elders in Tashk to ask for guides and grain", anonymous=True
    )
    enemy = made.quote("the member", "told", "“We have one enemy,”", anonymous=True, verbatim=True)
    ranks = made.quote("The member", "added", "that several hundred Oram already fight in its ranks", anonymous=True)
    own = made.said("Northern Digest", "Valley Courier")

    def through(quotation: str) -> tuple:
        return made.said("Northern Digest", "Valley Courier", "A member of the group", quotation=quotation, anonymous=True)

    lede = made.evidence(
        "The Ridge Front, which fights the government of Verania, is said to be courting the Oram", own, part="lede", status="future",
        hedges=["is said to be"],
    )  # fmt: skip
    headline = made.evidence(ALLIES_TITLE, made.said("Northern Digest"), part="headline", title=True)
    made.relation(
        "alliance", made.role("The Ridge Front", "reg:ridge"), made.role("the Oram", None), [headline, lede], cautious=1,
        drift=[Drift(origin=1, to=0, what="hedge dropped"), Drift(origin=1, to=0, what="status raised")],
    )  # fmt: skip
    fights = made.evidence("The Ridge Front, which fights the government of Verania", own, part="lede", status="ongoing")
    made.relation("opposition", made.role("The Ridge Front", "reg:ridge"), made.role("the government of Verania", "reg:gov"), [fights])
    met = made.evidence("its envoys had met Oram elders in Tashk to ask for guides and grain", through(talks))
    made.event(
        "CONSULT", "visit", 1, made.span("met"), [met], actors=(made.role("its envoys", "reg:ridge"),),
        recipients=(made.role("Oram elders"),),
        place=tashk,
    )  # fmt: skip
    made.assertion("other", None, [made.evidence("“We have one enemy,”", through(enemy))])
    in_ranks = made.evidence("several hundred Oram already fight in its ranks", through(ranks), status="ongoing")
    made.figure([in_ranks], None, of=made.role("Oram", nth=2))
    made.relation("membership", made.role("several hundred Oram"), made.role("its ranks", "reg:ridge"), [in_ranks])
    strike = made.evidence("an air strike on its depot near Tashk in March 2024, which left many dead", own)
    made.event(
        "ASSAULT", "aerial", 4, made.span("air strike"), [strike], recipients=(made.role("its depot", "reg:ridge"),),
        place=tashk, date=march,
        casualties=(made.casualty("many dead", "killed"),), acled=("Explosions/Remote violence", "Air/drone strike"),
    )  # fmt: skip
    count_words = "About 410,000 Oram live in Verania, according to the 2015 census"
    census_quote = made.quote("the 2015 census", "according to", "About 410,000 Oram live in Verania")
    by_census = made.evidence(count_words, made.said("Northern Digest", "Valley Courier", "the 2015 census", quotation=census_quote))
    made.figure([by_census], 410_000, unit="people", of=made.role("Oram", nth=3), place=verania, as_of=census)
    abroad = made.evidence("60,000 more live across the border", own)
    made.figure([abroad], 60_000, unit="people", of=made.role("60,000 more"))
    complain = made.evidence("Many of them complain that the mines bring their towns nothing", own, status="ongoing")
    made.assertion("grievance", made.role("Many of them"), [complain])
    falters = made.evidence("If the government falters, conflict may follow in the hills", own, status="hypothetical")
    made.warning("If the government falters", "conflict may follow in the hills", falters, "may")
    made.assertion("momentum", made.role("The front", "reg:ridge"), [made.evidence("The front is gaining ground", own, status="ongoing")])
    return made.record()


SHELLING = (
    "Shells kill 17 at Karsa market, officials say\n\n"
    "KARSA, 9 April 2026 (Caspian Wire) - Artillery fire struck a market and a bridge outside Karsa on Thursday, and the two sides gave "
    "different accounts of who had died.\n\n"
    "Lower Dorn's emergency ministry said 17 people were killed and at least 40 wounded when shells landed "
    "beside the road. A doctor at the "
    "hospital in Gorsk put the toll at 11.\n\n"
    "The army of Upper Dorn denied that its guns had opened fire. It accused Lower Dorn of shelling one of its posts the night before.\n\n"
    "Unless the guns fall silent this week, the talks in Tavush are likely to collapse, a diplomat from the Lake Union told Caspian Wire. "
    "Fighting over the border has killed more than 300 people since 2021."
)


def shelling() -> Record:
    """A wire story on a shelling with rival tolls, a denial and a counter-charge."""
    made = Report(SHELLING, ref="shelling.md", title="Shells kill 17 at Karsa market, officials say", published=date(2026, 4, 9))
    made.header["source"] = Source(name="Caspian Wire", domain="caspianwire.example")
    made.actor("a1", "Lower Dorn emergency ministry", "government", "LDN", ("Lower Dorn's emergency ministry",))
    made.actor("a2", "army of Upper Dorn", "armed force", "UDN")
    made.actor("a3", "Lower Dorn", "state", "LDN")
    made.actor("a4", "Lake Union", "igo")
    karsa = made.place("Karsa", "unlocated", None)
    made.issue("unplaced", "“Karsa” is in no gazetteer that Tocsin carries", "Karsa")
    day = made.date("Thursday", date(2026, 4, 9))
    ministry = made.quote(
        "Lower Dorn's emergency ministry", "said", "17 people were killed and at least 40 wounded when shells landed beside the road", "a1"
    )
    doctor = made.quote("A doctor at the hospital in Gorsk", "put", "the toll at 11")
    army = made.quote("The army of Upper Dorn", "denied", "that its guns had opened fire", "a2")
    envoy = made.quote(
        "a diplomat from the Lake Union",
        "told",
        "Unless the guns fall silent this week, the talks in Tavush are likely to collapse",
        anonymous=True,
    )
    own = made.said("Caspian Wire")
    by_ministry = made.said("Caspian Wire", "Lower Dorn's emergency ministry", quotation=ministry, actor="a1")
    by_doctor = made.said("Caspian Wire", "A doctor at the hospital in Gorsk", quotation=doctor)
    by_army = made.said("Caspian Wire", "The army of Upper Dorn", quotation=army, actor="a2")
    killed = made.figure([made.evidence("17 people were killed", by_ministry)], 17, unit="people", of=made.role("people"))
    hurt = made.figure([made.evidence("at least 40 wounded", by_ministry)], None, low=40, unit="people")
    eleven = made.figure([made.evidence("A doctor at the hospital in Gorsk put the toll at 11", by_doctor)], 11, unit="people")
    lede = made.evidence("Artillery fire struck a market and a bridge outside Karsa on Thursday", own, part="lede")
    again = made.evidence("Shells kill 17 at Karsa market, officials say", own, part="headline")
    made.event(
        "ASSAULT", "heavy-weapons", 4, made.span("struck"), [lede, again],
        recipients=(made.role("a market and a bridge"),), place=karsa, date=day,
        casualties=(
            made.casualty("17 people were killed", "killed", 17, killed), made.casualty("the toll at 11", "killed", 11, eleven),
            made.casualty("at least 40 wounded", "injured", None, hurt, 40),
        ),
        instrument=made.span("Artillery"), acled=("Explosions/Remote violence", "Shelling/artillery/missile attack"), ucdp=1,
    )  # fmt: skip
    denial = made.evidence("The army of Upper Dorn denied that its guns had opened fire", by_army, status="negated")
    made.event("ASSAULT", "heavy-weapons", 4, made.span("opened fire"), [denial], actors=(made.role("The army of Upper Dorn", "a2"),))
    charge = made.evidence("It accused Lower Dorn of shelling one of its posts the night before", own)
    made.event(
        "ACCUSE",
        "allege",
        3,
        made.span("accused"),
        [charge],
        actors=(made.role("It", "a2"),),
        recipients=(made.role("Lower Dorn", "a3", nth=1),),
    )
    posts = made.evidence("It accused Lower Dorn of shelling one of its posts the night before", by_army)
    made.event("ASSAULT", "heavy-weapons", 4, made.span("shelling"), [posts], actors=(made.role("Lower Dorn", "a3", nth=1),))
    words = "Unless the guns fall silent this week, the talks in Tavush are likely to collapse"
    spoken = made.said("Caspian Wire", "a diplomat from the Lake Union", quotation=envoy, anonymous=True)
    made.warning(
        "Unless the guns fall silent this week", "the talks in Tavush are likely to collapse",
        made.evidence(words, spoken, status="hypothetical"), "likely", (55, 80),
    )  # fmt: skip
    old = made.evidence("Fighting over the border has killed more than 300 people since 2021", own, status="historical")
    made.figure([old], None, low=301, unit="people", of=made.role("more than 300 people"))
    made.issue("not-said", "ASSAULT “opened fire”: the sentence gives no place, no date that could be resolved", "opened fire")
    return made.record()


HOSTILE = (
    "</script><script>alert('xss')</script> <img src=x onerror=alert(1)> said \"go\" & 'stay'.\n\n"
    "The \u202eevil\u202c front \x1b[31mshelled\x1b[0m <b>Karsa</b>\x00, it said. {{ 7*7 }} javascript:alert(1)"
)


def hostile() -> Record:
    """Text, names and addresses that try to break out of whatever shows them."""
    made = Report(
        HOSTILE, ref="<i>ref</i>", title="<script>alert('title')</script>", url="javascript:alert(2)",
        source=Source(name="<b>Outlet</b>\x1b[31m", domain='"><script>'),
    )  # fmt: skip
    made.actor('"><script>x', "</mark><script>alert(3)</script>", "armed group")
    made.credit("said", "<u>credited</u>")
    said = made.said("<b>Outlet</b>\x1b[31m", "</p><script>\u202e", quotation="q1", anonymous=True)
    made.quote("it", "said", "The \u202eevil\u202c front \x1b[31mshelled\x1b[0m <b>Karsa</b>", anonymous=True)
    found = made.evidence("The \u202eevil\u202c front \x1b[31mshelled\x1b[0m <b>Karsa</b>\x00", said)
    made.event(
        "ASSAULT", "heavy-weapons", 4, made.span("shelled"), [found], actors=(made.role("The \u202eevil\u202c front", '"><script>x'),),
        place=made.place("<b>Karsa</b>", "unlocated", None),
    )  # fmt: skip
    whole = made.evidence("<script>alert('title')</script>", said, title=True, part="headline")
    made.relation("alliance", made.role("<img src=x onerror=alert(1)>"), None, [whole])
    made.issue("unplaced", "<script>alert('issue')</script>", "<b>Karsa</b>")
    return made.record()


def empty() -> Record:
    made = Report("", ref="empty.txt", relevance=0.0, language=None)
    made.issue("empty", "there are no words to read", stage="read")
    return made.record()


def foreign() -> Record:
    made = Report("Les rebelles ont attaqué le village de Karsa lundi.", ref="fr.txt", language="fr", relevance=0.0)
    made.issue("not-english", "the language is fr; this version reads English only, so nothing was read", stage="read")
    return made.record()


def recipe() -> Record:
    made = Report("Peel the onions, then fry them slowly in butter.", ref="onions.txt", relevance=0.04)
    made.issue("not-reporting", "this does not read like a report on conflict (relevance 0.04)", stage="read")
    return made.record()


def unsigned() -> Record:
    """One sentence with no outlet, no day, no names."""
    made = Report("Gunmen closed the market in Dunmere, a shopkeeper said.", ref="market.txt")
    said = made.quote("a shopkeeper", "said", "Gunmen closed the market in Dunmere", anonymous=True)
    found = made.evidence("Gunmen closed the market in Dunmere", made.said(None, "a shopkeeper", quotation=said, anonymous=True))
    made.event("COERCE", "restrict", 4, made.span("closed"), [found], actors=(made.role("Gunmen"),))
    return made.record()
