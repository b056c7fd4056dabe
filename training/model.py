"""The reader's network: MiniLM-L6 with word shapes, heads for each word, and low-rank bilinear heads for pairs of words."""

from __future__ import annotations

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from tocsin.read.labels import (
    ANCHOR_ATTENTION,
    ANCHOR_DEPTH,
    ANCHOR_WIDTH,
    HEADS,
    LAYOUT,
    N_BUCKETS,
    PAIR_HEADS,
    PAIR_HIDDEN,
    SHAPES,
    VECTOR,
)

PAIR_MLP = 256
PAIR_LAYERS = 4
"""How many of the last layers the pair heads see: who depends on whom shows best in the middle ones."""
DIM, DEPTH, ATTENTION_HEADS, HIDDEN, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512


class Dropout(nn.Module):
    """Dropout whose masks are slices of one long random row, drawn again now and then: a fresh mask for each layer costs a tenth of a step."""

    row = torch.empty(0)
    left = 0
    share = 0.1

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        n = x.numel()
        if Dropout.left <= 0 or len(Dropout.row) < 2 * n:
            Dropout.row = (torch.rand(max(2 * n, 1 << 24)) >= Dropout.share).to(torch.bfloat16) / (1 - Dropout.share)
            Dropout.left = 400
        Dropout.left -= 1
        at = int(torch.randint(len(Dropout.row) - n, ()))
        return x * Dropout.row[at : at + n].view(x.shape)


class FusedAttention(torch.autograd.Function):
    """ONNX Runtime's own attention over several heads, for the exported graph: one kernel instead of nine."""

    @staticmethod
    def forward(_ctx: object, q: Tensor, _k: Tensor, _v: Tensor, _bias: Tensor, _mask: Tensor) -> Tensor:
        return q.clone()  # the exporter asks for the shape alone

    @staticmethod
    def symbolic(g: object, q: object, k: object, v: object, bias: object, mask: object) -> object:
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, bias, mask, num_heads_i=ATTENTION_HEADS)


class Layer(nn.Module):
    """One BERT layer (post-norm)."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(DIM, 3 * DIM)
        self.out = nn.Linear(DIM, DIM)
        self.norm1 = nn.LayerNorm(DIM, eps=1e-12)
        self.up = nn.Linear(DIM, HIDDEN)
        self.down = nn.Linear(HIDDEN, DIM)
        self.norm2 = nn.LayerNorm(DIM, eps=1e-12)
        self.drop = Dropout()

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, t, d = x.shape
        if torch.onnx.is_in_onnx_export():
            q, k, v = (x @ self.qkv.weight.T).split(d, -1)
            y = FusedAttention.apply(q, k, v, self.qkv.bias, mask)
        else:
            q, k, v = self.qkv(x).view(b, t, 3, ATTENTION_HEADS, d // ATTENTION_HEADS).permute(2, 0, 3, 1, 4)
            y = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype)).transpose(1, 2).reshape(b, t, d)
        x = self.norm1(x + self.drop(self.out(y)))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """The encoder; with ``shapes`` None and all layers it is the original MiniLM."""

    def __init__(self, depth: int = DEPTH) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, DIM)
        self.position = nn.Embedding(POSITIONS, DIM)
        self.shape = nn.Embedding(len(SHAPES), DIM)
        nn.init.zeros_(self.shape.weight)
        self.norm = nn.LayerNorm(DIM, eps=1e-12)
        self.drop = Dropout()
        self.layers = nn.ModuleList(Layer() for _ in range(depth))

    def forward(self, ids: Tensor, shapes: Tensor | None) -> list[Tensor]:
        """Return the outputs of all layers, the last one last."""
        exported = torch.onnx.is_in_onnx_export()
        mask = (ids != 0).to(torch.int32) if exported else ((ids == 0).to(torch.float32) * -1e4)[:, None, None, :]
        x = self.word(ids) + self.position.weight[: ids.shape[1]][None]
        if shapes is not None:
            x = x + self.shape(shapes)
        x = self.drop(self.norm(x))
        made = []
        for layer in self.layers:
            x = layer(x, mask)
            made.append(x)
        return made

    def load_minilm(self, path: str) -> None:
        """Fill the weights from all-MiniLM-L6-v2's ``model.safetensors``."""
        w = load_file(path)
        w = {k.removeprefix("bert."): v for k, v in w.items()}
        with torch.no_grad():
            self.word.weight.copy_(w["embeddings.word_embeddings.weight"])
            self.position.weight.copy_(w["embeddings.position_embeddings.weight"])
            self.position.weight += w["embeddings.token_type_embeddings.weight"][0]
            self.norm.weight.copy_(w["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(w["embeddings.LayerNorm.bias"])
            for n, layer in enumerate(self.layers):
                p = f"encoder.layer.{n}."
                for kind, name in (("weight", "weight"), ("bias", "bias")):
                    parts = [w[f"{p}attention.self.{part}.{name}"] for part in ("query", "key", "value")]
                    getattr(layer.qkv, kind).copy_(torch.cat(parts))
                    getattr(layer.out, kind).copy_(w[f"{p}attention.output.dense.{name}"])
                    getattr(layer.norm1, kind).copy_(w[f"{p}attention.output.LayerNorm.{name}"])
                    getattr(layer.up, kind).copy_(w[f"{p}intermediate.dense.{name}"])
                    getattr(layer.down, kind).copy_(w[f"{p}output.dense.{name}"])
                    getattr(layer.norm2, kind).copy_(w[f"{p}output.LayerNorm.{name}"])


LAYER = "encoder.layers."


def depth_of(weights: dict[str, Tensor]) -> int:
    """Return how many layers the encoder of a checkpoint has."""
    return len({name.removeprefix(LAYER).split(".")[0] for name in weights if name.startswith(LAYER)})


def without(weights: dict[str, Tensor], left_out: list[int]) -> dict[str, Tensor]:
    """Return a checkpoint's weights without some layers of its encoder, the others counted anew from 0."""
    kept = [n for n in range(depth_of(weights)) if n not in left_out]
    made = {k: v for k, v in weights.items() if not k.startswith(LAYER)}
    for now, before in enumerate(kept):
        old = f"{LAYER}{before}."
        made |= {f"{LAYER}{now}.{k.removeprefix(old)}": v for k, v in weights.items() if k.startswith(old)}
    return made


class AnchorLayer(nn.Module):
    """One small transformer layer (pre-norm) over the words of a sentence."""

    def __init__(self) -> None:
        super().__init__()
        d = ANCHOR_WIDTH
        self.norm1, self.norm2 = nn.LayerNorm(d), nn.LayerNorm(d)
        self.qkv, self.out = nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.up, self.down = nn.Linear(d, 3 * d), nn.Linear(3 * d, d)
        self.drop = nn.Dropout(0.2)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, t, d = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(b, t, 3, ANCHOR_ATTENTION, d // ANCHOR_ATTENTION).permute(2, 0, 3, 1, 4)
        y = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype)).transpose(1, 2).reshape(b, t, d)
        x = x + self.drop(self.out(y))
        return x + self.drop(self.down(functional.gelu(self.up(self.norm2(x)))))


class AnchorNetwork(nn.Module):
    """The second look: the words of a sentence read again with one of them, the anchor, marked.

    Where a pair head must tell from one vector a word which of all frames the word belongs to, this one knows which frame is asked for.
    """

    def __init__(self) -> None:
        super().__init__()
        self.distance = nn.Embedding(N_BUCKETS, ANCHOR_WIDTH)
        self.layers = nn.ModuleList(AnchorLayer() for _ in range(ANCHOR_DEPTH))
        self.norm = nn.LayerNorm(ANCHOR_WIDTH)
        self.roles = nn.Linear(ANCHOR_WIDTH, LAYOUT.n_roles)
        self.hidden = nn.Linear(ANCHOR_WIDTH, ANCHOR_WIDTH)
        self.second = nn.Linear(ANCHOR_WIDTH, LAYOUT.n_second)
        self.drop = nn.Dropout(0.2)
        with torch.no_grad():
            self.distance.weight.normal_(0, 0.5)
            self.second.weight.zero_()
            self.second.bias.zero_()

    def forward(self, words: Tensor, anchors: Tensor, distance: Tensor, real: Tensor) -> tuple[Tensor, Tensor]:
        """Return the role numbers of each word and the class numbers of each anchor.

        ``words`` is ``[anchors, words, width]``, ``anchors`` ``[anchors, width]``; ``distance`` (buckets, 0 at the anchor itself) and ``real``
        (1 for a word, 0 for padding) are ``[anchors, words]``.
        """
        mask = ((1 - real.float()) * -1e4)[:, None, None, :]
        x = self.drop(functional.gelu(words + anchors[:, None] + self.distance(distance)))
        for layer in self.layers:
            x = layer(x, mask)
        x = self.norm(x)
        own = (x * (distance == 0).to(x.dtype)[..., None] * real.to(x.dtype)[..., None]).sum(1)
        return self.roles(self.drop(x)), self.second(self.drop(functional.gelu(self.hidden(own))))


class Network(nn.Module):
    """Encoder and heads.

    Outputs a word piece: ``scores`` (all heads), ``heads_of`` and ``parts_of`` (pair factors), ``vectors``, and ``as_word`` and ``as_anchor``,
    from which ``second`` reads a sentence again.
    """

    def __init__(self, depth: int = DEPTH) -> None:
        super().__init__()
        self.encoder = Encoder(depth)
        self.hidden = nn.Linear(DIM, DIM)
        self.scores = nn.Linear(DIM, LAYOUT.n_scores)
        self.direct = nn.Linear(DIM, LAYOUT.n_scores)
        self.heads_of = nn.Linear(DIM, LAYOUT.n_pairs)
        self.parts_of = nn.Linear(DIM, LAYOUT.n_pairs)
        self.pair_bias = nn.Parameter(torch.zeros(LAYOUT.n_pairs))
        self.vectors = nn.Linear(DIM, VECTOR)
        self.drop = Dropout()
        self.as_word = nn.Linear(DIM * PAIR_LAYERS, ANCHOR_WIDTH)
        self.as_anchor = nn.Linear(DIM * PAIR_LAYERS, ANCHOR_WIDTH)
        self.second = AnchorNetwork()
        self.pair_mlp = nn.Linear(DIM * PAIR_LAYERS, PAIR_MLP)
        self.heads_more = nn.Linear(PAIR_MLP, LAYOUT.n_pairs + LAYOUT.n_arcs)
        self.parts_more = nn.Linear(PAIR_MLP, LAYOUT.n_pairs + LAYOUT.n_arcs)
        self.head_hidden = nn.Linear(DIM, PAIR_HIDDEN * len(PAIR_HEADS))
        self.part_hidden = nn.Linear(DIM, PAIR_HIDDEN * len(PAIR_HEADS))
        self.distance = nn.ParameterDict({h.name: nn.Parameter(torch.zeros(N_BUCKETS, PAIR_HIDDEN)) for h in PAIR_HEADS})
        self.judge = nn.ParameterDict({h.name: nn.Parameter(torch.zeros(PAIR_HIDDEN, len(h.labels))) for h in PAIR_HEADS})
        with torch.no_grad():
            self.vectors.weight.copy_(torch.eye(DIM))
            self.vectors.bias.zero_()
            for layer in (self.heads_of, self.parts_of):
                layer.weight.normal_(0, 0.06)
            for layer in (self.heads_more, self.parts_more):
                layer.weight.normal_(0, 0.04)
                layer.bias.zero_()
            self.heads_more.weight[: LAYOUT.n_pairs].zero_()
        assert sum(len(h.labels) for h in HEADS) == LAYOUT.n_scores

    @classmethod
    def of(cls, weights: dict[str, Tensor]) -> Network:
        """Return a network that holds a checkpoint's weights, with as many layers as it has."""
        network = cls(depth_of(weights))
        network.load_state_dict(weights)
        return network

    def forward(self, ids: Tensor, shapes: Tensor) -> tuple[Tensor, ...]:
        layers = self.encoder(ids, shapes)
        h = layers[-1]
        d = self.drop(h)
        scores = self.scores(functional.gelu(self.hidden(d))) + self.direct(d)
        several = self.drop(torch.cat(layers[-PAIR_LAYERS:], -1))
        u = functional.gelu(self.pair_mlp(several))
        n = LAYOUT.n_pairs
        heads_more, parts_more = self.heads_more(u), self.parts_more(u)
        heads = torch.cat([self.heads_of(d) + self.pair_bias + heads_more[..., :n], self.head_hidden(d), heads_more[..., n:]], -1)
        parts = torch.cat([self.parts_of(d) + parts_more[..., :n], self.part_hidden(d), parts_more[..., n:]], -1)
        return scores, heads, parts, self.vectors(h), self.as_word(several), self.as_anchor(several)
