# Waiting with the built binary against the simulated Propexo.
load helper

FIRST='{"event":"FIRST_SYNC_COMPLETE","integration_id":"int-1","vendor":"YARDI","successful_job_count":49,"failed_job_count":2,"is_sync_finished":true}'

# A mock of one integration, int-1, and what else is given as JSON members of it.
mock_of() { start_mock <<<"{\"integrations\":[{\"id\":\"int-1\",\"name\":\"One\",\"vendor\":\"YARDI\"${1:+,$1}}]}"; }

# Starts a wait that also listens, as $pid and $port.
listening_wait() {
  rm -f "$T/port" # an earlier one's
  start wait wait --existing-subscription --listen 0 --port-file "$T/port" --secret-file "$T/secret" "$@"
  port=$(port_of "$T/port")
}

result() { jq -r "select(.type == \"result\") | $1" "${2:-$T/said/$SAID.out}"; }

@test "what synced yesterday is true at once, in one request" {
  mock_of '"last_completed_sync":"-24h"'
  syncbell wait int-1 --json
  equals "$status" 0
  equals "$(result .outcome)" satisfied
  equals "$(result .source)" state
  equals "$(requests GET)" 1
}

@test "a sync that completes while it waits ends it, with the counts of its jobs" {
  mock_of '"syncs":[{"starts_after":"300ms","takes":"1s","jobs":8,"failed_jobs":2}]'
  syncbell wait int-1 --poll-interval 200ms --json
  equals "$status" 0
  equals "$(result .source)" poll
  equals "$(result .successful_job_count)" 6
  equals "$(result .failed_job_count)" 2
  equals "$(tail -n 1 <<<"$out" | jq -r .type)" result
  contains "$out" '"type":"progress"'
}

@test "a webhook ends it long before the next poll" {
  mock_of
  listening_wait int-1 --poll-interval 1h --json
  equals "$(deliver_signed "$port" "$FIRST")" 200
  ends "$pid"
  equals "$status" 0
  equals "$(result .source "$T/said/wait.out")" webhook
  equals "$(result .successful_job_count "$T/said/wait.out")" 49
  equals "$(result .vendor "$T/said/wait.out")" YARDI
}

@test "a webhook alone is enough, without any token" {
  listening_wait int-1
  equals "$(deliver_signed "$port" "$FIRST")" 200
  ends "$pid"
  equals "$status" 0
}

@test "the webhook of the mock reaches it" {
  mock_of '"syncs":[{"starts_after":"1500ms","takes":"300ms"}]'
  listening_wait int-1 --poll-interval 1h --json
  register_webhook "$port" FIRST_SYNC_COMPLETE
  ends "$pid"
  equals "$status" 0
  equals "$(result .source "$T/said/wait.out")" webhook
}

@test "unsigned and wrongly signed deliveries end nothing and are reported" {
  listening_wait int-1 --timeout 1s
  equals "$(deliver "$port" "$FIRST")" 401
  equals "$(deliver "$port" "$FIRST" -H 'propexo-signature: 00')" 403
  ends "$pid"
  equals "$status" 124
  contains "$(<"$T/said/wait.err")" 'deliveries were rejected'
  contains "$(<"$T/said/wait.err")" 'syncbell wait int-1'
}

@test "other integrations and other events end nothing" {
  listening_wait int-1 --timeout 1s
  equals "$(deliver_signed "$port" "${FIRST/int-1/int-2}")" 200
  equals "$(deliver_signed "$port" '{"event":"JOB_FAILURE","integration_id":"int-1"}')" 200
  ends "$pid"
  equals "$status" 124
}

@test "a sync given up before its end is unhealthy, unless that is allowed" {
  unfinished=${FIRST/'"is_sync_finished":true'/'"is_sync_finished":false'}
  listening_wait int-1 --json
  deliver_signed "$port" "$unfinished"
  ends "$pid"
  equals "$status" 3
  equals "$(result .outcome "$T/said/wait.out")" unhealthy
  listening_wait int-1 --allow-unfinished
  deliver_signed "$port" "$unfinished"
  ends "$pid"
  equals "$status" 0
}

@test "--max-failed-jobs judges by number and by share, from webhook and from job log" {
  listening_wait int-1 --max-failed-jobs 1
  deliver_signed "$port" "$FIRST"
  ends "$pid"
  equals "$status" 3
  mock_of '"syncs":[{"starts_after":"100ms","takes":"300ms","jobs":10,"failed_jobs":2}]'
  syncbell wait int-1 --poll-interval 200ms --max-failed-jobs 10%
  equals "$status" 3
  contains "$out" '2 of 10 jobs failed'
  syncbell wait int-1 --max-failed-jobs 20%
  equals "$status" 0
}

@test "--fail-fast ends at the first JOB_FAILURE" {
  listening_wait int-1 --fail-fast
  deliver_signed "$port" '{"event":"JOB_FAILURE","integration_id":"int-1","job_type":"READ_UNITS"}'
  ends "$pid"
  equals "$status" 3
  contains "$(<"$T/said/wait.out")" READ_UNITS
}

@test "impossible waits end at once with their reason" {
  start_mock <<'J'
{"integrations":[
  {"id":"archived","name":"A","vendor":"MRI","is_archived":true},
  {"id":"inactive","name":"B","vendor":"MRI","active":false},
  {"id":"nologin","name":"C","vendor":"MRI","can_authenticate":false}]}
J
  for id in archived inactive nologin nowhere; do
    syncbell wait "$id" --json
    equals "$status" 3
    equals "$(result .outcome)" impossible
  done
  syncbell wait nowhere
  contains "$out" 'no such integration'
}

@test "--wait-active waits for an integration that is enabled later" {
  mock_of '"active":false,"changes":[{"after":"500ms","active":true}],"syncs":[{"starts_after":"700ms","takes":"200ms"}]'
  syncbell wait int-1 --wait-active --poll-interval 200ms
  equals "$status" 0
}

@test "SYNC_COMPLETE means the next one, --since one later than a time" {
  mock_of '"last_completed_sync":"-24h","syncs":[{"starts_after":"600ms","takes":"300ms"}]'
  syncbell wait int-1 --event SYNC_COMPLETE --poll-interval 200ms --json
  equals "$status" 0
  equals "$(result .source)" poll
  syncbell wait int-1 --since 2020-01-01T00:00:00Z
  equals "$status" 0
  syncbell wait int-1 --since 2099-01-01T00:00:00Z --timeout 300ms
  equals "$status" 124
}

@test "--start-sync starts one, and sync --wait too" {
  mock_of '"manual_sync":{"takes":"300ms","jobs":3}'
  syncbell wait int-1 --start-sync --poll-interval 200ms
  equals "$status" 0
  equals "$(requests 'POST /v1/admin/integrations/int-1/manual-sync')" 1
  syncbell sync int-1 --wait --poll-interval 200ms --json
  equals "$status" 0
  equals "$(result .event)" SYNC_COMPLETE
  equals "$(requests 'POST /v1/admin/integrations/int-1/manual-sync')" 2
}

@test "--schedules all waits for each active schedule" {
  mock_of '"schedules":[{"id":"s1"},{"id":"s2"},{"id":"s3","status":"INACTIVE"}],
    "syncs":[{"starts_after":"100ms","takes":"200ms","schedule":"s1"},
             {"starts_after":"1500ms","takes":"200ms","schedule":"s2"}]'
  syncbell wait int-1 --poll-interval 100ms
  equals "$status" 0
  syncbell wait int-1 --schedules all --poll-interval 100ms --json
  equals "$status" 0
  waited=$(result .waited_seconds)
  equals "$(jq -n "$waited > 0.5")" true
}

@test "several: --all needs each, --any the first, and nothing follows the last result" {
  start_mock <<'J'
{"integrations":[
  {"id":"a","name":"A","vendor":"MRI","last_completed_sync":"-1h"},
  {"id":"b","name":"B","vendor":"MRI","syncs":[{"starts_after":"300ms","takes":"200ms"}]},
  {"id":"c","name":"C","vendor":"MRI"}]}
J
  syncbell wait a,b --poll-interval 100ms --json
  equals "$status" 0
  equals "$(result .integration_id | tr '\n' ' ')" 'a b '
  equals "$(tail -n 1 <<<"$out" | jq -r .type)" result
  syncbell wait c a --any --json
  equals "$status" 0
  equals "$(result .integration_id)" a
  syncbell wait a c --timeout 300ms --poll-interval 100ms --json
  equals "$status" 124
  equals "$(result .outcome | tr '\n' ' ')" 'satisfied timed_out '
}

@test "a hundred integrations at a second's interval are read by the list and stay within the limit" {
  start_mock < <(jq -n '{integrations:[range(100)|{id:"int-\(.)",name:"N\(.)",vendor:"MRI"}]}')
  ids=$(seq -s, -f 'int-%g' 0 99)
  syncbell wait "$ids" --poll-interval 1s --timeout 6s -q
  equals "$status" 124
  [ "$(requests 'GET /v1/admin/integrations/?limit')" -ge 5 ]
  equals "$(requests ' 429')" 0
  [ "$(requests GET)" -le 12 ]
}

@test "a wrong token is 4 at once, none at all says both ways" {
  mock_of
  PROPEXO_API_TOKEN=wrong syncbell wait int-1
  equals "$status" 4
  contains "$err" 401
  unset PROPEXO_API_TOKEN
  syncbell wait int-1
  equals "$status" 2
  contains "$err" PROPEXO_API_TOKEN
  contains "$err" --existing-subscription
  PROPEXO_API_TOKEN='' syncbell wait int-1
  equals "$status" 4
  contains "$err" empty
}

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

@test "COMMAND runs after arming, names the integration, and its output is not ours" {
  mock_of '"syncs":[{"starts_after":"1s","takes":"200ms"}]'
  syncbell wait --poll-interval 200ms --json -- sh -c 'echo on the error stream >&2; echo int-1'
  equals "$status" 0
  equals "$(result .integration_id)" int-1
  contains "$err" 'on the error stream'
  syncbell wait --json -- echo '{"result":{"id":"int-1","name":"x"}}'
  equals "$status" 0
  syncbell wait int-1 -- echo hello
  equals "$status" 0
  contains "$err" hello
  equals "$(grep -c hello <<<"$out" || true)" 0
}

@test "an event that comes while COMMAND runs is not lost" {
  start wait wait --existing-subscription --listen 0 --port-file "$T/port" --secret-file "$T/secret" \
    -- sh -c "until [ -e $T/go ]; do sleep 0.02; done; echo int-1"
  port=$(port_of "$T/port")
  equals "$(deliver_signed "$port" "$FIRST")" 200
  : >"$T/go"
  ends "$pid"
  equals "$status" 0
}

@test "a COMMAND that fails passes its status through, one that names nothing is 2" {
  mock_of
  syncbell wait int-1 -- sh -c 'exit 42'
  equals "$status" 42
  syncbell wait --json -- sh -c 'exit 7'
  equals "$status" 7
  equals "$(jq -r .error.kind <<<"$out")" local
  syncbell wait int-1 -- no-such-program-here
  equals "$status" 127
  syncbell wait -- true
  equals "$status" 2
  contains "$err" 'named no integration'
  syncbell wait -- echo 'two words'
  equals "$status" 2
}

@test "COMMAND does not outlive the deadline" {
  mock_of
  syncbell wait int-1 --timeout 500ms -- sh -c "echo \$\$ >$T/child; exec sleep 60"
  equals "$status" 124
  is_gone "$(<"$T/child")"
}

has_asked() { [ "$(requests GET)" -gt "${ASKED:-0}" ]; }

@test "a signal ends it with a report, 130 for SIGINT and 143 for SIGTERM" {
  mock_of
  for pair in INT:130 TERM:143 HUP:129; do
    start wait wait int-1 --poll-interval 100ms --json
    until_true 10 has_asked
    ASKED=$(requests GET)
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
  until_true 10 test -e "/proc/$pid/net" # it has begun; its first request hangs
  before=$SECONDS
  kill -INT "$pid"
  ends "$pid"
  equals "$status" 130
  [ $((SECONDS - before)) -le 2 ]
}

@test "by webhook the process has ended within 50 ms of the answer" {
  mock_of
  listening_wait int-1 --poll-interval 1h
  python3 - "$port" "$(printf %s "$FIRST" | sign)" "$FIRST" "$pid" <<'P'
import http.client, os, sys, time
port, signature, body, pid = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
c = http.client.HTTPConnection("127.0.0.1", port)
c.request("POST", "/", body, {"propexo-signature": signature})
assert c.getresponse().status == 200
answered = time.monotonic()
def gone():
    try:
        return open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True
while not gone():
    assert time.monotonic() - answered < 5, "still there"
    time.sleep(0.001)
took = time.monotonic() - answered
print(f"ended {took * 1000:.1f} ms after the answer")
assert took < 0.05 * float(os.environ.get("SYNCBELL_SLOWNESS", "1")), took
P
}

@test "usage: nothing to wait for, contradictions, and bad values" {
  syncbell wait
  equals "$status" 2
  PROPEXO_API_TOKEN=$TOKEN syncbell wait int-1 --timeout 30
  equals "$status" 2
  contains "$err" 30s
  syncbell wait int-1 --listen 0
  equals "$status" 2
  contains "$err" --existing-subscription
  syncbell wait int-1 --via webhook
  equals "$status" 2
  syncbell wait int-1 --all --any
  equals "$status" 2
  syncbell wait int-1 --event SYNC_COMPLET
  equals "$status" 2
  contains "$err" "SYNC_COMPLETE"
}
