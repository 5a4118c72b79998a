#!/usr/bin/env bash
# Line coverage of engine/ by the native tests.   usage: tests/coverage.sh [MINIMUM_PERCENT]   (after `make build-coverage`)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
minimum=${1:-95}
bin=build/toolchain/bin
tests=build/coverage/tests/engine_tests
[ -x "$tests" ] || { echo "there is no $tests: run \`make build-coverage\` first" >&2; exit 1; }

echo '== tests, instrumented'
LLVM_PROFILE_FILE=build/coverage/tests.profraw "$tests" '~[slow]' | tail -n 3
"$bin/llvm-profdata" merge -sparse build/coverage/tests.profraw -o build/coverage/tests.profdata
profile=-instr-profile=build/coverage/tests.profdata
"$bin/llvm-cov" report "$tests" "$profile" -show-region-summary=false -show-branch-summary=false "$PWD/engine"
"$bin/llvm-cov" show "$tests" "$profile" -format=html -output-dir=build/coverage/html "$PWD/engine" >/dev/null
"$bin/llvm-cov" export "$tests" "$profile" -summary-only "$PWD/engine" >build/coverage/summary.json
echo 'by line: build/coverage/html/index.html'
node -e '
  const [minimum] = process.argv.slice(1).map(Number);
  const { lines } = JSON.parse(require("fs").readFileSync("build/coverage/summary.json")).data[0].totals;
  console.log(`engine/: ${lines.percent.toFixed(1)} % of ${lines.count} lines are covered (at least ${minimum} % wanted)`);
  process.exit(lines.count > 0 && lines.percent >= minimum ? 0 : 1);
' "$minimum"
