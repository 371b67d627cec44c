#!/usr/bin/env bash
# Receiving and verifying over 64 kept connections: the rate at which wrk gets its signed deliveries of 212 bytes
# answered 200, and the 99th percentile of how long each answer takes. Ours is `listen --follow`, which also writes
# each payload out before it answers (to /dev/null). The peers keep nothing: Node's http server, `webhook` as it is
# used, which runs a program for each hook (/bin/true), and `webhook` with a hook that never runs, which leaves
# parsing and verifying; and a server that takes whatever it reads for a request, as the limit that sockets set.
# Five rounds in turns; of each the median, of rates and of percentiles.
# usage: tests/bench/receiving.bash   prints rows of the table of benchmarks; script/bench runs it with SYNCBELL set
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/bench/tools/table.bash
. tests/bench/tools/servers.bash

command -v wrk >/dev/null || { missing_peer 'receive and verify' wrk && exit; }
seconds=${SYNCBELL_BENCH_SECONDS:-3} # of each of 25 runs
export BODY=tests/fixtures/payloads/first_sync_complete.envelope.json SIGNATURE
SIGNATURE=$(openssl dgst -sha256 -hmac secret -hex <"$BODY" | sed 's/.*= *//')

# load NAME COMMAND…: starts a server by the command and adds "rate p99" to $T/NAME.
load() {
  "${@:2}"
  wrk -t 1 -c 64 -d "${seconds}s" --latency -s tests/bench/tools/post.lua "$url" >"$T/wrk"
  stop_server
  if grep -q 'Non-2xx\|Socket errors' "$T/wrk"; then cat "$T/wrk" >&2 && return 1; fi
  awk '/99%/ { p99 = $2 + 0; if ($2 ~ /[0-9]s$/) p99 *= 1000; if ($2 ~ /us$/) p99 /= 1000 }
       /^Requests\/sec:/ { print int($2), p99 }' "$T/wrk" >>"$T/$1"
}

rate() { cut -d' ' -f1 "$T/$1" | median; }
p99() { cut -d' ' -f2 "$T/$1" | median; }

# compare PEER NAME [TARGET]: of rates.
compare() {
  local target=()
  [ $# -lt 3 ] || target=('at least' "$3")
  row "receive and verify, 64 connections, per s ($1)" "$(rate listen)" "$(rate "$2")" \
    "$(quotient "$(rate listen)" "$(rate "$2")")" "${target[@]}"
}

for _ in 1 2 3 4 5; do
  load listen start_listen
  load node start_node
  load bare_socket start_bare_socket
  command -v webhook >/dev/null || continue
  load webhook start_webhook
  load webhook_alone start_webhook verify-alone
done
compare "Node's http" node 2.0
if [ -e "$T/webhook" ]; then
  compare 'webhook' webhook 1.0
  compare 'webhook, verifying alone' webhook_alone 1.0
else
  missing_peer 'receive and verify' webhook
fi
compare 'a server that looks at nothing' bare_socket
row 'the same, 99th percentile, ms (a server that looks at nothing)' "$(p99 listen)" "$(p99 bare_socket)" \
  "$(quotient "$(p99 listen)" "$(p99 bare_socket)")" 'at most' 2.0
row "the same, 99th percentile, ms (Node's http)" "$(p99 listen)" "$(p99 node)" "$(quotient "$(p99 listen)" "$(p99 node)")"
