#include "mock/api_routes.hpp"
#include "mock/issues.hpp"

#include <nlohmann/json.hpp>

namespace syncbell::mock {
namespace {

using Json = nlohmann::ordered_json;

const char* status_of(const JobLog& log) { return log.succeeded ? "SUCCESS" : "FAILURE"; }

Json to_json(const JobLog& log) {
  return {{"id", log.id},
          {"job_id", log.job_id},
          {"created_at", format_timestamp(log.created_at)},
          {"job_type", log.job_type},
          {"status", status_of(log)},
          {"parent_job_id", log.root_job_id},
          {"root_job_id", log.root_job_id},
          {"job_schedule_id", log.schedule_id ? Json(*log.schedule_id) : Json(nullptr)},
          {"integration_id", log.integration_id},
          {"associated_property_id", nullptr}};
}

struct Filter {
  std::optional<std::string> status;
  std::optional<std::string> integration_id;
  std::optional<std::string> job_type;

  bool admits(const JobLog& log) const {
    return (!status || *status == status_of(log)) &&
           (!integration_id || *integration_id == log.integration_id) &&
           (!job_type || *job_type == log.job_type);
  }
};

Filter read_filter(const Query& query, Issues& issues) {
  Filter filter{query.find("status"), query.find("integration_id"), query.find("job_type")};
  if (filter.status && *filter.status != "SUCCESS" && *filter.status != "FAILURE") {
    issues.push_back(wrong_word({"status"}, {"SUCCESS", "FAILURE"}, *filter.status));
  }
  return filter;
}

} // namespace

MockReply list_job_logs(const ApiCall& call) {
  Issues issues;
  const Page page = read_page(call.query, issues);
  const Filter filter = read_filter(call.query, issues);
  if (!issues.empty()) return invalid_reply(issues);
  std::vector<const JobLog*> wanted;
  for (const JobLog& each : call.world.job_logs()) {
    if (filter.admits(each)) wanted.push_back(&each);
  }
  Json results = Json::array();
  for (const JobLog* each : page_of(wanted, page))
    results.push_back(to_json(*each));
  return list_reply(page, wanted.size(), results);
}

} // namespace syncbell::mock
