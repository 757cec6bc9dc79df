# A surviving mutant, and a claim without mutants, are not as expected.
source "$(dirname "$0")/expect.sh"

expect 0 mutants planted/square planted/coin
says out "refuted   C1    strictly positive"
says out "failures in"
says out "2 of 2 mutants refuted"
expect 1 mutants planted/below-four
says out "SURVIVED"
says out "0 of 1 mutants refuted"
expect 1 mutants planted/vacuous
says out "no mutants planted"

# The scores join the record, each kind in place of its own.
expect 3 mutants planted/square --evidence build/evidence
expect 0 check planted/square
expect 0 mutants planted/square --evidence build/evidence
expect 0 mutants planted/square --systematic --evidence build/evidence
expect 0 mutants planted/square --evidence build/evidence
python3 - <<'PYTHON' || fail "the record has other mutants"
import json
mutants = json.load(open("build/evidence/planted.square.json"))["mutants"]
assert [m["verdict"] for m in mutants if not m["systematic"]] == ["refuted"], mutants
assert len([m for m in mutants if m["systematic"]]) == 5, mutants
assert all(m["reason"] for m in mutants if m["verdict"] != "refuted"), mutants
PYTHON
expect 0 report --evidence build/evidence --out report
says report/index.html "Does the search find what is wrong?"
finish
