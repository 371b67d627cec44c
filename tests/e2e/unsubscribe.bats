# unsubscribe: what is named goes, what is somebody else's stays, and what is left is said.
load harness

OURS='{"header": "x-syncbell-run", "value": "subscribe-0123456789abcdef"}'

# webhook NAME INTEGRATIONS [HEADER]...: one of subscribe to https://h/NAME, in JSON.
webhook() {
  jq -n --arg url "https://h/$1" --arg for "$2" --argjson more "[$3]" '{url: $url, triggers: ["SYNC_COMPLETE"],
    headers: ([{header: "x-syncbell-integrations", value: $for}] + $more)}'
}

# A mock with those webhooks, and more of the scenario.
account() {
  local all=$1
  start_mock < <(jq -s '{rate_limit: 0, integrations: [{id: "int-1", vendor: "MRI"}], webhooks: .}' <<<"$all" |
    jq ". + {${2-}}")
}

urls() {
  { api '/v1/webhooks/?active=true' && api '/v1/webhooks/?active=false'; } |
    jq -rs 'map(.results) | add | map(.url | ltrimstr("https://h/")) | sort | join(" ")'
}
id_of() { api '/v1/webhooks/?active=true' | jq -r --arg url "https://h/$1" '.results[] | select(.url == $url).id'; }
results() { jq -r '.[] | .url + " " + .result' <<<"$out" | sed 's|https://h/||' | sort | tr '\n' ','; }

@test "by id: several go, and one that is gone already is no error" {
  account "$(webhook a int-1 "$OURS")$(webhook b int-1 "$OURS")$(webhook c int-1 "$OURS")"
  syncbell unsubscribe "$(id_of a)" nowhere "$(id_of c)" --yes --json
  equals "$status" 0
  equals "$(jq -c 'map(.result)' <<<"$out")" '["removed","removed","gone"]'
  equals "$(urls)" b
  syncbell unsubscribe nowhere --yes
  equals "$status" 0
  contains "$out" 'was gone already'
}

@test "by id: one that cannot be read keeps none of the others, and its failure is the status" {
  account "$(webhook a int-1 "$OURS")$(webhook b int-1 "$OURS")" \
    '"api_faults": [{"method": "GET", "path": "/v1/webhooks/unreadable", "status": 400}]'
  id=$(id_of a)
  syncbell unsubscribe unreadable "$id" "$id" --dry-run --json
  equals "$status" 5
  equals "$(jq -c 'map(.result)' <<<"$out")" '["would_remove","failed"]'
  syncbell unsubscribe unreadable "$id" "$id" --yes --json
  equals "$status" 5
  equals "$(jq -c 'map(.result)' <<<"$out")" '["removed","failed"]'
  contains "$err" 'known: unreadable'
  equals "$(urls)" b
}

@test "by integration: it is taken out, and what is for none is deleted if syncbell made it" {
  account "$(webhook two int-1,int-2 "$OURS")$(webhook one int-1 "$OURS")$(webhook theirs int-1 '{"header": "X-Env", "value": "prod"}')$(
    webhook other int-2 "$OURS")$(webhook waiting int-1 '{"header": "x-syncbell-run", "value": "wait-0123456789abcdef"}')"
  syncbell unsubscribe --integration int-1 --yes --json
  equals "$status" 0
  equals "$(results)" 'one removed,theirs changed,two changed,'
  equals "$(urls)" 'other theirs two waiting'
  equals "$(api "/v1/webhooks/$(id_of theirs)" | jq -c .results.headers)" '[{"header":"X-Env","value":"prod"}]'
  equals "$(api "/v1/webhooks/$(id_of two)" | jq -r '.results.headers[0].value')" int-2
  contains "$err" 'left to the wait or listen'
  syncbell unsubscribe --integration int-1 --yes --json
  equals "$status" 0
  equals "$out" '[]'
}

@test "by url: all that send there" {
  account "$(webhook a int-1 "$OURS")$(webhook b int-1 "$OURS")"
  syncbell unsubscribe --url HTTPS://H:443/a --yes
  equals "$status" 0
  equals "$(urls)" b
}

@test "by lease: ours whose lease is over, never another's, never one that cannot be read" {
  lease() { echo "$OURS,{\"header\":\"x-syncbell-expires\",\"value\":\"$1\"}"; }
  account "$(webhook over int-1 "$(lease 2020-01-01T00:00:00Z)")$(webhook running int-1 "$(lease 2999-01-01T00:00:00Z)")$(
    webhook odd int-1 "$(lease yesterday)")$(webhook permanent int-1 "$OURS")$(
    jq -n '{url: "https://h/theirs", triggers: ["SYNC_COMPLETE"], headers: [{header: "expires", value: "2020-01-01T00:00:00Z"}]}')"
  syncbell unsubscribe --expired --dry-run --json
  equals "$(results)" 'over would_remove,'
  syncbell unsubscribe --expired --yes --json
  equals "$status" 0
  equals "$(results)" 'over removed,'
  equals "$(urls)" 'odd permanent running theirs'
  syncbell unsubscribe --expired --yes
  equals "$status" 0
  equals "$out" ''
}

@test "without --yes off a terminal, and without one way of naming: 2, and nothing goes" {
  account "$(webhook a int-1 "$OURS")"
  id=$(id_of a)
  for flags in "$id" '--integration int-1' '--url https://h/a' --expired --yes "$id --expired --yes" \
    '--url https://h/a --integration int-1 --yes'; do
    # shellcheck disable=SC2086
    syncbell unsubscribe $flags </dev/null
    equals "$status" 2
  done
  syncbell unsubscribe '' --yes
  equals "$status" 2
  equals "$(urls)" a
  equals "$(requests DELETE)" 0
}

@test "--dry-run needs no --yes, shows what would go, and sends nothing" {
  account "$(webhook a int-1 "$OURS")"
  syncbell unsubscribe "$(id_of a)" --dry-run
  equals "$status" 0
  contains "$out" 'would be removed'
  equals "$(urls)" a
}

# terminal ANSWER ARGUMENT...: runs syncbell on a terminal of its own and answers it.
terminal() {
  local answer=$1
  shift
  status=0
  printf '%s\n' "$answer" | timeout 20 script -qec "$(printf '%q ' "$SYNCBELL" "$@")" /dev/null >"$T/said/terminal" || status=$?
}

@test "on a terminal it asks: n ends with 3, y removes" {
  account "$(webhook a int-1 "$OURS")"
  terminal n unsubscribe "$(id_of a)"
  equals "$status" 3
  contains "$(<"$T/said/terminal")" '[y/N]'
  contains "$(<"$T/said/terminal")" 'nothing was removed'
  equals "$(urls)" a
  terminal y unsubscribe "$(id_of a)"
  equals "$status" 0
  equals "$(urls)" ''
}

@test "a partial failure removes the others, names what is left, and is 5" {
  account "$(webhook a int-1 "$OURS")$(webhook b int-1 "$OURS")" \
    '"api_faults": [{"method": "DELETE", "path": "/v1/webhooks/cmwebhook0000000000000001", "status": 400}]'
  syncbell unsubscribe cmwebhook0000000000000001 cmwebhook0000000000000002 --yes --json
  equals "$status" 5
  equals "$(jq -c 'map([.id[-1:], .result])' <<<"$out")" '[["1","failed"],["2","removed"]]'
  contains "$err" 'still there, as far as is known: cmwebhook0000000000000001'
  equals "$(urls)" a
}

@test "a delete whose reply is lost counts as done" {
  account "$(webhook a int-1 "$OURS")" '"api_faults": [{"method": "DELETE", "path": "*", "lost_reply": true, "times": 1}]'
  syncbell unsubscribe "$(id_of a)" --yes --json
  equals "$status" 0
  equals "$(jq -r '.[0].result' <<<"$out")" removed
}

@test "no token is 4 and an API that is down is 5" {
  account ''
  PROPEXO_API_TOKEN=wrong-token syncbell unsubscribe a --yes
  equals "$status" 4
  kill "$MOCK"
  ends "$MOCK"
  syncbell unsubscribe --expired --yes
  equals "$status" 5
}

@test "a wrong address is not taken for a webhook that is gone or an integration that never was" {
  account "$(webhook a int-1 "$OURS")"
  id=$(id_of a)
  PROPEXO_API_URL=$API/v1 syncbell unsubscribe "$id" --yes
  equals "$status" 5
  contains "$err" 404
  equals "$(urls)" a
  PROPEXO_API_URL=$API/v1 syncbell wait int-1 --timeout 5s
  equals "$status" 5
  contains "$err" 404
}
