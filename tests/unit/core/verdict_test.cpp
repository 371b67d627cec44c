#include "core/verdict.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("name_of an Outcome") {
  CHECK(std::string(name_of(Outcome::still_waiting)) == "still_waiting");
  CHECK(std::string(name_of(Outcome::satisfied)) == "satisfied");
  CHECK(std::string(name_of(Outcome::unhealthy)) == "unhealthy");
  CHECK(std::string(name_of(Outcome::impossible)) == "impossible");
  CHECK(std::string(name_of(Outcome::timed_out)) == "timed_out");
  CHECK(std::string(name_of(Outcome::interrupted)) == "interrupted");
  CHECK(std::string(name_of(Outcome::error)) == "error");
}

TEST_CASE("name_of a Source") {
  CHECK(std::string(name_of(Source::state)) == "state");
  CHECK(std::string(name_of(Source::poll)) == "poll");
  CHECK(std::string(name_of(Source::webhook)) == "webhook");
}

TEST_CASE("Verdict is open until somebody decides") {
  CHECK(Verdict{}.outcome == Outcome::still_waiting);
  CHECK_FALSE(SyncReport{}.source);
}
