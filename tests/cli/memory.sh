# Stored witnesses are re-checked first, and a corrupt one stops the run before it starts.
source "$(dirname "$0")/expect.sh"

stored=memory/planted/witnesses/below-four.C1.json
found_after() { python3 -c "import json
clause = json.load(open('build/evidence/planted.below-four.json'))['conclusions'][0]
print(clause['witness']['evaluations_to_find'])"; }

expect 1 check planted/below-four
[ -e "$stored" ] && fail "stored without --keep-witnesses"
first=$(found_after)
expect 1 check planted/below-four --keep-witnesses
cmp "$stored" build/evidence/witnesses/planted.below-four.C1.json || fail "stored another witness"
expect 1 check planted/below-four
[ "$(found_after)" -le 2 ] || fail "the stored witness was not tried first"
[ "$first" -gt 2 ] || fail "found at once without memory: the test shows nothing"
expect 1 check planted/below-four --memory /
[ "$(found_after)" -eq "$first" ] || fail "--memory is ignored"

# Settings near equality are stored too, and examined first.
expect 0 check planted/square --keep-tight
[ -e memory/planted/tight ] && fail "0 <= 0 was stored as a tight case"
expect 0 check planted/tangent
[ -e memory/planted/tight ] && fail "stored without --keep-tight"
expect 0 check planted/tangent --keep-tight
grep -q '"x": "0x1p+0"' memory/planted/tight/tangent.C1.json || fail "not the point of contact"
expect 0 check planted/tangent
sed -i 's/"x": .*/"x": oops/' memory/planted/tight/tangent.C1.json
expect 0 check planted/tangent
says err "/memory/planted/tight/tangent.C1.json:7: not valid JSON"
rm memory/planted/tight/tangent.C1.json
expect 1 check planted/below-four --max-shrink 0 --evidence rough
python3 -c "import json
clause = json.load(open('rough/planted.below-four.json'))['conclusions'][0]
assert clause['witness']['evaluations_to_shrink'] == 0" || fail "--max-shrink is ignored"

sed -i 's/"x": .*/"x": oops/' "$stored"
expect 3 check planted/below-four --evidence untouched
says err "$stored:7: not valid JSON"
[ -e untouched/planted.below-four.json ] && fail "work started"
expect 2 check planted/below-four --memory nowhere
finish
