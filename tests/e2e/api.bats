# What the commands make of the API: pages, states, faults, and what is said of them.
load harness

@test "integrations lists every page, and shows one with its schedules" {
  start_mock < <(jq -n '{integrations:[range(300)|{id:"int-\(.)",name:"N\(.)",vendor:"MRI"}]}')
  syncbell integrations --json
  equals "$status" 0
  equals "$(jq length <<<"$out")" 300
  syncbell integrations
  equals "$(wc -l <<<"$out")" 301
  syncbell integrations int-7 --json
  equals "$(jq -r '.name, (.schedules | length)' <<<"$out" | tr '\n' ' ')" 'N7 0 '
  syncbell integrations nowhere
  equals "$status" 3
  contains "$err" nowhere
}

@test "429, 502, 503, 504 and 500 are tried again, and Retry-After is honoured" {
  start_mock <<'J'
{"integrations":[],"api_faults":[
  {"path":"*","status":502,"times":1},{"path":"*","status":500,"times":1},
  {"path":"*","status":429,"times":1,"retry_after":"1s"}]}
J
  syncbell integrations --json -v
  equals "$status" 0
  contains "$err" 502
  contains "$err" 500
  contains "$err" 429
}

@test "when it does not get better the error names method, path and status, with 5" {
  start_mock <<<'{"integrations":[],"api_faults":[{"path":"*","status":503}]}'
  syncbell integrations
  equals "$status" 5
  contains "$err" 'GET /v1/admin/integrations/'
  contains "$err" 503
}

@test "a refused request shows what Propexo said of it" {
  start_mock <<<'{"integrations":[{"id":"off","name":"Off","vendor":"MRI","active":false}]}'
  syncbell sync off
  equals "$status" 5
  contains "$err" 'POST /v1/admin/integrations/off/manual-sync'
  contains "$err" 400
}

@test "sync asks once, and --json says so" {
  start_mock <<<'{"integrations":[{"id":"int-1","name":"One","vendor":"MRI"}]}'
  syncbell sync int-1 --json --model residents,leases
  equals "$status" 0
  equals "$(jq -c . <<<"$out")" '{"integration_id":"int-1","requested":true,"back_sync":false}'
  syncbell sync nowhere
  equals "$status" 3
  contains "$err" 'there is no integration nowhere'
  for flag in --max-failed-jobs=0 --fail-fast --timeout=1s --wait-active; do
    syncbell sync int-1 "$flag"
    equals "$status" 2
    contains "$err" '--wait'
  done
}

@test "a token from a file and from standard input, whole and alone" {
  start_mock <<<'{"integrations":[]}'
  unset PROPEXO_API_TOKEN
  syncbell integrations --token-file "$T/token"
  equals "$status" 0
  syncbell integrations --token-file - <"$T/token"
  equals "$status" 0
  printf 'one\ntwo\n' >"$T/two"
  syncbell integrations --token-file "$T/two"
  equals "$status" 2
  syncbell integrations
  equals "$status" 4
  contains "$err" PROPEXO_API_TOKEN
}
