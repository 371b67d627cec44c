# Sending captures with the built binary to a small service of the kind that users test with it.
load harness

# Starts the service with its modes, as $HOOK; it writes what it was sent to $LOG.
service() {
  LOG=$T/service.log
  rm -f "$T/service.port"
  : >"$LOG"
  python3 "$BATS_TEST_DIRNAME/../support/webhook_service.py" "$T/service.port" "$LOG" "$T/secret" "$@" \
    >"$T/said/service.out" 2>"$T/said/service.err" 3>&- &
  STARTED+=("$!")
  HOOK=http://127.0.0.1:$(port_of "$T/service.port")/hook
}

# Payloads {"n":1} to {"n":N}, one a line.
payloads() { seq "$1" | sed 's/.*/{"n":&}/' >"$T/payloads.jsonl"; }

replay() { syncbell replay "$T/payloads.jsonl" --to "$HOOK" --secret-file "$T/secret" "$@"; }

# Of what the service was sent: the numbers in the payloads, its verdicts.
numbers() { jq -r '.[4] | fromjson | .n' "$LOG" | tr '\n' ' '; }
verdicts() { jq -r '.[0]' "$LOG" | tr '\n' ' '; }
deliveries() { wc -l <"$LOG"; }
has_deliveries() { [ "$(deliveries)" -ge "$1" ]; }

@test "a record of listen goes out as it came, but for what belongs to its connection" {
  start listener listen --listen 0 --port-file "$T/port" --secret-file "$T/secret" --json --timeout 60s
  body=$'{ "event":"SYNC_COMPLETE",\t"n": 1.10, "t":"caf\u00e9" }'
  equals "$(deliver_signed "$(port_of "$T/port")" "$body" -H 'X-Odd: One' -H 'x-odd: two' -H 'Connection: close')" 200
  ends "$pid"
  service
  syncbell replay "$T/said/listener.out" --to "$HOOK?a=%2F"
  equals "$status" 0
  contains "$out" 'sent 1 delivery in '
  equals "$(verdicts)" '200 '
  equals "$(jq -r '.[2]' "$LOG")" '/hook?a=%2F'
  equals "$(jq -r '.[4]' "$LOG" | iconv -f utf-8 -t latin1)" "$body"
  sent=$(jq -c 'select(.type == "delivery") | [.headers[] | select(.[0] | ascii_downcase | IN("host", "connection") | not)]' \
    "$T/said/listener.out")
  equals "$(jq -c '[.[3][] | select(.[0] | ascii_downcase != "host")]' "$LOG")" "$sent"
  equals "$(jq -r '.[3][] | select(.[0] | ascii_downcase == "host") | .[1]' "$LOG")" "127.0.0.1:$(cat "$T/service.port")"
}

@test "payloads are signed one by one, in order, over one connection" {
  service in-order
  payloads 20
  replay
  equals "$status" 0
  contains "$out" '20 accepted, 0 refused, 0 failed'
  equals "$(numbers)" "$(seq 20 | tr '\n' ' ')"
  equals "$(jq -r '.[3][] | select(.[0] == "propexo-signature") | .[1]' "$LOG" | sort -u | wc -l)" 20
  equals "$(jq '.[1]' "$LOG" | sort -u)" 1
}

@test "a payload without a secret sends nothing, --unsigned sends it without a signature" {
  service
  payloads 1
  syncbell replay "$T/payloads.jsonl" --to "$HOOK"
  equals "$status" 2
  contains "$err" --unsigned
  equals "$(deliveries)" 0
  PROPEXO_WEBHOOK_SECRET=$SECRET syncbell replay "$T/payloads.jsonl" --to "$HOOK" --unsigned --expect-status 401
  equals "$status" 0
  equals "$(verdicts)" '401 '
}

@test "--set edits what is sent and signed, and needs a secret" {
  service
  payloads 2
  replay --set data='{"integration_id":"abc"}' --set-string n=7
  equals "$status" 0
  equals "$(jq -r '.[4]' "$LOG" | sort -u)" '{"n":"7","data":{"integration_id":"abc"}}'
  echo '{"type":"delivery","version":1,"headers":[],"body":"{}"}' >"$T/record.jsonl"
  syncbell replay "$T/record.jsonl" --to "$HOOK" --set a=1
  equals "$status" 2
  contains "$err" --set
  equals "$(deliveries)" 2
}

@test "a forged signature: whether the service refuses it is the exit status" {
  service
  payloads 3
  replay --corrupt-signature --expect-status 401,403
  equals "$status" 0
  equals "$(verdicts)" '403 403 403 '
  replay --corrupt-signature
  equals "$status" 3
  contains "$out" '3 refused (403)'
  contains "$err" 'refused 1 '
}

@test "retries: a service that fails once per payload gets each again, still in order" {
  service fail-first in-order
  payloads 2
  replay
  equals "$status" 3
  : >"$LOG"
  service fail-first in-order
  replay --retry 1 --json
  equals "$status" 0
  equals "$(numbers)" '1 1 2 2 '
  equals "$(verdicts)" '500 200 500 200 '
  equals "$(result '.attempts')" 4
  equals "$(jq -c 'select(.type == "sent") | [.index, .status, .attempts]' <<<"$out" | tr '\n' ' ')" '[1,200,2] [2,200,2] '
}

@test "reordering: a service that needs the order refuses a shuffled replay, and the seed repeats it" {
  service in-order
  payloads 30
  replay --shuffle=7
  equals "$status" 3
  first=$(numbers)
  equals "$(tr ' ' '\n' <<<"$first" | sort -n | tr '\n' ' ' | xargs)" "$(seq 30 | xargs)"
  service
  replay --shuffle=7
  equals "$status" 0
  equals "$(numbers)" "$first"
  : >"$LOG"
  replay --shuffle --dry-run
  equals "$status" 0
  contains "$err" --shuffle=
  equals "$(deliveries)" 0
}

@test "duplicates: each delivery as often as asked" {
  service
  payloads 3
  replay --duplicate 2 --repeat 2
  equals "$status" 0
  equals "$(numbers)" '1 1 2 2 3 3 1 1 2 2 3 3 '
}

@test "a connection that the service closes after its answer is opened again" {
  service close
  payloads 6
  replay --rate 3/s # so that even a busy service has closed it before the next is sent
  equals "$status" 0
  contains "$out" '6 accepted'
  equals "$(jq '.[1]' "$LOG" | sort -u | wc -l)" 6
}

@test "what the service may have received is sent again only with --retry" {
  service crash-first
  payloads 2
  replay
  equals "$status" 3
  contains "$out" '1 accepted, 0 refused, 1 failed'
  equals "$(numbers)" '1 2 '
  service crash-first
  replay --retry 1
  equals "$status" 0
  equals "$(numbers)" '1 1 2 '
}

@test "a target that is not there is 5" {
  payloads 2
  HOOK=http://127.0.0.1:1/ replay
  equals "$status" 5
  contains "$err" 'connection refused'
  contains "$out" '2 failed'
  HOOK=http://127.0.0.1:1/ replay --json
  equals "$status" 5
  equals "$(jq -r '.type + " " + (.outcome // .error)' <<<"$out" | tail -n 1)" 'result error'
  contains "$err" 'no delivery was answered'
}

@test "too many connections for this machine are its failure and not the target's" {
  service
  payloads 40
  status=0
  (ulimit -n 16 && exec timeout 20 "$SYNCBELL" replay "$T/payloads.jsonl" --to "$HOOK" \
    --secret-file "$T/secret" --concurrency 30) >"$T/said/crew.out" 2>"$T/said/crew.err" || status=$?
  equals "$status" 1
  contains "$(<"$T/said/crew.err")" 'oo many'
  contains "$(<"$T/said/crew.err")" '--resume-from'
  status=0
  (ulimit -S -n 16 && exec timeout 20 "$SYNCBELL" replay "$T/payloads.jsonl" --to "$HOOK" \
    --secret-file "$T/secret" --concurrency 30) >"$T/said/crew.out" 2>"$T/said/crew.err" || status=$?
  equals "$status" 0
}

@test "--fail-fast stops at the first that is refused, and --resume-from goes on there" {
  service in-order
  payloads 5
  printf '{"n":1}\n{"n":2}\n{"n":9}\n{"n":3}\n{"n":4}\n' >"$T/payloads.jsonl"
  replay --fail-fast
  equals "$status" 3
  equals "$(numbers)" '1 2 9 '
  contains "$err" '--resume-from 3'
  replay --resume-from 4
  equals "$status" 0
  equals "$(numbers)" '1 2 9 3 4 '
}

@test "a line that cannot be read stops before anything is sent; --skip-bad goes on and counts" {
  service
  printf '{"n":1}\n{"n":2,}\n{"n":3}\n' >"$T/payloads.jsonl"
  replay
  equals "$status" 2
  contains "$err" 'payloads.jsonl:2: '
  equals "$(deliveries)" 0
  replay --skip-bad --json
  equals "$status" 0
  equals "$(numbers)" '1 3 '
  equals "$(result '.skipped')" 1
}

@test "--event and --integration choose, standard input is read" {
  service
  printf '%s\n' '{"event":"SYNC_COMPLETE","integration_id":"a","n":1}' \
    '{"event":"DATA_NEW","data":{"integration_id":"a"},"n":2}' '{"event":"SYNC_COMPLETE","integration_id":"b","n":3}' \
    >"$T/mixed"
  syncbell replay - --to "$HOOK" --secret-file "$T/secret" --event SYNC_COMPLETE --integration b < <(cat "$T/mixed")
  equals "$status" 0
  equals "$(numbers)" '3 '
  contains "$out" '2 left out'
}

@test "--rate and --as-recorded take the time they should" {
  service
  payloads 41
  replay --rate 20/s --json
  equals "$status" 0
  jq -se 'last | .seconds >= 1.96 and .seconds < 4' <<<"$out"
  for second in 00 05 20; do
    echo "{\"type\":\"delivery\",\"version\":1,\"received_at\":\"2026-11-23T08:00:$second.000Z\",\"headers\":[],\"body\":\"{}\"}"
  done >"$T/records.jsonl"
  syncbell replay "$T/records.jsonl" --to "$HOOK" --secret-file "$T/secret" --as-recorded=10 --json
  equals "$status" 0
  jq -se 'last | .seconds >= 2 and .seconds < 4' <<<"$out"
}

@test "Ctrl-C ends after what is under way, says where, and the rest can be sent" {
  service
  payloads 40
  start replay replay "$T/payloads.jsonl" --to "$HOOK" --secret-file "$T/secret" --rate 20/s --json
  until_true 20 has_deliveries 3
  kill -INT "$pid"
  ends "$pid"
  equals "$status" 130
  equals "$(result .outcome "$T/said/replay.out")" interrupted
  next=$(result .resume_from "$T/said/replay.out")
  contains "$(<"$T/said/replay.err")" "--resume-from $next"
  replay --resume-from "$next"
  equals "$status" 0
  equals "$(numbers)" "$(seq 40 | tr '\n' ' ')"
}

@test "--dry-run says what would be sent and sends nothing" {
  service
  payloads 2
  replay --dry-run
  equals "$status" 0
  equals "$(deliveries)" 0
  contains "$out" 'payloads.jsonl:2): POST, 7 bytes, new signature'
  replay --dry-run --json
  equals "$(jq -r .type <<<"$out" | tr '\n' ' ')" 'planned planned result '
}

@test "a progress bar is on a terminal and nowhere else" {
  service
  payloads 30
  replay --rate 20/s
  equals "$err" "sending 30 deliveries to $HOOK"
  TERM=xterm script -qec "'$SYNCBELL' replay '$T/payloads.jsonl' --to '$HOOK' --secret-file '$T/secret' --rate 20/s" \
    "$T/said/terminal" >/dev/null </dev/null
  grep -qF '[####' "$T/said/terminal"
  grep -qF ' of 30' "$T/said/terminal"
  grep -qF 'left' "$T/said/terminal"
}

@test "memory does not grow with the files" {
  ! grep -qc __asan_init "$SYNCBELL" || skip 'a sanitizer has memory of its own'
  service
  pad=$(head -c 1000 /dev/zero | tr '\0' x)
  yes "{\"event\":\"DATA_NEW\",\"integration_id\":\"a\",\"pad\":\"$pad\"}" | head -60000 >"$T/large.jsonl"
  cat >"$T/peak.py" <<'P'
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
P
  peak=$(python3 "$T/peak.py" "$SYNCBELL" replay "$T/large.jsonl" --to "$HOOK" --secret-file "$T/secret" \
    --shuffle --resume-from 59500 2>"$T/said/large.err" | tail -1)
  [ "$peak" -lt 40960 ]
}

@test "a program that failed and wrote nothing is no delivery" {
  start_receiver
  syncbell replay - --to "$HOOK" --secret-file "$T/secret" </dev/null
  equals "$status" 2
  contains "$err" 'nothing to send'
  equals "$(wc -l <"$RECEIVED")" 0
  syncbell verify --secret-file "$T/secret" </dev/null
  equals "$status" 2
  contains "$err" 'nothing to check'
}
