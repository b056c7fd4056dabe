"""The second look in training: the loss over the words that are looked at again, and a start for its network while the encoder is held still."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from model import PAIR_LAYERS, Network
from tocsin.read.labels import ASKING, LAYOUT, ROLE_HEADS, SECOND, bucket

if TYPE_CHECKING:
    from train import Window

IGNORE = -100
BUCKETS = torch.tensor([bucket(d) for d in range(-60, 61)])
ROLES = {h.name: {label: n for n, label in enumerate(h.labels)} for h in ROLE_HEADS}
SECOND_WEIGHTS = {
    "frame": 1.5,
    "event": 1.5,
    "party_of": 0.7,
    "trigger.again": 1.0,
    "mode.again": 0.5,
    "status.again": 0.7,
    "tie.again": 0.5,
    "remark.again": 0.5,
}
"""``NAME.again`` is what the second look says of an anchor itself."""
DOUBTFUL = 0.05
"""How likely a word must seem to be looked at again: the words of no event that the first look half takes for one are what is to be told apart."""
LONGEST = 96
"""Words of a sentence that a second look sees while training."""
MOST_ANCHORS = 900
WARM_BATCH = 700
"""Word pieces a step of the start: many small steps, since its network begins from nothing."""


def second_look(
    network: Network, batch: list[Window], scores: torch.Tensor, as_word: torch.Tensor, as_anchor: torch.Tensor, first: torch.Tensor
) -> dict[str, torch.Tensor]:
    """Return the losses of what is said of anchors: the words that have a frame, and those that the first look half takes for one."""
    asked: dict[tuple[int, int], dict[str, list[int]]] = {}
    for n, w in enumerate(batch):
        for name in ROLES:
            for at, row in w.pairs.get(name, []):
                asked.setdefault((n, at), {})[name] = row
    for layer in ASKING:
        rows = [n for n, w in enumerate(batch) if layer in w.labels]
        if rows:
            chance = 1 - scores[rows][..., LAYOUT.scores[layer]].detach().softmax(-1)[..., 0]
            for row, at in ((chance > DOUBTFUL) & first[rows]).nonzero().tolist():
                asked.setdefault((rows[row], at), {})
            for n in rows:
                for at, label in enumerate(batch[n].labels[layer]):
                    if label > 0 and first[n, at]:
                        asked.setdefault((n, at), {})
    if not asked:
        return {}
    some = sorted(key for key in asked if first[key])
    if len(some) > MOST_ANCHORS:
        some = random.sample(some, MOST_ANCHORS)
    words = [np.flatnonzero(w.first) for w in batch]
    sentences = [np.asarray(w.sentence_of)[at] for w, at in zip(batch, words, strict=True)]
    seen = []
    for n, at in some:
        own = words[n][sentences[n] == batch[n].sentence_of[at]]
        begin = max(0, min(int(np.searchsorted(own, at)) - LONGEST // 2, len(own) - LONGEST))
        seen.append(own[begin : begin + LONGEST])
    width = max(map(len, seen))
    place = torch.tensor(np.stack([np.pad(s, (0, width - len(s)), mode="edge") for s in seen]))
    real = torch.arange(width)[None] < torch.tensor([len(s) for s in seen])[:, None]
    rows, at = torch.tensor([n for n, _ in some]), torch.tensor([a for _, a in some])
    apart = (torch.arange(width)[None] - (place == at[:, None]).int().argmax(1)[:, None]).clamp(-60, 60) + 60
    roles, second = network.second(as_word[rows[:, None], place], as_anchor[rows, at], BUCKETS[apart], real)
    made = {}
    for name in ROLES:
        held = [k for k, key in enumerate(some) if name in asked[key]]
        if held:
            target = torch.stack([torch.tensor(asked[some[k]][name])[place[k]] for k in held]).masked_fill(~real[held], IGNORE)
            logits = roles[held][..., LAYOUT.roles[name]].float()
            made[name] = functional.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=IGNORE)
    for name in SECOND:
        held = [k for k, (n, _) in enumerate(some) if name in batch[n].labels]
        target = torch.tensor([batch[some[k][0]].labels[name][some[k][1]] for k in held])
        if held and (target >= 0).any():
            logits = scores[rows[held], at[held]][:, LAYOUT.scores[name]] + second[held][:, LAYOUT.second[name]].float()
            made[f"{name}.again"] = functional.cross_entropy(logits, target, ignore_index=IGNORE)
    return made


def _alike(items: list, size: int, rng: random.Random) -> list[list]:
    """Group windows, or tuples that begin with one, by like length into batches of about ``size`` word pieces with their padding."""

    def length(item: Window | tuple) -> int:
        return len((item[0] if isinstance(item, tuple) else item).ids)

    made: list[list] = []
    for item in sorted(items, key=lambda i: length(i) + 12 * rng.random()):
        if made and (len(made[-1]) + 1) * length(item) <= size:
            made[-1].append(item)
        else:
            made.append([item])
    return made


def warm_up(network: Network, windows: list[Window], minutes: float, rng: random.Random) -> None:
    """Train the second look on what the encoder, held still, says of the windows; this is kept, so a step costs little."""
    chosen = [w for w in windows if any(w.pairs.get(name) for name in ROLES) or any(name in w.labels for name in ASKING)]
    held: list[tuple[Window, torch.Tensor, torch.Tensor]] = []
    network.eval()
    for some in _alike(chosen, 4096, rng):
        width = max(len(w.ids) for w in some)
        ids, shapes = (
            torch.tensor([row + [0] * (width - len(row)) for row in rows]) for rows in zip(*((w.ids, w.shapes) for w in some), strict=True)
        )
        with torch.no_grad():
            layers = network.encoder(ids, shapes)
            scores = network.scores(functional.gelu(network.hidden(layers[-1]))) + network.direct(layers[-1])
            several = torch.cat(layers[-PAIR_LAYERS:], -1)
        held += [(w, scores[n, : len(w.ids)].half(), several[n, : len(w.ids)].half()) for n, w in enumerate(some)]
    print(f"warm-up: {len(held):,} windows seen", flush=True)
    network.train()
    mine = [*network.second.parameters(), *network.as_word.parameters(), *network.as_anchor.parameters()]
    optimizer = torch.optim.AdamW(mine, lr=1e-3, weight_decay=0.01, betas=(0.9, 0.98))
    began, step, averages = time.time(), 0, dict[str, float]()
    queue: list[list[tuple[Window, torch.Tensor, torch.Tensor]]] = []
    passes = 0
    while (share := (time.time() - began) / (60 * minutes)) < 1:
        if not queue:
            passes += 1
            for layers in {tuple(sorted(h[0].labels)) for h in held}:
                queue += _alike([h for h in held if tuple(sorted(h[0].labels)) == layers], WARM_BATCH, rng)
            rng.shuffle(queue)
        some = queue.pop()
        width = max(len(w.ids) for w, _, _ in some)
        scores, several = (torch.stack([functional.pad(h[k].float(), (0, 0, 0, width - len(h[k]))) for h in some]) for k in (1, 2))
        first = torch.tensor([[int(f) for f in w.first] + [0] * (width - len(w.first)) for w, _, _ in some]).bool()
        several = functional.dropout(several, 0.1)
        parts = second_look(network, [w for w, _, _ in some], scores, network.as_word(several), network.as_anchor(several), first)
        if not parts:
            continue
        for group in optimizer.param_groups:
            group["lr"] = 1e-3 * min(1, (step + 1) / 100) * max(0.1, 1 - share)
        loss = torch.stack([value * SECOND_WEIGHTS[name] for name, value in parts.items()]).sum()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(mine, 1.0)
        optimizer.step()
        step += 1
        for k, v in parts.items():
            averages[k] = 0.98 * averages.get(k, v.item()) + 0.02 * v.item()
        if step % 100 == 0:
            shown = " ".join(f"{k}={v:.3f}" for k, v in sorted(averages.items()))
            print(f"warm-up: step {step}, pass {passes}, {minutes * (1 - share):.1f} min left | {shown}", flush=True)
