# Checking signatures offline with the built binary, of what listen wrote and of what others did.
load harness

# The record that listen --json writes of a body, signed under a secret.
record_of() {
  jq -cn --arg body "$1" --arg signature "$(printf %s "$1" | sign "${2-}")" '{type: "delivery", version: 1,
    received_at: "2026-11-23T08:00:00.123Z", method: "POST", path: "/", headers: [["Propexo-Signature", $signature]],
    signature: "unchecked", event: null, integration_id: null, body: $body}'
}

verify() { syncbell verify --secret-file "$T/secret" "$@"; }

@test "what listen --json writes is a capture file as it stands" {
  start listener listen --listen 0 --port-file "$T/port" --secret-file "$T/secret" --json --count 3 --timeout 60s
  port=$(port_of "$T/port")
  printf 'a\0b\xff\xfe' >"$T/bytes"
  equals "$(deliver "$port" "$FIRST")" 401
  equals "$(deliver_signed "$port" "$FIRST")" 200
  equals "$(deliver "$port" "@$T/bytes" -H "propexo-signature: $(sign <"$T/bytes")")" 200
  equals "$(deliver_signed "$port" $'{ "n":49.0, "n":1e400,\r\n"big":12345678901234567890, "t":"caf\u00e9" } ')" 200
  ends "$pid"
  cp "$T/said/listener.out" "$T/captures.jsonl"
  verify "$T/captures.jsonl"
  equals "$status" 0
  equals "$out" "$T/captures.jsonl:3: valid
$T/captures.jsonl:4: valid
$T/captures.jsonl:5: valid"
  contains "$err" '3 checked: 3 valid'
  verify - <"$T/captures.jsonl"
  equals "$status" 0
  contains "$out" 'standard input:5: valid'
  syncbell verify --secret-file - "$T/captures.jsonl" <"$T/secret"
  equals "$status" 0
}

@test "a stream is checked line by line as it comes" {
  mkfifo "$T/pipe"
  start checker verify --secret-file "$T/secret" "$T/pipe"
  exec 5>"$T/pipe"
  record_of "$FIRST" >&5
  hears checker.out ':1: valid'
  record_of "$FIRST" another >&5
  hears checker.out ':2: invalid'
  exec 5>&-
  ends "$pid"
  equals "$status" 3
}

@test "one that fails is named with the reason, never with the right signature, and is 3" {
  { record_of "$FIRST"; record_of "$FIRST" another; record_of "$FIRST" | jq -c '.headers = []'; } >"$T/c.jsonl"
  echo old-secret >"$T/old"
  verify --secret-file "$T/old" "$T/c.jsonl"
  equals "$status" 3
  contains "$out" "c.jsonl:1: valid"
  contains "$out" "c.jsonl:2: invalid: the signature does not match the body under any of the 2 secrets"
  contains "$out" "c.jsonl:3: missing: "
  if grep -rF "$(printf %s "$FIRST" | sign)" "$T/said"; then return 1; fi
  verify -q "$T/c.jsonl"
  equals "$(wc -l <<<"$out")" 2
  equals "$err" ''
  verify --json "$T/c.jsonl"
  equals "$status" 3
  equals "$(jq -r '"\(.type) \(.signature // .outcome)"' <<<"$out" | paste -sd ,)" \
    'verification valid,verification invalid,verification missing,result unhealthy'
}

@test "one record is one answer, on a line or pretty-printed, under any of the secrets" {
  record_of "$FIRST" old-secret | jq . >"$T/record.json"
  echo old-secret >"$T/old"
  verify --secret-file "$T/old" "$T/record.json"
  equals "$status" 0
  equals "$out" "$T/record.json: valid"
  equals "$err" ''
  verify --json "$T/record.json"
  equals "$status" 3
  equals "$(jq -r '"\(.signature) \(.outcome)"' <<<"$out")" 'invalid unhealthy'
}

@test "a payload is checked against --signature, whatever its bytes" {
  printf 'a\0b\xff\xfe' >"$T/payload.json"
  verify "$T/payload.json" --signature "$(sign <"$T/payload.json")"
  equals "$status" 0
  verify "$T/payload.json" --signature "$(sign other <"$T/payload.json")"
  equals "$status" 3
  verify "$T/payload.json" --signature 9f
  equals "$status" 3
  contains "$out" '64 hexadecimal digits'
  syncbell trigger SYNC_COMPLETE --print
  cp "$T/said/$SAID.out" "$T/printed.json"
  verify "$T/printed.json" --signature "$(printf %s "$out" | sign)"
  equals "$status" 0
  verify --signature "$(sign <"$T/printed.json")" <"$T/printed.json"
  equals "$status" 0
  verify "$T/printed.json"
  equals "$status" 2
  contains "$err" --signature
  verify --signature "$(printf '' | sign)" </dev/null
  equals "$status" 2
  contains "$err" 'nothing to check'
}

@test "a folder is read in name order, without what is hidden or half written" {
  mkdir "$T/f"
  record_of "$FIRST" >"$T/f/2.json"
  record_of "$FIRST" >"$T/f/1.jsonl"
  echo '{' >"$T/f/.hidden.json"
  echo '{' >"$T/f/3.json.Ab12Cd"
  verify "$T/f"
  equals "$status" 0
  equals "$out" "$T/f/1.jsonl:1: valid
$T/f/2.json: valid"
  mkdir "$T/empty"
  verify "$T/empty"
  equals "$status" 2
  contains "$err" "$T/empty"
}

@test "the line that a kill cut off is passed over with a warning, a bad one elsewhere is 2" {
  { record_of "$FIRST"; record_of "$FIRST" | head -c 100; } >"$T/c.jsonl"
  verify "$T/c.jsonl"
  equals "$status" 0
  contains "$err" "warning: $T/c.jsonl:2: "
  record_of "$FIRST" >>"$T/c.jsonl"
  verify "$T/c.jsonl"
  equals "$status" 2
  contains "$err" "$T/c.jsonl:2: it is not JSON"
  echo '{"type":"delivery","version":2,"body":""}' >"$T/v2.jsonl"
  verify "$T/v2.jsonl"
  equals "$status" 2
  contains "$err" "$T/v2.jsonl:1: the record is of version 2"
}

@test "without a secret, a file or anything to check: 2, 1, 2" {
  record_of "$FIRST" >"$T/r.json"
  syncbell verify "$T/r.json"
  equals "$status" 2
  contains "$err" --secret-file
  verify "$T/nowhere.json"
  equals "$status" 1
  contains "$err" "$T/nowhere.json"
  verify </dev/null
  equals "$status" 2
}

@test "two hundred mebibytes are checked in less than forty" {
  record_of "$FIRST" >"$T/line"
  python3 - "$T/line" "$SYNCBELL" verify --quiet --secret-file "$T/secret" "$T/big.jsonl" <<'PYTHON' >"$T/peak"
import resource, subprocess, sys
block = open(sys.argv[1]).read() * 2000
with open(sys.argv[-1], "w") as captures:
    while captures.tell() < 200 << 20:
        captures.write(block)
status = subprocess.run(sys.argv[2:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(status)
PYTHON
  rm "$T/big.jsonl"
  echo "$(<"$T/peak") KiB at the most"
  # A sanitizer shadows all memory, and keeps for a while what was freed.
  case $SYNCBELL in *asan*) return ;; esac
  [ "$(<"$T/peak")" -lt $((40 * 1024)) ]
}

@test "with --json what cannot be read is a record of the stream, and it ends with 1" {
  syncbell verify "$T/missing.jsonl" "$T/gone.jsonl" --secret-file "$T/secret" --json
  equals "$status" 1
  equals "$(jq -r .type <<<"$out" | tr '\n' ' ')" 'error error result '
  equals "$(jq -r 'select(.type == "error") | .error.kind' <<<"$out" | uniq)" local
}

@test "lines of records with --signature are refused with the reason" {
  printf '{"type":"delivery"}\n{"type":"delivery"}\n' >"$T/two.jsonl"
  syncbell verify "$T/two.jsonl" --signature aa --secret-file "$T/secret"
  equals "$status" 2
  contains "$err" '--signature is that of one payload; leave it out'
}
