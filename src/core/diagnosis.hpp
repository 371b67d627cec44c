#pragma once

#include "core/finding.hpp"
#include "core/resources.hpp"
#include "core/result.hpp"
#include "core/time.hpp"

#include <optional>
#include <string>
#include <vector>

// What a doctor makes of what he has seen. Pure: whoever looks hands it in.
namespace syncbell {

// The answer to one request for the account's integrations.
struct ApiAnswer {
  int status = 0;
  bool is_json = false;
  std::optional<WallTime> date = {}; // of its Date header
  std::optional<int> rate_limit = {};
  std::optional<int> rate_remaining = {};
  Duration took{}; // from the request to the answer
};

// Whether it is Propexo that answers, and whether it can. Not being let in is an answer.
Finding judge_api(const std::string& origin, const Result<ApiAnswer>& answer);

// What the answer says of the token that was sent along.
Finding judge_token(const Result<ApiAnswer>& answer);

// Our clock beside the API's; `now` is when the answer arrived.
Finding judge_clock(const Result<ApiAnswer>& answer, WallTime now);

// How much of the token's rate limit is left to us.
Finding judge_rate_limit(const Result<ApiAnswer>& answer);

// Subscriptions of ours that have outlived their lease. `removing`: the command that removes them.
Finding judge_leases(const std::vector<WebhookSubscription>& webhooks, WallTime now,
                     const std::string& removing);

} // namespace syncbell
