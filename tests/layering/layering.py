"""Dependencies point one way, and every claim stands in the file that its id names.

Usage: layering.py SOURCE_DIRECTORY PROGRAM
"""

import json
import pathlib
import re
import subprocess
import sys

# core <- properties <- theorems <- cli, core <- reports <- cli.
MAY_INCLUDE = {
    "core": {"core"},
    "properties": {"core", "properties"},
    "theorems": {"core", "properties", "theorems"},
    "reports": {"core", "reports"},
    "cli": {"core", "properties", "theorems", "reports", "cli"},
}
# A library's headers stay where they are wrapped; tests may look where the code they test looks.
LIBRARY_HOME = {
    "rapidcheck": ("properties/", "tests/properties/"),
    "Eigen": ("core/", "tests/core/", "bench/"),
    "arb": ("core/", "tests/core/", "bench/"),
    "nlopt": ("properties/", "tests/properties/"),
}
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)

root = pathlib.Path(sys.argv[1])
wrong = []


def check_includes(path, name):
    part = name.split("/")[0]
    for own, library in INCLUDE.findall(path.read_text()):
        if own and part in MAY_INCLUDE:
            if own.split("/")[0] not in MAY_INCLUDE[part] and "/" in own:
                wrong.append(f"{name} includes {own}")
            if part == "reports" and own.startswith("core/number/"):
                wrong.append(f"{name} includes {own}: reports know no number type")
        for prefix, homes in LIBRARY_HOME.items():
            if library.startswith(prefix) and not name.startswith(homes):
                wrong.append(f"{name} includes <{library}>, which belongs to {homes[0]}")


def file_of(claim_id):
    paper, label = claim_id.split("/")
    stem = re.sub(r"[-.]", "_", label.removesuffix("_corrected").lower())
    return f"theorems/{paper}/{stem}.cpp"


def stem(conclusion):
    """A conclusion as part of a file name: "C1 (n=1)" is "C1-n=1"."""
    return re.sub(r"[^A-Za-z0-9=.]+", "-", conclusion.replace("'", "prime")).strip("-")


def check_claims(claims):
    expected = {file_of(claim["id"]) for claim in claims}
    papers = [path for path in (root / "theorems").iterdir() if path.is_dir()]
    there = {
        str(path.relative_to(root))
        for paper in papers
        for path in paper.glob("*.cpp")
        if not path.with_suffix(".hpp").exists()  # what claims share has a header, a claim has not
    }
    wrong.extend(f"{name}: no claim has this file" for name in sorted(there - expected))
    wrong.extend(f"{name}: named by a claim's id, but missing" for name in sorted(expected - there))
    known = {
        f"theorems/{claim['paper']}/{folder}/{claim['id'].split('/')[1]}.{stem(conclusion)}.json"
        for claim in claims
        for conclusion in claim["conclusions"]
        for folder in ("witnesses", "tight")
    }
    for folder in ("witnesses", "tight"):
        for path in (root / "theorems").glob(f"*/{folder}/*"):
            name = str(path.relative_to(root))
            if name not in known:
                wrong.append(f"{name}: no conclusion has this file")


files = [
    path
    for part in [*MAY_INCLUDE, "tests", "bench"]
    for path in sorted((root / part).rglob("*"))
    if path.suffix in {".cpp", ".hpp"}
]
for path in files:
    check_includes(path, str(path.relative_to(root)))
listing = subprocess.run([sys.argv[2], "list", "--json"], capture_output=True, check=True)
check_claims(json.loads(listing.stdout))
if not files:
    wrong.append("no files found")
print("\n".join(wrong) or f"{len(files)} files in order")
sys.exit(bool(wrong))
