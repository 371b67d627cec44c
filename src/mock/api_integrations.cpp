#include "mock/api_routes.hpp"
#include "mock/issues.hpp"
#include "mock/sync_input.hpp"

#include <nlohmann/json.hpp>

namespace syncbell::mock {
namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::optional<WallTime>& time) {
  return time ? Json(format_timestamp(*time)) : Json(nullptr);
}

// Every field that the reference requires; those which mean nothing here have a plain value.
Json to_json(const Integration& integration, const std::string& system) {
  const bool checked = integration.can_authenticate.has_value();
  const Json checked_at = checked ? Json(format_timestamp(integration.created_at)) : Json(nullptr);
  return {{"id", integration.id},
          {"created_at", format_timestamp(integration.created_at)},
          {"updated_at", format_timestamp(integration.updated_at)},
          {"name", integration.name},
          {"vendor", integration.vendor},
          {"active", integration.active},
          {"system", system},
          {"sync_frequency", nullptr},
          {"sync_cadence", nullptr},
          {"max_job_concurrency", 5},
          {"max_request_frequency", 60},
          {"max_request_cadence", "MINUTE"},
          {"base_url", nullptr},
          {"is_archived", integration.is_archived},
          {"last_completed_sync", or_null(integration.last_completed_sync)},
          {"last_completed_back_sync", or_null(integration.last_completed_back_sync)},
          {"new_properties_are_enabled", true},
          {"integration_interfaces", Json::array()},
          {"models", Json::object()},
          {"can_authenticate", checked ? Json(*integration.can_authenticate) : Json(nullptr)},
          {"last_data_access_check", checked_at},
          {"allow_manual_syncs", true},
          {"configuration_meta_data", Json::array()}};
}

Json to_json(const Schedule& schedule) {
  return {{"id", schedule.id},
          {"integration_id", schedule.integration_id},
          {"created_at", format_timestamp(schedule.created_at)},
          {"updated_at", format_timestamp(schedule.updated_at)},
          {"job_type", schedule.job_type},
          {"status", schedule.active ? "ACTIVE" : "INACTIVE"},
          {"last_run", or_null(schedule.last_run)},
          {"sync_frequency", schedule.sync_frequency},
          {"sync_cadence", schedule.sync_cadence},
          {"parameters", Json::object()}};
}

MockReply start_sync(const ApiCall& call, SyncKind kind) {
  Issues issues;
  SyncInput input = read_sync_input(call.request.body, issues);
  if (!issues.empty()) return invalid_reply(issues);
  const Integration* integration = call.world.find_integration(call.ids[0]);
  if (integration == nullptr) return error_reply(404, "there is no such integration");
  if (const std::string obstacle = obstacle_to_sync(*integration); !obstacle.empty()) {
    return refusal(obstacle);
  }
  call.world.start_manual_sync(integration->id, kind, std::move(input.models), call.now);
  return result_reply({{"success", true}});
}

} // namespace

MockReply list_integrations(const ApiCall& call) {
  Issues issues;
  const Page page = read_page(call.query, issues);
  const bool with_archived = read_flag(call.query, "is_archived", issues).value_or(false);
  if (!issues.empty()) return invalid_reply(issues);
  const auto vendor = call.query.find("integration_vendor");
  std::vector<const Integration*> wanted;
  for (const Integration& each : call.world.integrations()) {
    if (each.is_archived && !with_archived) continue;
    if (!vendor || each.vendor == *vendor) wanted.push_back(&each);
  }
  Json results = Json::array();
  for (const Integration* each : page_of(wanted, page)) {
    results.push_back(to_json(*each, call.world.system()));
  }
  return list_reply(page, wanted.size(), results);
}

MockReply get_integration(const ApiCall& call) {
  Issues issues;
  const Page page = read_page(call.query, issues);
  if (!issues.empty()) return invalid_reply(issues);
  const Integration* integration = call.world.find_integration(call.ids[0]);
  if (integration == nullptr) return item_reply(page, nullptr);
  Json item = to_json(*integration, call.world.system());
  item["is_running_sync"] = integration->running_syncs > 0;
  item["is_running_data_access_check"] = integration->is_running_data_access_check;
  return item_reply(page, item);
}

MockReply start_manual_sync(const ApiCall& call) { return start_sync(call, SyncKind::manual); }

MockReply start_back_sync(const ApiCall& call) { return start_sync(call, SyncKind::back_sync); }

MockReply list_schedules(const ApiCall& call) {
  Issues issues;
  const Page page = read_page(call.query, issues);
  if (!issues.empty()) return invalid_reply(issues);
  std::vector<const Schedule*> wanted;
  if (const Integration* integration = call.world.find_integration(call.ids[0])) {
    for (const Schedule& each : integration->schedules)
      wanted.push_back(&each);
  }
  Json results = Json::array();
  for (const Schedule* each : page_of(wanted, page))
    results.push_back(to_json(*each));
  return list_reply(page, wanted.size(), results);
}

MockReply get_schedule(const ApiCall& call) {
  Issues issues;
  const Page page = read_page(call.query, issues);
  if (!issues.empty()) return invalid_reply(issues);
  if (const Integration* integration = call.world.find_integration(call.ids[0])) {
    for (const Schedule& each : integration->schedules) {
      if (each.id == call.ids[1]) return item_reply(page, to_json(each));
    }
  }
  return item_reply(page, nullptr);
}

} // namespace syncbell::mock
