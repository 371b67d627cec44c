#!/usr/bin/env bash
# Verifying captures. First the check alone, in a loop over 1 MiB in memory, beside `openssl speed` (bytes for each
# second of the processor's time, the best of five, in turns). Then whole processes: bodies of 1 MiB of JSON in the
# records of a file, which have to be freed of JSON's escapes first; a million records of 212 bytes from a
# pipe; and how much longer these take than a tenth of them (the median of three, in turns with a script of Node).
# usage: tests/bench/verifying.bash   prints rows of the table of benchmarks; script/bench runs it with SYNCBELL set
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/bench/tools/table.bash
. tests/bench/tools/servers.bash
unset PROPEXO_API_TOKEN PROPEXO_WEBHOOK_SECRET

million=${SYNCBELL_BENCH_RECORDS:-1000000}

# record FILE: a record of that body, signed.
record() {
  local signature
  signature=$(openssl dgst -sha256 -hmac secret -hex <"$1" | sed 's/.*= *//')
  jq -Rsc --arg signature "$signature" '{type: "delivery", version: 1, received_at: "2026-11-23T08:00:00.123Z",
    method: "POST", path: "/", headers: [["content-type", "application/json"], ["propexo-signature", $signature]],
    signature: "valid", event: "FIRST_SYNC_COMPLETE", integration_id: null, body: .}' "$1"
}

verify() { "$SYNCBELL" verify "$@" --secret-file "$T/secret" --quiet; }

# repeated N FILE: the file's line, as often as that.
repeated() { yes "$(<"$2")" | head -n "$1" || true; }

# Seconds that a command takes, on the standard output.
seconds_of() {
  local begun=$EPOCHREALTIME
  "$@" >/dev/null 2>"$T/err" || { cat "$T/err" >&2 && return 1; }
  awk -v begun="$begun" -v ended="$EPOCHREALTIME" 'BEGIN { printf "%.3f\n", ended - begun }'
}
ours() { repeated "$1" "$T/record" | verify -; }
nodes() { repeated "$1" "$T/record" | node "$peers/node_verify.js" "$T/secret"; }

openssl_rate() {
  openssl speed -mr -hmac sha256 -bytes 1048576 -seconds 1 2>/dev/null | awk -F: '/^\+F:/ { printf "%d\n", $NF }'
}
best() { sort -g | tail -1; }

for _ in 1 2 3 4 5; do
  "$peer_tools/signatures" 1 >>"$T/signatures"
  openssl_rate >>"$T/openssl"
done
check=$(best <"$T/signatures") limit=$(best <"$T/openssl")
gigabytes() { awk -v rate="$1" 'BEGIN { printf "%.2f GB/s", rate / 1e9 }'; }
row 'check of 1 MiB bodies (openssl speed)' "$(gigabytes "$check")" "$(gigabytes "$limit")" \
  "$(quotient "$check" "$limit")" 'at least' 0.8

awk 'BEGIN {
  printf "{\"trigger\":\"SYNC_COMPLETE\",\"data\":["
  for (size = 64; size < 1048576; size += length(item)) {
    item = sprintf("{\"id\":\"cly301lrc%015d\",\"name\":\"A Tenant\",\"amount\":1234.5,\"note\":\"padding\"},", size)
    printf "%s", item
  }
  printf "{}]}" }' >"$T/large.json"
record "$T/large.json" >"$T/large"
record tests/fixtures/payloads/first_sync_complete.envelope.json >"$T/record"
for _ in $(seq 200); do cat "$T/large"; done >"$T/large.jsonl"
for _ in 1 2 3; do
  seconds_of verify "$T/large.jsonl" >>"$T/large.ours"
  seconds_of node "$peers/node_verify.js" "$T/secret" <"$T/large.jsonl" >>"$T/large.node"
  seconds_of ours "$million" >>"$T/million.ours"
  seconds_of ours $((million / 10)) >>"$T/tenth.ours"
  seconds_of nodes "$million" >>"$T/million.node"
done
size=$(($(stat -c %s "$T/large.json") * 200))
row 'verify of 200 records with bodies of 1 MiB (Node)' "$(median <"$T/large.ours") s" "$(median <"$T/large.node") s" \
  "$(quotient "$(median <"$T/large.ours")" "$(median <"$T/large.node")")"
rate=$(awk -v size="$size" -v seconds="$(median <"$T/large.ours")" 'BEGIN { print size / seconds }')
row 'verify of 200 records with bodies of 1 MiB (openssl speed)' "$(gigabytes "$rate")" "$(gigabytes "$limit")" \
  "$(quotient "$rate" "$limit")" 'at least' 0.8
all=$(median <"$T/million.ours") tenth=$(median <"$T/tenth.ours")
row "verify of $million records (Node)" "$all s" "$(median <"$T/million.node") s" \
  "$(quotient "$all" "$(median <"$T/million.node")")"
row "verify of $million records (a tenth of them)" "$all s" "$tenth s" "$(quotient "$all" "$tenth")" 'at most' 11
