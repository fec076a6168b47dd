"""Files of vectors as Python users write them, and what is to be read from them.

/opt/peer/venv/bin/python make_golden.py     (numpy, pandas, pyarrow, safetensors, torch)
"""

import base64
import json
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import safetensors.numpy
import safetensors.torch
import torch

here = Path(__file__).parent
ids = ["ISIC_1", "ñandú", "🩺3"]
vectors = np.array([[0.5, -1.25, 3, 0.1], [2, 0, -0.0, 7], [1e-3, 65000, -4, 5]], dtype="f4")
halves = vectors.astype("f2")


def case(name, write, expected=None, rows=vectors, error=None):
    """`write` is given the path; files beside it belong to the case."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / name)
        files = {
            path.name: base64.b64encode(path.read_bytes()).decode()
            for path in sorted(Path(folder).iterdir())
        }
    if error is not None:
        return {"file": name, "files": files, "error": error}
    return {"file": name, "files": files, "ids": expected, "vectors": np.asarray(rows, "f4").tolist()}


def table(array, **columns):
    return pa.table({**columns, "vector": array})


def lists(rows, kind):
    return pa.array(list(rows), pa.list_(kind))


frame = pd.DataFrame({"id": ids, "vector": list(vectors)})
wide = pd.DataFrame(vectors, columns=[f"dim_{i}" for i in range(4)])
nan = vectors.copy()
nan[1, 2] = np.nan
uneven = [vectors[0], vectors[1][:3], vectors[2]]
missing = [vectors[0].tolist(), [1.0, None, 3.0, 4.0], vectors[2].tolist()]

parquet = {
    "pandas, a column of lists": case("v.parquet", frame.to_parquet, ids),
    "pandas, a column per dimension and ids as its index": case(
        "v.parquet", wide.set_index(pd.Index(ids, name="sample")).to_parquet, ids
    ),
    "pandas, numbers for names, whole numbers for ids, other columns beside": case(
        "v.parquet",
        pd.DataFrame(vectors.astype("f8")).rename(columns=str).assign(id=[7, 8, 9], age=[1.5, 2, 3])
        .to_parquet,
        ["7", "8", "9"],
    ),
    "pandas, one column per dimension, 11 of them in another order": case(
        "v.parquet",
        pd.DataFrame(np.arange(33).reshape(3, 11) / 2)
        .rename(columns=lambda i: f"v{i}")[[f"v{i}" for i in (10, 0, 9, 1, 8, 2, 7, 3, 6, 4, 5)]]
        .assign(id=ids)
        .to_parquet,
        ids,
        np.arange(33).reshape(3, 11) / 2,
    ),
    "pyarrow, lists of one length in float16, gzip, a row group a row": case(
        "v.parquet",
        lambda path: pq.write_table(
            table(pa.FixedSizeListArray.from_arrays(pa.array(halves.ravel()), 4), id=ids),
            path, compression="gzip", row_group_size=1, data_page_version="2.0",
        ),
        ids,
        halves,
    ),
    "pyarrow, brotli, byte stream split, float64, large strings": case(
        "v.parquet",
        lambda path: pq.write_table(
            table(lists(vectors.astype("f8"), pa.float64()), id=pa.array(ids, pa.large_string())),
            path, compression="brotli", use_dictionary=False, use_byte_stream_split=["vector.list.element"],
        ),
        ids,
    ),
    "pyarrow, a row per page": case(
        "v.parquet",
        lambda path: pq.write_table(
            table(lists(vectors, pa.float32()), id=ids), path, data_page_size=1, compression="none"
        ),
        ids,
    ),
    "pyarrow, vectors of one number without ids": case(
        "v.parquet",
        lambda path: pq.write_table(table(lists([[1], [2], [3]], pa.float32())), path),
        None,
        [[1], [2], [3]],
    ),
    "zstd": case(
        "v.parquet",
        lambda path: frame.to_parquet(path, compression="zstd"),
        error="compressed with ZSTD.*snappy.*E_EXCHANGE",
    ),
    "NaN": case(
        "v.parquet",
        lambda path: pq.write_table(table(lists(nan, pa.float32()), id=ids), path),
        error="row 1, column 2 is NaN.*E_NOT_FINITE",
    ),
    "NaN through pandas, which makes it null": case(
        "v.parquet",
        pd.DataFrame({"id": ids, "vector": list(nan)}).to_parquet,
        error="row 1 has no number at place 2.*E_EXCHANGE",
    ),
    "a number missing": case(
        "v.parquet",
        lambda path: pq.write_table(table(lists(missing, pa.float32()), id=ids), path),
        error="row 1 has no number at place 1.*E_EXCHANGE",
    ),
    "lists of two lengths": case(
        "v.parquet",
        pd.DataFrame({"id": ids, "vector": uneven}).to_parquet,
        error="row 1 has 3 numbers, expected 4 as row 0 has.*E_EXCHANGE",
    ),
    "an id twice": case(
        "v.parquet", frame.assign(id=["a", "b", "a"]).to_parquet, error="row 2.*E_DUPLICATE_ID"
    ),
    "two columns of texts": case(
        "v.parquet",
        frame.rename(columns={"id": "sample"}).assign(label="x").to_parquet,
        error='sample, label, expected one that is called "id".*E_EXCHANGE',
    ),
    "no vectors": case(
        "v.parquet",
        frame.drop(columns="vector").assign(age=1.5).to_parquet,
        error="0 columns of lists.*E_EXCHANGE",
    ),
    "an id missing": case(
        "v.parquet",
        frame.assign(id=["a", None, "c"]).to_parquet,
        error="row 1 has no id.*E_EXCHANGE",
    ),
}


def npy(array, beside=None, **options):
    def write(path):
        np.save(path, array, **options)
        if beside is not None:
            np.save(path.with_suffix(".ids.npy"), beside, allow_pickle=True)

    return write


def version(number):
    def write(path):
        with open(path, "wb") as file:
            np.lib.format.write_array(file, vectors, version=number)

    return write


numpy_cases = {
    "float32 and strings": case("v.npy", npy(vectors, np.array(ids)), ids),
    "float16 and bytes": case(
        "v.npy", npy(halves, np.array([i.encode() for i in ids])), ids, halves
    ),
    "float64 and whole numbers": case(
        "v.npy", npy(vectors.astype("f8"), np.array([7, 8, 9])), ["7", "8", "9"]
    ),
    "without ids": case("v.npy", npy(vectors)),
    "format 2.0": case("v.npy", version((2, 0))),
    "format 3.0": case("v.npy", version((3, 0))),
    "columns first": case("v.npy", npy(np.asfortranarray(vectors)), error="fortran_order.*ascontig"),
    "big-endian": case("v.npy", npy(vectors.astype(">f4")), error="array is >f4.*E_EXCHANGE"),
    "whole numbers for vectors": case("v.npy", npy(vectors.astype("i4")), error="array is <i4"),
    "one axis": case("v.npy", npy(vectors[0]), error=r"shape \(4\).*two axes"),
    "three axes": case("v.npy", npy(vectors[None]), error=r"shape \(1, 3, 4\).*two axes"),
    "no axis": case("v.npy", npy(np.float32(1)), error=r"shape \(\).*two axes"),
    "no rows": case("v.npy", npy(vectors[:0]), error="0 rows of 4 numbers"),
    "records": case(
        "v.npy", npy(np.zeros(3, dtype=[("a", "f4"), ("b", "f4")])), error="not that of a plain array"
    ),
    "ids as objects": case(
        "v.npy", npy(vectors, np.array(ids, dtype=object)), error="ids.*astype.str"
    ),
    "too few ids": case("v.npy", npy(vectors, np.array(ids[:2])), error="2 rows, expected 3"),
    "infinite": case("v.npy", npy(vectors.astype("f8") * 1e300), error="Infinity.*E_NOT_FINITE"),
}


def st(**tensors):
    return lambda path: safetensors.numpy.save_file(tensors, path)


points = np.array(ids).view("u4").reshape(len(ids), -1)
safetensors_cases = {
    "one tensor": case("v.safetensors", st(whatever=vectors)),
    "ids in UTF-32": case("v.safetensors", st(embeddings=vectors, ids=points), ids),
    "float16": case("v.safetensors", st(vectors=halves), None, halves),
    "float64 beside another tensor": case(
        "v.safetensors", st(vectors=vectors.astype("f8"), labels=np.eye(3, dtype="f4"))
    ),
    "bfloat16": case(
        "v.safetensors",
        lambda path: safetensors.torch.save_file({"x": torch.tensor(vectors).bfloat16()}, path),
        None,
        torch.tensor(vectors).bfloat16().float().numpy(),
    ),
    "two tensors of other names": case(
        "v.safetensors", st(a=vectors, b=vectors), error='a F32 .3,4., b F32 .*call it "vectors"'
    ),
    "ids of another type": case(
        "v.safetensors", st(vectors=vectors, ids=np.arange(3)), error='"ids" is I64.*view'
    ),
    "ids of another number": case(
        "v.safetensors", st(vectors=vectors, ids=points[:2]), error=r'"ids" is U32 of shape \[2,'
    ),
    "NaN": case("v.safetensors", st(vectors=nan), error="row 1, column 2 is NaN.*E_NOT_FINITE"),
}

for name, cases in {
    "parquet": parquet, "npy": numpy_cases, "safetensors": safetensors_cases
}.items():
    (here / f"{name}.json").write_text(json.dumps(cases, ensure_ascii=False, indent=1) + "\n")
