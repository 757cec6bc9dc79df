#!/usr/bin/python3
"""Compares our search with Hypothesis (targeted, with NumPy) on wrong and true variants of five claims.

usage: peers_search.py BUILD [--seeds N] [--examples N] [--jobs N] [--only WORD] [--table FILE]
                       [--theirs FILE]

BUILD is the folder that holds search_figures. Prints `name: value` lines, ratios first, and writes a
Markdown table with --table. Both sides get the same ideas about where the hypotheses hold; ours is
timed by the wall clock, Hypothesis by processor time, so that a busy machine does not favour us. A
run that finds nothing counts with all its evaluations and all its time. --theirs keeps each run of
Hypothesis as a JSON line, so that an interrupted comparison goes on where it stopped, and a change
of our search does not run Hypothesis again.
"""

import argparse
import json
import math
import multiprocessing
import os
import pathlib
import statistics
import subprocess
import time
import warnings

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"  # before the libraries load

import hypothesis  # noqa: E402
import numpy as np  # noqa: E402
from hypothesis import HealthCheck, Phase, assume, given, seed, settings, target  # noqa: E402

from peer_claims import CLAIMS  # noqa: E402

TOLERANCE = 1e-9  # a relation in double fails by more than rounding
SHRUNK_SEEDS = 5  # Hypothesis shrinks for these only, which takes it most of its time


class Violated(AssertionError):
    pass


def complexity(setting):
    """Sizes and non-zero numbers, as our witnesses count."""
    lists = {"sizes", "y", "s", "sign", "J"}
    count = sum(setting["sizes"])
    for name, value in setting.items():
        if isinstance(value, (float, np.ndarray)) and (name not in lists or isinstance(value, float)):
            count += int(np.count_nonzero(value))
    return count


class Run:
    """One test under Hypothesis: counts calls and remembers the first and the last violation."""

    def __init__(self, claim, variant):
        self.claim, self.variant = claim, variant
        self.holds = getattr(variant, "given", claim.given)
        self.calls, self.first, self.last = 0, None, None
        self.start = time.process_time()

    def __call__(self, setting):
        self.calls += 1
        assume(self.holds(setting))
        margins = self.variant(setting)
        assume(margins is not None)
        loose, strict = (np.asarray(m, float) for m in margins)
        worst = min(loose.min(initial=math.inf), strict.min(initial=math.inf))
        if math.isfinite(worst):
            target(-float(worst))
        if loose.min(initial=0) < -TOLERANCE or np.any(strict <= 0):
            if self.first is None:
                self.first = (self.calls, time.process_time() - self.start)
            self.last = setting
            raise Violated

    def outcome(self, shrunk):
        spent = time.process_time() - self.start
        if self.first is None:
            return {"found": False, "evaluations": self.calls, "seconds": spent}
        out = {"found": True, "evaluations": self.first[0], "seconds": self.first[1]}
        if shrunk:
            out |= {"size": complexity(self.last), "shrink_seconds": spent - self.first[1]}
        return out


def under_hypothesis(claim, variant, number, examples):
    run = Run(claim, variant)
    phases = [Phase.generate, Phase.target]
    if number <= SHRUNK_SEEDS:
        phases.append(Phase.shrink)

    @seed(number)
    @settings(max_examples=examples, deadline=None, database=None,
              phases=phases, suppress_health_check=list(HealthCheck), report_multiple_bugs=False)
    @given(claim.settings)
    def search(setting):
        run(setting)

    run.start = time.process_time()
    try:
        with open(os.devnull, "w") as sink, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            hypothesis.reporting.with_reporter(lambda text: sink.write(str(text)))(search)()
    except (Violated, hypothesis.errors.HypothesisException):
        pass
    return run.outcome(number <= SHRUNK_SEEDS)


def ours(program, seeds):
    lines = subprocess.run([program, str(seeds)], check=True, capture_output=True, text=True).stdout
    found = {}
    for line in map(json.loads, lines.splitlines()):
        found.setdefault((line["claim"], line["clause"], line["variant"]), []).append(line)
    return found


def one_run(task):
    """A run in a process of its own: `task` is (claim, clause, variant, seed, examples)."""
    np.seterr(all="ignore")
    name, clause, description, number, examples = task
    claim = next(c for c in CLAIMS if c.name == name)
    truth = description == "true"
    variant = claim.truth if truth else claim.variants()[clause, description]
    return under_hypothesis(claim, variant, number, examples)


def kept(file, examples):
    """(claim, clause, variant, seed) to the run stored of it."""
    if not file or not file.exists():
        return {}
    runs = map(json.loads, file.read_text().splitlines())
    return {(r["claim"], r["clause"], r["variant"], r["seed"]): r for r in runs
            if r["examples"] == examples}


def theirs(wanted, seeds, examples, jobs, file):
    """(variant, runs) one by one."""
    known = kept(file, examples)
    with multiprocessing.Pool(jobs) as pool:
        for key in wanted:
            last = seeds if key[2] != "true" else (seeds + 3) // 4
            missing = [n for n in range(1, last + 1) if (*key, n) not in known]
            fresh = pool.imap(one_run, [(*key, n, examples) for n in missing])
            for number, run in zip(missing, fresh):
                known[(*key, number)] = run
                if file:
                    head = dict(zip(("claim", "clause", "variant"), key))
                    with open(file, "a") as out:
                        line = head | {"seed": number, "examples": examples} | run
                        out.write(json.dumps(line) + "\n")
            runs = [known[(*key, number)] for number in range(1, last + 1)]
            print(f"# {' '.join(key)}: {sum(r['found'] for r in runs)} of {last}", flush=True)
            yield key, runs


def median(runs, what):
    return statistics.median(run[what] for run in runs)


def median_shrunk(runs, what):
    values = [run[what] for run in runs if run["found"] and what in run]
    return statistics.median(values) if values else math.nan


def figures(a, b):
    """One comparison of two lists of runs."""
    return {
        "found": sum(r["found"] for r in a), "peer_found": sum(r["found"] for r in b),
        "evaluations": median(a, "evaluations"), "peer_evaluations": median(b, "evaluations"),
        "seconds": median(a, "seconds"), "peer_seconds": median(b, "seconds"),
        "size": median_shrunk(a, "size"), "peer_size": median_shrunk(b, "size"),
        "shrink_seconds": median_shrunk(a, "shrink_seconds"),
        "peer_shrink_seconds": median_shrunk(b, "shrink_seconds"),
    }


def milliseconds(seconds):
    return "–" if math.isnan(seconds) else f"{float(f'{1e3 * seconds:.2g}'):g} ms"


def escaped(text):
    """For a cell of a Markdown table."""
    return text.strip().replace("|", "\\|")


def table(rows, seeds, examples):
    out = ["| claim | variant | found in | evaluations | time to first violation | faster by "
           "| size when shrunk | time to shrink |", "|---|---|---|---|---|---|---|---|"]
    for (claim, clause, variant), f in rows.items():
        if variant == "true":
            continue
        sizes = ["–" if math.isnan(f[k]) else f"{f[k]:g}" for k in ("size", "peer_size")]
        out.append(
            f"| {claim} {clause} | {escaped(variant)} | {f['found']} / {f['peer_found']} "
            f"| {f['evaluations']:g} / {f['peer_evaluations']:g} "
            f"| {milliseconds(f['seconds'])} / {milliseconds(f['peer_seconds'])} "
            f"| {f['peer_seconds'] / f['seconds']:.0f} | {' / '.join(sizes)} "
            f"| {milliseconds(f['shrink_seconds'])} / {milliseconds(f['peer_shrink_seconds'])} |")
    out += ["", f"Each cell is ours / Hypothesis {hypothesis.__version__}, a median over {seeds} seeds; "
            f"“found in” counts seeds. Hypothesis had {examples} examples a run and shrank for the "
            f"first {min(seeds, SHRUNK_SEEDS)} seeds only."]
    true = {k: f for k, f in rows.items() if k[2] == "true"}
    alarms = [sum(f[w] for f in true.values()) for w in ("found", "peer_found")]
    out.append(f"On {len(true)} true conclusions ours raised {alarms[0]} alarms in "
               f"{len(true) * ((seeds + 3) // 4)} runs and Hypothesis {alarms[1]} in as many.")
    return "\n".join(out) + "\n"


def summary(rows):
    wrong = [f for k, f in rows.items() if k[2] != "true"]
    smaller = [f for f in wrong if not math.isnan(f["peer_size"])]
    return {
        "hypothesis_time_ratio_median": statistics.median(
            f["peer_seconds"] / f["seconds"] for f in wrong),
        "hypothesis_time_ratio_least": min(f["peer_seconds"] / f["seconds"] for f in wrong),
        "hypothesis_evaluations_ratio_median": statistics.median(
            f["peer_evaluations"] / f["evaluations"] for f in wrong),
        "hypothesis_fewer_evaluations": sum(
            f["peer_evaluations"] < f["evaluations"] for f in wrong),
        "hypothesis_shrinks_further": sum(f["peer_size"] < f["size"] for f in smaller),
        "search_variants": len(wrong),
        "search_runs_found": sum(f["found"] for f in wrong),
        "hypothesis_runs_found": sum(f["peer_found"] for f in wrong),
        "search_false_alarms": sum(f["found"] for k, f in rows.items() if k[2] == "true"),
        "hypothesis_false_alarms": sum(f["peer_found"] for k, f in rows.items() if k[2] == "true"),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--examples", type=int, default=500)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--only", default="", help="claims whose id holds this word")
    parser.add_argument("--table", type=pathlib.Path)
    parser.add_argument("--theirs", type=pathlib.Path)
    arguments = parser.parse_args()

    found = ours(str(arguments.build / "search_figures"), arguments.seeds)
    found = {k: v for k, v in found.items() if arguments.only in k[0]}
    rows = {}
    for key, runs in theirs(found, arguments.seeds, arguments.examples, arguments.jobs,
                            arguments.theirs):
        rows[key] = figures(found[key], runs)
        if arguments.table:  # after each variant, since the whole takes half an hour
            arguments.table.write_text(table(rows, arguments.seeds, arguments.examples))
    for name, value in summary(rows).items():
        print(f"{name}: {value:.4g}")


if __name__ == "__main__":
    main()
