"""How far PropBank senses could teach PLOVER types: the words of such senses in EWT, and what the reader makes of them.

python training/score_senses.py
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from data import joined, rows
from tocsin.model.document import Document
from tocsin.read.reader import NeuralReader

SENSES = {
    "ASSAULT": "attack.01 kill.01 bomb.01 shell.01 shoot.02 murder.01 assassinate.01 fight.01 clash.01 invade.01 kidnap.01 abduct.01 torture.01 rape.01 "
    "execute.02 ambush.01 raid.01 strike.01",
    "COERCE": "arrest.01 detain.01 jail.01 imprison.01 seize.01 capture.01 occupy.01 besiege.01 ban.01 deport.01",
    "PROTEST": "protest.01 demonstrate.02 rally.01 riot.01",
    "THREATEN": "threaten.01 warn.01",
    "ACCUSE": "accuse.01 blame.01 condemn.01 criticize.01 denounce.01 charge.05 investigate.01 sue.02",
    "CONSULT": "meet.03 visit.01 negotiate.01 talk.01 discuss.01",
    "AGREE": "agree.01 pledge.01 promise.01",
    "SUPPORT": "support.01 back.01 praise.01 endorse.01",
    "AID": "aid.01 donate.01 evacuate.01 rescue.01",
    "RETREAT": "withdraw.01 retreat.01 surrender.01 release.01 free.04",
    "REQUEST": "demand.01 urge.01 request.01 call.03",
    "REJECT": "reject.01 refuse.01 veto.01",
    "SANCTION": "sanction.01 expel.01",
    "MOBILIZE": "deploy.01 mobilize.01",
}


def main() -> int:
    """Print by type how many words have such a sense, and how many of them the reader takes for an event, and for one of that type."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    args = parser.parse_args()
    if not args.data.is_dir():
        parser.error(f"{args.data}: no reference data here; give its folder with --data")
    type_of = {sense: name for name, senses in SENSES.items() for sense in senses.split()}
    wanted: list[tuple[str, list[tuple[int, str]]]] = []
    predicates = 0
    for row in rows(args.data, "frames_propbank_ewt.train"):
        text, places = joined(row["tokens"])
        predicates += len(row["frames"])
        if marked := [(places[f["predicate"]][0], type_of[f["sense"]]) for f in row["frames"] if f["sense"] in type_of]:
            wanted.append((text, marked))
    documents = [Document(id=f"{n:064x}", ref=str(n), sha256=f"{n:064x}", text=text) for n, (text, _) in enumerate(wanted)]
    words, events, alike = Counter[str](), Counter[str](), Counter[str]()
    for reading, (_, marked) in zip(NeuralReader().read(documents), wanted, strict=True):
        found = {f.start: f.type for f in reading.frames}
        for start, name in marked:
            words[name] += 1
            events[name] += start in found
            alike[name] += found.get(start) == name
    print(f"{'':10s} {'words':>6s} {'events':>6s} {'alike':>6s}")
    for name in SENSES:
        print(f"{name:10s} {words[name]:6d} {events[name]:6d} {alike[name]:6d}")
    print(f"{'all':10s} {words.total():6d} {events.total():6d} {alike.total():6d} of {predicates} predicates")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
