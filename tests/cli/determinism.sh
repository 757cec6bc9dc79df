# Evidence does not depend on the number of threads, in double or with many digits; the seed counts.
source "$(dirname "$0")/expect.sh"

quick="planted/square planted/below-four planted/known-refutation planted/vacuous planted/crash
  planted/coin"
without_time() { (cd "$1" && find . -type f | sort | xargs grep -v '"seconds"'); }

for digits in "" "--digits 40"; do
  # shellcheck disable=SC2086
  {
    expect 1 check $quick --jobs 1 --evidence one $digits
    expect 1 check $quick --jobs 4 --evidence four $digits
    expect 1 check $quick --jobs 4 --evidence other --seed 2 $digits
  }
  without_time one >one.txt
  without_time four >four.txt
  without_time other >other.txt
  cmp one.txt four.txt || fail "evidence depends on --jobs $digits"
  cmp -s one.txt other.txt && fail "evidence does not depend on --seed $digits"
done
[ "$(find one -name '*.json' | wc -l)" -eq 8 ] || fail "not six records and two witnesses"
finish
