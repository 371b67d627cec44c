# Being reached through a tunnel that syncbell starts: finding its address, ending it, outliving it.
load harness
load lease

tunnel_is_gone() { is_gone "$(<"$T/tunnel/pid")"; }
kill_tunnel() {
  kill -KILL "$(<"$T/tunnel/pid")"
  until_true 5 tunnel_is_gone
}

@test "the address is found among others, and the tunnel ends with all that it started" {
  gated_mock
  mkdir "$T/tunnel"
  start int-1 wait int-1 --listen 0 --json \
    --tunnel "sh -c 'echo {url}; python3 $GATE {port} $T/tunnel --tunnel & wait'"
  hears int-1.out '"type":"ready"'
  tunnel=http://127.0.0.1:$(<"$T/tunnel/port")/
  equals "$(jq -r 'select(.type == "ready") | .public_url' "$T/said/int-1.out")" "$tunnel"
  equals "$(api "/v1/webhooks/$(ours)" | jq -r .results.url)" "$tunnel"
  completes int-1
  ends_with int-1 0
  equals "$(result .source "$T/said/int-1.out")" webhook
  until_true 5 tunnel_is_gone
  nothing_is_left
}

@test "a path that the way changes is found out, and deliveries are taken where they arrive" {
  gated_mock
  mkdir "$T/tunnel"
  start int-1 wait int-1 --listen 0 --json --path /hooks/in \
    --tunnel "python3 $GATE {port} $T/tunnel --tunnel --strip /hooks"
  ends "$pid"
  equals "$status" 2
  contains "$(<"$T/said/int-1.err")" 'arrives here at /in'
  mkdir "$T/other"
  start int-2 wait int-2 --listen 0 --json \
    --tunnel "sh -c 'python3 $GATE {port} $T/other --strip /hooks & until [ -e $T/other/port ]; do sleep 0.02; done
      echo http://127.0.0.1:\$(cat $T/other/port)/hooks/in; wait'"
  hears int-2.out '"type":"ready"'
  completes int-2
  ends_with int-2 0
  equals "$(result .source "$T/said/int-2.out")" webhook
}

@test "a tunnel that cannot be started or ends before it is open is 5 with its last words" {
  gated_mock
  syncbell wait int-1 --listen 0 --tunnel no-such-tunnel-here
  equals "$status" 5
  contains "$err" 'no-such-tunnel-here'
  syncbell wait int-1 --listen 0 --json --tunnel "sh -c 'echo starting; echo account suspended >&2; exit 3'"
  equals "$status" 5
  contains "$(result .reason)" 'ended with status 3; its last words: starting / account suspended'
  equals "$(requests 'POST /v1/webhooks')" 0
  syncbell wait int-1 --tunnel 'ssh somewhere | cat'
  equals "$status" 2
  contains "$err" 'sh -c'
}

lose_tunnel_at_each() {
  local expected=$1 n=0 line flags
  shift
  gated_mock
  for line in "$@"; do
    n=$((n + 1))
    flags=()
    case $line in
    *--start-sync) flags=(--start-sync) ;;
    *--after-command) flags=(-- true) ;;
    esac
    # shellcheck disable=SC2086 # four words
    holds ${line%% --*}
    tunnelled_wait "int-$n" "${flags[@]}"
    case $line in *--done)
      hears "int-$n.out" '"type":"ready"'
      completes "int-$n"
      ;;
    esac
    is_held "${line%% *}"
    kill_tunnel
    rm -f "$T"/tunnel/*
    case $line in api*)
      if [ "$expected" = 0 ]; then completes "int-$n"; fi
      goes_on api
      ;;
    esac
    ends_with "$line" "$expected"
    nothing_is_left
  done
}
@test "a tunnel that is killed at any step before it is in use is 5, and nothing is left behind" {
  lose_tunnel_at_each 5 'tunnel POST / before' 'api GET /v1/webhooks/ before' 'api POST /v1/webhooks/ before' \
    'api POST /v1/webhooks/ after'
}
@test "a tunnel that is killed from then on costs neither the wait nor the clean-up" {
  lose_tunnel_at_each 0 'api GET /v1/admin/integrations/ before --after-command' \
    'api POST /v1/admin/integrations/ before --start-sync' 'api DELETE /v1/webhooks/ before --done'
}

@test "a tunnel that is killed while it waits is said, and it polls instead" {
  gated_mock
  tunnelled_wait int-1 --poll-interval 200ms
  hears int-1.out '"type":"ready"'
  until_true 5 has_looked_twice
  kill_tunnel
  hears int-1.err 'ended with status 137; its last words'
  completes int-1
  ends_with int-1 0
  equals "$(result .source "$T/said/int-1.out")" poll
  contains "$(<"$T/said/int-1.err")" 'polling every 200ms instead'
  tunnelled_wait int-2 --via webhook
  hears int-2.out '"type":"ready"'
  kill_tunnel
  ends_with int-2 5
  nothing_is_left
}
has_looked_twice() { [ "$(requests 'GET /v1/admin/integrations/int-1/')" -ge 2 ]; }
