#pragma once

#include "core/http_message.hpp"
#include "core/ids.hpp"
#include "core/secret.hpp"
#include "core/time.hpp"

#include <optional>
#include <string>
#include <vector>

// What Propexo's API says of the things we read: the fields we use, no more.
namespace syncbell {

struct Integration {
  IntegrationId id;
  std::string name;
  std::string vendor; // open-ended: a new vendor is no error
  std::string system; // PRODUCTION or SANDBOX
  bool active = false;
  bool is_archived = false;
  // Nothing until Propexo has checked the credentials.
  std::optional<bool> can_authenticate;
  std::optional<WallTime> last_completed_sync;
  std::optional<WallTime> last_completed_back_sync;
  // Known only when one integration is asked for; the list does not say.
  std::optional<bool> is_running_sync;
  bool is_running_data_access_check = false;
};

struct Schedule {
  ScheduleId id;
  IntegrationId integration;
  std::string job_type;
  bool active = false;
  std::optional<WallTime> last_run;
  int sync_frequency = 0; // with the cadence: "every 12 HOUR"
  std::string sync_cadence;
};

// One entry of the job log. A job that is retried has several, the latest of which counts.
struct JobLog {
  std::string id;
  JobId job; // may be empty
  JobId root_job;
  std::string job_type;
  bool succeeded = false;
  std::optional<ScheduleId> schedule;
  IntegrationId integration;
  WallTime created_at;
};

// A webhook of the account, as the API lists it.
struct WebhookSubscription {
  struct Trigger {
    std::string name;
    std::optional<std::string> model;
  };
  SubscriptionId id;
  std::string url;
  bool active = false;
  std::string system;
  std::vector<Trigger> triggers;
  HeaderFields headers; // sent with every delivery
  Secret secret;        // the API gives it in clear; it is never shown
  std::optional<WallTime> created_at;
};

} // namespace syncbell
