#!/usr/bin/env bash
# Measures kith against SQLite and C doing the nearest honest job, built and run in the same run.
#
#     KITH_BENCH_SIZES="1000 10000"  numbers of people; 1,000 to 100,000 unless told
#     KITH_BENCH_ROUNDS=3            rounds of what takes seconds; 5 unless told, 3 from 100,000 on
#     KITH_BENCH_PARTS="practice"    contacts and sync, the practice, or both; both unless told
#
# Prints a table for each size and writes bench-results/*.json. Needs the release binaries.
set -euo pipefail
cd "$(dirname "$0")/../.."

sizes=${KITH_BENCH_SIZES:-1000 10000 100000}
parts=${KITH_BENCH_PARTS:-contacts practice}
results=$PWD/bench-results
bin=$(cd .build/release && pwd -P)
for program in "$bin/kith" "$bin/kithd"; do
    [ -x "$program" ] || { echo "$program is missing: run \`make build\`." >&2; exit 1; }
done
for tool in hyperfine sqlite3 curl gcc python3; do
    command -v "$tool" > /dev/null || { echo "$tool is missing: run \`make deps\`." >&2; exit 1; }
done

work=$(mktemp -d "${TMPDIR:-/tmp}/kith-bench.XXXXXX")
# As people have them: the pages of a file that the linker wrote are slower to map than a copy's.
install -D -t "$work/bin" "$bin/kith" "$bin/kithd"
bin=$work/bin
daemon=
stop() {
    [ -n "$daemon" ] || return 0
    kill "$daemon" 2> /dev/null || true
    wait "$daemon" 2> /dev/null || true
    daemon=
}
finish() { stop; rm -rf "$work"; }
trap finish EXIT
trap 'exit 130' INT TERM

gcc -O2 -Wall -Wextra -Werror -o "$work/plain_insert" Tests/Bench/plain_insert.c -lsqlite3
gcc -O2 -Wall -Wextra -Werror -o "$work/raw_notices" Tests/Bench/raw_notices.c
gcc -O2 -Wall -Wextra -Werror -o "$work/hello" Tests/Bench/hello.c

# The yardstick of import; without PyPI its row is missing, and says so.
vobject=$PWD/.build/bench-venv/bin/python3
if ! "$vobject" -c 'import vobject' 2> /dev/null; then
    python3 -m venv .build/bench-venv
    .build/bench-venv/bin/pip install --quiet --retries 1 vobject==0.9.9 || {
        echo "Import is not compared with vobject: PyPI cannot be reached." >&2
        vobject=
    }
fi

serve() { # serve FOLDER: starts the daemon there and sets `url`
    mkdir -p "$1"
    "$bin/kithd" serve --data "$1" --listen 127.0.0.1:0 > "$1.out" 2> "$1.err" &
    daemon=$!
    for _ in $(seq 100); do grep -q 'listening on' "$1.out" && break; sleep 0.1; done
    url=$(awk '/listening on/ { print $NF }' "$1.out")
    [ -n "$url" ] || { echo "kithd does not start:" >&2; cat "$1.err" >&2; exit 1; }
}

reports=()
for size in $sizes; do
    echo "Measuring with $size people ..." >&2
    folder=$work/$size
    mkdir "$folder"
    python3 Tests/Bench/contacts.py "$size" > "$folder/contacts.vcf"
    case $parts in *contacts*)
        serve "$folder/server"
        python3 Tests/Bench/bench.py --bin "$bin" --tools "$work" --folder "$folder" \
            --size "$size" --url "$url" --daemon "$daemon" \
            --rounds "${KITH_BENCH_ROUNDS:-0}" --vobject "$vobject" > "$folder.json"
        stop
        reports+=("$folder.json") ;;
    esac
    case $parts in *practice*)
        echo "Measuring the practice with $size people ..." >&2
        python3 Tests/Bench/practice.py --bin "$bin" --folder "$folder" --size "$size" \
            > "$folder-practice.json"
        reports+=("$folder-practice.json") ;;
    esac
    rm -rf "$folder"
done

mkdir -p "$results"
python3 Tests/Bench/report.py "$results" "${reports[@]}"
