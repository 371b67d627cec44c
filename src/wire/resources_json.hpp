#pragma once

#include "core/resources.hpp"
#include "core/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace syncbell {

// One page of a list: {"meta":{offset,limit,hasMore,total},"results":[…]}.
template <class T>
struct Page {
  std::vector<T> items;
  bool has_more = false;
  std::optional<std::int64_t> total;
};

// Each reads a reply's body and fails (api) naming the place in it that is not as documented.
// Fields that are not listed there are ignored; optional ones may be absent or null.
Result<Page<Integration>> decode_integrations(std::string_view body);
Result<Page<Schedule>> decode_schedules(std::string_view body);
Result<Page<JobLog>> decode_job_logs(std::string_view body);
Result<Page<WebhookSubscription>> decode_webhooks(std::string_view body);

// Get-by-id answers 200 with "results": null where there is no such thing.
Result<std::optional<Integration>> decode_integration(std::string_view body);
Result<std::optional<WebhookSubscription>> decode_webhook(std::string_view body);

// Create and update answer {"result":{…}}.
Result<WebhookSubscription> decode_written_webhook(std::string_view body);

// What Propexo says in an error body: its message and the paths of the issues in it, in words:
// "invalid request (triggers/0: Invalid enum value)". Empty where the body is of another shape.
std::string decode_error_message(std::string_view body);

} // namespace syncbell
