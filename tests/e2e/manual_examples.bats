# Every example of the manual does what it is there for.
load harness
load examples

@test "the examples of syncbell(1)" { examples_of syncbell; }
@test "the examples of syncbell-wait(1)" { examples_of syncbell-wait; }
@test "the examples of syncbell-listen(1)" { examples_of syncbell-listen; }
@test "the examples of syncbell-replay(1)" { examples_of syncbell-replay; }
@test "the examples of syncbell-trigger(1)" { examples_of syncbell-trigger; }
@test "the examples of syncbell-verify(1)" { examples_of syncbell-verify; }
@test "the examples of syncbell-subscribe(1)" { examples_of syncbell-subscribe; }
@test "the examples of syncbell-unsubscribe(1)" { examples_of syncbell-unsubscribe; }
@test "the examples of syncbell-subscriptions(1)" { examples_of syncbell-subscriptions; }
@test "the examples of syncbell-sync(1)" { examples_of syncbell-sync; }
@test "the examples of syncbell-integrations(1)" { examples_of syncbell-integrations; }
@test "the examples of syncbell-mock(1)" { examples_of syncbell-mock; }
@test "the examples of syncbell-doctor(1)" { examples_of syncbell-doctor; }
@test "the examples of syncbell-completion(1)" { examples_of syncbell-completion; }
@test "the examples of syncbell-help(1)" { examples_of syncbell-help; }

@test "the recipes of the cookbook" { recipes_of "$BATS_TEST_DIRNAME/../../docs/cookbook.md"; }

@test "no page is left out" {
  for page in "$BATS_TEST_DIRNAME"/../../man/*.1; do
    grep -q "{ examples_of $(basename "$page" .1); }" "$BATS_TEST_FILENAME"
  done
}
