"""The peer of texts.ts: the same vectors with tokenizers, NumPy and onnxruntime.

Its argument says the folder of a Model2Vec model (or null), a folder to write a model of MiniLM's
shape into, and the threads. The model is random: its speed is that of a trained one. A turn is one
pass over texts by a method, with the vectors (base64 of float32) where they are asked for:

- static: tokenizers' parallel batch, rows of the table summed text by text in float64
- static, fused: the same with one sum over all rows (reduceat), in float32
- onnx: batches of 32 in the order that the texts come in
- onnx, sorted: batches of 32 of texts of like length
- onnx, by tokens: batches of like length of at most 512 tokens, as ours
"""

import base64
import json
import os
import sys
import time
import warnings

from answers import answer_turns, require

require("numpy", "tokenizers", "onnxruntime", "safetensors", "torch", "transformers")
import numpy as np
import onnxruntime as ort
import tokenizers
from safetensors.numpy import load_file
from tokenizers import Tokenizer, normalizers, pre_tokenizers, processors

BATCH = 32
TOKENS = 512
VOCABULARY = 30522
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


class Static:
    def __init__(self, folder):
        self.tokenizer = Tokenizer.from_file(os.path.join(folder, "tokenizer.json"))
        self.unknown = self.tokenizer.token_to_id("[UNK]")
        self.rows = load_file(os.path.join(folder, "model.safetensors"))["embeddings"]

    def ids(self, texts):
        encodings = self.tokenizer.encode_batch_fast(texts, add_special_tokens=False)
        return [[i for i in e.ids if i != self.unknown] for e in encodings]

    def loop(self, texts):
        means = [self.rows[i].sum(axis=0, dtype=np.float64) / max(1, len(i)) for i in self.ids(texts)]
        return normalized(np.stack(means))

    def fused(self, texts):
        ids = self.ids(texts)
        lengths = np.array([len(i) for i in ids])
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        sums = np.add.reduceat(self.rows[np.concatenate(ids)], starts, axis=0)
        return normalized(sums / lengths[:, None])


class Transformer:
    def __init__(self, folder, threads):
        write_model(folder)
        file = os.path.join(folder, "tokenizer.json")
        self.tokenizer, self.counter = Tokenizer.from_file(file), Tokenizer.from_file(file)
        self.tokenizer.enable_padding(pad_id=0, pad_token="[PAD]")
        self.tokenizer.enable_truncation(512)
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        path = os.path.join(folder, "onnx", "model.onnx")
        self.session = ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def batch(self, texts):
        encodings = self.tokenizer.encode_batch(texts)
        mask = np.array([e.attention_mask for e in encodings], np.int64)
        ids = np.array([e.ids for e in encodings], np.int64)
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": ids * 0}
        (tokens,) = self.session.run(["last_hidden_state"], feeds)
        weights = mask[:, :, None].astype(np.float32)
        return normalized((tokens * weights).sum(axis=1) / weights.sum(axis=1))

    def plain(self, texts):
        return np.concatenate([self.batch(texts[i : i + BATCH]) for i in range(0, len(texts), BATCH)])

    def sorted(self, texts):
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        rows = self.plain([texts[i] for i in order])
        return rows[np.argsort(order)]

    def by_tokens(self, texts):
        lengths = [len(e.tokens) for e in self.counter.encode_batch(texts)]
        order = sorted(range(len(texts)), key=lambda i: -lengths[i])
        rows, at = [], 0
        while at < len(order):
            count = max(1, TOKENS // lengths[order[at]])
            rows.append(self.batch([texts[i] for i in order[at : at + count]]))
            at += count
        return np.concatenate(rows)[np.argsort(order)]


def normalized(rows):
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)


def write_model(folder):
    """A random BERT of MiniLM-L6's shape, in the files that the hub has it in."""
    import torch
    import transformers.utils

    # A model of text needs no torchvision, whose native half may be missing.
    transformers.utils.is_torchvision_available = lambda: False
    from transformers import BertConfig, BertModel

    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=VOCABULARY, hidden_size=384, num_hidden_layers=6, num_attention_heads=12,
        intermediate_size=1536, attn_implementation="eager",
    )
    model = BertModel(config, add_pooling_layer=False).eval()
    config.save_pretrained(folder)

    class Wrapped(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.model = model

        def forward(self, ids, mask, types):
            return self.model(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state

    os.makedirs(os.path.join(folder, "onnx"))
    ids = torch.ones(2, 8, dtype=torch.long)
    names = ["input_ids", "attention_mask", "token_type_ids"]
    torch.onnx.export(
        Wrapped(), (ids, ids, ids * 0), os.path.join(folder, "onnx", "model.onnx"), input_names=names,
        output_names=["last_hidden_state"], opset_version=17, dynamo=False,
        dynamic_axes={name: {0: "batch", 1: "tokens"} for name in [*names, "last_hidden_state"]},
    )
    write_tokenizer(folder)


def write_tokenizer(folder):
    words = sorted(set(job["words"]))
    letters = list("abcdefghijklmnopqrstuvwxyz0123456789.,:")
    pieces = dict.fromkeys([*SPECIAL, *letters, *["##" + c for c in letters], *words])
    tokenizer = Tokenizer(tokenizers.models.WordPiece({p: i for i, p in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = [("[CLS]", 2), ("[SEP]", 3)]
    tokenizer.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=special)
    tokenizer.save(os.path.join(folder, "tokenizer.json"))
    write(folder, "tokenizer_config.json", {"pad_token": "[PAD]", "model_max_length": 512})
    modules = ["Transformer", "Pooling", "Normalize"]
    paths = ["", "1_Pooling", "2_Normalize"]
    write(folder, "modules.json", [{"type": f"sentence_transformers.models.{m}", "path": p} for m, p in zip(modules, paths)])
    os.makedirs(os.path.join(folder, "1_Pooling"))
    write(folder, "1_Pooling/config.json", {"pooling_mode_mean_tokens": True})


def write(folder, name, content):
    with open(os.path.join(folder, name), "w") as file:
        json.dump(content, file)


def turn(request):
    start, cpu = time.perf_counter(), time.process_time()
    rows = methods[request["method"]](request["texts"])
    answer = {"seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu}
    if request["vectors"]:
        answer["vectors"] = base64.b64encode(rows.astype("<f4").tobytes()).decode()
    return answer


warnings.filterwarnings("ignore")
ort.set_default_logger_severity(3)
with open(sys.argv[1]) as file:
    job = json.load(file)
transformer = Transformer(job["folder"], job["threads"])
methods = {"onnx": transformer.plain, "onnx, sorted": transformer.sorted, "onnx, by tokens": transformer.by_tokens}
if job["static"] is not None:
    static = Static(job["static"])
    methods |= {"static": static.loop, "static, fused": static.fused}
answer_turns(turn, np, ort, tokenizers)
