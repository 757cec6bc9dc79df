# Any random draw is reproduced by its seed and number, of the search and of trials.
source "$(dirname "$0")/expect.sh"

expect 0 draw planted/below-four 7
cp out seven
says out "draw 7 of seed 1"
says out "x = "
says out "H1"
expect 0 draw planted/below-four 7 --effort deep
cmp -s out seven || fail "a draw depends on the effort"
expect 0 draw planted/below-four 7 --seed 2
cmp -s out seven && fail "--seed is ignored"
expect 0 draw planted/below-four 8
cmp -s out seven && fail "the number is ignored"

expect 0 check planted/coin
expect 0 draw planted/coin 3 --trial C1 --setting 1
cp out third
says out "setting 1 of the trials of C1"
says out "the event"
expect 0 draw planted/coin 4 --trial C1 --setting 1
cmp -s out third && fail "the number of the trial's draw is ignored"
expect 2 draw planted/coin 3 --trial C1 --setting 99
says err "settings were put to trial for C1, from 0 on"
expect 2 draw planted/coin 3 --trial C9
expect 2 draw planted/below-four 3 --trial C1
says err "C1 is not put to trial"
expect 2 draw planted/below-fou 3
finish
