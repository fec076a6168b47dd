"""A float32 twin of a statically quantised ONNX model (QDQ), to measure what quantising costs.

Run: python scripts/dequantise-model.py model_quantized.onnx model.onnx

Weights become the float32 numbers that their integers stand for. A pair of QuantizeLinear and
DequantizeLinear on an activation becomes a Clip to the range that its integers could hold: the
quantiser folds ReLU and ReLU6 into that range, so it must stay, while the rounding goes. What the
twin cannot undo is the rounding of the weights: it is the float32 model of these weights, not the
one that was quantised.
"""

import sys

import numpy as np
import onnx
from onnx import helper, numpy_helper


def dequantised(values, scale, zero, axis):
    if scale.ndim == 1 and scale.size > 1:
        shape = [1] * values.ndim
        shape[axis] = -1
        scale, zero = scale.reshape(shape), zero.reshape(shape)
    return ((values.astype(np.float64) - zero) * scale).astype(np.float32)


def main(source, target):
    model = onnx.load(source)
    graph = model.graph
    weights = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    quantised, nodes, made = {}, [], {}
    for node in graph.node:
        axis = next((a.i for a in node.attribute if a.name == "axis"), 1)
        if node.op_type == "QuantizeLinear":
            quantised[node.output[0]] = node
        elif node.op_type == "DequantizeLinear":
            name, scale = node.input[0], weights[node.input[1]]
            zero = weights[node.input[2]] if len(node.input) > 2 else np.zeros((), np.uint8)
            if name in weights:
                made[node.output[0]] = dequantised(weights[name], scale, zero.astype(np.float64), axis)
                continue
            if scale.size != 1 or name not in quantised:
                sys.exit(f"{node.name}: an activation quantised by channel, or by no QuantizeLinear")
            limits = np.iinfo(zero.dtype)
            ends = [(end - float(zero)) * float(scale) for end in (limits.min, limits.max)]
            for end, value in zip("lh", ends):
                made[f"{node.output[0]} {end}"] = np.float32(value)
            ends = [f"{node.output[0]} {end}" for end in "lh"]
            nodes.append(helper.make_node("Clip", [quantised[name].input[0], *ends], node.output))
        else:
            nodes.append(node)
    left = {node.op_type for node in nodes if "Quant" in node.op_type or "Integer" in node.op_type}
    if left:
        sys.exit(f"{source} holds {', '.join(sorted(left))}: only QuantizeLinear pairs can be undone")
    used = {name for node in nodes for name in node.input}
    constants = {**weights, **made}
    del graph.node[:], graph.initializer[:], graph.value_info[:]
    graph.node.extend(nodes)
    graph.initializer.extend(
        numpy_helper.from_array(np.ascontiguousarray(array).reshape(np.shape(array)), name)
        for name, array in constants.items()
        if name in used
    )
    onnx.checker.check_model(model)
    onnx.save(model, target)


main(*sys.argv[1:])
