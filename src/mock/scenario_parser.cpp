#include "core/contract.hpp"
#include "core/url.hpp"
#include "mock/scenario.hpp"
#include "mock/scenario_fields.hpp"

#include <set>

namespace syncbell::mock {
namespace {

HeaderField read_header(const JsonReader& in) {
  in.allow_only({"header", "value"});
  return {in.at("header").text(), in.at("value").text()};
}

void read_url(const JsonReader& in, std::string& target) {
  target = in.text();
  if (const Result<Url> url = parse_url(target); !url) in.fail(url.error().message);
}

void read_secret(const JsonReader& in, Secret& target) {
  target = Secret(in.text());
  if (target.reveal().size() < contract::shortest_secret)
    in.fail("must have at least 10 characters");
}

void read_reply(const JsonReader& in, ApiFault& fault) {
  if (const auto status = in.find("status")) {
    const std::int64_t number = status->integer();
    if (number < 200 || number > 599) status->fail("must be from 200 to 599");
    fault.status = static_cast<int>(number);
  }
  if (const auto body = in.find("body")) fault.body = body->text();
  if (const auto pause = in.find("retry_after")) fault.retry_after = pause->duration();
  read_flag(in, "carried_out", fault.carried_out);
  read_duration(in, "delay", fault.delay);
  read_flag(in, "lost_reply", fault.lost_reply);
}

void require_sense(const JsonReader& in, const ApiFault& fault) {
  if (!fault.status && !fault.lost_reply && fault.delay == Duration::zero()) {
    in.fail("needs a status, a delay or lost_reply");
  }
  if (fault.status && fault.lost_reply) in.fail("cannot have both a status and lost_reply");
  if (!fault.status && (fault.body || fault.retry_after || fault.carried_out)) {
    in.fail("needs a status to go with body, retry_after and carried_out");
  }
}

void read_token(const JsonReader& in, Secret& target) {
  if (const auto token = in.find("token")) target = Secret(token->text());
}

void require_new(const JsonReader& in, const std::string& id, std::set<std::string>& seen) {
  if (!seen.insert(id).second) in.fail("the id '" + id + "' is there twice");
}

std::vector<IntegrationPlan> read_integrations(const JsonReader& in) {
  std::vector<IntegrationPlan> plans;
  std::set<std::string> seen;
  for (const JsonReader& each : in.items()) {
    IntegrationPlan plan = read_integration(each);
    require_new(each, plan.id, seen);
    for (const SchedulePlan& schedule : plan.schedules)
      require_new(each, schedule.id, seen);
    // Listed newest first by default: one minute apart keeps the order of the file.
    if (!each.find("created_at"))
      plan.created_at.before_start += std::chrono::minutes(plans.size());
    plans.push_back(std::move(plan));
  }
  return plans;
}

Scenario read_scenario(const JsonReader& in) {
  in.allow_only({"token", "system", "rate_limit", "rate_limit_window", "rate_limit_delay",
                 "webhook_retry_interval", "webhook_retries", "webhooks", "integrations",
                 "api_faults"});
  Scenario scenario;
  read_token(in, scenario.token);
  if (const auto system = in.find("system")) {
    scenario.system = read_word(*system, {"PRODUCTION", "SANDBOX"});
  }
  read_count(in, "rate_limit", scenario.rate_limit.requests);
  read_duration(in, "rate_limit_window", scenario.rate_limit.window);
  read_duration(in, "rate_limit_delay", scenario.rate_limit.delay);
  read_duration(in, "webhook_retry_interval", scenario.webhook_retry_interval);
  read_count(in, "webhook_retries", scenario.webhook_retries);
  if (const auto webhooks = in.find("webhooks")) {
    for (const JsonReader& each : webhooks->items())
      scenario.webhooks.push_back(read_webhook(each));
  }
  if (const auto integrations = in.find("integrations")) {
    scenario.integrations = read_integrations(*integrations);
  }
  if (const auto faults = in.find("api_faults")) {
    for (const JsonReader& each : faults->items()) {
      scenario.api_faults.push_back(read_api_fault(each));
    }
  }
  return scenario;
}

} // namespace

WebhookPlan read_webhook(const JsonReader& in) {
  in.allow_only({"url", "triggers", "secret", "active", "headers", "model"});
  WebhookPlan plan;
  read_url(in.at("url"), plan.url);
  const JsonReader triggers = in.at("triggers");
  for (const JsonReader& each : triggers.items()) {
    plan.triggers.emplace_back(name_of(read_trigger(each)));
  }
  if (plan.triggers.empty()) triggers.fail("must name at least one event");
  if (const auto secret = in.find("secret")) read_secret(*secret, plan.secret);
  read_flag(in, "active", plan.active);
  if (const auto headers = in.find("headers")) {
    for (const JsonReader& each : headers->items())
      plan.headers.push_back(read_header(each));
  }
  if (const auto model = in.find("model")) plan.model = model->text();
  return plan;
}

ApiFault read_api_fault(const JsonReader& in) {
  in.allow_only({"method", "path", "status", "body", "retry_after", "carried_out", "delay",
                 "lost_reply", "after", "times"});
  ApiFault fault;
  if (const auto method = in.find("method")) {
    fault.method = read_word(*method, {"GET", "POST", "PUT", "DELETE"});
  }
  fault.path = in.at("path").text();
  read_reply(in, fault);
  read_count(in, "after", fault.after);
  if (in.find("times")) {
    int times = 0;
    read_count(in, "times", times, 1);
    fault.times = times;
  }
  require_sense(in, fault);
  return fault;
}

Result<Scenario> parse_scenario(std::string_view text, const std::string& name) {
  Scenario scenario;
  const auto read = [&scenario](const JsonReader& in) { scenario = read_scenario(in); };
  const Result<void> outcome = read_json(text, {name, ErrorKind::usage}, read);
  if (!outcome) return outcome.error();
  return scenario;
}

} // namespace syncbell::mock
