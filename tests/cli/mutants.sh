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
finish
