#pragma once

#include "api/propexo_api.hpp"
#include "core/removal.hpp"
#include "output/removal_view.hpp"
#include "platform/clock.hpp"

#include <stop_token>
#include <string>
#include <vector>

namespace syncbell {

// What a choice means for the account at one moment.
struct RemovalPlan {
  std::vector<Removal> removals;
  std::vector<RemovalRow> settled;         // asked for by id: gone already, or not to be read
  std::vector<WebhookSubscription> spared; // left to a running wait or listen
};

// Removes webhooks one after the other. Each is read again just before, so that a lease that was
// renewed meanwhile counts, and so does an integration that was added.
class Removing {
public:
  Removing(PropexoApi& api, Clock& clock, RemovalChoice choice)
      : api_(api), clock_(clock), choice_(std::move(choice)) {}

  // Fails where nothing could be removed: nobody answers, or the token is refused.
  Result<RemovalPlan> plan(std::stop_token stop);

  // A row for everything in the plan, what could not be removed included. When nobody answers, the
  // token is refused or a stop is asked for, the rest is not tried.
  std::vector<RemovalRow> carry_out(const RemovalPlan& plan, std::stop_token stop);

private:
  Result<RemovalPlan> plan_by_id(std::stop_token stop);
  RemovalRow carry_out_one(const WebhookSubscription& webhook, std::stop_token stop);

  PropexoApi& api_;
  Clock& clock_;
  RemovalChoice choice_;
};

// The rows of what is only planned.
std::vector<RemovalRow> planned_rows(const RemovalPlan& plan);

} // namespace syncbell
