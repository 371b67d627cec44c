#include "core/diagnosis.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace std::chrono_literals;

namespace {

const Result<ApiAnswer> silence = Error{ErrorKind::network, "cannot connect", "is it up?"};

ApiAnswer with_status(int status, bool is_json = true) {
  ApiAnswer answer;
  answer.status = status;
  answer.is_json = is_json;
  answer.took = 120ms;
  return answer;
}

Finding api(int status, bool is_json = true) {
  return judge_api("https://h", with_status(status, is_json));
}

bool says(const Finding& finding, const std::string& words) {
  CAPTURE(finding.seen);
  CAPTURE(finding.advice);
  return (finding.seen + "\n" + finding.advice).find(words) != std::string::npos;
}

WebhookSubscription webhook(const std::string& expires) {
  WebhookSubscription one;
  one.headers = {{"x-syncbell-run", "wait-0123456789abcdef"}};
  if (!expires.empty()) one.headers.push_back({"x-syncbell-expires", expires});
  return one;
}

} // namespace

TEST_CASE("judge_api has its own words for each way of not answering") {
  CHECK(api(200).grade == Grade::good);
  CHECK(says(api(200), "https://h answers, within 120ms"));
  for (const int refusal : {401, 403})
    CHECK(api(refusal).grade == Grade::good);
  for (const int trouble : {500, 502, 503, 504}) {
    CHECK(api(trouble, false).grade == Grade::bad);
    CHECK(says(api(trouble), "try again later"));
    CHECK(says(api(trouble), std::to_string(trouble)));
  }
  for (const int redirect : {301, 302, 307, 308}) {
    CHECK(api(redirect, false).grade == Grade::bad);
    CHECK(says(api(redirect), "--api-url"));
    CHECK(says(api(redirect), "redirects"));
  }
  CHECK(api(429, false).grade == Grade::remark);
  CHECK(says(api(429), "wait a minute"));
  CHECK(api(404).grade == Grade::bad);
  CHECK(says(api(404), "path of --api-url"));
  for (const int status : {200, 401, 403, 404}) {
    CHECK(api(status, false).grade == Grade::bad);
    CHECK(says(api(status, false), "sign-in page"));
  }
}

TEST_CASE("judge_api passes on why nobody answered") {
  const Finding finding = judge_api("https://h", silence);
  CHECK(finding.grade == Grade::bad);
  CHECK(finding.seen == "cannot connect");
  CHECK(finding.advice == "is it up?");
  CHECK_FALSE(judge_api("https://h", Error{ErrorKind::network, "a"}).advice.empty());
}

TEST_CASE("judge_api does not blame the API for being stopped") {
  const Finding finding =
      judge_api("https://api.example", Error{ErrorKind::cancelled, "the request was cancelled"});
  CHECK(finding.grade == Grade::remark);
  CHECK(finding.advice.empty());
}

TEST_CASE("judge_token") {
  CHECK(judge_token(with_status(200)).grade == Grade::good);
  CHECK(judge_token(with_status(401)).grade == Grade::bad);
  CHECK(says(judge_token(with_status(401)), "--environment"));
  CHECK(judge_token(with_status(403)).grade == Grade::bad);
  CHECK(says(judge_token(with_status(403)), "may not"));
  SUBCASE("says where it cannot be told") {
    for (const Result<ApiAnswer>& answer :
         {silence, Result<ApiAnswer>(with_status(500)), Result<ApiAnswer>(with_status(429)),
          Result<ApiAnswer>(with_status(302)), Result<ApiAnswer>(with_status(200, false))}) {
      CHECK(judge_token(answer).grade == Grade::remark);
      CHECK(says(judge_token(answer), "could not be looked at"));
    }
  }
}

TEST_CASE("judge_clock") {
  const WallTime theirs{std::chrono::hours{490'000}};
  const auto at = [theirs](Duration offset) {
    ApiAnswer answer = with_status(200);
    answer.date = theirs;
    return judge_clock(answer, theirs + offset);
  };
  SUBCASE("agrees within what a date and a request leave open") {
    for (const Duration offset : {-5000ms, 0ms, 1120ms, 6120ms})
      CHECK(at(offset).grade == Grade::good);
  }
  SUBCASE("remarks on seconds") {
    for (const Duration offset :
         {Duration{6121ms}, Duration{-5001ms}, Duration{61120ms}, Duration{-60s}})
      CHECK(at(offset).grade == Grade::remark);
  }
  SUBCASE("calls minutes bad and says in which direction") {
    CHECK(at(10min).grade == Grade::bad);
    CHECK(says(at(10min), "9m58s ahead of"));
    CHECK(at(-10min).grade == Grade::bad);
    CHECK(says(at(-10min), "10m00s behind"));
    CHECK(says(at(-10min), "timedatectl"));
  }
  SUBCASE("says where it cannot be told") {
    CHECK(says(judge_clock(silence, theirs), "could not be looked at"));
    CHECK(says(judge_clock(with_status(200), theirs), "no date"));
    CHECK(judge_clock(with_status(200), theirs).grade == Grade::remark);
  }
}

TEST_CASE("judge_rate_limit") {
  const auto left = [](std::optional<int> remaining, std::optional<int> limit) {
    ApiAnswer answer = with_status(200);
    answer.rate_remaining = remaining;
    answer.rate_limit = limit;
    return judge_rate_limit(answer);
  };
  CHECK(left(149, 150).grade == Grade::good);
  CHECK(says(left(149, 150), "149 of 150"));
  CHECK(left(30, 150).grade == Grade::good);
  CHECK(left(29, 150).grade == Grade::remark);
  CHECK(left(-3, 150).grade == Grade::remark);
  CHECK(says(left(-3, 150), "0 of 150"));
  CHECK(left(std::nullopt, 150).grade == Grade::good);
  CHECK(left(1, 0).grade == Grade::good);
  CHECK(judge_rate_limit(silence).grade == Grade::remark);
}

TEST_CASE("judge_leases") {
  const WallTime now = *parse_timestamp("2026-11-23T08:00:00Z");
  CHECK(judge_leases({}, now, "x").grade == Grade::good);
  const std::vector<WebhookSubscription> kept{webhook(""), webhook("2026-11-23T08:00:01Z"),
                                              webhook("nonsense")};
  CHECK(judge_leases(kept, now, "x").grade == Grade::good);
  CHECK(says(judge_leases(kept, now, "x"), "account: 3, beyond their lease: 0"));
  const Finding finding = judge_leases({webhook("2026-11-23T07:00:00Z"), webhook("")}, now,
                                       "syncbell unsubscribe --expired");
  CHECK(finding.grade == Grade::remark);
  CHECK(says(finding, "account: 2, beyond their lease: 1"));
  CHECK(says(finding, "syncbell unsubscribe --expired"));
}
