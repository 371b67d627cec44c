#pragma once

#include "core/resources.hpp"
#include "output/view_settings.hpp"

#include <optional>
#include <string>

namespace syncbell {

// A request that is only planned: its body as JSON, nothing secret in it.
struct PlannedRequest {
  std::string method;
  std::string path;
  std::string body;
};

// The answer of `subscribe`.
struct SubscribeAnswer {
  WebhookSubscription webhook; // as it is now; as it would be, with --dry-run
  bool created = false;
  bool updated = false;
  std::optional<Secret> secret = {}; // that was generated and is shown here, this once
  bool is_plan = false;
  std::optional<PlannedRequest> request = {}; // with --dry-run, where there is something to do
};

// {"id","created","updated","url","events","model","integrations","active","expires_at"}, "secret"
// where one is shown, and for a plan "dry_run" and "request".
std::string encode_subscribe_answer(const SubscribeAnswer& answer);
std::string subscribe_answer_text(const SubscribeAnswer& answer, const ViewSettings& settings);

} // namespace syncbell
