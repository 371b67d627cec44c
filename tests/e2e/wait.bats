# Waiting with the built binary against the simulated Propexo: what decides.
load harness

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
  listening_wait int-1 --timeout 4s
  equals "$(deliver "$port" "$FIRST")" 401
  equals "$(deliver "$port" "$FIRST" -H 'propexo-signature: 00')" 403
  ends "$pid"
  equals "$status" 124
  contains "$(<"$T/said/wait.err")" '1 request was rejected: '
  contains "$(<"$T/said/wait.err")" 'syncbell wait int-1'
}

@test "other integrations and other events end nothing" {
  listening_wait int-1 --timeout 4s
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

@test "a sync is not judged by the jobs of one that was given up before it" {
  mock_of '"syncs":[{"starts_after":"0s","takes":"100ms","jobs":20,"failed_jobs":5,"finished":false}],
    "manual_sync":{"takes":"1s","jobs":4}'
  hears mock.err 'sync of int-1 given up'
  sleep 1 # the API says the time of its answers by the second
  syncbell sync int-1 --wait --fail-fast --max-failed-jobs 0 --poll-interval 200ms
  equals "$status" 0
  contains "$out" '4 jobs ok, 0 failed'
}

@test "a sync is not judged by the jobs of one that has begun since" {
  mock_of '"syncs":[{"starts_after":"0s","takes":"100ms","jobs":20},
                    {"starts_after":"500ms","takes":"10s","jobs":100,"failed_jobs":100}]'
  until_true 10 failed_job_is_logged
  syncbell wait int-1 --max-failed-jobs 0
  equals "$status" 0
  contains "$out" '20 jobs ok, 0 failed'
}

failed_job_is_logged() { api '/v1/admin/logs/jobs/?integration_id=int-1' | grep -q '"FAILURE"'; }

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
             {"starts_after":"4s","takes":"200ms","schedule":"s2"}]'
  syncbell wait int-1 --poll-interval 100ms
  equals "$status" 0
  syncbell wait int-1 --schedules all --poll-interval 100ms --timeout 300ms
  equals "$status" 124
  syncbell wait int-1 --schedules all --poll-interval 100ms
  equals "$status" 0
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

has_looked() { [ "$(requests 'GET /v1/admin/integrations/int-1/')" -ge "$1" ]; }
@test "an old event that is delivered again does not pass for a later sync" {
  mock_of '"last_completed_sync":"-1h","manual_sync":{"takes":"200ms","jobs":5}'
  listening_wait int-1 --event SYNC_COMPLETE --poll-interval 300ms --json
  equals "$(deliver_signed "$port" "${FIRST/FIRST_SYNC/SYNC}")" 200
  looks=$(requests 'GET /v1/admin/integrations/int-1/')
  until_true 10 has_looked $((looks + 4))
  api /v1/admin/integrations/int-1/manual-sync -o /dev/null -d '{}'
  ends "$pid"
  equals "$status" 0
  equals "$(result .source "$T/said/wait.out")" poll
  equals "$(result .successful_job_count "$T/said/wait.out")" 5 # not what the event said
  equals "$(jq -n "$(result .waited_seconds "$T/said/wait.out") > 1")" true
  listening_wait int-1 --since 2099-01-01T00:00:00Z --timeout 3s
  equals "$(deliver_signed "$port" "$FIRST")" 200
  ends "$pid"
  equals "$status" 124
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
