#include "core/exit_status.hpp"

#include <doctest/doctest.h>

#include <csignal>

using namespace syncbell;

TEST_CASE("ExitStatus") {
  SUBCASE("keeps the numbers that users script against") {
    CHECK(static_cast<int>(ExitStatus::done) == 0);
    CHECK(static_cast<int>(ExitStatus::local_failure) == 1);
    CHECK(static_cast<int>(ExitStatus::usage) == 2);
    CHECK(static_cast<int>(ExitStatus::answer_is_no) == 3);
    CHECK(static_cast<int>(ExitStatus::auth) == 4);
    CHECK(static_cast<int>(ExitStatus::unreachable) == 5);
    CHECK(static_cast<int>(ExitStatus::timed_out) == 124);
    CHECK(static_cast<int>(ExitStatus::hung_up) == 129);
    CHECK(static_cast<int>(ExitStatus::interrupted) == 130);
    CHECK(static_cast<int>(ExitStatus::terminated) == 143);
  }
}

TEST_CASE("exit_status_of") {
  SUBCASE("gives every kind of error its status") {
    CHECK(exit_status_of(ErrorKind::local) == ExitStatus::local_failure);
    CHECK(exit_status_of(ErrorKind::usage) == ExitStatus::usage);
    CHECK(exit_status_of(ErrorKind::auth) == ExitStatus::auth);
    CHECK(exit_status_of(ErrorKind::api) == ExitStatus::unreachable);
    CHECK(exit_status_of(ErrorKind::network) == ExitStatus::unreachable);
    CHECK(exit_status_of(ErrorKind::cancelled) == ExitStatus::interrupted);
  }
  SUBCASE("is never success") {
    CHECK(exit_status_of(static_cast<ErrorKind>(99)) == ExitStatus::local_failure);
  }
}

TEST_CASE("exit_status_of_signal") {
  SUBCASE("adds 128") {
    CHECK(exit_status_of_signal(SIGHUP) == ExitStatus::hung_up);
    CHECK(exit_status_of_signal(SIGINT) == ExitStatus::interrupted);
    CHECK(exit_status_of_signal(SIGTERM) == ExitStatus::terminated);
    CHECK(static_cast<int>(exit_status_of_signal(SIGQUIT)) == 131);
  }
}
