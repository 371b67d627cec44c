#include "core/diagnosis.hpp"

#include "core/subscription.hpp"

#include <algorithm>

namespace syncbell {
namespace {

using namespace std::chrono;

// A clock that is off by less disturbs nothing; by more than the second of them, certificates,
// leases and --since mean something else here than they do there.
constexpr seconds small_skew{5};
constexpr minutes large_skew{1};

// From here on Propexo makes each reply wait.
constexpr int crowded_percent = 20;

bool is_let_in(const ApiAnswer& answer) { return answer.status >= 200 && answer.status < 300; }

bool is_refusal(const ApiAnswer& answer) { return answer.status == 401 || answer.status == 403; }

std::string answers(const std::string& origin, const ApiAnswer& answer) {
  return origin + " answers with status " + std::to_string(answer.status);
}

} // namespace

Finding judge_api(const std::string& origin, const Result<ApiAnswer>& answer) {
  const auto bad = [](const std::string& seen, const std::string& advice) {
    return Finding{"api", Grade::bad, seen, advice};
  };
  if (!answer) {
    const Error& error = answer.error();
    if (error.kind == ErrorKind::cancelled)
      return not_looked_at("api", "it was stopped before an answer");
    return bad(error.message, error.hint.empty()
                                  ? "check the network, and the proxy if HTTPS_PROXY names one"
                                  : error.hint);
  }
  const std::string seen = answers(origin, *answer);
  const int status = answer->status;
  if (status >= 500) return bad(seen, "Propexo has trouble of its own: try again later");
  if (status >= 300 && status < 400) {
    return bad(seen + ", which leads elsewhere",
               "redirects are not followed: give the address itself with --api-url");
  }
  if (status == 429) {
    return {"api", Grade::remark, seen + ": there were too many requests",
            "wait a minute; other programs may use the same token"};
  }
  if (!answer->is_json) {
    return bad(seen + " and something that is not JSON",
               "is there a proxy or a sign-in page between here and Propexo?");
  }
  if (!is_let_in(*answer) && !is_refusal(*answer)) {
    return bad(seen, "is it Propexo, and is the path of --api-url right?");
  }
  return {"api", Grade::good, origin + " answers, within " + format_duration(answer->took)};
}

Finding judge_token(const Result<ApiAnswer>& answer) {
  if (!answer) return not_looked_at("token", "the API was not reached");
  if (answer->status == 401) {
    return {"token", Grade::bad, "it is refused (401)",
            "check that it is whole, still valid, and of this environment (--environment)"};
  }
  if (answer->status == 403) {
    return {"token", Grade::bad, "it is known, but may not read integrations (403)",
            "have it given the right to, or use another token"};
  }
  if (!is_let_in(*answer) || !answer->is_json) {
    return not_looked_at("token", "the API did not say whether it is good");
  }
  return {"token", Grade::good, "it is accepted"};
}

Finding judge_clock(const Result<ApiAnswer>& answer, WallTime now) {
  if (!answer) return not_looked_at("clock", "the API was not reached");
  if (!answer->date) return not_looked_at("clock", "the API's answer has no date");
  // The date is cut to the second, and was written at some time while we waited.
  const WallTime earliest = *answer->date;
  const WallTime latest = *answer->date + seconds{1} + answer->took;
  const bool is_ahead = now > latest;
  const Duration skew = std::max<Duration>(is_ahead ? now - latest : earliest - now, {});
  if (skew <= small_skew) return {"clock", Grade::good, "it agrees with the API's"};
  return {"clock", skew > large_skew ? Grade::bad : Grade::remark,
          "it is " + format_duration(skew) + (is_ahead ? " ahead of" : " behind") + " the API's",
          "set it (timedatectl set-ntp true): --since, leases and certificates go by it"};
}

Finding judge_rate_limit(const Result<ApiAnswer>& answer) {
  if (!answer) return not_looked_at("rate_limit", "the API was not reached");
  if (!answer->rate_limit || !answer->rate_remaining || *answer->rate_limit <= 0) {
    return {"rate_limit", Grade::good, "the API's answer names none"};
  }
  const int left = std::max(0, *answer->rate_remaining);
  const std::string seen = std::to_string(left) + " of " + std::to_string(*answer->rate_limit) +
                           " requests a minute are left";
  const bool is_crowded = left * 100LL < *answer->rate_limit * std::int64_t{crowded_percent};
  if (!is_crowded) return {"rate_limit", Grade::good, seen};
  return {"rate_limit", Grade::remark, seen,
          "other programs use this token; with one of your own, waits are told sooner"};
}

Finding judge_leases(const std::vector<WebhookSubscription>& webhooks, WallTime now,
                     const std::string& removing) {
  const auto expired = std::count_if(webhooks.begin(), webhooks.end(),
                                     [now](const auto& one) { return has_expired(one, now); });
  const std::string seen = "webhooks of the account: " + std::to_string(webhooks.size()) +
                           ", beyond their lease: " + std::to_string(expired);
  if (expired == 0) return {"leases", Grade::good, seen};
  return {"leases", Grade::remark, seen,
          "the next run that makes a subscription for itself removes them, and so does: " +
              removing};
}

} // namespace syncbell
