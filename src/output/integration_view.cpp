#include "output/integration_view.hpp"

#include "core/printable.hpp"
#include "output/json_parts.hpp"
#include "output/table.hpp"

#include <nlohmann/json.hpp>

namespace syncbell {
namespace {

using json = nlohmann::ordered_json;

json integration_json(const Integration& integration) {
  return {{"id", integration.id.text()},
          {"name", integration.name},
          {"vendor", integration.vendor},
          {"system", integration.system},
          {"active", integration.active},
          {"is_archived", integration.is_archived},
          {"can_authenticate", or_null(integration.can_authenticate)},
          {"is_running_sync", or_null(integration.is_running_sync)},
          {"last_completed_sync", or_null(integration.last_completed_sync)},
          {"last_completed_back_sync", or_null(integration.last_completed_back_sync)}};
}

json schedule_json(const Schedule& schedule) {
  return {{"id", schedule.id.text()},
          {"job_type", schedule.job_type},
          {"active", schedule.active},
          {"last_run", or_null(schedule.last_run)},
          {"sync_frequency", schedule.sync_frequency},
          {"sync_cadence", schedule.sync_cadence}};
}

std::string state_text(const Integration& integration) {
  if (integration.is_archived) return "archived";
  if (!integration.active) return "inactive";
  if (integration.can_authenticate == false) return "cannot sign in";
  return integration.is_running_sync == true ? "syncing" : "active";
}

std::string cadence_text(const Schedule& schedule) {
  return "every " + std::to_string(schedule.sync_frequency) + " " + schedule.sync_cadence;
}

} // namespace

std::string encode_integrations(const std::vector<Integration>& integrations) {
  json list = json::array();
  for (const Integration& integration : integrations)
    list.push_back(integration_json(integration));
  return indented(list);
}

std::string encode_integration(const Integration& integration,
                               const std::vector<Schedule>& schedules) {
  json document = integration_json(integration);
  json list = json::array();
  for (const Schedule& schedule : schedules)
    list.push_back(schedule_json(schedule));
  document["schedules"] = list;
  return indented(document);
}

std::string integrations_text(const std::vector<Integration>& integrations,
                              const ViewSettings& settings) {
  Table table({"ID", "NAME", "VENDOR", "STATE", "LAST SYNC"});
  for (const Integration& integration : integrations) {
    table.add({printable(integration.id.text()), printable(integration.name),
               printable(integration.vendor), state_text(integration),
               past_text(integration.last_completed_sync, settings)});
  }
  return table.text(settings.width);
}

std::string integration_text(const Integration& integration, const std::vector<Schedule>& schedules,
                             const ViewSettings& settings) {
  std::string text = printable(integration.name) + " (" + printable(integration.vendor) + ")\n" +
                     "id             " + printable(integration.id.text()) + "\n" +
                     "state          " + state_text(integration) + "\n" + "last sync      " +
                     past_text(integration.last_completed_sync, settings) + "\n" +
                     "last back-sync " + past_text(integration.last_completed_back_sync, settings) +
                     "\n";
  if (schedules.empty()) return text + "no job schedules\n";
  Table table({"SCHEDULE", "JOB TYPE", "STATUS", "LAST RUN", "RUNS"});
  for (const Schedule& schedule : schedules) {
    table.add({printable(schedule.id.text()), printable(schedule.job_type),
               schedule.active ? "ACTIVE" : "INACTIVE", past_text(schedule.last_run, settings),
               printable(cadence_text(schedule))});
  }
  return text + "\n" + table.text(settings.width);
}

} // namespace syncbell
