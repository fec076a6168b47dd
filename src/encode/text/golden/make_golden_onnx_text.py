"""Tiny random text models of real architectures, in the files that the hub has them in, with the
vectors that transformers, sentence-transformers and open_clip make of a few texts.

Run: python make_golden_onnx_text.py, in this folder. Writes onnx-*.json: the files of a folder as
texts, its ONNX models (gzip, base64), texts, and the vectors for each of some settings. No
pretrained weight is used.
"""

import base64
import gzip
import io
import json
import shutil
import tempfile
import warnings
from pathlib import Path

# The models are of text alone; torchvision is not needed, and need not be whole.
import transformers.utils.import_utils as import_utils

import_utils.is_torchvision_available = lambda: False

import numpy as np
import torch

# open_clip imports torchvision, whose operators need not be there: no picture is touched.
register_fake, torch.library.register_fake = torch.library.register_fake, lambda *_: lambda function: function
import open_clip

torch.library.register_fake = register_fake
import transformers as tf
from onnxruntime.quantization import QuantType, quantize_dynamic
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from torch.nn.functional import normalize

warnings.filterwarnings("ignore")
tf.logging.set_verbosity_error()
tf.logging.disable_progress_bar()

TEXTS = [
    "Female, 45 years old, lesion on the back.",
    "male",
    "",
    "melanoma of the lower extremity",
    "Über die Läsion: größer als 5 mm",
    "niña de 7 años",
    "皮膚の病変 🙂 👩‍⚕️",
    "tab\tseparated\nlines",
    "a lesion of the back, " * 40,
]
SIZES = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
EAGER = {"attn_implementation": "eager"}


def coarse(model):
    """Weights of few digits, which pack well; wide enough that vectors differ."""
    torch.manual_seed(7)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if "norm" not in name.lower():
                weight.copy_((torch.randn_like(weight) * 16).round() / 32)
    return model.eval()


class Wrapped(torch.nn.Module):
    def __init__(self, model, call):
        super().__init__()
        self.model, self.call = model, call

    def forward(self, *values):
        return self.call(self.model, *values)


def export(model, call, inputs, outputs, axes):
    """inputs: example tensors by name; outputs: names; axes: dynamic axes by name."""
    file = io.BytesIO()
    torch.onnx.export(
        Wrapped(model, call).eval(), tuple(inputs.values()), file, input_names=list(inputs),
        output_names=outputs, dynamic_axes=axes, opset_version=17, dynamo=False,
    )
    return file.getvalue()


GRID = {0: "batch", 1: "tokens"}
IDS = torch.tensor([[1, 2, 3, 4], [2, 3, 4, 0]])
MASK = torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])


def word_pieces(most):
    words = "[PAD] [UNK] [CLS] [SEP] [MASK] lesion on the back female male melan year old of lower".split()
    letters = list("abcdefghijklmnopqrstuvwxyz0123456789,.:-皮")
    vocabulary = {token: i for i, token in enumerate([*words, "##s", "##oma", *letters, *["##" + c for c in letters]])}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return tf.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]",
        mask_token="[MASK]", model_max_length=most,
    )


def unigram(most, suffix_only):
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    tokenizer.train_from_iterator(
        TEXTS, trainers.UnigramTrainer(vocab_size=90, special_tokens=special, unk_token="<unk>")
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="$A </s>" if suffix_only else "<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return tf.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", pad_token="</s>" if suffix_only else "<pad>",
        unk_token="<unk>", model_max_length=most,
    )


def clip_pieces(most):
    end = "<|endoftext|>"
    tokenizer = Tokenizer(models.BPE(unk_token=end, end_of_word_suffix="</w>", continuing_subword_prefix=""))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()]
    )
    words = r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(words), behavior="removed", invert=True),
        pre_tokenizers.ByteLevel(add_prefix_space=False),
    ])
    special = ["<|startoftext|>", end]
    tokenizer.train_from_iterator(
        TEXTS, trainers.BpeTrainer(vocab_size=170, special_tokens=special, end_of_word_suffix="</w>", show_progress=False)
    )
    tokenizer.post_processor = processors.RobertaProcessing(
        (end, 1), ("<|startoftext|>", 0), add_prefix_space=False, trim_offsets=False
    )
    tokenizer.decoder = decoders.ByteLevel()
    return tf.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<|startoftext|>", eos_token=end, unk_token=end, pad_token=end,
        model_max_length=most,
    )


def byte_pieces():
    end = "<|endoftext|>"
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    words = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(words), behavior="isolated", invert=False),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
    ])
    tokenizer.train_from_iterator(TEXTS, trainers.BpeTrainer(
        vocab_size=290, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), special_tokens=[end], show_progress=False
    ))
    tokenizer.post_processor = processors.Sequence([
        processors.ByteLevel(trim_offsets=False),
        processors.TemplateProcessing(single=f"$A {end}", special_tokens=[(end, 0)]),
    ])
    tokenizer.decoder = decoders.ByteLevel()
    return tf.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, eos_token=end, pad_token=end, padding_side="left", model_max_length=40,
    )


def text_files(folder):
    # The generator's own versions and paths would only be noise.
    keep = ("config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "modules.json",
            "sentence_bert_config.json", "config_sentence_transformers.json", "open_clip_config.json")
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in sorted(folder.rglob("*.json")) if path.name in keep
    }


def write(name, folder, onnx, cases):
    record = {
        "files": text_files(folder),
        "onnx": {path: base64.b64encode(gzip.compress(model, 9, mtime=0)).decode() for path, model in onnx.items()},
        "texts": TEXTS,
        "cases": [
            {"name": case, "options": options, "changes": dict(*changes), "rows": np.asarray(rows, np.float64).round(7).tolist()}
            for case, options, rows, *changes in cases
        ],
    }
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
    Path(f"onnx-{name}.json").write_text(text)
    print(name, len(text.encode()), [case for case, *_ in cases])


def sentence_model(folder, model, tokenizer, modules, **settings):
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    transformer = Transformer(str(folder), model_kwargs=EAGER, **settings)
    return SentenceTransformer(modules=[transformer, *modules], device="cpu")


def bert(folder):
    tokenizer = word_pieces(32)
    config = tf.BertConfig(vocab_size=len(tokenizer), max_position_embeddings=32, **SIZES, **EAGER)
    model = coarse(tf.BertModel(config, add_pooling_layer=False))
    onnx = export(
        model, lambda m, i, a, t: m(input_ids=i, attention_mask=a, token_type_ids=t).last_hidden_state,
        {"input_ids": IDS, "attention_mask": MASK, "token_type_ids": IDS * 0}, ["last_hidden_state"],
        {name: GRID for name in ("input_ids", "attention_mask", "token_type_ids", "last_hidden_state")},
    )
    ids = torch.ones(2, 16, dtype=torch.long)
    fixed = export(
        model, lambda m, i, a: m(input_ids=i, attention_mask=a).last_hidden_state.half(),
        {"input_ids": ids, "attention_mask": ids}, ["last_hidden_state"], {},
    )
    cases = []
    for mode, own in (("cls", "cls"), ("max", "max"), ("lasttoken", "last")):
        st = sentence_model(folder, model, tokenizer, [Pooling(8, mode)])
        cases.append((mode, {"pooling": own, "normalize": False, "maxTokens": 32}, st.encode(TEXTS, batch_size=4)))
    st = sentence_model(folder, model, tokenizer, [Pooling(8, "mean"), Normalize()], max_seq_length=20)
    st.save(str(folder))
    cases.append(("the folder's own", {}, st.encode(TEXTS, batch_size=4)))
    cases.append(("a prefix", {"prefix": "query: "}, st.encode(TEXTS, prompt="query: ", batch_size=4)))
    write("bert", folder, {"onnx/model.onnx": onnx, "onnx/model_fp16.onnx": fixed, "onnx/model_int8.onnx": rounded(onnx)},
          [*cases, unpooled_prompt(folder, st)])


def unpooled_prompt(folder, model):
    model[1].include_prompt = False
    model.save(str(folder / "other"))
    path = "1_Pooling/config.json"
    changes = {path: (folder / "other" / path).read_text()}
    shutil.rmtree(folder / "other")
    rows = model.encode(TEXTS, prompt="query: ", batch_size=4)
    return "a prefix that is not pooled", {"prefix": "query: "}, rows, changes


def rounded(onnx):
    """The model with int8 weights, and activations scaled by the largest of the batch."""
    with tempfile.TemporaryDirectory() as name:
        source, target = Path(name) / "model.onnx", Path(name) / "model_int8.onnx"
        source.write_bytes(onnx)
        quantize_dynamic(source, target, weight_type=QuantType.QInt8)
        return target.read_bytes()


def e5(folder):
    tokenizer = unigram(30, suffix_only=False)
    config = tf.XLMRobertaConfig(
        vocab_size=len(tokenizer), max_position_embeddings=32, pad_token_id=1, type_vocab_size=1, **SIZES, **EAGER
    )
    model = coarse(tf.XLMRobertaModel(config, add_pooling_layer=False))
    onnx = export(
        model, lambda m, i, a: m(input_ids=i, attention_mask=a).last_hidden_state,
        {"input_ids": IDS, "attention_mask": MASK}, ["last_hidden_state"],
        {name: GRID for name in ("input_ids", "attention_mask", "last_hidden_state")},
    )
    st = sentence_model(folder, model, tokenizer, [Pooling(8, "mean"), Normalize()])
    st.prompts, st.default_prompt_name = {"query": "query: ", "document": "passage: "}, "query"
    st.save(str(folder))
    write("e5", folder, {"onnx/model.onnx": onnx}, [
        ("the folder's own prompt", {}, st.encode(TEXTS, batch_size=4)),
        ("another prompt", {"prefix": "passage: "}, st.encode(TEXTS, prompt="passage: ", batch_size=4)),
    ])


def clip(folder):
    tokenizer = clip_pieces(77)
    text = tf.CLIPTextConfig(vocab_size=len(tokenizer), max_position_embeddings=77, projection_dim=6,
                             bos_token_id=0, eos_token_id=1, pad_token_id=1, **SIZES)
    vision = tf.CLIPVisionConfig(image_size=8, patch_size=4, projection_dim=6, **SIZES)
    config = tf.CLIPConfig(text_config=text.to_dict(), vision_config=vision.to_dict(), projection_dim=6, **EAGER)
    model = coarse(tf.CLIPModel(config))
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    # clamped, as a file of the older kind has no attention mask for CLIP
    half = tf.CLIPTextModelWithProjection(model.config.text_config)
    half.load_state_dict(model.state_dict(), strict=False)
    axes = {"input_ids": GRID, "text_embeds": {0: "batch"}}
    text_onnx = export(half.eval(), lambda m, i: m(input_ids=i).text_embeds, {"input_ids": IDS}, ["text_embeds"], axes)
    whole_onnx = export(
        model, lambda m, i, p, a: tuple(getattr(m(input_ids=i, pixel_values=p, attention_mask=a), k) for k in ("text_embeds", "image_embeds")),
        {"input_ids": IDS, "pixel_values": torch.zeros(1, 3, 8, 8), "attention_mask": MASK}, ["text_embeds", "image_embeds"],
        {"input_ids": {0: "texts", 1: "tokens"}, "attention_mask": {0: "texts", 1: "tokens"}, "pixel_values": {0: "pictures"},
         "text_embeds": {0: "texts"}, "image_embeds": {0: "pictures"}},
    )
    tokens = tokenizer(TEXTS, padding=True, truncation=True, return_tensors="pt")
    with torch.no_grad():
        rows = half(input_ids=tokens.input_ids, attention_mask=tokens.attention_mask).text_embeds
        whole = model(**{k: tokens[k] for k in ("input_ids", "attention_mask")}, pixel_values=torch.zeros(1, 3, 8, 8)).text_embeds
    assert torch.allclose(normalize(rows), whole, atol=1e-6)
    write("clip", folder, {"onnx/text_model.onnx": text_onnx, "onnx/model_fp16.onnx": whole_onnx}, [
        ("the text half", {}, normalize(rows)),
        ("not normalised", {"normalize": False}, rows),
        ("a whole pair", {"precision": "fp16"}, normalize(rows)),
    ])


def siglip(folder):
    tokenizer = unigram(64, suffix_only=True)
    text = tf.SiglipTextConfig(vocab_size=len(tokenizer), max_position_embeddings=64, projection_size=8,
                               bos_token_id=0, eos_token_id=2, pad_token_id=2, **SIZES)
    vision = tf.SiglipVisionConfig(image_size=8, patch_size=4, **SIZES)
    config = tf.SiglipConfig(text_config=text.to_dict(), vision_config=vision.to_dict(), **EAGER)
    model = coarse(tf.SiglipModel(config))
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    onnx = export(
        model.text_model, lambda m, i: tuple(m(input_ids=i)[:2]), {"input_ids": torch.zeros(2, 64, dtype=torch.long)},
        ["last_hidden_state", "pooler_output"],
        {"input_ids": GRID, "last_hidden_state": GRID, "pooler_output": {0: "batch"}},
    )
    tokens = tokenizer(TEXTS, padding="max_length", truncation=True, max_length=64, return_tensors="pt")
    with torch.no_grad():
        features = model.get_text_features(input_ids=tokens.input_ids)
    rows = getattr(features, "pooler_output", features)
    write("siglip", folder, {"onnx/text_model.onnx": onnx}, [("the text half", {}, normalize(rows))])


def qwen(folder):
    tokenizer = byte_pieces()
    config = tf.Qwen3Config(vocab_size=len(tokenizer), num_key_value_heads=1, head_dim=4, max_position_embeddings=64,
                            bos_token_id=None, eos_token_id=0, pad_token_id=0, **SIZES, **EAGER)
    model = coarse(tf.Qwen3Model(config))

    def call(m, ids, mask, positions, key, value):
        cache = tf.DynamicCache()
        cache.update(key, value, 0)
        out = m(input_ids=ids, attention_mask=mask, position_ids=positions, past_key_values=cache, use_cache=True)
        layer = out.past_key_values.layers[0]
        return out.last_hidden_state, layer.keys, layer.values

    past = torch.zeros(2, 1, 3, 4)
    kept = {0: "batch", 2: "past"}
    onnx = export(
        model, call,
        {"input_ids": IDS, "attention_mask": torch.ones(2, 7, dtype=torch.long), "position_ids": torch.arange(3, 7).expand(2, 4),
         "past_key_values.0.key": past, "past_key_values.0.value": past},
        ["last_hidden_state", "present.0.key", "present.0.value"],
        {"input_ids": GRID, "attention_mask": {0: "batch", 1: "all"}, "position_ids": GRID, "last_hidden_state": GRID,
         "past_key_values.0.key": kept, "past_key_values.0.value": kept, "present.0.key": kept, "present.0.value": kept},
    )
    st = sentence_model(folder, model, tokenizer, [Pooling(8, "lasttoken"), Normalize()])
    st.prompts = {"query": "Instruct: find\nQuery:"}
    st.save(str(folder))
    write("qwen", folder, {"onnx/model.onnx": onnx}, [
        ("the folder's own", {}, st.encode(TEXTS, batch_size=4)),
        ("an instruction", {"prefix": "Instruct: find\nQuery:"}, st.encode(TEXTS, prompt_name="query", batch_size=4)),
    ])


def biomed(folder):
    """open_clip's layout: BERT with a projection as the text half."""
    tokenizer = word_pieces(64)
    source = folder / "bert"
    tf.BertModel(tf.BertConfig(vocab_size=len(tokenizer), max_position_embeddings=64, **SIZES, **EAGER), add_pooling_layer=False).save_pretrained(source)
    tokenizer.save_pretrained(source)
    text = {"hf_model_name": str(source), "hf_tokenizer_name": str(source), "hf_model_pretrained": False, "hf_proj_type": "mlp",
            "hf_pooler_type": "cls_last_hidden_state_pooler", "context_length": 24}
    vision = {"image_size": 8, "patch_size": 4, "width": 8, "layers": 1, "head_width": 4}
    model = coarse(open_clip.CustomTextCLIP(embed_dim=6, vision_cfg=vision, text_cfg=text))
    ids = open_clip.tokenizer.HFTokenizer(str(source), context_length=24)(TEXTS)
    with torch.no_grad():
        rows = model.encode_text(ids, normalize=True)
    onnx = export(model, lambda m, i: m.encode_text(i), {"input_ids": ids}, ["text_embeds"],
                  {"input_ids": GRID, "text_embeds": {0: "batch"}})
    shutil.rmtree(source)
    tokenizer.save_pretrained(folder)
    text |= {"hf_model_name": "tiny/bert", "hf_tokenizer_name": "tiny/bert"}
    described = {"model_cfg": {"embed_dim": 6, "vision_cfg": vision, "text_cfg": text}, "preprocess_cfg": {}}
    (folder / "open_clip_config.json").write_text(json.dumps(described))
    write("biomed", folder, {"onnx/text_model.onnx": onnx}, [("the text half", {}, rows)])


def blip(folder):
    tokenizer = word_pieces(32)
    former = tf.Blip2QFormerConfig(vocab_size=len(tokenizer), max_position_embeddings=32, encoder_hidden_size=8,
                                   use_qformer_text_input=True, **SIZES, **EAGER)
    vision = tf.Blip2VisionConfig(image_size=8, patch_size=4, **SIZES)
    config = tf.Blip2Config(vision_config=vision.to_dict(), qformer_config=former.to_dict(), image_text_hidden_size=6,
                            num_query_tokens=2, **EAGER)
    model = coarse(tf.Blip2TextModelWithProjection(config))
    config.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    onnx = export(model, lambda m, i, a: m(input_ids=i, attention_mask=a).text_embeds,
                  {"input_ids": IDS, "attention_mask": MASK}, ["text_embeds"],
                  {name: GRID for name in ("input_ids", "attention_mask", "text_embeds")})
    tokens = tokenizer(TEXTS, padding=True, truncation=True, max_length=32, return_tensors="pt")
    with torch.no_grad():
        rows = model(input_ids=tokens.input_ids, attention_mask=tokens.attention_mask).text_embeds[:, 0]
    write("blip", folder, {"onnx/text_model.onnx": onnx}, [("the text half", {}, rows)])


def main():
    for make in (bert, e5, clip, siglip, qwen, biomed, blip):
        with tempfile.TemporaryDirectory() as name:
            make(Path(name))


main()
