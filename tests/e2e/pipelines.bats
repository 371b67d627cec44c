# What a job of GitHub Actions or GitLab is told, and action.yml run step by step as Actions would.
load harness

in_github() {
  export GITHUB_ACTIONS=true GITHUB_OUTPUT=$T/output GITHUB_STEP_SUMMARY=$T/summary
}

# The value of an output that is one line long.
output_of() { awk -v name="$1" -F '<<' '$1 == name { getline; print; exit }' "$T/output"; }

mock_of_two() {
  start_mock <<<'{"integrations": [
    {"id": "good", "vendor": "YARDI", "manual_sync": {"takes": "50ms", "jobs": 3}},
    {"id": "bad", "vendor": "YARDI", "can_authenticate": false}]}'
}

@test "a wait gives its outputs, a summary and no error" {
  mock_of_two
  in_github
  printf 'earlier=kept\n' >"$T/output"
  syncbell wait good --start-sync --poll-interval 100ms
  equals "$status" 0
  equals "$(head -1 "$T/output")" 'earlier=kept'
  equals "$(output_of outcome)" satisfied
  equals "$(output_of integration_id)" good
  equals "$(output_of results | jq -r '.[0].outcome')" satisfied
  grep -F '| good | ✅ satisfied | poll | 3 | 0 |' "$T/summary"
  if grep '^::error' "$T"/said/*; then false; fi
  # The course is folded, its end is not.
  equals "$(grep -c '^::group::' <<<"$err")" 1
  equals "$(grep -c '^::endgroup::' <<<"$err")" 1
}

@test "an unhealthy end is an annotation for each integration" {
  mock_of_two
  in_github
  syncbell wait bad --quiet
  equals "$status" 3
  equals "$(output_of outcome)" impossible
  grep -F '❌ impossible' "$T/summary"
  grep '^::error title=syncbell wait::bad: impossible: ' <<<"$err"
}

@test "an error before there is a result is an annotation too" {
  in_github
  syncbell wait good # without a token
  equals "$status" 2
  equals "$(output_of outcome)" error
  grep '^::error title=syncbell::' <<<"$err"
}

@test "a replay gives its outputs, a summary and an annotation" {
  in_github
  start_receiver
  printf '{"event":"SYNC_COMPLETE"}' >"$T/payload.json"
  syncbell replay "$T/payload.json" --to "$HOOK" --unsigned
  equals "$status" 3
  equals "$(output_of outcome)" unhealthy
  equals "$(output_of refused)" 1
  equals "$(output_of result | jq .sent)" 1
  grep -F '❌ unhealthy | 1 of 1 | 0 | 1 | 0 |' "$T/summary"
  grep '^::error title=syncbell replay::unhealthy: ' <<<"$err"
}

@test "a doctor gives its outputs, a summary and an annotation for what is bad" {
  mock_of_two
  in_github
  PROPEXO_API_TOKEN=wrong syncbell doctor --listen 0
  equals "$status" 3
  equals "$(output_of outcome)" unhealthy
  grep -F '| token | ❌ |' "$T/summary"
  grep '^::error title=syncbell doctor::token: ' <<<"$err"
}

@test "outputs that cannot be written are warned of and change no status" {
  mock_of_two
  in_github
  export GITHUB_OUTPUT=$T/none/output
  syncbell wait good --start-sync --poll-interval 100ms
  equals "$status" 0
  grep 'warning: GITHUB_OUTPUT: cannot write' <<<"$err"
}

@test "nothing of it is said elsewhere" {
  mock_of_two
  export GITHUB_OUTPUT=$T/output GITHUB_STEP_SUMMARY=$T/summary
  syncbell wait bad
  equals "$status" 3
  test ! -e "$T/output"
  test ! -e "$T/summary"
  if grep '^::' <<<"$err"; then false; fi
}

@test "GitLab's log is folded between two marks of one section" {
  mock_of_two
  export GITLAB_CI=true
  syncbell wait good --start-sync --poll-interval 100ms
  equals "$status" 0
  section=$(grep -o 'section_start:[0-9]*:syncbell_[0-9]*' <<<"$err" | cut -d: -f3)
  grep -q "section_end:[0-9]*:$section" <<<"$err"
}

# Runs action.yml; its outputs are in $outputs.
action() {
  status=0
  outputs=$(python3 "$BATS_TEST_DIRNAME/../support/run_action.py" \
    "$BATS_TEST_DIRNAME/../../action.yml" "$T" version=0.1.0 "$@" 2>"$T/said/action.err") || status=$?
  err=$(<"$T/said/action.err")
}

# A gh that downloads a release made of the binary under test.
fake_release() {
  local name
  name=syncbell-0.1.0-linux-$(dpkg --print-architecture)
  mkdir -p "$T/release/$name/bin" "$T/bin"
  cp "$SYNCBELL" "$T/release/$name/bin/syncbell"
  tar -C "$T/release" -czf "$T/release/$name.tar.gz" "$name"
  (cd "$T/release" && sha256sum ./*.tar.gz | sed 's# \./# #' >SHA256SUMS)
  cat >"$T/bin/gh" <<END
#!/bin/sh
echo "\$*" >>"$T/gh.arguments"
cp "$T/release/$name.tar.gz" "$T/release/SHA256SUMS" .
END
  chmod +x "$T/bin/gh"
  PATH=$T/bin:$PATH
}

@test "action.yml installs a release and waits" {
  mock_of_two
  fake_release
  unset PROPEXO_API_TOKEN PROPEXO_API_URL
  action token="$TOKEN" api-url="$API" integration=good start-sync=true poll-interval=100ms \
    arguments=$'--max-failed-jobs\n5%'
  equals "$status" 0
  equals "$(jq -r .outcome <<<"$outputs")" satisfied
  equals "$(jq -r .integration_id <<<"$outputs")" good
  equals "$(jq -r .successful_job_count <<<"$outputs")" 3
  equals "$(jq -r '.results | fromjson | length' <<<"$outputs")" 1
  grep -F 'release download v0.1.0 --repo us/syncbell' "$T/gh.arguments"
}

@test "action.yml fails as the wait does, and its outputs say why" {
  mock_of_two
  fake_release
  action token="$TOKEN" api-url="$API" integration=$'good\nbad' fail-fast=true
  equals "$status" 3
  equals "$(jq -r .outcome <<<"$outputs")" impossible
}

@test "action.yml takes no release whose checksum is another, and no input that is not one" {
  mock_of_two
  fake_release
  action integration=--help
  equals "$status" 2
  grep '^::error title=syncbell::' <<<"$err"
  action integration=good start-sync=yes
  equals "$status" 2
  sed -i 's/^[0-9a-f]*/0000000000000000000000000000000000000000000000000000000000000000/' "$T/release/SHA256SUMS"
  action integration=good
  test "$status" != 0
  grep -i 'FAILED' <<<"$err"
}

@test "each input of action.yml that is a flag of wait is one that exists" {
  syncbell wait --help
  help=$out
  names=$(python3 -c 'import sys, yaml; print(*yaml.safe_load(open(sys.argv[1]))["inputs"])' \
    "$BATS_TEST_DIRNAME/../../action.yml")
  for name in $names; do
    case $name in token | command | integration | arguments | version) continue ;; esac
    grep -q -- "--$name\b" <<<"$help" || { echo "wait has no --$name" && false; }
  done
}
