# How a wait ends when things go wrong: signals, outages, deadlines, closed streams.
load harness

@test "an API that is down all the time is 124 with the last error, down for a while still 0" {
  PROPEXO_API_TOKEN=$TOKEN syncbell wait int-1 --api-url http://127.0.0.1:1 --timeout 1s --json
  equals "$status" 124
  contains "$(result .reason)" 'refused'
  start_mock <<'J'
{"integrations":[{"id":"int-1","name":"One","vendor":"MRI","syncs":[{"starts_after":"5s","takes":"100ms"}]}],
 "api_faults":[{"path":"*","status":503,"times":4}]}
J
  syncbell wait int-1 --poll-interval 200ms
  equals "$status" 0
  contains "$err" 503
  contains "$err" 'answers again'
}

watches_signals() { (( 0x$(awk '/^SigBlk/ { print $2 }' "/proc/$1/status") & 2 )); }

@test "a signal ends it with a report, 130 for SIGINT and 143 for SIGTERM" {
  mock_of
  for pair in INT:130 TERM:143 HUP:129; do
    start wait wait int-1 --poll-interval 100ms --json
    until_true 10 watches_signals "$pid"
    kill "-${pair%:*}" "$pid"
    ends "$pid"
    equals "$status" "${pair#*:}"
    equals "$(result .outcome "$T/said/wait.out")" interrupted
    contains "$(<"$T/said/wait.err")" 'to go on waiting: syncbell wait int-1'
  done
}

@test "a signal ends it at once even while the API does not answer" {
  start_mock <<<'{"integrations":[{"id":"int-1","name":"One","vendor":"MRI"}],"api_faults":[{"path":"*","delay":"30s"}]}'
  start wait wait int-1
  until_true 10 watches_signals "$pid" # its first request hangs
  before=$SECONDS
  kill -INT "$pid"
  ends "$pid"
  equals "$status" 130
  [ $((SECONDS - before)) -le 2 ]
}

@test "by webhook the process has ended within 50 ms of the answer" {
  mock_of
  waits_once() { listening_wait int-1 --poll-interval 1h; }
  ends_within_50_ms waits_once 0
}

@test "a sync that cannot be requested just now is requested again" {
  start_mock <<'J'
{"integrations":[{"id":"int-1","name":"One","vendor":"MRI","manual_sync":{"takes":"100ms"}}],
 "api_faults":[{"method":"POST","path":"*","status":503,"times":3}]}
J
  syncbell wait int-1 --start-sync --poll-interval 200ms
  equals "$status" 0
}

@test "an API that accepts and never answers keeps neither the listener shut nor the deadline waiting" {
  start_mock <<<'{"integrations":[{"id":"int-1","name":"One","vendor":"MRI"}],"api_faults":[{"path":"*","delay":"30s"}]}'
  listening_wait int-1 --timeout 25s
  equals "$(deliver_signed "$port" "$FIRST")" 200
  ends "$pid"
  equals "$status" 0
}

@test "a closed standard output ends it with 1 and says why" {
  mock_of '"last_completed_sync":"-1h"'
  status=0
  "$SYNCBELL" wait int-1 >&- 2>"$T/said/err" || status=$?
  equals "$status" 1
  contains "$(<"$T/said/err")" 'standard output'
  status=0
  "$SYNCBELL" wait int-1 2>&- -- true >"$T/said/out" || status=$?
  equals "$status" 0
}

@test "a password in the base URL is refused, not shown" {
  PROPEXO_API_TOKEN=$TOKEN syncbell wait int-1 --api-url "http://user:$SECRET@127.0.0.1:1/"
  equals "$status" 2
}

@test "an API that never answers gets no more than a second beyond the deadline" {
  start_mock <<<'{"integrations":[{"id":"int-1","name":"One","vendor":"MRI"}],"api_faults":[{"path":"*","delay":"30s"}]}'
  before=$SECONDS
  syncbell wait int-1 --timeout 2s
  equals "$status" 124
  [ $((SECONDS - before)) -le 6 ]
}

@test "an event that the API does not bear out ends nothing, and the report says so" {
  mock_of
  listening_wait int-1 --event SYNC_COMPLETE --timeout 3s
  equals "$(deliver_signed "$port" "${FIRST/FIRST_/}")" 200
  hears wait.err 'received SYNC_COMPLETE; the API is to confirm it'
  ends "$pid"
  equals "$status" 124
  contains "$(<"$T/said/wait.err")" 'an event said that it is complete, and the API has not confirmed it'
}

@test "a reader of the result that takes nothing keeps no signal waiting" {
  mock_of '"last_completed_sync": "-1h"'
  mkfifo "$T/full"
  exec {full}<>"$T/full"
  timeout 0.5 dd if=/dev/zero of="$T/full" bs=4096 status=none || true # until there is no room
  "$SYNCBELL" wait int-1 --json >"$T/full" 2>"$T/said/wait.err" 3>&- &
  pid=$!
  STARTED+=("$pid")
  until_true 10 was_asked
  kill -TERM "$pid"
  ends "$pid"
  equals "$status" 143
  exec {full}<&-
}
was_asked() { [ "$(requests 'GET /v1/admin/integrations/')" -gt 0 ]; }
