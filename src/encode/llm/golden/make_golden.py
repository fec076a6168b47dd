"""Vectors of the fixtures' tiny models, by transformers and PyTorch instead of llama.cpp.

    npx tsx src/encode/llm/fixture/write-models.ts /tmp/tiny
    python src/encode/llm/golden/make_golden.py /tmp/tiny

Weights come out of the GGUF files through the `gguf` package. The tokens are found here as well: by
SentencePiece's rule (the neighbours whose union has the highest score are joined first) and by
WordPiece's (the longest known beginning), both written out below.
"""
import base64
import hashlib
import json
import re
import sys
from pathlib import Path

import numpy as np
import torch

try:
    import torchvision  # noqa: F401
except Exception:
    # transformers imports it where it is found, also where it does not fit torch.
    sys.modules["torchvision"] = None

from gguf import GGUFReader
from transformers import BertConfig, BertModel, LlamaConfig, LlamaForCausalLM

TEXTS = [
    "female, 45 years old",
    "male, 80 years; diabetes: no insulin",
    "Lesion of the back. 3 ö",
    "the right eye",
    "",
    "no diabetes, " * 30,
]


def field(reader, key):
    return reader.fields[key].contents()


def weights(reader):
    return {t.name: torch.from_numpy(np.array(t.data, dtype=np.float32)) for t in reader.tensors}


def sentencepiece(text, tokens, scores):
    index = {token: i for i, token in enumerate(tokens)}
    pieces = list("▁" + text.replace(" ", "▁")) if text else []
    while True:
        joined = [a + b for a, b in zip(pieces, pieces[1:])]
        known = [(-scores[index[j]], i) for i, j in enumerate(joined) if j in index]
        if not known:
            break
        i = min(known)[1]
        pieces[i : i + 2] = [pieces[i] + pieces[i + 1]]
    ids = []
    for piece in pieces:
        if piece in index:
            ids.append(index[piece])
        else:
            ids += [index[f"<0x{byte:02X}>"] for byte in piece.encode()]
    return ids


def wordpiece(text, tokens):
    index = {token: i for i, token in enumerate(tokens)}
    text = text.lower().replace("ö", "o")
    ids = []
    for word in re.findall(r"\w+|[^\w\s]", text):
        found, rest, mark = [], word, "▁"
        while rest:
            known = [end for end in range(len(rest), 0, -1) if mark + rest[:end] in index]
            if not known:
                found = [index["[UNK]"]]
                break
            found.append(index[mark + rest[: known[0]]])
            rest, mark = rest[known[0] :], ""
        ids += found
    return ids


def pair_halves(weight, heads):
    """GGUF keeps the two numbers that RoPE turns side by side, transformers half a head apart."""
    rows, columns = weight.shape
    return weight.reshape(heads, rows // heads // 2, 2, columns).transpose(1, 2).reshape(rows, columns)


def llama(path):
    reader = GGUFReader(path)
    w = weights(reader)
    get = lambda key: field(reader, "llama." + key)
    heads, kv = get("attention.head_count"), get("attention.head_count_kv")
    tokens, scores = field(reader, "tokenizer.ggml.tokens"), field(reader, "tokenizer.ggml.scores")
    model = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(tokens),
            hidden_size=get("embedding_length"),
            intermediate_size=get("feed_forward_length"),
            num_hidden_layers=get("block_count"),
            num_attention_heads=heads,
            num_key_value_heads=kv,
            rms_norm_eps=get("attention.layer_norm_rms_epsilon"),
            rope_theta=10000.0,
            max_position_embeddings=get("context_length"),
        )
    ).eval()
    state = {
        "model.embed_tokens.weight": w["token_embd.weight"],
        "model.norm.weight": w["output_norm.weight"],
        "lm_head.weight": w["output.weight"],
    }
    for i in range(get("block_count")):
        to, at = f"model.layers.{i}.", f"blk.{i}."
        state[to + "input_layernorm.weight"] = w[at + "attn_norm.weight"]
        state[to + "self_attn.q_proj.weight"] = pair_halves(w[at + "attn_q.weight"], heads)
        state[to + "self_attn.k_proj.weight"] = pair_halves(w[at + "attn_k.weight"], kv)
        state[to + "self_attn.v_proj.weight"] = w[at + "attn_v.weight"]
        state[to + "self_attn.o_proj.weight"] = w[at + "attn_output.weight"]
        state[to + "post_attention_layernorm.weight"] = w[at + "ffn_norm.weight"]
        state[to + "mlp.gate_proj.weight"] = w[at + "ffn_gate.weight"]
        state[to + "mlp.up_proj.weight"] = w[at + "ffn_up.weight"]
        state[to + "mlp.down_proj.weight"] = w[at + "ffn_down.weight"]
    model.load_state_dict(state)
    return [
        row(model.model, [1] + sentencepiece(text, tokens, scores), get("context_length"))
        for text in TEXTS
    ]


def bert(path):
    reader = GGUFReader(path)
    w = weights(reader)
    get = lambda key: field(reader, "bert." + key)
    tokens = field(reader, "tokenizer.ggml.tokens")
    model = BertModel(
        BertConfig(
            vocab_size=len(tokens),
            hidden_size=get("embedding_length"),
            intermediate_size=get("feed_forward_length"),
            num_hidden_layers=get("block_count"),
            num_attention_heads=get("attention.head_count"),
            layer_norm_eps=1e-12,
            max_position_embeddings=get("context_length"),
        ),
        add_pooling_layer=False,
    ).eval()
    state = {
        "embeddings.word_embeddings.weight": w["token_embd.weight"],
        "embeddings.position_embeddings.weight": w["position_embd.weight"],
        "embeddings.token_type_embeddings.weight": w["token_types.weight"],
        "embeddings.LayerNorm.weight": w["token_embd_norm.weight"],
        "embeddings.LayerNorm.bias": w["token_embd_norm.bias"],
    }
    names = {
        "attn_q": "attention.self.query",
        "attn_k": "attention.self.key",
        "attn_v": "attention.self.value",
        "attn_output": "attention.output.dense",
        "attn_output_norm": "attention.output.LayerNorm",
        "ffn_up": "intermediate.dense",
        "ffn_down": "output.dense",
        "layer_output_norm": "output.LayerNorm",
    }
    for i in range(get("block_count")):
        for ours, theirs in names.items():
            for kind in ("weight", "bias"):
                state[f"encoder.layer.{i}.{theirs}.{kind}"] = w[f"blk.{i}.{ours}.{kind}"]
    model.load_state_dict(state, strict=False)
    return [
        row(model, [2] + wordpiece(text, tokens), get("context_length"), end=[3]) for text in TEXTS
    ]


def row(model, ids, context, end=()):
    """The vectors of a text that is cut as the encoder cuts it: special tokens stay."""
    kept = ids[: context - len(end)] + list(end)
    with torch.no_grad():
        hidden = model(torch.tensor([kept])).last_hidden_state[0].numpy()
    pack = lambda vector: base64.b64encode(vector.astype("<f4").tobytes()).decode()
    return {
        "tokens": len(ids) + len(end),
        "last": pack(hidden[-1]),
        "mean": pack(hidden.mean(axis=0)),
        "cls": pack(hidden[0]),
    }


folder = Path(sys.argv[1])
golden = {"texts": TEXTS}
for name, make in (("tiny-llama", llama), ("tiny-bert", bert)):
    path = folder / f"{name}.gguf"
    golden[name] = {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "rows": make(path)}
Path(__file__).with_name("gguf.json").write_text(json.dumps(golden, indent=1) + "\n")
