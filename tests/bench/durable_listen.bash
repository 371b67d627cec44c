#!/usr/bin/env bash
# What saving costs: signed deliveries a second, over 64 kept connections, that `listen --follow` takes
# with --save FILE.jsonl (each on the disk before its 200) beside what it takes without.
# usage: [SYNCBELL=PATH] tests/bench/durable_listen.bash   prints one row of the table of benchmarks
set -euo pipefail
cd "$(dirname "$0")/../.."

SYNCBELL=$(realpath "${SYNCBELL:-build/release/syncbell}")
seconds=${SYNCBELL_BENCH_SECONDS:-2} # of each of four runs
command -v wrk >/dev/null || { echo "durable_listen: wrk is missing: apt-get install wrk" >&2 && exit 1; }

T=$(mktemp -d)
listener=
trap 'kill "$listener" 2>/dev/null || true; rm -rf "$T"' EXIT
echo secret >"$T/secret"
body=tests/fixtures/payloads/first_sync_complete.envelope.json
SIGNATURE=$(openssl dgst -sha256 -hmac secret -hex <"$body" | sed 's/.*= *//')
BODY=$body
export SIGNATURE BODY
cat >"$T/post.lua" <<'L'
wrk.method = "POST"
wrk.body = io.open(os.getenv("BODY"), "rb"):read("*a")
wrk.headers["Content-Type"] = "application/json"
wrk.headers["propexo-signature"] = os.getenv("SIGNATURE")
L

# Deliveries a second of a listener with these flags, in $rate; every one must be answered 200.
measure() {
  rm -f "$T/port"
  "$SYNCBELL" listen --listen 0 --port-file "$T/port" --secret-file "$T/secret" --follow --quiet "$@" \
    >/dev/null 2>"$T/err" &
  listener=$!
  until [ -s "$T/port" ]; do
    kill -0 "$listener" || { cat "$T/err" >&2 && exit 1; }
    sleep 0.01
  done
  wrk -t 2 -c 64 -d "${seconds}s" -s "$T/post.lua" "http://127.0.0.1:$(<"$T/port")/" >"$T/wrk"
  kill -TERM "$listener"
  wait "$listener" || true
  if grep -q 'Non-2xx\|Socket errors' "$T/wrk"; then cat "$T/wrk" >&2 && exit 1; fi
  rate=$(awk '/^Requests\/sec:/ { print int($2) }' "$T/wrk")
}

better() { [ "$1" -gt "$2" ] && echo "$1" || echo "$2"; }

plain=0 durable=0
for _ in 1 2; do # in turn, so that both see the same machine
  measure
  plain=$(better "$rate" "$plain")
  measure --save "$T/captures.jsonl"
  durable=$(better "$rate" "$durable")
done
awk -v durable="$durable" -v plain="$plain" 'BEGIN {
  printf "| listen --save, 64 connections | %d/s, on the disk before each 200 | %d/s without --save | %.0f %% | at least 50 %% |\n",
    durable, plain, 100 * durable / plain }'
