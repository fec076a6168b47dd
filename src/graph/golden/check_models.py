"""Reads the ONNX files that it is given with the reference implementation and checks them in full.

    python src/graph/golden/check_models.py MODEL.onnx ...

Run by model.test.ts. Prints what it read, as JSON; fails where onnx.checker refuses a model.
"""

import json
import sys

import onnx

read = []
for path in sys.argv[1:]:
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
    read.append({
        "irVersion": model.ir_version,
        "opset": model.opset_import[0].version,
        "producer": model.producer_name,
    })
print(json.dumps(read))
