# What was answered 200 is kept: kill -9 at random instants under load. SYNCBELL_KILL_ROUNDS says how
# many times each (10).
load harness

# rounds STORE LISTENERS
rounds() {
  python3 "$BATS_TEST_DIRNAME/kill_rounds.py" "$SYNCBELL" "$T/secret" "$1" \
    "${SYNCBELL_KILL_ROUNDS:-10}" "$2" | tee "$T/said/rounds" >&3
}

@test "nothing that was answered 200 is missing from a file after kill -9" {
  rounds "$T/captures.jsonl" 1
}

@test "nothing that was answered 200 is missing from a folder after kill -9" {
  rounds "$T/captures" 1
}

@test "a listener that is killed leaves no harm to another on the same file" {
  rounds "$T/captures.jsonl" 2
  if [ -e "$T/captures.jsonl.err" ]; then cp "$T/captures.jsonl.err" "$T/said/"; fi
}
