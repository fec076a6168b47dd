"""The peer of extraction.ts: the same extraction with onnxruntime, Pillow and NumPy.

Its argument says the model's folder and the threads; a turn is one extraction in a variant, with the
vectors (base64 of float32) where they are asked for:

- loop: a batch of 32 is read, decoded and preprocessed in turn, then run on a session of all threads
- pool: the same, with a pool of as many threads preparing the batches to come
- sessions: as many threads, each preparing and running batches on a session of one thread
- bare: the same sessions and threads, fed again and again with a batch that is ready
"""

import base64
import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from answers import answer_turns, require

require("numpy", "PIL", "onnxruntime")
import numpy as np
import onnxruntime as ort
import PIL
from PIL import Image

BATCH = 32


class Extraction:
    def __init__(self, model, threads):
        with open(os.path.join(model, "preprocessor_config.json")) as file:
            rules = json.load(file)
        self.size = (rules["size"]["width"], rules["size"]["height"])
        self.filter = rules["resample"]
        self.scale = np.float32(rules["rescale_factor"])
        self.mean = np.array(rules["image_mean"], np.float32)
        self.std = np.array(rules["image_std"], np.float32)
        self.threads = threads
        path = os.path.join(model, "onnx", "model_quantized.onnx")
        self.session = self.open(path, threads)
        self.singles = [self.open(path, 1) for _ in range(threads)]

    def open(self, path, threads):
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        return ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def prepare(self, path):
        with Image.open(path) as image:
            resized = image.convert("RGB").resize(self.size, self.filter)
        values = np.asarray(resized, np.float32)
        values *= self.scale
        values -= self.mean
        values /= self.std
        return values.transpose(2, 0, 1)

    def infer(self, session, pictures):
        name = session.get_inputs()[0].name
        return session.run(None, {name: np.stack(pictures)})[0]

    def loop(self, batches):
        return [self.infer(self.session, [self.prepare(p) for p in batch]) for batch in batches]

    def pool(self, batches):
        ahead = 2
        with ThreadPoolExecutor(self.threads) as pool:
            started = [[pool.submit(self.prepare, p) for p in b] for b in batches[:ahead]]
            rows = []
            for number in range(len(batches)):
                pictures = [future.result() for future in started[number]]
                started[number] = None
                if number + ahead < len(batches):
                    coming = batches[number + ahead]
                    started.append([pool.submit(self.prepare, p) for p in coming])
                rows.append(self.infer(self.session, pictures))
            return rows

    def sessions(self, batches):
        def one(number):
            session = self.singles[number]
            mine = range(number, len(batches), self.threads)
            return [(i, self.infer(session, [self.prepare(p) for p in batches[i]])) for i in mine]

        with ThreadPoolExecutor(self.threads) as pool:
            parts = [pair for part in pool.map(one, range(self.threads)) for pair in part]
        return [rows for _, rows in sorted(parts, key=lambda pair: pair[0])]


    def bare(self, batches):
        ready = [self.prepare(path) for path in batches[0]]

        def one(number):
            return [self.infer(self.singles[number], ready) for _ in batches[number :: self.threads]]

        started = time.perf_counter(), time.process_time()
        with ThreadPoolExecutor(self.threads) as pool:
            rows = [rows for part in pool.map(one, range(self.threads)) for rows in part]
        return rows, started


def turn(request):
    paths = request["paths"]
    batches = [paths[i : i + BATCH] for i in range(0, len(paths), BATCH)]
    start, cpu = time.perf_counter(), time.process_time()
    rows = getattr(extraction, request["variant"])(batches)
    if request["variant"] == "bare":
        rows, (start, cpu) = rows
    answer = {"seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu}
    if request["vectors"]:
        vectors = np.concatenate(rows).astype("<f4")
        answer["vectors"] = base64.b64encode(vectors.tobytes()).decode()
    return answer


ort.set_default_logger_severity(3)
job = json.loads(sys.argv[1])
extraction = Extraction(job["model"], job["threads"])
answer_turns(turn, np, ort, PIL)
