#include "mock/api_routes.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace syncbell::mock {
namespace {

struct Route {
  std::string_view method;
  std::string_view path; // {} stands for one segment
  MockReply (*answer)(const ApiCall&);
};

constexpr std::array routes{
    Route{"GET", "/v1/admin/integrations/", list_integrations},
    Route{"GET", "/v1/admin/integrations/{}/", get_integration},
    Route{"POST", "/v1/admin/integrations/{}/manual-sync", start_manual_sync},
    Route{"POST", "/v1/admin/integrations/{}/back-sync", start_back_sync},
    Route{"GET", "/v1/admin/integrations/{}/job-schedules/", list_schedules},
    Route{"GET", "/v1/admin/integrations/{}/job-schedules/{}/", get_schedule},
    Route{"GET", "/v1/admin/logs/jobs/", list_job_logs},
    Route{"GET", "/v1/webhooks/", list_webhooks},
    Route{"POST", "/v1/webhooks/", create_webhook},
    Route{"GET", "/v1/webhooks/{}", get_webhook},
    Route{"PUT", "/v1/webhooks/{}", update_webhook},
    Route{"DELETE", "/v1/webhooks/{}", delete_webhook},
};

// The variable segments of a path of that form, or nothing where it has another.
std::optional<std::vector<std::string>> match(std::string_view form, std::string_view path) {
  std::vector<std::string> ids;
  for (std::size_t gap = form.find("{}"); gap != form.npos; gap = form.find("{}")) {
    if (!path.starts_with(form.substr(0, gap))) return std::nullopt;
    path.remove_prefix(gap);
    form.remove_prefix(gap + 2);
    const std::string_view segment = path.substr(0, path.find('/'));
    if (segment.empty()) return std::nullopt;
    ids.push_back(percent_decoded(segment));
    path.remove_prefix(segment.size());
  }
  if (path != form) return std::nullopt;
  return ids;
}

} // namespace

MockReply route(const RawRequest& request, World& world, WallTime now) {
  for (const Route& each : routes) {
    if (each.method != request.method) continue;
    if (auto ids = match(each.path, request.path())) {
      return each.answer({request, Query(request.target), std::move(*ids), world, now});
    }
  }
  return error_reply(404, "there is no " + request.method + " " + std::string(request.path()));
}

} // namespace syncbell::mock
