#!/usr/bin/env bash
# What saving costs: signed deliveries a second, over 64 kept connections, that `listen --follow` takes
# with --save FILE.jsonl (each on the disk before its 200) beside what it takes without.
# usage: [SYNCBELL=PATH] tests/bench/durable_listen.bash   prints one row of the table of benchmarks
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/bench/tools/table.bash

SYNCBELL=$(realpath "${SYNCBELL:-build/release/syncbell}")
seconds=${SYNCBELL_BENCH_SECONDS:-2} # of each of ten runs
command -v wrk >/dev/null || { echo "durable_listen: wrk is missing: apt-get install wrk" >&2 && exit 1; }

umask 077 # secrets that others can read are refused
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

# The pair of runs in the middle, by their ratio: what a machine does besides comes and goes.
for _ in 1 2 3 4 5; do
  measure
  plain=$rate
  measure --save "$T/captures.jsonl"
  echo "$rate $plain $(awk "BEGIN { print $rate / $plain }")"
done | sort -k3n | sed -n 3p >"$T/middle"
read -r saving plain ratio <"$T/middle"
row 'listen --save, 64 connections, per s (without --save)' "$saving, on the disk before each 200" "$plain" \
  "$(quotient "$ratio" 1)" 'at least' 0.5
