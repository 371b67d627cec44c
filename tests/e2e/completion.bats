# Completion, in bash, zsh and fish as they are, and what they are told.
load harness
load lease

PRESS_TAB=$BATS_TEST_DIRNAME/../support/press_tab.py
SCRIPTS=$BATS_TEST_DIRNAME/../../completions

account() {
  export XDG_CACHE_HOME=$T/cache
  start_mock < <(jq -n '{rate_limit: 0, integrations: [
    {id: "onboarded-1", name: "Maple Court", vendor: "YARDI"}, {id: "other-1", vendor: "MRI"}],
    webhooks: [{url: "https://hooks.example/in", triggers: ["SYNC_COMPLETE"], secret: "not-of-this-run"}]}')
}

# Lines typed into a shell in which "syncbell" is the one under test; \t is the TAB key.
types() {
  local shell=$1 script=$SCRIPTS/syncbell.$1 setup=
  shift
  if [ "$shell" = zsh ]; then
    script=$SCRIPTS/_syncbell
    setup='autoload -U compinit; compinit -D -u; '
  fi
  mkdir -p "$T/bin" "$T/here"
  ln -sf "$(realpath "$SYNCBELL")" "$T/bin/syncbell"
  cp "$T/secret" "$T/here/secret"
  (cd "$T/here" && PATH=$T/bin:$PATH HOME=$T python3 "$PRESS_TAB" "$shell" "${setup}source '$script'" "$@") \
    >"$T/said/$shell.out" 2>"$T/said/$shell.err" 3>&-
}

# That the account's IDs have been learned: a machine that is busy needs more than a prompt waits for.
knows_ids() { "$SYNCBELL" __complete integrations onb | grep -q onboarded && "$SYNCBELL" __complete subscriptions cmweb | grep -q cmweb; }

in_shell() {
  account
  until_true 10 knows_ids
  types "$1" 'syncbell integ\tonb\t--json >integration' 'syncbell trig\tFIRST_\t--print >event' \
    'syncbell trigger DATA_NEW --shape=fl\t--print >flat' 'syncbell trigger DATA_NEW --print --secret-file sec\t>file' \
    'syncbell subscriptions cmweb\t--json >webhook' "syncbell wait --nothing-of-that-name=\\t; echo end >end"
  equals "$(jq -r .id "$T/here/integration")" onboarded-1
  equals "$(jq -r .trigger "$T/here/event")" FIRST_SYNC_COMPLETE
  equals "$(jq -r .event "$T/here/flat")" DATA_NEW
  equals "$(jq -r .trigger "$T/here/file")" DATA_NEW
  equals "$(jq -r .url "$T/here/webhook")" https://hooks.example/in
  equals "$(<"$T/here/end")" end
}
@test "bash completes commands, flags, values, files and what is in the account" {
  in_shell bash
}

@test "bash lists what there is with what it is, and puts only the word into the line" {
  account
  until_true 10 knows_ids
  types bash 'syncbell integrations \t\t\tth\t --json >one' 'bind "set show-all-if-ambiguous on"' \
    'syncbell integrations o\tth\t --json >other'
  grep -qE 'onboarded-1  \(Maple Court, YARDI\)' "$T/said/bash.out"
  grep -qE 'other-1      \(MRI\)' "$T/said/bash.out"
  for file in one other; do equals "$(jq -r .id "$T/here/$file")" other-1; done
}
@test "zsh does" {
  in_shell zsh
}
@test "fish does" {
  in_shell fish
}

@test "the scripts are the files of completions/, byte for byte" {
  for shell in bash zsh fish; do
    "$SYNCBELL" completion "$shell" >"$T/$shell"
  done
  cmp "$T/bash" "$SCRIPTS/syncbell.bash"
  cmp "$T/zsh" "$SCRIPTS/_syncbell"
  cmp "$T/fish" "$SCRIPTS/syncbell.fish"
  syncbell completion tcsh
  equals "$status" 2
}

@test "every command and flag of the help is offered, and nothing else" {
  commands=$("$SYNCBELL" __complete '' | cut -f1)
  equals "$commands" "$("$SYNCBELL" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z]*\) .*/\1/p')"
  for command in $commands; do
    equals "$("$SYNCBELL" __complete "$command" - | cut -f1 | sort)" \
      "$("$SYNCBELL" "$command" --help | grep -oE '^  (-[a-z],)?--[a-z-]+' | grep -oE -- '--[a-z-]+' | sort)"
  done
}

@test "what is in the account is asked for once a minute and kept without the token" {
  account
  syncbell __complete wait ''
  equals "$out" $'onboarded-1\tMaple Court, YARDI\nother-1\tMRI'
  syncbell __complete listen --integration onboarded-1,ot
  equals "$out" $'onboarded-1,other-1\tMRI'
  equals "$(requests 'GET /v1/admin/integrations/')" 1
  equals "$(find "$T/cache" -type f -perm 600 | wc -l)" 1
  if grep -rF "$TOKEN" "$T/cache"; then false; fi
}

@test "a webhook is named by its URL without the password in it" {
  export XDG_CACHE_HOME=$T/cache
  start_mock < <(jq -n --arg url "https://user:$SECRET@hooks.example/in" \
    '{rate_limit: 0, integrations: [], webhooks: [{url: $url, triggers: ["SYNC_COMPLETE"]}]}')
  until_true 10 knows_webhook
  syncbell __complete unsubscribe ''
  equals "$out" $'cmwebhook0000000000000001\thttps://[redacted]@hooks.example/in'
  if grep -rF "$SECRET" "$T/cache"; then false; fi
}
knows_webhook() { "$SYNCBELL" __complete unsubscribe '' | grep -q cmweb; }

@test "without a token, with a wrong one, and without an API there is nothing, and no word of it" {
  account
  {
    (unset PROPEXO_API_TOKEN && "$SYNCBELL" __complete wait '')
    PROPEXO_API_TOKEN=wrong "$SYNCBELL" __complete wait ''
    PROPEXO_API_URL=http://127.0.0.1:1 "$SYNCBELL" __complete wait ''
    PROPEXO_API_URL=nonsense "$SYNCBELL" __complete wait ''
    "$SYNCBELL" __complete wait --token-file "$T/nowhere" ''
    mkfifo "$T/pipe" # nobody ever writes to it
    timeout 5 "$SYNCBELL" __complete wait --token-file "$T/pipe" '' || echo "ended with $?"
  } >"$T/none" 2>&1
  equals "$(<"$T/none")" ''
}

@test "an API that does not answer holds nobody up, and what it says later is there the next time" {
  account
  start_gate api "${API##*:}"
  export PROPEXO_API_URL=http://127.0.0.1:$gate_port
  holds api GET /v1/admin/integrations/ before
  syncbell __complete wait ''
  equals "$status" 0
  equals "$out$err" ''
  is_held api
  goes_on api
  until_true 10 is_kept
  syncbell __complete wait onb
  equals "$out" $'onboarded-1\tMaple Court, YARDI'
}
is_kept() { [ -s "$(find "$T/cache" -type f)" ]; }
