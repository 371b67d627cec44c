#include "wire/resources_json.hpp"

#include "wire/json_reader.hpp"

#include <nlohmann/json.hpp>

namespace syncbell {
namespace {

const JsonSource reply_source{"the reply", ErrorKind::api};

std::string text_or_empty(const JsonReader& object, std::string_view key) {
  const auto member = object.find(key);
  return member ? member->text() : "";
}

bool flag(const JsonReader& object, std::string_view key) {
  const auto member = object.find(key);
  return member && member->boolean();
}

std::optional<bool> optional_flag(const JsonReader& object, std::string_view key) {
  const auto member = object.find(key);
  return member ? std::optional(member->boolean()) : std::nullopt;
}

std::optional<WallTime> optional_time(const JsonReader& object, std::string_view key) {
  const auto member = object.find(key);
  return member ? std::optional(member->timestamp()) : std::nullopt;
}

Integration read_integration(const JsonReader& object) {
  Integration integration;
  integration.id = IntegrationId(object.at("id").text());
  integration.name = text_or_empty(object, "name");
  integration.vendor = text_or_empty(object, "vendor");
  integration.system = text_or_empty(object, "system");
  integration.active = object.at("active").boolean();
  integration.is_archived = flag(object, "is_archived");
  integration.can_authenticate = optional_flag(object, "can_authenticate");
  integration.last_completed_sync = optional_time(object, "last_completed_sync");
  integration.last_completed_back_sync = optional_time(object, "last_completed_back_sync");
  integration.is_running_sync = optional_flag(object, "is_running_sync");
  integration.is_running_data_access_check = flag(object, "is_running_data_access_check");
  return integration;
}

Schedule read_schedule(const JsonReader& object) {
  Schedule schedule;
  schedule.id = ScheduleId(object.at("id").text());
  schedule.integration = IntegrationId(text_or_empty(object, "integration_id"));
  schedule.job_type = text_or_empty(object, "job_type");
  schedule.active = object.at("status").text() == "ACTIVE";
  schedule.last_run = optional_time(object, "last_run");
  const auto frequency = object.find("sync_frequency");
  schedule.sync_frequency = frequency ? static_cast<int>(frequency->integer()) : 0;
  schedule.sync_cadence = text_or_empty(object, "sync_cadence");
  return schedule;
}

JobLog read_job_log(const JsonReader& object) {
  JobLog log;
  log.id = object.at("id").text();
  log.job = JobId(text_or_empty(object, "job_id"));
  log.root_job = JobId(text_or_empty(object, "root_job_id"));
  log.job_type = text_or_empty(object, "job_type");
  log.succeeded = object.at("status").text() == "SUCCESS";
  if (const auto schedule = object.find("job_schedule_id")) {
    log.schedule = ScheduleId(schedule->text());
  }
  log.integration = IntegrationId(text_or_empty(object, "integration_id"));
  log.created_at = object.at("created_at").timestamp();
  return log;
}

WebhookSubscription read_webhook(const JsonReader& object) {
  WebhookSubscription webhook;
  webhook.id = SubscriptionId(object.at("id").text());
  webhook.url = object.at("url").text();
  webhook.active = flag(object, "active");
  webhook.system = text_or_empty(object, "system");
  webhook.secret = Secret(text_or_empty(object, "secret"));
  if (const auto triggers = object.find("triggers")) {
    for (const JsonReader& trigger : triggers->items()) {
      const auto model = trigger.find("model");
      webhook.triggers.push_back(
          {trigger.at("trigger").text(), model ? std::optional(model->text()) : std::nullopt});
    }
  }
  if (const auto headers = object.find("headers")) {
    for (const JsonReader& header : headers->items()) {
      webhook.headers.push_back({header.at("header").text(), header.at("value").text()});
    }
  }
  webhook.created_at = optional_time(object, "created_at");
  return webhook;
}

template <class T>
Result<Page<T>> decode_page(std::string_view body, T (*read_item)(const JsonReader&)) {
  Page<T> page;
  const Result<void> read = read_json(body, reply_source, [&](const JsonReader& document) {
    for (const JsonReader& item : document.at("results").items()) {
      page.items.push_back(read_item(item));
    }
    const auto meta = document.find("meta");
    page.has_more = meta && flag(*meta, "hasMore");
    const auto total = meta ? meta->find("total") : std::nullopt;
    if (total) page.total = total->integer();
  });
  if (!read) return read.error();
  return page;
}

template <class T>
Result<std::optional<T>> decode_item(std::string_view body, T (*read_item)(const JsonReader&)) {
  std::optional<T> item;
  const Result<void> read = read_json(body, reply_source, [&](const JsonReader& document) {
    // Only null says that there is none; a reply without the key is something else's.
    if (!document.value().contains("results")) document.fail("has no \"results\"");
    if (const auto results = document.find("results")) item = read_item(*results);
  });
  if (!read) return read.error();
  return item;
}

// "triggers/0: Invalid enum value"
std::string issue_text(const JsonReader& issue) {
  std::string where;
  if (const auto path = issue.find("path"); path && path->is_array()) {
    for (const JsonReader& step : path->items()) {
      where += where.empty() ? "" : "/";
      where += step.value().is_string() ? step.text() : step.value().dump();
    }
  }
  const std::string message = text_or_empty(issue, "message");
  return where.empty() ? message : where + ": " + message;
}

std::string issues_in(const JsonReader& error) {
  const auto outer = error.find("details");
  const auto inner = outer && outer->is_object() ? outer->find("details") : std::nullopt;
  const auto issues = inner && inner->is_object() ? inner->find("issues") : std::nullopt;
  std::string text;
  if (!issues || !issues->is_array()) return text;
  for (const JsonReader& issue : issues->items())
    text += (text.empty() ? "" : ", ") + issue_text(issue);
  return text;
}

} // namespace

Result<Page<Integration>> decode_integrations(std::string_view body) {
  return decode_page<Integration>(body, read_integration);
}

Result<Page<Schedule>> decode_schedules(std::string_view body) {
  return decode_page<Schedule>(body, read_schedule);
}

Result<Page<JobLog>> decode_job_logs(std::string_view body) {
  return decode_page<JobLog>(body, read_job_log);
}

Result<Page<WebhookSubscription>> decode_webhooks(std::string_view body) {
  return decode_page<WebhookSubscription>(body, read_webhook);
}

Result<std::optional<Integration>> decode_integration(std::string_view body) {
  return decode_item<Integration>(body, read_integration);
}

Result<std::optional<WebhookSubscription>> decode_webhook(std::string_view body) {
  return decode_item<WebhookSubscription>(body, read_webhook);
}

Result<WebhookSubscription> decode_written_webhook(std::string_view body) {
  WebhookSubscription webhook;
  const Result<void> read = read_json(body, reply_source, [&webhook](const JsonReader& document) {
    webhook = read_webhook(document.at("result"));
  });
  if (!read) return read.error();
  return webhook;
}

std::string decode_error_message(std::string_view body) {
  std::string text;
  // Whatever was read before something turned out to be of another shape is still worth saying.
  static_cast<void>(read_json(body, reply_source, [&](const JsonReader& document) {
    const JsonReader error = document.at("error");
    text = text_or_empty(error, "message");
    if (const std::string issues = issues_in(error); !issues.empty()) text += " (" + issues + ")";
  }));
  return text;
}

} // namespace syncbell
