# Sending sample events with the built binary to a service that checks them as Propexo documents.
load harness

EVENTS=(FIRST_SYNC_COMPLETE SYNC_COMPLETE JOB_FAILURE DATA_NEW DATA_UPDATE WRITE_OPERATION_FAILURE)

last() { tail -1 "$RECEIVED" | jq -r "$1"; }
last_body() { last .body | base64 -d; }
last_header() { last "[.headers | _nwise(2)] | map(select(.[0] | ascii_downcase == \"$1\"))[0][1]"; }

@test "a service that verifies as Propexo documents accepts every event in both shapes" {
  start_receiver
  for event in "${EVENTS[@]}"; do
    for shape in envelope flat; do
      syncbell trigger "$event" --shape "$shape" --to "$HOOK/hook?a=1" --secret-file "$T/secret"
      equals "$status" 0
      contains "$out" "$event to $HOOK/hook?a=1: answered 200"
    done
  done
  equals "$(jq -r '"\(.valid) \(.body | @base64d | fromjson | (.data // .).event)"' "$RECEIVED")" \
    "$(for event in "${EVENTS[@]}"; do printf 'true %s\ntrue %s\n' "$event" "$event"; done)"
  equals "$(jq -r '.body | @base64d | fromjson | has("trigger")' "$RECEIVED" | uniq -c | awk '{ print $1 }' | sort -u)" 1
  equals "$(last .method)" POST
  equals "$(last .url)" '/hook?a=1'
  equals "$(last_header content-type)" application/json
  contains "$(last_header user-agent)" syncbell/
}

@test "what listen receives from trigger is valid, and counts" {
  start listener listen --listen 0 --port-file "$T/port" --secret-file "$T/secret" --json --timeout 60s
  port=$(port_of "$T/port")
  syncbell trigger FIRST_SYNC_COMPLETE --to "http://127.0.0.1:$port/" --secret-file "$T/secret" \
    --integration int-7
  equals "$status" 0
  ends "$pid"
  equals "$status" 0
  equals "$(jq -r 'select(.type == "delivery") | .signature + .integration_id' "$T/said/listener.out")" validint-7
}

@test "--set and --set-string edit what is sent and signed" {
  start_receiver
  syncbell trigger SYNC_COMPLETE --to "$HOOK" --secret-file "$T/secret" --integration 'int"1' \
    --set data.failed_job_count=12345678901234567890 --set data.is_sync_finished=false \
    --set data.vendor=YARDI --set 'data.models_synced=["a", "b"]' --set data.extra=49.0 --set-string data.note=12
  equals "$status" 0
  body=$(last_body)
  contains "$body" '"failed_job_count":12345678901234567890,"is_sync_finished":false'
  contains "$body" '"vendor":"YARDI"'
  contains "$body" '"models_synced":["a", "b"],"extra":49.0,"note":"12"}}'
  equals "$(jq -r .data.integration_id <<<"$body")" 'int"1'
}

@test "an edit that has no place, or is none, is 2 and names it" {
  syncbell trigger SYNC_COMPLETE --shape flat --print --set data.vendor=x
  equals "$status" 2
  contains "$err" "data.vendor"
  equals "$out" ''
  syncbell trigger SYNC_COMPLETE --print --set vendor
  equals "$status" 2
  contains "$err" --set
}

@test "--print writes the payload that would be sent, and needs neither secret nor target" {
  start_receiver
  syncbell trigger DATA_UPDATE --integration int-1 --set data.object=units --print
  equals "$status" 0
  equals "$err" ''
  printed=$T/said/$SAID.out
  equals "$(wc -l <"$printed")" 1
  syncbell trigger DATA_UPDATE --integration int-1 --set data.object=units --to "$HOOK" --secret-file "$T/secret"
  { last_body && echo; } | cmp - "$printed"
  syncbell trigger DATA_UPDATE --print --to "$HOOK"
  equals "$status" 2
  syncbell trigger DATA_UPDATE --print --json
  equals "$status" 2
}

@test "a service that refuses is 3, with its status and its words" {
  start_receiver
  syncbell trigger SYNC_COMPLETE --to "$HOOK/status/503" --secret-file "$T/secret"
  equals "$status" 3
  contains "$out" 'answered 503'
  syncbell trigger SYNC_COMPLETE --to "$HOOK" --unsigned
  equals "$status" 3
  contains "$out" 'unsigned'
  contains "$out" 'answered 401'
  contains "$err" 'the signature is missing or wrong'
  equals "$(last_header propexo-signature)" null
  echo another-secret >"$T/another"
  syncbell trigger SYNC_COMPLETE --to "$HOOK" --secret-file "$T/another" --json
  equals "$status" 3
  equals "$(jq -r '"\(.event) \(.status) \(.signed) \(.outcome)"' <<<"$out")" 'SYNC_COMPLETE 401 true unhealthy'
}

@test "nobody there is 5, nor is anybody who does not answer in time" {
  start_receiver
  syncbell trigger SYNC_COMPLETE --to "$HOOK/never" --unsigned --timeout 200ms
  equals "$status" 5
  contains "$err" '200ms'
  kill -KILL "${STARTED[0]}"
  until_true 20 is_gone "${STARTED[0]}"
  syncbell trigger SYNC_COMPLETE --to "$HOOK" --unsigned
  equals "$status" 5
}

@test "without a secret, a target or a known event: 2 and how to go on" {
  syncbell trigger SYNC_COMPLETE --to http://127.0.0.1:9/
  equals "$status" 2
  contains "$err" --secret-file
  contains "$err" --unsigned
  syncbell trigger SYNC_COMPLETE --secret-file "$T/secret"
  equals "$status" 2
  contains "$err" --print
  syncbell trigger SYNC_COMPLET --print
  equals "$status" 2
  contains "$err" "did you mean 'SYNC_COMPLETE'"
  syncbell trigger SYNC_COMPLETE --to "http://me:$TOKEN@127.0.0.1:9/" --unsigned
  equals "$status" 2
}
