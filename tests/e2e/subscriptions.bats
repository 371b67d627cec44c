# subscriptions: what the account has, active or not, and never a secret; and the whole cycle
# against a server that takes the reference at its word.
load harness

@test "260 webhooks, half of them inactive, are all listed, and none of their secrets" {
  start_mock < <(jq -n '{rate_limit: 0, integrations: [], webhooks: [range(260) | {url: "https://h/\(.)",
    triggers: ["SYNC_COMPLETE"], active: (. % 2 == 0), secret: "hidden-\(.)-hidden",
    headers: [{header: "Authorization", value: "Bearer hidden-\(.)-hidden"}]}]}')
  syncbell subscriptions --json
  equals "$status" 0
  equals "$(jq -c '[length, (map(select(.active)) | length), (map(.url) | unique | length)]' <<<"$out")" '[260,130,260]'
  id=$(jq -r '.[7].id' <<<"$out")
  syncbell subscriptions
  equals "$(wc -l <<<"$out")" 261
  syncbell subscriptions -v
  syncbell subscriptions "$id" --json
  equals "$(jq -r '.headers[0].value' <<<"$out")" '[redacted]'
  syncbell subscriptions "$id"
  contains "$out" Authorization
  equals "$(grep -rlE 'hidden-[0-9]+-hidden' "$T/said" || true)" ''
}

@test "more pages than one of each" {
  start_mock < <(jq -n '{rate_limit: 0, integrations: [], webhooks: [range(520) | {url: "https://h/\(.)",
    triggers: ["SYNC_COMPLETE"], active: (. >= 260)}]}')
  syncbell subscriptions --json
  equals "$(jq 'map(.id) | unique | length' <<<"$out")" 520
  equals "$(requests offset=250)" 2
}

@test "those of an integration, one in full, and 3 for none" {
  start_mock <<'J'
{"integrations": [], "webhooks": [
  {"url": "https://h/a", "triggers": ["DATA_NEW"], "model": "leases", "active": false,
   "headers": [{"header": "x-syncbell-integrations", "value": "int-1,int-2"},
               {"header": "x-syncbell-expires", "value": "2999-01-01T00:00:00Z"}]},
  {"url": "https://user:pass-in-url@h/b", "triggers": ["DATA_NEW"]}]}
J
  syncbell subscriptions --integration int-2 --json
  equals "$(jq -c 'map([.url, .model, .active, .expires_at])' <<<"$out")" \
    '[["https://h/a","leases",false,"2999-01-01T00:00:00.000Z"]]'
  syncbell subscriptions --integration int-3 --json
  equals "$out" '[]'
  syncbell subscriptions
  contains "$out" 'https://[redacted]@h/b'
  contains "$out" 'until 2999-01-01T00:00:00.000Z'
  syncbell subscriptions nowhere
  equals "$status" 3
  contains "$err" nowhere
  syncbell subscriptions nowhere --integration int-1
  equals "$status" 2
}

@test "the table fits the terminal, with relative times" {
  start_mock < <(jq -n --arg soon "$(date -u -d '+3 hours' +%FT%TZ)" '{integrations: [], webhooks: [{url: "https://hooks.example/a/rather/long/path",
    triggers: ["SYNC_COMPLETE", "FIRST_SYNC_COMPLETE"], headers: [{header: "x-syncbell-expires", value: $soon}]}]}')
  timeout 20 script -qec "stty cols 80; $(printf '%q ' "$SYNCBELL") subscriptions" /dev/null </dev/null >"$T/said/terminal"
  contains "$(<"$T/said/terminal")" 'ends in'
  contains "$(<"$T/said/terminal")" cmwebhook0000000000000001
  equals "$(tr -d '\r' <"$T/said/terminal" | awk 'length > 90')" '' # an ellipsis is three bytes
}

# Everything that writes, once round.
cycle() {
  syncbell subscribe int-1 --url https://h/hook --lease 1h --header 'X-Env: prod' --json
  equals "$status" 0
  id=$(jq -r .id <<<"$out")
  syncbell subscribe int-1 int-2 --url https://h/hook --secret-file "$T/secret" --json
  equals "$(jq -c '[.id, .updated]' <<<"$out")" "[\"$id\",true]"
  syncbell subscribe --url https://h/data --event DATA_NEW,DATA_UPDATE --model leases --inactive --json
  equals "$(jq -c '[.created, .active, .model]' <<<"$out")" '[true,false,"leases"]'
  data=$(jq -r .id <<<"$out")
  syncbell subscribe --url https://h/data --event DATA_UPDATE,DATA_NEW --model leases --json
  equals "$(jq -c '[.id, .updated, .active]' <<<"$out")" "[\"$data\",true,true]"
  syncbell subscriptions --json
  equals "$(jq length <<<"$out")" 2
  syncbell subscriptions "$id" --json
  equals "$status" 0
  syncbell unsubscribe --integration int-1 --yes
  equals "$status" 0
  syncbell unsubscribe "$id" "$data" --yes --json
  equals "$(jq -c 'map(.result)' <<<"$out")" '["removed","removed"]'
  syncbell unsubscribe --expired --yes
  equals "$status" 0
  syncbell subscriptions --json
  equals "$out" '[]'
}

@test "a whole cycle without a request that the mock refuses" {
  start_mock <<<'{"rate_limit": 0, "integrations": [{"id": "int-1", "vendor": "MRI"}, {"id": "int-2", "vendor": "MRI"}]}'
  cycle
  equals "$(grep -E ' 4[0-9]{2}' "$T/said/mock.err" || true)" ''
}

@test "a whole cycle without a request that the reference does not describe" {
  python3 "$BATS_TEST_DIRNAME/strict_propexo.py" "$T/strict.port" "$TOKEN" int-1 int-2 2>"$T/strict.log" 3>&- &
  STARTED+=("$!")
  PROPEXO_API_URL=http://127.0.0.1:$(port_of "$T/strict.port")
  export PROPEXO_API_URL PROPEXO_API_TOKEN=$TOKEN
  cycle
  equals "$(<"$T/strict.log")" ''
}
