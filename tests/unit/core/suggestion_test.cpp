#include "core/suggestion.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

const std::vector<std::string_view> commands{"listen", "wait", "trigger", "mock", "integrations"};

} // namespace

TEST_CASE("nearest") {
  SUBCASE("forgives one slip in a short word") {
    CHECK(nearest("wiat", commands) == "wait"); // swapped
    CHECK(nearest("wat", commands) == "wait");  // left out
    CHECK(nearest("waitt", commands) == "wait");
    CHECK(nearest("wajt", commands) == "wait");
    CHECK(nearest("moc", commands) == "mock");
  }
  SUBCASE("forgives more in a long word") {
    CHECK(nearest("intergratoins", commands) == "integrations");
    CHECK(nearest("integration", commands) == "integrations");
  }
  SUBCASE("does not count case") {
    CHECK(nearest("WAIT", commands) == "wait");
    CHECK(nearest("sync_complete", {"SYNC_COMPLETE", "JOB_FAILURE"}) == "SYNC_COMPLETE");
  }
  SUBCASE("prefers the nearer and of equals the first") {
    CHECK(nearest("cat", {"cart", "cat"}) == "cat");
    CHECK(nearest("cax", {"cay", "caz"}) == "cay");
  }
  SUBCASE("goes on with what was only begun") {
    CHECK(nearest("FIRST_sync", {"SYNC_COMPLETE", "FIRST_SYNC_COMPLETE"}) == "FIRST_SYNC_COMPLETE");
    CHECK(nearest("int", commands) == "integrations");
    CHECK(nearest("in", commands) == std::nullopt);
  }
  SUBCASE("has nothing to say to another word") {
    CHECK(nearest("delete", commands) == std::nullopt);
    CHECK(nearest("wolf", commands) == std::nullopt);
    CHECK(nearest("", commands) == std::nullopt);
    CHECK(nearest("wait", {}) == std::nullopt);
  }
  SUBCASE("takes bytes of any value") {
    CHECK(nearest("\xff\xfe\xfd", commands) == std::nullopt);
    CHECK(nearest(std::string_view("wai\0", 4), commands) == "wait");
    CHECK(nearest(std::string(10'000, 'w'), commands) == std::nullopt);
  }
}

TEST_CASE("did_you_mean") {
  SUBCASE("asks where there is a guess") {
    CHECK(did_you_mean("wiat", commands) == "; did you mean 'wait'?");
  }
  SUBCASE("is silent where there is none") { CHECK(did_you_mean("delete", commands).empty()); }
}
