#pragma once

#include "core/http_message.hpp"
#include "core/result.hpp"
#include "core/secret.hpp"
#include "core/time.hpp"
#include "core/trigger_kind.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What the simulated Propexo holds and what it will do: the content of a scenario file
// (docs/scenario.md). Durations named "after" count from the start of the mock.
namespace syncbell::mock {

// The shapes in which Propexo has been seen to write an event (payloads of docs.propexo.com).
enum class PayloadShape {
  envelope,  // {"trigger":…,"data":{"event":…,…}}
  flat,      // {"event":…,…}
  bare,      // flat, without the name of the event
  data_only, // {"data":{"event":…,…}}
};

// A time in the past as the scenario gives it: an instant, or so long before the mock started.
struct PastMoment {
  std::optional<WallTime> instant = {};
  Duration before_start = {};

  WallTime resolve(WallTime start) const { return instant.value_or(start - before_start); }
};

// What goes wrong with the webhook events of one sync.
struct EventFaults {
  bool dropped = false; // never sent
  bool duplicate = false;
  Duration late = {};
  bool without_signature = false; // "unsigned"
  bool wrongly_signed = false;
  std::vector<TriggerKind> only = {}; // the events concerned; none: all
};

// How a sync goes once it has started.
struct SyncPlan {
  Duration takes = std::chrono::seconds{2};
  int jobs = 5;
  int failed_jobs = 0;
  bool finished = true;
  std::optional<std::string> schedule = {}; // id of the job schedule it belongs to
  PayloadShape shape = PayloadShape::envelope;
  EventFaults faults = {};
};

struct PlannedSync {
  Duration starts_after = {};
  SyncPlan plan = {};
};

struct SchedulePlan {
  std::string id;
  std::string job_type = "SYNC";
  bool active = true;
  std::optional<PastMoment> last_run = {};
  int sync_frequency = 12;
  std::string sync_cadence = "HOUR";
};

// A change of an integration while the mock runs; what is absent stays as it is.
struct IntegrationChange {
  Duration after = {};
  std::optional<bool> active = {};
  std::optional<bool> is_archived = {};
  std::optional<bool> can_authenticate = {};
  std::optional<bool> is_running_data_access_check = {};
};

struct IntegrationPlan {
  std::string id;
  std::string name;
  std::string vendor;
  bool active = true;
  bool is_archived = false;
  std::optional<bool> can_authenticate = true; // nothing: not checked yet
  bool is_running_data_access_check = false;
  PastMoment created_at = {.before_start = std::chrono::hours{30 * 24}};
  std::optional<PastMoment> last_completed_sync = {};
  std::vector<SchedulePlan> schedules = {};
  std::vector<PlannedSync> syncs = {};
  SyncPlan manual_sync = {};
  std::vector<IntegrationChange> changes = {};
};

struct WebhookPlan {
  std::string url;
  std::vector<std::string> triggers; // names
  Secret secret = {};                // empty: generated
  bool active = true;
  HeaderFields headers = {};
  std::optional<std::string> model = {};
};

// What goes wrong with replies of the API. A request matches by method and path; the first fault
// in the list that is due answers it.
struct ApiFault {
  std::string method = {}; // empty: any
  std::string path;        // without query; a trailing * stands for any rest
  std::optional<int> status = {};
  std::optional<std::string> body = {}; // sent with the status instead of Propexo's error body
  std::optional<Duration> retry_after = {};
  Duration delay = {};
  bool carried_out = false; // with a status: done all the same
  bool lost_reply = false;  // carried out, but never answered
  int after = 0;            // how many matching requests pass first
  std::optional<int> times; // how often; nothing: always
};

struct RateLimit {
  int requests = 150; // a window; 0: no limit
  Duration window = std::chrono::minutes{1};
  Duration delay = std::chrono::seconds{2}; // of each reply from 80 % on
};

struct Scenario {
  Secret token = Secret("mock-token"); // empty: any token, or none, will do
  std::string system = "PRODUCTION";
  RateLimit rate_limit = {};
  Duration webhook_retry_interval = std::chrono::minutes{15};
  int webhook_retries = 10;
  std::vector<WebhookPlan> webhooks = {};
  std::vector<IntegrationPlan> integrations = {};
  std::vector<ApiFault> api_faults = {};
};

// Reads a scenario file. `name` is what the file is called in messages. Fails (usage) on anything
// that is not as docs/scenario.md has it, unknown keys included: "name:line: /pointer: message".
Result<Scenario> parse_scenario(std::string_view text, const std::string& name);

// What `syncbell mock` serves without a scenario: six integrations, one for each state that a
// caller meets.
Scenario default_scenario();

} // namespace syncbell::mock
