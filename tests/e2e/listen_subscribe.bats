# Listening by a subscription that listen makes for itself, and takes away at its end.
load harness
load lease

# Starts a listener with a subscription of its own, as $pid.
subscriber() {
  start listener listen --subscribe --listen 0 --public-url 'http://127.0.0.1:{port}/' --timeout 60s "$@"
}

@test "it makes a subscription, prints what comes through it and takes it away" {
  gated_mock
  subscriber --integration int-1,int-2
  hears listener.err 'made subscription'
  webhook=$(api "/v1/webhooks/$(ours)" | jq -c .results)
  equals "$(jq -c '[.triggers[].trigger]' <<<"$webhook")" '["FIRST_SYNC_COMPLETE","SYNC_COMPLETE"]'
  equals "$(jq -r '.headers[] | select(.header == "x-syncbell-integrations").value' <<<"$webhook")" int-1,int-2
  completes int-2
  ends "$pid"
  equals "$status" 0
  equals "$(jq -r .data.integration_id "$T/said/listener.out")" int-2
  nothing_is_left
  all_was_valid
  if grep -rF "$(jq -r .secret <<<"$webhook")" "$T/said"; then false; fi
}

@test "the events are those that were asked for, and the records say how it is reached" {
  gated_mock
  subscriber --event JOB_FAILURE,DATA_NEW --follow --json
  hears listener.out '"type":"ready"'
  equals "$(api "/v1/webhooks/$(ours)" | jq -c '[.results.triggers[].trigger]')" '["JOB_FAILURE","DATA_NEW"]'
  equals "$(jq -r .subscription_id "$T/said/listener.out")" "$(ours)"
  kill -TERM "$pid"
  ends "$pid"
  equals "$status" 143
  equals "$(tail -n 1 "$T/said/listener.out" | jq -c '[.type, has("left_behind"), .left_behind]')" '["result",true,null]'
  nothing_is_left
}

@test "it leaves nothing behind at a deadline, nor when its reader has gone" {
  gated_mock
  start short listen --subscribe --listen 0 --public-url 'http://127.0.0.1:{port}/' --timeout 700ms
  ends "$pid"
  equals "$status" 124
  nothing_is_left
  mkfifo "$T/pipe"
  "$SYNCBELL" listen --subscribe --listen 0 --public-url 'http://127.0.0.1:{port}/' >"$T/pipe" 2>"$T/said/unread.err" 3>&- &
  pid=$!
  STARTED+=("$pid")
  exec 7<"$T/pipe" 7<&-
  hears unread.err 'made subscription'
  completes int-1
  ends "$pid"
  equals "$status" 1
  nothing_is_left
}

@test "a second signal gives the clean-up up and says how to do it" {
  gated_mock
  subscriber --follow
  hears listener.err 'made subscription'
  holds api DELETE /v1/webhooks/ before
  kill -INT "$pid"
  is_held api
  kill -INT "$pid"
  ends "$pid"
  equals "$status" 130
  contains "$(<"$T/said/listener.err")" "syncbell unsubscribe $(ours) --yes"
}

@test "what cannot be removed is named, and a subscription that cannot be made is no listener" {
  gated_mock '{"api_faults":[{"method":"DELETE","path":"*","status":403},{"method":"POST","path":"/v1/webhooks/","status":400,"after":1}]}'
  subscriber --json
  hears listener.out '"type":"ready"'
  completes int-1
  ends "$pid"
  equals "$status" 0
  equals "$(result .left_behind "$T/said/listener.out")" "syncbell unsubscribe $(ours) --yes"
  contains "$(<"$T/said/listener.err")" "syncbell unsubscribe $(ours) --yes"
  syncbell listen --subscribe --listen 0 --public-url 'http://127.0.0.1:{port}/'
  equals "$status" 5
}

@test "without --subscribe the address is proved and nothing is made" {
  mkdir "$T/tunnel"
  start listener listen --listen 0 --secret-file "$T/secret" --json --public-url 'http://127.0.0.1:{port}/'
  hears listener.out '"type":"ready"'
  equals "$(jq -c '[.url == .public_url, .subscription_id]' "$T/said/listener.out")" '[true,null]'
  port=$(jq -r .url "$T/said/listener.out" | grep -o '[0-9]*/$' | tr -d /)
  equals "$(deliver_signed "$port" "$FIRST")" 200
  ends "$pid"
  equals "$status" 0
}

@test "what is missing is said" {
  syncbell listen --subscribe
  equals "$status" 2
  contains "$err" '--public-url'
  syncbell listen --subscribe --public-url https://a.example/
  equals "$status" 4
}
