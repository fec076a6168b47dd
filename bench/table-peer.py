"""The peer of bench/table.ts: seconds, seconds of a core and MiB at the peak of pandas.read_csv."""

import json
import resource
import sys
import time

import pandas

started, used = time.perf_counter(), time.process_time()
frame = pandas.read_csv(sys.argv[1])
assert len(frame) > 0
seconds, cpu = time.perf_counter() - started, time.process_time() - used
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([seconds, cpu, peak]))
