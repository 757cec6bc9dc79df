#!/usr/bin/env bash
# tests/compilers.sh: the inclusion tests of the number types, built by both compilers without and
# with all optimisation. Rigorous arithmetic must not depend on either. About ten minutes.
set -euo pipefail
cd "$(dirname "$0")/.."

for compiler in g++ clang++-14; do
  for level in -O0 -O3; do
    build="build/trust/$compiler$level"
    # g++ 12 at -O3 warns of its own std::string (GCC bug 105329).
    [ "$compiler" = g++ ] && flags="$level -Wno-restrict" || flags="$level"
    cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER="$compiler" \
      -DCMAKE_CXX_FLAGS_RELEASE="$flags" >/dev/null
    cmake --build "$build" --target test_trust -j"$(nproc)" >/dev/null
    printf '%s %s: ' "$compiler" "$level"
    "$build/tests/core/test_trust" | grep -E 'All tests passed|failed'
  done
done
