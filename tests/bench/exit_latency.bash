#!/usr/bin/env bash
# How soon a script goes on: from the moment the sender has its 200 to the end of `listen`, and of `wait` by
# webhook, over 200 deliveries, each to a process of its own; the sender keeps its connection open. In turns with
# a server that ends without doing anything else once it has answered, which is what the system itself takes.
# usage: tests/bench/exit_latency.bash   prints rows of the table of benchmarks; script/bench runs it with SYNCBELL set
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/bench/tools/table.bash
. tests/bench/tools/servers.bash
unset PROPEXO_API_TOKEN PROPEXO_WEBHOOK_SECRET

rounds=${SYNCBELL_BENCH_ROUNDS:-200}
body=tests/fixtures/payloads/first_sync_complete.envelope.json
signature=$(openssl dgst -sha256 -hmac secret -hex <"$body" | sed 's/.*= *//')
integration=$(jq -r .data.integration_id "$body")
receiving=(--listen 0 --port-file PORT_FILE --secret-file "$T/secret" --quiet)

times=$(T=$T python3 tests/bench/tools/exit_latency.py "$rounds" "$body" "$signature" \
  "$SYNCBELL" listen "${receiving[@]}" \
  --- "$SYNCBELL" wait "$integration" --existing-subscription "${receiving[@]}" \
  --- "$peer_tools/bare_socket" PORT_FILE --once)
{
  read -r listen_median listen_p99
  read -r wait_median wait_p99
  read -r bare_median bare_p99
} <<<"$times"
# compare WHAT OURS BARE [RULE TARGET MEASURED]
compare() { row "200 to exit of $1, ms (a server that does nothing else)" "$2" "$3" "$(quotient "$2" "$3")" "${@:4}"; }
compare 'listen, median' "$listen_median" "$bare_median"
compare 'listen, 99th percentile' "$listen_p99" "$bare_p99" 'at most' '20 ms' "$listen_p99"
compare 'wait, median' "$wait_median" "$bare_median"
compare 'wait, 99th percentile' "$wait_p99" "$bare_p99" 'at most' '20 ms' "$wait_p99"
