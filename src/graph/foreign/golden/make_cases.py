"""Single nodes and small chains of them in several opsets, with what ONNX Runtime (1.30.0) makes of them.

    python src/graph/foreign/golden/make_cases.py

Writes nodes.json and chains.json beside itself: each case is an .onnx file in base64, its inputs, and its outputs.
"""

import base64
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).parent
random = np.random.default_rng(0)
CODES = {"float32": TensorProto.FLOAT, "int64": TensorProto.INT64, "bool": TensorProto.BOOL,
         "uint8": TensorProto.UINT8, "int32": TensorProto.INT32}
cases = []


def floats(*shape):
    return random.standard_normal(shape).round(3).astype(np.float32)


def ints(*values):
    return np.array(values, dtype=np.int64)


def case(name, opset, nodes, inputs, constants=None, free=(), typed=False):
    """`free` names (input, axis) pairs whose size the model leaves open; `typed` notes all types."""
    constants = constants or {}
    made = [helper.make_node(*node[:3], **dict(*node[3:])) for node in nodes]
    infos = []
    for key, value in inputs.items():
        shape = [dict(free).get((key, axis), size) for axis, size in enumerate(value.shape)]
        infos.append(helper.make_tensor_value_info(key, CODES[str(value.dtype)], shape))
    graph = helper.make_graph(
        made, "g", infos, [onnx.ValueInfoProto(name="y")],
        [numpy_helper.from_array(value, key) for key, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    if typed:
        model = onnx.shape_inference.infer_shapes(model)
    data = model.SerializeToString()
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    result = onnxruntime.InferenceSession(data, options).run(["y"], inputs)[0]
    cases.append({
        "name": f"{name}, opset {opset}", "model": base64.b64encode(data).decode(),
        "inputs": {key: tensor(value) for key, value in inputs.items()}, "expected": tensor(result),
    })


def tensor(array):
    return {
        "type": str(array.dtype), "shape": list(array.shape),
        "data": [number(x) for x in array.astype(np.float64).ravel()],
    }


def number(x):
    """JSON has no infinity; a text that JavaScript reads as one stands for it."""
    return float(f"{x:.7g}") if np.isfinite(x) else ("Infinity" if x > 0 else "-Infinity")


def both(name, op, old, new, x, values, attributes=None, outputs=("y",)):
    """One node whose settings were attributes before opset `new` and inputs from it on."""
    attributes = attributes or {}
    as_attributes = {key: value.tolist() for key, value in values.items()}
    case(name, old, [(op, ["x"], list(outputs), {**as_attributes, **attributes})], {"x": x})
    case(name, new, [(op, ["x", *values], list(outputs), attributes)], {"x": x}, values)


def moved():
    x = floats(2, 1, 3, 1)
    both("Squeeze some axes", "Squeeze", 11, 13, x, {"axes": ints(1, -1)})
    case("Squeeze all axes of size 1", 13, [("Squeeze", ["x"], ["y"])], {"x": x})
    both("Unsqueeze", "Unsqueeze", 11, 13, floats(2, 3), {"axes": ints(0, -1)})
    both("ReduceSum", "ReduceSum", 11, 13, floats(2, 3, 4), {"axes": ints(-1, 1)}, {"keepdims": 0})
    case("ReduceSum over everything", 13, [("ReduceSum", ["x"], ["y"])], {"x": floats(2, 3)})
    case("ReduceSum over nothing", 13, [("ReduceSum", ["x"], ["y"], {"noop_with_empty_axes": 1})],
         {"x": floats(2, 3)})
    for op in ("ReduceMean", "ReduceMax", "ReduceMin", "ReduceL2", "ReduceL1", "ReduceLogSumExp",
               "ReduceSumSquare"):
        both(op, op, 13, 18, floats(2, 3, 4), {"axes": ints(1)})
    both("Split into parts", "Split", 11, 13, floats(2, 6), {"split": ints(1, 5)}, {"axis": 1}, ("y", "rest"))
    case("Split evenly", 13, [("Split", ["x"], ["a", "y"], {"axis": -1})], {"x": floats(2, 6)})
    case("Split by number", 18, [("Split", ["x"], ["a", "y"], {"axis": 1, "num_outputs": 2})],
         {"x": floats(2, 5)})
    for opset in (11, 13):
        case("Softmax without an axis", opset, [("Softmax", ["x"], ["y"])], {"x": floats(2, 3, 4)})
        case("LogSoftmax over axis 1", opset, [("LogSoftmax", ["x"], ["y"], {"axis": 1})],
             {"x": floats(2, 3, 4)}, free={("x", 0): "batch"}.items())
    case("Dropout", 11, [("Dropout", ["x"], ["y"], {"ratio": 0.3})], {"x": floats(3)})
    case("Dropout", 13, [("Dropout", ["x", "r"], ["y"])], {"x": floats(3)}, {"r": np.float32(0.3)})
    case("Clip above only", 13, [("Clip", ["x", "", "max"], ["y"])], {"x": floats(9)},
         {"max": np.float32(0.2)})
    case("Pad by an input of axes", 18, [("Pad", ["x", "pads", "v", "axes"], ["y"])],
         {"x": floats(2, 3)}, {"pads": ints(1, 2), "v": np.float32(7), "axes": ints(-1)})
    case("Pad", 11, [("Pad", ["x", "pads"], ["y"])], {"x": floats(2, 3)}, {"pads": ints(0, 1, 1, 0)})


def cuts():
    far = 2**63 - 1
    for name, bounds in {
        "to the end": (ints(1), ints(far), ints(1), ints(1)),
        "counted from the end": (ints(-2), ints(-1), ints(1), ints(1)),
        "past the end": (ints(2), ints(99), ints(-1), ints(1)),
        "by steps": (ints(0, 1), ints(far, far), ints(0, 1), ints(1, 2)),
        "backwards": (ints(-1), ints(-far), ints(1), ints(-1)),
        "empty": (ints(2), ints(1), ints(1), ints(1)),
    }.items():
        case(f"Slice {name}", 13, [("Slice", ["x", "s", "e", "a", "t"], ["y"])], {"x": floats(2, 5)},
             dict(zip("seat", bounds)))
    case("Slice without axes", 11, [("Slice", ["x", "s", "e"], ["y"])], {"x": floats(3, 5)},
         {"s": ints(1, 2), "e": ints(3, 4)})
    case("Slice of a free axis", 13, [("Slice", ["x", "s", "e", "a"], ["y"])], {"x": floats(3, 5)},
         {"s": ints(1), "e": ints(far), "a": ints(0)}, free={("x", 0): "batch"}.items())
    case("Gather one place", 13, [("Gather", ["x", "i"], ["y"], {"axis": 1})], {"x": floats(2, 4)},
         {"i": np.array(-1)})
    case("Gather several", 13, [("Gather", ["x", "i"], ["y"], {"axis": -1})], {"x": floats(2, 4)},
         {"i": np.array([[0, 3], [-2, 1]])})
    case("Concat", 13, [("Concat", ["x", "c", "x"], ["y"], {"axis": -1})], {"x": floats(2, 3)},
         {"c": floats(2, 1)})
    case("Tile", 13, [("Tile", ["x", "r"], ["y"])], {"x": floats(2, 3)}, {"r": ints(2, 1)})
    for upper in (0, 1):
        case(f"Trilu {upper}", 14, [("Trilu", ["x", "k"], ["y"], {"upper": upper})],
             {"x": floats(3, 4)}, {"k": np.array(1)})
    case("CumSum", 14, [("CumSum", ["x", "a"], ["y"], {"exclusive": 1})], {"x": floats(2, 4)},
         {"a": np.array(1)})
    case("Transpose without an order", 13, [("Transpose", ["x"], ["y"])], {"x": floats(2, 3, 4)})
    case("Flatten from the end", 13, [("Flatten", ["x"], ["y"], {"axis": -1})], {"x": floats(2, 3, 4)})


def pointwise():
    x = floats(1, 5)
    for op in ("Abs", "Ceil", "Cos", "Elu", "Erf", "Exp", "Floor", "HardSigmoid", "Identity",
               "LeakyRelu", "Neg", "Reciprocal", "Relu", "Round", "Selu", "Sigmoid", "Sign", "Sin",
               "Softplus", "Softsign", "Tanh", "HardSwish"):
        case(op, 14, [(op, ["x"], ["y"])], {"x": x})
    case("Mish", 18, [("Mish", ["x"], ["y"])], {"x": x})
    for approximate in ("none", "tanh"):
        case(f"Gelu {approximate}", 20, [("Gelu", ["x"], ["y"], {"approximate": approximate})], {"x": x})
    case("LeakyRelu by 0.3", 16, [("LeakyRelu", ["x"], ["y"], {"alpha": 0.3})], {"x": x})
    case("PRelu", 16, [("PRelu", ["x", "s"], ["y"])], {"x": x}, {"s": floats(5)})
    for op in ("Max", "Min", "Sum", "Mean"):
        case(f"{op} of three", 13, [(op, ["x", "z", "c"], ["y"])], {"x": x, "z": floats(2, 5)},
             {"c": floats(1, 5)})
    for op in ("Greater", "Less", "GreaterOrEqual", "LessOrEqual", "Equal"):
        case(op, 16, [(op, ["x", "c"], ["y"])], {"x": x}, {"c": x[:1].copy()})
    flags = {"a": np.array([True, False, True, False]), "b": np.array([True, True, False, False])}
    for op in ("And", "Or"):
        case(op, 13, [(op, ["a", "b"], ["y"])], flags)
    case("Not and Where", 16, [("Not", ["a"], ["n"]), ("Where", ["n", "x", "c"], ["y"])],
         {"a": flags["a"], "x": floats(4)}, {"c": np.float32(-np.inf).reshape(())})
    case("Pow by a number", 13, [("Pow", ["x", "p"], ["y"])], {"x": np.abs(x)}, {"p": np.float32(1.5)})
    case("Pow by integers", 13, [("Pow", ["x", "p"], ["y"])], {"x": x}, {"p": ints(1, 2, 3, 2, 1)})
    case("Cast", 13, [("Cast", ["x"], ["i"], {"to": 7}), ("Cast", ["i"], ["y"], {"to": 1})], {"x": x * 3})


def products():
    case("MatMul by a vector", 13, [("MatMul", ["x", "c"], ["y"])], {"x": floats(2, 3, 4)}, {"c": floats(4)})
    case("MatMul of a vector", 13, [("MatMul", ["c", "x"], ["y"])], {"x": floats(2, 3, 4)}, {"c": floats(3)})
    case("MatMul, broadcast", 13, [("MatMul", ["x", "c"], ["y"])], {"x": floats(2, 1, 3, 4)},
         {"c": floats(5, 4, 2)})
    case("Gemm", 13, [("Gemm", ["x", "w", "c"], ["y"], {"transA": 1, "alpha": 0.5, "beta": 2.0})],
         {"x": floats(3, 2)}, {"w": floats(3, 4), "c": floats(2, 1)})
    case("Gemm without a bias", 11, [("Gemm", ["x", "w"], ["y"], {"transB": 1})], {"x": floats(2, 3)},
         {"w": floats(4, 3)})


def spatial():
    x, w = floats(2, 4, 7, 8), floats(6, 2, 3, 3)
    case("Conv with groups and strides", 11, [("Conv", ["x", "w", "b"], ["y"],
         {"group": 2, "strides": [2, 1], "pads": [1, 0, 1, 2], "dilations": [1, 2]})], {"x": x},
         {"w": w, "b": floats(6)})
    for mode in ("SAME_UPPER", "SAME_LOWER", "VALID"):
        case(f"Conv {mode}", 11, [("Conv", ["x", "w"], ["y"], {"auto_pad": mode, "strides": [2, 2],
             "group": 2})], {"x": x}, {"w": w})
    case("Conv over one axis", 11, [("Conv", ["x", "w"], ["y"])], {"x": floats(2, 3, 7)},
         {"w": floats(2, 3, 3)})
    small = floats(1, 2, 6, 7)
    for ceil in (0, 1):
        case(f"MaxPool, ceil_mode {ceil}", 12, [("MaxPool", ["x"], ["y"], {"kernel_shape": [3, 2],
             "strides": [2, 2], "pads": [0, 0, 1, 0], "ceil_mode": ceil})], {"x": small})
    for count in (0, 1):
        case(f"AveragePool, count_include_pad {count}", 11, [("AveragePool", ["x"], ["y"],
             {"kernel_shape": [2, 3], "pads": [1, 1, 0, 1], "count_include_pad": count})], {"x": small})
    for op in ("GlobalAveragePool", "GlobalMaxPool"):
        case(op, 11, [(op, ["x"], ["y"])], {"x": small})
    vectors = {"s": floats(2), "b": floats(2), "m": floats(2), "v": np.abs(floats(2)) + 0.5}
    case("BatchNormalization", 15, [("BatchNormalization", ["x", "s", "b", "m", "v"], ["y"],
         {"epsilon": 0.01})], {"x": small}, vectors)
    case("InstanceNormalization", 11, [("InstanceNormalization", ["x", "s", "b"], ["y"])], {"x": small},
         {key: vectors[key] for key in "sb"})
    case("LayerNormalization without a bias", 17, [("LayerNormalization", ["x", "s"], ["y"],
         {"axis": -2, "epsilon": 0.001})], {"x": small}, {"s": floats(6, 7)})
    for p in (1, 2):
        case(f"LpNormalization {p}", 11, [("LpNormalization", ["x"], ["y"], {"p": p, "axis": 1})],
             {"x": small})
    case("ArgMax", 13, [("ArgMax", ["x"], ["y"], {"axis": -1, "keepdims": 0})], {"x": floats(3, 5)})


def shapes():
    batch = {("x", 0): "batch"}.items()
    both_free = {("x", 0): "batch", ("x", 1): "tokens"}.items()
    x = floats(2, 3, 8)
    case("Heads merged into the batch", 13, [
        ("Shape", ["x"], ["s"]), ("Gather", ["s", "zero"], ["n"]), ("Gather", ["s", "one"], ["t"]),
        ("Mul", ["n", "heads"], ["nh"]), ("Unsqueeze", ["nh", "axes"], ["nh1"]),
        ("Unsqueeze", ["t", "axes"], ["t1"]), ("Concat", ["nh1", "t1", "rest"], ["to"], {"axis": 0}),
        ("Reshape", ["x", "to"], ["h"]), ("Transpose", ["h"], ["ht"], {"perm": [0, 2, 1]}),
        ("MatMul", ["h", "ht"], ["y"]),
    ], {"x": x}, {"zero": np.array(0), "one": np.array(1), "heads": np.array(4), "axes": ints(0),
                  "rest": ints(-1)}, free=both_free)
    case("Rows flattened and brought back", 13, [
        ("Shape", ["x"], ["s"]), ("Slice", ["s", "zero", "two"], ["front"]),
        ("Reshape", ["x", "flat"], ["f"]), ("MatMul", ["f", "w"], ["g"]),
        ("Concat", ["front", "minus"], ["to"], {"axis": 0}), ("Reshape", ["g", "to"], ["y"]),
    ], {"x": x}, {"zero": ints(0), "two": ints(2), "flat": ints(-1, 8), "w": floats(8, 2),
                  "minus": ints(-1)}, free=both_free)
    case("Rows flattened and brought back from a runtime shape", 13, [
        ("Shape", ["x"], ["s"]), ("Split", ["s", "parts"], ["front", "last"]),
        ("ReduceProd", ["front"], ["rows"], {"keepdims": 1}), ("Concat", ["rows", "last"], ["to"], {"axis": 0}),
        ("Reshape", ["x", "to"], ["f"]), ("Relu", ["f"], ["g"]), ("Reshape", ["g", "s"], ["y"]),
    ], {"x": x}, {"parts": ints(2, 1)}, free=both_free)
    case("Reshape that keeps sizes", 13, [("Reshape", ["x", "to"], ["y"])], {"x": x},
         {"to": ints(0, -1, 2)}, free=batch)
    case("Shape of a stretch", 15, [("Shape", ["x"], ["s"], {"start": -2}), ("Cast", ["s"], ["y"], {"to": 1})],
         {"x": x}, free=both_free)
    case("Size", 13, [("Size", ["x"], ["s"]), ("Cast", ["s"], ["f"], {"to": 1}), ("Sqrt", ["f"], ["r"]),
                      ("Div", ["x", "r"], ["y"])], {"x": x}, free=batch)
    case("Expand to the sizes of another", 13, [("Shape", ["x"], ["s"]), ("Expand", ["c", "s"], ["e"]),
         ("Mul", ["x", "e"], ["y"])], {"x": x}, {"c": floats(3, 1)}, free=batch)
    case("Range, a mask, ConstantOfShape", 13, [
        ("Shape", ["x"], ["s"]), ("Gather", ["s", "one"], ["t"]), ("Range", ["zero", "t", "one"], ["r"]),
        ("Unsqueeze", ["r", "last"], ["column"]), ("Less", ["r", "column"], ["m"]),
        ("Unsqueeze", ["t", "first"], ["t1"]), ("Concat", ["t1", "t1"], ["tt"], {"axis": 0}),
        ("ConstantOfShape", ["tt"], ["full"], {"value": numpy_helper.from_array(np.float32([2.5]))}),
        ("Where", ["m", "full", "none"], ["w"]), ("MatMul", ["w", "x"], ["y"]),
    ], {"x": x}, {"zero": np.array(0), "one": np.array(1), "last": ints(1), "first": ints(0),
                  "none": np.float32(0).reshape(())}, free=both_free)
    case("Places as many as tokens", 13, [
        ("Shape", ["x"], ["s"]), ("Gather", ["s", "one"], ["t"]), ("Unsqueeze", ["t", "first"], ["t1"]),
        ("Slice", ["places", "first", "t1", "first"], ["p"]), ("Add", ["x", "p"], ["y"]),
    ], {"x": x}, {"one": np.array(1), "first": ints(0), "places": floats(6, 8)}, free=both_free)
    case("A class token repeated by Tile", 13, [
        ("Shape", ["x"], ["s"]), ("Slice", ["s", "zero", "one"], ["n"]),
        ("Concat", ["n", "ones"], ["r"], {"axis": 0}), ("Tile", ["c", "r"], ["cs"]),
        ("Concat", ["cs", "x"], ["y"], {"axis": 1}),
    ], {"x": x}, {"zero": ints(0), "one": ints(1), "ones": ints(1, 1), "c": floats(1, 1, 8)}, free=batch)
    case("Known arithmetic", 13, [
        ("Transpose", ["m"], ["mt"]), ("Gather", ["mt", "i"], ["row"]), ("Sub", ["row", "i"], ["d"]),
        ("Div", ["d", "two"], ["h"]), ("Max", ["h", "one"], ["a"]), ("Squeeze", ["a"], ["b"]),
        ("Expand", ["b", "three"], ["c"]), ("Cast", ["c"], ["f"], {"to": 1}), ("Mul", ["x", "f"], ["y"]),
    ], {"x": floats(3, 2)}, {"m": np.array([[7, 9], [4, 1]]), "i": ints(0), "two": ints(2), "one": ints(1),
                             "three": ints(3, 1)})


def quantised():
    case("QuantizeLinear, DequantizeLinear", 13, [
        ("QuantizeLinear", ["x", "s", "z"], ["q"]), ("DequantizeLinear", ["q", "s", "z"], ["y"]),
    ], {"x": floats(2, 3)}, {"s": np.float32(0.1), "z": np.uint8(7)})
    case("QLinearMatMul", 13, [
        ("QuantizeLinear", ["x", "s", "z"], ["q"]),
        ("QLinearMatMul", ["q", "s", "z", "w", "s", "z", "s", "z"], ["p"]),
        ("DequantizeLinear", ["p", "s", "z"], ["y"]),
    ], {"x": floats(2, 3)}, {"s": np.float32(0.1), "z": np.uint8(7),
                             "w": random.integers(0, 20, (3, 2)).astype(np.uint8)},
        free={("x", 0): "batch"}.items(), typed=True)


def copied():
    batch = {("x", 0): "batch"}.items()
    case("GatherElements", 13, [("GatherElements", ["x", "i"], ["y"], {"axis": 1})], {"x": floats(2, 3)},
         {"i": np.array([[2, 0], [1, 1]])}, typed=True)
    case("GatherND", 13, [("GatherND", ["x", "i"], ["y"])], {"x": floats(2, 3)},
         {"i": np.array([[1, 0], [0, 2]])}, typed=True)
    case("Einsum", 13, [("Einsum", ["x", "x"], ["y"], {"equation": "bi,bi->b"})], {"x": floats(2, 3)},
         free=batch, typed=True)
    case("LRN", 13, [("LRN", ["x"], ["y"], {"size": 3, "alpha": 0.5, "beta": 0.6, "bias": 1.5})],
         {"x": floats(2, 4, 2, 1)}, free=batch, typed=True)
    case("IsNaN and IsInf", 13, [("Log", ["x"], ["l"]), ("IsNaN", ["l"], ["n"]), ("IsInf", ["l"], ["i"]),
         ("Or", ["n", "i"], ["o"]), ("Where", ["o", "x", "l"], ["y"])],
         {"x": np.float32([-1, 0, 1, 2])}, typed=True)
    case("OneHot", 13, [("ArgMax", ["x"], ["a"], {"axis": 1, "keepdims": 0}),
         ("OneHot", ["a", "d", "v"], ["y"])], {"x": floats(4, 3)}, {"d": ints(3), "v": np.float32([0, 1])},
         free=batch, typed=True)
    case("MatMulInteger", 13, [("QuantizeLinear", ["x", "s", "z"], ["q"]),
         ("MatMulInteger", ["q", "w", "z"], ["p"]), ("Cast", ["p"], ["y"], {"to": 1})],
         {"x": floats(2, 3)}, {"s": np.float32(0.1), "z": np.uint8(7),
                               "w": random.integers(0, 20, (3, 2)).astype(np.uint8)},
         free=batch, typed=True)
    case("ConvInteger", 13, [("QuantizeLinear", ["x", "s", "z"], ["q"]),
         ("ConvInteger", ["q", "w", "z"], ["p"], {"pads": [1, 1]}), ("Cast", ["p"], ["y"], {"to": 1})],
         {"x": floats(1, 2, 4)}, {"s": np.float32(0.1), "z": np.uint8(7),
                                  "w": random.integers(0, 20, (3, 2, 3)).astype(np.uint8)}, typed=True)


for family in (pointwise, moved, cuts, copied):
    family()
split = len(cases)
for family in (products, spatial, shapes, quantised):
    family()

for name, chosen in {"nodes": cases[:split], "chains": cases[split:]}.items():
    lines = (json.dumps(each, separators=(",", ":")) for each in chosen)
    (HERE / f"{name}.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
