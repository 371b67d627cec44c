#include "net/late_errors.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace std::chrono_literals;

TEST_CASE("late errors name the target and the time but not the path") {
  const Url url = *parse_url("https://hooks.test:8443/in?key=abc");
  CHECK(not_connected_in_time(url, 10s).message ==
        "could not connect to https://hooks.test:8443 within 10s");
  CHECK(no_answer_in_time(url, 500ms).message ==
        "no answer from https://hooks.test:8443 within 500ms");
  CHECK(reply_incomplete_in_time(url, 1min).message ==
        "the reply from https://hooks.test:8443 was not complete within 1m00s");
  CHECK(not_connected_in_time(url, 1s).hint.find("HTTPS_PROXY") != std::string::npos);
  CHECK_FALSE(no_answer_in_time(url, 1s).hint.empty());
  CHECK(no_answer_in_time(url, 1s).kind == ErrorKind::network);
}
