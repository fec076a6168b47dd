"""Tiny models of the architectures that encoders have, with seeded weights, exported to ONNX.

Run: python make_golden_vision_families.py, in this folder, after make_golden_vision.py. Writes one
vision-families-*.json a group. The models and processors are transformers' and timm's own classes;
the vectors come from PyTorch and Pillow, from the picture files of vision.json. Models are gzipped.
"""

import base64
import gzip
import io
import json
import tempfile
import warnings
from pathlib import Path

import numpy as np
import torch

# torchvision without its compiled operators cannot be imported unless these names are known; no
# transform calls them.
torchvision_operators = torch.library.Library("torchvision", "FRAGMENT")
for operator in ("nms", "qnms"):
    torchvision_operators.define(
        f"{operator}(Tensor boxes, Tensor scores, float threshold) -> Tensor"
    )

import open_clip
import timm
import transformers as hf
from open_clip.transform import PreprocessCfg, image_transform_v2
from PIL import Image

warnings.filterwarnings("ignore")
FILES = [base64.b64decode(f) for f in json.loads(Path("vision.json").read_text())["files"]]
PICTURES = [Image.open(io.BytesIO(content)).convert("RGB") for content in FILES]
TINY = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}


class Outputs(torch.nn.Module):
    """Gives the named outputs as a tuple, for the exporter."""

    def __init__(self, model, names, text=False):
        super().__init__()
        self.model, self.names, self.text = model, names, text

    def forward(self, *inputs):
        if self.text:
            ids, pixels, mask = inputs
            outputs = self.model(input_ids=ids, pixel_values=pixels, attention_mask=mask)
        else:
            outputs = self.model(*inputs)
        if isinstance(outputs, torch.Tensor):
            return (outputs,)
        return tuple(outputs[name] for name in self.names)


def seeded(model):
    """Weights wide enough that every part of the picture counts; running statistics that are not 0 and 1."""
    generator = torch.Generator().manual_seed(5)
    with torch.no_grad():
        for name, tensor in model.state_dict().items():
            if not tensor.is_floating_point():
                continue
            # Coarse numbers compress well.
            noise = (torch.randn(tensor.shape, generator=generator) * 2).round() / 2
            if name.endswith("running_var"):
                tensor.copy_(1 + 0.25 * noise.abs())
            elif tensor.ndim == 1 and name.endswith("weight"):
                tensor.copy_(1 + 0.125 * noise)
            else:
                tensor.copy_(0.25 * noise)
    return model.eval()


def export(model, names, inputs, input_names, free, text=False):
    # At the size that the model was made for, interpolation changes nothing, and cannot be exported.
    embeddings = getattr(model, "embeddings", None)
    if hasattr(embeddings, "interpolate_pos_encoding"):
        embeddings.interpolate_pos_encoding = lambda *_: embeddings.position_embeddings
    buffer = io.BytesIO()
    dynamic = {name: {0: axis} for name, axis in free.items()}
    dynamic |= {name: {0: "batch"} for name in names}
    torch.onnx.export(
        Outputs(model, names, text),
        inputs,
        buffer,
        dynamo=False,
        opset_version=17,
        input_names=input_names,
        output_names=names,
        dynamic_axes=dynamic,
    )
    return buffer.getvalue()


def packed(content):
    return base64.b64encode(gzip.compress(content, mtime=0)).decode()


def saved(part, name):
    with tempfile.TemporaryDirectory() as folder:
        part.save_pretrained(folder)
        return json.loads((Path(folder) / name).read_text())


def rows(tensor):
    return [[float(f"{value:.9g}") for value in row] for row in tensor.numpy()]


def family(name, model, processor, names, cases):
    """`cases` are options and what gives the wanted vectors from the outputs and the pixels."""
    model = seeded(model)
    pixels = torch.from_numpy(np.stack(processor(PICTURES, return_tensors="np")["pixel_values"]))
    with torch.no_grad():
        outputs = model(pixels)
        wanted = [{"options": o, "rows": rows(get(outputs))} for o, get in cases]
    return {
        "name": name,
        "config": saved(model, "config.json"),
        "files": {"preprocessor_config.json": saved(processor, "preprocessor_config.json")},
        "models": {
            "model.onnx": packed(
                export(model, names, (pixels[:2],), ["pixel_values"], {"pixel_values": "batch"})
            )
        },
        "cases": wanted,
    }


def processor(kind, size=16, **settings):
    return getattr(hf, f"{kind}ImageProcessorPil")(size=size, **settings)


def cls(outputs):
    return outputs.last_hidden_state[:, 0]


def pooler(outputs):
    return outputs.pooler_output.flatten(1)


def mean(outputs):
    return outputs.last_hidden_state.mean(1)


def patches(prefix):
    return lambda outputs: outputs.last_hidden_state[:, prefix:].mean(1)


def places(outputs):
    return outputs.last_hidden_state.mean((2, 3))


TOKENS = ["last_hidden_state", "pooler_output"]
SQUARE = {"height": 16, "width": 16}
DINO = {
    "patch_size": 8,
    "image_size": 16,
    "hidden_size": 8,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
}


def transformers_():
    bit = processor(
        "Bit",
        {"shortest_edge": 18},
        crop_size=SQUARE,
        image_mean=[0.485, 0.456, 0.406],
        image_std=[0.229, 0.224, 0.225],
    )
    vit = processor("ViT", SQUARE)
    yield family(
        "DINOv2",
        hf.Dinov2Model(hf.Dinov2Config(**DINO, mlp_ratio=2)),
        bit,
        TOKENS,
        [
            ({}, cls),
            ({}, pooler),
            ({"pooling": "mean-patches"}, patches(1)),
            ({"pooling": "mean"}, mean),
        ],
    )
    yield family(
        "DINOv2, tokens alone",
        hf.Dinov2Model(hf.Dinov2Config(**DINO, mlp_ratio=2)),
        bit,
        TOKENS[:1],
        [({}, cls)],
    )
    registers = hf.Dinov2WithRegistersConfig(**DINO, mlp_ratio=2, num_register_tokens=2)
    yield family(
        "DINOv2 with registers",
        hf.Dinov2WithRegistersModel(registers),
        bit,
        TOKENS,
        [({}, cls), ({"pooling": "mean-patches"}, patches(3))],
    )
    dinov3 = hf.DINOv3ViTConfig(**DINO, intermediate_size=16, num_register_tokens=4)
    yield family(
        "DINOv3",
        hf.DINOv3ViTModel(dinov3),
        vit,
        TOKENS,
        [({}, cls), ({"pooling": "mean-patches"}, patches(5))],
    )
    vit_config = hf.ViTConfig(**TINY, image_size=16, patch_size=8)
    yield family(
        "ViT",
        hf.ViTModel(vit_config),
        vit,
        TOKENS,
        [
            ({}, pooler),
            ({"pooling": "pooled"}, pooler),
            ({"pooling": "cls"}, cls),
            ({"pooling": "mean-patches"}, patches(1)),
            ({"normalize": True}, lambda o: torch.nn.functional.normalize(pooler(o))),
        ],
    )
    deit = hf.DeiTConfig(**TINY, image_size=16, patch_size=8)
    yield family(
        "DeiT",
        hf.DeiTModel(deit),
        processor("DeiT", {"height": 20, "width": 20}, crop_size=SQUARE),
        TOKENS,
        [({}, pooler), ({"pooling": "mean-patches"}, patches(2))],
    )


def networks():
    convnext_processor = processor("ConvNext", {"shortest_edge": 32})
    convnext = hf.ConvNextV2Config(hidden_sizes=[4, 4, 8, 8], depths=[1, 1, 1, 1], image_size=32)
    yield family(
        "ConvNeXt V2",
        hf.ConvNextV2Model(convnext),
        convnext_processor,
        TOKENS,
        [({}, pooler), ({"pooling": "mean"}, places)],
    )
    resnet = hf.ResNetConfig(
        embedding_size=4, hidden_sizes=[4, 8], depths=[1, 1], layer_type="basic"
    )
    yield family(
        "ResNet",
        hf.ResNetModel(resnet),
        convnext_processor,
        TOKENS,
        [({}, pooler), ({"pooling": "mean"}, places)],
    )
    swin = hf.SwinConfig(
        image_size=16, patch_size=2, embed_dim=8, depths=[1, 1], num_heads=[2, 2], window_size=4
    )
    yield family(
        "Swin",
        hf.SwinModel(swin),
        processor("ViT", SQUARE),
        TOKENS,
        [({}, pooler), ({"pooling": "mean"}, mean)],
    )
    efficientnet = hf.EfficientNetConfig(
        image_size=32,
        width_coefficient=0.1,
        depth_coefficient=0.1,
        depth_divisor=4,
        hidden_dim=128,
        in_channels=[32, 16],
        out_channels=[16, 24],
        kernel_sizes=[3, 3],
        strides=[1, 2],
        expand_ratios=[1, 2],
        num_block_repeats=[1, 1],
        depthwise_padding=[],
    )
    yield family(
        "EfficientNet",
        hf.EfficientNetModel(efficientnet),
        processor("EfficientNet", {"height": 32, "width": 32}, resample=0),
        ["pooler_output"],
        [({}, pooler)],
    )


def mobilenet():
    config = hf.MobileNetV2Config(
        depth_multiplier=0.05,
        image_size=32,
        min_depth=4,
        depth_divisible_by=4,
        finegrained_output=False,
        expand_ratio=2,
    )
    yield family(
        "MobileNet V2",
        hf.MobileNetV2Model(config),
        processor("MobileNetV2", {"shortest_edge": 36}, crop_size={"height": 32, "width": 32}),
        ["pooler_output"],
        [({}, pooler)],
    )


def mobilevit():
    config = hf.MobileViTConfig(
        image_size=32,
        patch_size=2,
        hidden_sizes=[4, 4, 4],
        neck_hidden_sizes=[4, 4, 4, 4, 4, 4, 4],
        num_attention_heads=2,
        mlp_ratio=1.0,
        expand_ratio=1.0,
    )
    yield family(
        "MobileViT",
        hf.MobileViTModel(config),
        processor("MobileViT", {"shortest_edge": 36}, crop_size={"height": 32, "width": 32}),
        ["pooler_output"],
        [({}, pooler)],
    )


def pair(name, model, processor, part, names, input_names, free, get):
    model = seeded(model)
    pixels = torch.from_numpy(np.stack(processor(PICTURES, return_tensors="np")["pixel_values"]))
    with torch.no_grad():
        features = get(model, pixels)
        unit = features / features.norm(dim=-1, keepdim=True)
    if input_names == ["pixel_values"]:
        content = export(part(model), names, (pixels[:2],), input_names, free)
        file = "vision_model.onnx"
    else:
        ids = torch.tensor([[1, 2, 3], [4, 5, 6]])
        content = export(
            model, names, (ids, pixels, torch.ones_like(ids)), input_names, free, text=True
        )
        file = "model.onnx"
    return {
        "name": name,
        "config": saved(model, "config.json"),
        "files": {
            "processor_config.json": {
                "image_processor": saved(processor, "preprocessor_config.json"),
                "processor_class": "Pair",
            }
        },
        "models": {file: packed(content)},
        "cases": [
            {"options": {}, "rows": rows(unit)},
            {"options": {"normalize": False}, "rows": rows(features)},
        ],
    }


class Projected(torch.nn.Module):
    """CLIP's vision half with its projection, as vision_model.onnx has it."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixels):
        outputs = self.model.vision_model(pixels)
        projected = self.model.visual_projection(outputs.pooler_output)
        return {"image_embeds": projected, "last_hidden_state": outputs.last_hidden_state}


def pairs():
    clip_processor = processor("CLIP", {"shortest_edge": 16}, crop_size=SQUARE)
    config = hf.CLIPConfig(
        text_config={**TINY, "vocab_size": 20, "max_position_embeddings": 8, "eos_token_id": 19},
        vision_config={**TINY, "image_size": 16, "patch_size": 8},
        projection_dim=6,
    )

    def clip_features(model, pixels):
        return model.visual_projection(model.vision_model(pixels).pooler_output)

    yield pair(
        "CLIP, the vision half",
        hf.CLIPModel(config),
        clip_processor,
        Projected,
        ["image_embeds", "last_hidden_state"],
        ["pixel_values"],
        {"pixel_values": "batch"},
        clip_features,
    )
    whole = ["logits_per_image", "logits_per_text", "text_embeds", "image_embeds"]
    free = {
        "input_ids": "text_batch",
        "pixel_values": "image_batch",
        "attention_mask": "text_batch",
    }
    case = pair(
        "CLIP, whole",
        hf.CLIPModel(config),
        clip_processor,
        None,
        whole,
        ["input_ids", "pixel_values", "attention_mask"],
        free,
        clip_features,
    )
    # The whole model's own image_embeds are of length 1 already.
    yield {**case, "cases": case["cases"][:1]}
    siglip = hf.SiglipConfig(
        text_config={**TINY, "vocab_size": 20, "max_position_embeddings": 8},
        vision_config={**TINY, "image_size": 16, "patch_size": 8},
    )
    yield pair(
        "SigLIP, the vision half",
        hf.SiglipModel(siglip),
        processor("Siglip", SQUARE),
        lambda model: model.vision_model,
        TOKENS,
        ["pixel_values"],
        {"pixel_values": "batch"},
        lambda model, pixels: model.vision_model(pixels).pooler_output,
    )


def others():
    config = open_clip.model.CLIP(
        embed_dim=6,
        vision_cfg={
            "layers": 1,
            "width": 64,
            "head_width": 32,
            "patch_size": 8,
            "image_size": 16,
            "mlp_ratio": 0.5,
        },
        text_cfg={"context_length": 4, "vocab_size": 8, "width": 64, "heads": 2, "layers": 1},
    )
    model = seeded(config)
    described = {
        "model_cfg": {
            "embed_dim": 6,
            "vision_cfg": {"image_size": 16, "timm_model_name": ""},
            "text_cfg": {},
        },
        "preprocess_cfg": {
            "mean": [0.48145466, 0.4578275, 0.40821073],
            "std": [0.26862954, 0.26130258, 0.27577711],
        },
    }
    transform = image_transform_v2(
        PreprocessCfg(size=16, **described["preprocess_cfg"]), is_train=False
    )
    pixels = torch.stack([transform(picture) for picture in PICTURES])
    with torch.no_grad():
        unit, features = model.encode_image(pixels, normalize=True), model.encode_image(pixels)
    # The exporter does not know the fused attention.
    torch.backends.mha.set_fastpath_enabled(False)
    content = export(model.visual, ["features"], (pixels[:2],), ["image"], {"image": "batch"})
    cases = [
        {"options": {}, "rows": rows(unit)},
        {"options": {"normalize": False}, "rows": rows(features)},
    ]
    yield {
        "name": "open_clip",
        "files": {"open_clip_config.json": described},
        "models": {"vision_model.onnx": packed(content)},
        "cases": cases,
    }

    sam = hf.SamVisionConfig(
        hidden_size=8,
        output_channels=4,
        num_hidden_layers=1,
        num_attention_heads=2,
        image_size=32,
        patch_size=16,
        mlp_dim=8,
        window_size=2,
        num_pos_feats=4,
        global_attn_indexes=[0],
    )
    sam_processor = processor("Sam", {"longest_edge": 32}, pad_size={"height": 32, "width": 32})
    entry = family(
        "Segment Anything",
        hf.SamVisionModel(sam),
        sam_processor,
        ["last_hidden_state"],
        [({}, places)],
    )
    yield {
        **entry,
        "config": {"model_type": "sam"},
        "models": {"vision_encoder.onnx": entry["models"]["model.onnx"]},
    }


def timm_():
    model = seeded(
        timm.create_model(
            "vit_tiny_patch16_224",
            img_size=16,
            patch_size=8,
            embed_dim=8,
            depth=1,
            num_heads=2,
            num_classes=0,
        )
    )
    config = {
        "architecture": "vit_tiny_patch16_224",
        "num_features": 8,
        "num_classes": 0,
        "global_pool": "token",
        "pretrained_cfg": {
            "input_size": [3, 16, 16],
            "crop_pct": 0.9,
            "interpolation": "bicubic",
            "crop_mode": "center",
            "mean": [0.5, 0.5, 0.5],
            "std": [0.5, 0.5, 0.5],
        },
    }
    transform = timm.data.create_transform(
        **timm.data.resolve_data_config({}, pretrained_cfg=config["pretrained_cfg"]),
        is_training=False,
    )
    pixels = torch.stack([transform(picture) for picture in PICTURES])
    with torch.no_grad():
        features, tokens = model(pixels), model.forward_features(pixels)
    content = export(model, ["features"], (pixels[:2],), ["image"], {"image": "batch"})
    yield {
        "name": "timm",
        "config": config,
        "files": {},
        "models": {"model.onnx": packed(content)},
        "cases": [{"options": {}, "rows": rows(features)}],
    }
    model.forward = model.forward_features
    content = export(model, ["tokens"], (pixels[:2],), ["image"], {"image": "batch"})
    cases = [
        {"options": {}, "rows": rows(tokens[:, 0])},
        {
            "options": {"pooling": "mean-patches", "prefixTokens": 1},
            "rows": rows(tokens[:, 1:].mean(1)),
        },
    ]
    yield {
        "name": "timm, tokens",
        "config": config,
        "files": {},
        "models": {"model.onnx": packed(content)},
        "cases": cases,
    }


def main():
    groups = {
        "transformers": transformers_,
        "networks": networks,
        "mobilenet": mobilenet,
        "mobilevit": mobilevit,
        "pairs": pairs,
        "timm": timm_,
        "others": others,
    }
    for name, make in groups.items():
        entries = list(make())
        text = json.dumps(entries, separators=(",", ":")) + "\n"
        print(name, len(text), {entry["name"]: len(json.dumps(entry)) for entry in entries})
        Path(f"vision-families-{name}.json").write_text(text)


main()
