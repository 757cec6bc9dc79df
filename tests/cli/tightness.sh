# tightness reads from the evidence how much of every bound is used.
source "$(dirname "$0")/expect.sh"

expect 3 tightness planted/square
one_line err
expect 0 check planted/square
expect 0 tightness planted/square
[ "$(wc -l <out)" -eq 2 ] || fail "not a heading and one line a conclusion"
ratio=$(awk 'NR == 2 {print $3}' out)
recorded=$(python3 -c "
import json
print('%.4g' % json.load(open('build/evidence/planted.square.json'))['conclusions'][0]['tight']['tightness'])")
[ "$ratio" = "$recorded" ] || fail "$ratio is not the recorded $recorded"
finish
