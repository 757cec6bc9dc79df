# Evidence does not depend on the number of threads, in double or with many digits; the seed and the
# digits count.
source "$(dirname "$0")/expect.sh"

quick="planted/square planted/below-four planted/known-refutation planted/vacuous planted/crash
  planted/coin planted/fine"
# evidence OPTION...: all that a run writes, but its time.
evidence() {
  rm -rf run
  # shellcheck disable=SC2086
  expect 1 check $quick --evidence run "$@"
  (cd run && find . -type f | sort | xargs grep -Ev '"(seconds[a-z_]*|digits)":')
}

for digits in 0 100; do
  options=()
  [ "$digits" -eq 0 ] || options=(--digits "$digits")
  evidence --jobs 1 "${options[@]}" >"one.$digits"
  evidence --jobs 4 "${options[@]}" >"four.$digits"
  evidence --jobs 4 --seed 2 "${options[@]}" | grep -v '"seed":' >"other.$digits"
  cmp "one.$digits" "four.$digits" || fail "evidence depends on --jobs, digits $digits"
  grep -v '"seed":' "one.$digits" | cmp -s - "other.$digits" && fail "--seed is ignored"
done
cmp -s one.0 one.100 && fail "--digits is ignored"
[ "$(find run -name '*.json' | wc -l)" -eq 9 ] || fail "not seven records and two witnesses"
finish
