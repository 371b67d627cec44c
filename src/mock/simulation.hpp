#pragma once

#include "core/http_message.hpp"
#include "mock/api.hpp"
#include "mock/deliverer.hpp"
#include "mock/scenario.hpp"
#include "mock/world.hpp"
#include "net/http.hpp"
#include "platform/clock.hpp"

#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace syncbell::mock {

// What a simulation uses of the world outside.
struct Surroundings {
  HttpTransport& transport; // sends the webhooks
  Clock& clock;
  // One line per API request, start and end of a sync, and attempt to deliver a webhook; no token
  // or secret is in it. Called from several threads, one at a time; must not call back.
  std::function<void(const std::string&)> log = {};
};

// A World that time passes in: it answers requests, sends webhooks and lets syncs run, without a
// server of its own. Starts at once.
class Simulation {
public:
  // The surroundings must outlive the simulation.
  Simulation(const Scenario& scenario, Surroundings surroundings);
  ~Simulation();
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;

  // Answers an API request, after the delay it is to have. May be called from several threads.
  ServerReply answer(const RawRequest& request);

  // Adds a line of somebody else's to the log.
  void note(const std::string& line);

  // Ends delays and deliveries and joins every thread. Requests are still answered, but nothing
  // happens by itself any more. Safe to call twice.
  void stop();

private:
  WallTime now() const;
  void keep_time();
  void step(WallTime time);
  void wake_if_sooner();
  void note_outcome(const Delivery& delivery, const Result<HttpReply>& outcome);
  void log(const std::string& line) const;

  const Surroundings around_;
  const WallTime started_at_;
  const Instant started_;
  std::stop_source stopping_;
  std::mutex mutex_; // guards the next five, and the log
  World world_;
  Api api_;
  std::stop_source nap_; // ends the timekeeper's sleep
  WallTime wakes_at_{};
  Deliverer deliverer_;
  std::jthread timekeeper_;
};

} // namespace syncbell::mock
