# The front door. `make report` and `make test` need nothing but this checkout of a Debian 12
# machine; both are quick when everything is installed and built.

jobs := $(shell nproc)
program := build/release/claimcheck
# Shown in the report with their probes; `claimcheck probe` takes any other.
probed := chatterji2021/lemma-7 frei2022/lemma-8 frei2023/lemma-e.14

.PHONY: report test bench trust format clean setup-report setup-test setup-bench setup-trust

# Checks every claim at quick effort, scores the wrong variants, probes three claims and renders
# build/report/index.html; the exit code is 1 when some verdict is not as expected.
report: setup-report
	test -f build/release/build.ninja || cmake --preset release -DCLAIMCHECK_TESTS=OFF
	cmake --build --preset release -j$(jobs) --target claimcheck
	rm -rf build/evidence build/report
	$(program) check --all --effort quick --evidence build/evidence >/dev/null || test $$? -eq 1
	$(program) mutants --all --effort quick --evidence build/evidence >/dev/null || test $$? -eq 1
	$(program) mutants --all --systematic --effort quick --evidence build/evidence >/dev/null
	for claim in $(probed); do \
	  $(program) probe $$claim --effort quick --evidence build/evidence >/dev/null; done
	$(program) report --evidence build/evidence --out build/report

test: setup-test
	cmake --preset release -DCLAIMCHECK_TESTS=ON
	cmake --build --preset release -j$(jobs)
	ctest --preset release -j$(jobs)

# One `name: value` line per figure.
bench: setup-bench
	cmake --preset bench
	cmake --build --preset bench -j$(jobs)
	bench/run build/bench

# The number types under both compilers, without and with all optimisation; about ten minutes.
trust: setup-trust
	tests/compilers.sh

format:
	git ls-files '*.cpp' '*.hpp' | xargs clang-format-14 -i

clean:
	rm -rf build

setup-report:
	tools/install-packages build
setup-test:
	tools/install-packages build test
setup-bench:
	tools/install-packages build bench
setup-trust:
	tools/install-packages build test trust
