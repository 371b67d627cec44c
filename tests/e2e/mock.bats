# The simulated Propexo from outside: what its API answers, and what it prints.
load harness

@test "it prints exports that a shell can take, and serves the built-in scenario" {
  "$SYNCBELL" mock --listen 0 --port-file "$T/mock.port" >"$T/mock.exports" 2>"$T/said/mock.err" 3>&- &
  STARTED+=("$!")
  port_of "$T/mock.port"
  # shellcheck source=/dev/null
  . "$T/mock.exports"
  syncbell integrations --json
  equals "$status" 0
  [ "$(jq length <<<"$out")" -ge 4 ]
}

@test "it keeps the traps of the API" {
  start_mock <<<'{"integrations":[{"id":"int-1","name":"One","vendor":"MRI"}]}'
  equals "$(api /v1/admin/integrations/nowhere/ | jq .results)" null
  equals "$(api /v1/webhooks -o /dev/null -w '%{http_code}')" 404
  hook='{"url":"http://127.0.0.1:9/","triggers":["SYNC_COMPLETE"]}'
  equals "$(api /v1/webhooks/ -d "$hook" | jq .result.active)" false
  equals "$(api /v1/webhooks/ | jq '.results | length')" 0
  equals "$(api '/v1/webhooks/?active=false' | jq '.results | length')" 1
  [ "$(api '/v1/webhooks/?active=false' | jq -r '.results[0].secret | length')" -ge 10 ]
  equals "$(api /v1/webhooks/ -d '{"url":"http://x/","triggers":["SYNC_COMPLETE"],"foo":1}' |
    jq -r '.error.details.details.issues[0].code')" unrecognized_keys
  equals "$(curl -s -o /dev/null -w '%{http_code}' "$API/v1/webhooks/")" 401
}

@test "a scenario that is wrong is refused with file, line and a suggestion" {
  printf '{\n "integrations": [\n  {"id": "a", "vendr": "MRI"}\n ]\n}\n' >"$T/bad.json"
  syncbell mock --scenario "$T/bad.json"
  equals "$status" 2
  contains "$err" "bad.json:3:"
  contains "$err" vendor
}

@test "a webhook that is refused is sent again" {
  start_mock <<'J'
{"webhook_retry_interval":"200ms","integrations":[
  {"id":"int-1","name":"One","vendor":"MRI","manual_sync":{"takes":"50ms"}}]}
J
  start listener listen --listen 0 --port-file "$T/port" --secret-file "$T/secret" --count 2 --respond 500
  register_webhook "$(port_of "$T/port")" FIRST_SYNC_COMPLETE
  api /v1/admin/integrations/int-1/manual-sync -o /dev/null -d '{}'
  ends "$pid"
  equals "$status" 0
  equals "$(sort -u "$T/said/listener.out" | wc -l)" 1
}
