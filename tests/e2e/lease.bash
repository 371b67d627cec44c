# For tests of subscriptions that a run makes for itself: gates between syncbell and the mock, which
# hold a step open or shut the API out, and what the account holds.
# shellcheck shell=bash disable=SC2034,SC2154

GATE=$BATS_TEST_DIRNAME/../support/gate.py

# Starts a gate to PORT as NAME: its port is $gate_port, its switches are in $T/NAME.
start_gate() {
  local name=$1 to=$2
  shift 2
  mkdir -p "$T/$name"
  python3 "$GATE" "$to" "$T/$name" "$@" 2>"$T/said/$name.err" 3>&- &
  STARTED+=("$!")
  gate_port=$(port_of "$T/$name/port")
}

# A mock of int-1 to int-20, each of which a manual sync completes in 50 ms, and of somebody else's
# webhook; syncbell reaches it through the gate "api", the test directly. Further keys as JSON.
gated_mock() {
  start_mock < <(jq -n '{rate_limit: 0,
    integrations: [range(1; 21) | {id: "int-\(.)", vendor: "YARDI", manual_sync: {takes: "50ms", jobs: 3}}],
    webhooks: [{url: "http://127.0.0.1:9/theirs", triggers: ["SYNC_COMPLETE"], secret: "not-of-this-run",
      headers: [{header: "x-syncbell-expires", value: "2999-01-01T00:00:00Z"}]}]} + '"${1:-{\}}")
  start_gate api "${API##*:}"
  export PROPEXO_API_URL=http://127.0.0.1:$gate_port
}

# Has a request wait, as in: holds api POST /v1/webhooks/ after
holds() {
  mkdir -p "$T/$1"
  rm -f "$T/$1/held"
  printf '%s %s %s' "$2" "$3" "$4" >"$T/$1/hold"
}
is_held() { until_true 20 test -e "$T/$1/held"; }
goes_on() {
  : >"$T/$1/go"
  until_true 20 test ! -e "$T/$1/go"
}

completes() {
  api "/v1/admin/integrations/$1/manual-sync" -o /dev/null -d '{}'
  until_true 10 is_synced "$1"
}
is_synced() { [ "$(api "/v1/admin/integrations/$1/" | jq .results.last_completed_sync)" != null ]; }

# The webhooks of the account but for somebody else's, which must be there.
ours() {
  api '/v1/webhooks/?active=true' "$API/v1/webhooks/?active=false" |
    jq -nr '[inputs.results[]] | if any(.url | endswith("/theirs")) then . else [{id: "theirs is gone"}] end
      | .[] | select(.url // "" | endswith("/theirs") | not) | .id'
}
nothing_is_left() { equals "$(ours)" ''; }
is_made() { [ -n "$(ours)" ]; }

# Nothing that the mock was asked was refused.
all_was_valid() {
  if grep -E '^(GET|POST|PUT|DELETE) .* 4[0-9][0-9]' "$T/said/mock.err"; then false; fi
}

wait_through_api() { leased_wait "$@"; }
wait_through_tunnel() { tunnelled_wait "$@"; }

# Starts a wait for an integration, as NAME and $pid, with a subscription of its own.
leased_wait() {
  local name=$1
  shift
  start "$name" wait "$name" --listen 0 --public-url 'http://127.0.0.1:{port}/' --json "$@"
}

# The same through a tunnel, which is the gate "tunnel".
tunnelled_wait() {
  local name=$1
  shift
  mkdir -p "$T/tunnel"
  start "$name" wait "$name" --listen 0 --tunnel "python3 $GATE {port} $T/tunnel --tunnel" \
    --json "$@"
}

# That a wait of that NAME, as $pid, ends with a status.
ends_with() {
  ends "$pid"
  equals "$1: $status" "$1: $2"
}
