#include "output/pipeline.hpp"

#include <doctest/doctest.h>

#include <map>

using namespace syncbell;
using namespace std::chrono_literals;

namespace {

Pipeline pipeline_with(const std::map<std::string, std::string>& variables) {
  return pipeline_of([&](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  });
}

const WallTime begun{1'700'000'000'250ms};

} // namespace

TEST_CASE("pipeline_of") {
  CHECK(pipeline_with({}) == Pipeline::none);
  CHECK(pipeline_with({{"GITHUB_ACTIONS", "true"}}) == Pipeline::github);
  CHECK(pipeline_with({{"GITHUB_ACTIONS", "false"}}) == Pipeline::none);
  CHECK(pipeline_with({{"GITLAB_CI", "true"}}) == Pipeline::gitlab);
}

TEST_CASE("a fold of the log") {
  SUBCASE("in GitHub's words") {
    CHECK(encode_fold_begin(Pipeline::github, "50% done", begun) == "::group::50%25 done");
    CHECK(encode_fold_end(Pipeline::github, begun, begun + 9s) == "::endgroup::");
  }
  SUBCASE("in GitLab's words: both ends name the same section") {
    CHECK(encode_fold_begin(Pipeline::gitlab, "title", begun) ==
          "\x1b[0Ksection_start:1700000000:syncbell_1700000000[collapsed=true]\r\x1b[0Ktitle");
    CHECK(encode_fold_end(Pipeline::gitlab, begun, begun + 9s) ==
          "\x1b[0Ksection_end:1700000009:syncbell_1700000000\r\x1b[0K");
  }
  SUBCASE("nowhere else") {
    CHECK(encode_fold_begin(Pipeline::none, "title", begun).empty());
    CHECK(encode_fold_end(Pipeline::none, begun, begun).empty());
  }
  SUBCASE("a title obeys nothing") {
    CHECK(encode_fold_begin(Pipeline::github, "a\n::error::b", begun) ==
          "::group::a\\x0a::error::b");
  }
}

TEST_CASE("encode_annotation") {
  CHECK(encode_annotation(Pipeline::github, "wait: a, b", "5% of\njobs: failed,\r\x1b no") ==
        "::error title=wait%3A a%2C b::5%25 of%0Ajobs: failed,\\x0d\\x1b no");
  CHECK(encode_annotation(Pipeline::gitlab, "wait", "failed").empty());
  CHECK(encode_annotation(Pipeline::none, "wait", "failed").empty());
}
