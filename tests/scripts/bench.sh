#!/usr/bin/env bash
# Builds the release profile and measures it: the server on core 0, the generator on core 1.
#
# Usage: bench.sh [--dataset FILE | --entries N]... [--only W1,W2] [--seconds N] [--rounds N] [--cache on|little|off] [--dropped N] [--visible N]
# Without content, the data set of 1,000 posts and 100,000 posts of the same shapes are measured.
set -eu
cd "$(dirname "$0")/../.."

tests/scripts/require.sh cargo cc taskset
[ "$(uname)" = Linux ] || { echo "make bench reads /proc, which only Linux has" >&2; exit 1; }
[ "$(nproc)" -ge 2 ] || { echo "make bench needs two cores" >&2; exit 1; }
target=${CARGO_TARGET_DIR:-target}
timeout 5400 cargo build --locked --release -p galley-cli -p galley-tests --bins </dev/null

case " $* " in
    *" --dataset "* | *" --entries "*) content=() ;;
    *)
        tests/scripts/require.sh python3
        dataset="$target/bench-1000.json"
        python3 tests/bench/dataset.py "$dataset"
        content=(--dataset "$dataset" --entries 100000)
        ;;
esac

echo "load before: $(cut -d' ' -f1-3 /proc/loadavg) (quiet is below 0.3)"
exec timeout 3600 taskset --cpu-list 1 "$target/release/galley-bench" "${content[@]}" "$@" </dev/null
