# Verdicts and mistakes on the command line become the documented exit codes and messages.
source "$(dirname "$0")/expect.sh"

for verdict in "0 square certified" "0 known-refutation refuted" "0 coin supported" \
  "1 below-four refuted" "1 vacuous vacuous" "1 crash failed"; do
  read -r code claim word <<<"$verdict"
  expect "$code" check "planted/$claim"
  says out "$word"
done
says out "the observation broke"
expect 1 check planted/square planted/below-four

expect 2
expect 2 bogus
expect 2 check
says err "name a claim, or use --all or --paper"
expect 2 check --all --effort enormous
expect 2 check --all --jobs 0
expect 2 check --all --digits 1
expect 2 check planted/sqare
says err "claimcheck: no claim planted/sqare; did you mean planted/square?"
one_line err
expect 2 show below-for
says err "did you mean planted/below-four"
expect 2 check --paper plantd
says err "no paper plantd; there are planted"
expect 2 list --kind odd
expect 2 replay

for command in list show check mutants replay report; do
  expect 0 "$command" --help
  says out "Usage: claimcheck $command"
  says out "Exit codes:"
done
expect 0 --help
expect 0 --version
says out "claimcheck "
says out "Arb "

"$program" list >/dev/full 2>err && fail "a full standard output was not noticed"
says err "standard output"
finish
