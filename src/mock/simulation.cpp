#include "mock/simulation.hpp"

#include "mock/log_line.hpp"

#include <algorithm>

namespace syncbell::mock {
namespace {

constexpr Duration longest_nap = std::chrono::hours{1};

bool is_accepted(const Result<HttpReply>& outcome) {
  return outcome && outcome->status >= 200 && outcome->status < 300;
}

ServerReply as_server_reply(MockReply reply) {
  return {.status = reply.status,
          .body = std::move(reply.body),
          .content_type = "application/json",
          .headers = std::move(reply.headers),
          .drop = reply.drop};
}

} // namespace

Simulation::Simulation(const Scenario& scenario, Surroundings surroundings)
    : around_(std::move(surroundings)), started_at_(around_.clock.wall()),
      started_(around_.clock.now()), world_(scenario, started_at_), api_(scenario),
      deliverer_(around_.transport,
                 [this](const Delivery& delivery, const Result<HttpReply>& outcome) {
                   note_outcome(delivery, outcome);
                 },
                 {}),
      timekeeper_([this] { keep_time(); }) {}

Simulation::~Simulation() { stop(); }

void Simulation::stop() {
  stopping_.request_stop();
  {
    const std::lock_guard lock(mutex_);
    nap_.request_stop();
  }
  if (timekeeper_.joinable()) timekeeper_.join();
  deliverer_.stop();
}

// Counted on the clock that nobody sets: a sync does not end early because the time was corrected.
WallTime Simulation::now() const {
  return started_at_ + std::chrono::floor<Duration>(around_.clock.now() - started_);
}

void Simulation::keep_time() {
  while (true) {
    Duration pause{};
    std::stop_token rung;
    {
      const std::lock_guard lock(mutex_);
      if (stopping_.stop_requested()) return;
      const WallTime time = now();
      step(time);
      wakes_at_ = std::min(world_.next_due().value_or(WallTime::max()), time + longest_nap);
      pause = wakes_at_ - time;
      nap_ = std::stop_source();
      rung = nap_.get_token();
    }
    around_.clock.sleep_for(pause, rung);
  }
}

// Lets time pass in the world and hands out what came of it. The mutex is held.
void Simulation::step(WallTime time) {
  for (Delivery& delivery : world_.advance(time)) {
    const std::uint64_t id = delivery.id;
    if (!deliverer_.offer(std::move(delivery))) world_.report(id, false, time);
  }
  for (const std::string& line : world_.take_news())
    log(line);
}

void Simulation::wake_if_sooner() {
  const auto due = world_.next_due();
  if (due && *due < wakes_at_) nap_.request_stop();
}

ServerReply Simulation::answer(const RawRequest& request) {
  MockReply reply;
  {
    const std::lock_guard lock(mutex_);
    const WallTime time = now();
    step(time);
    reply = api_.handle(request, world_, time);
    log(line_for(request, reply));
    step(time);
    wake_if_sooner();
  }
  if (reply.delay > Duration::zero()) around_.clock.sleep_for(reply.delay, stopping_.get_token());
  return as_server_reply(std::move(reply));
}

void Simulation::note(const std::string& line) {
  const std::lock_guard lock(mutex_);
  log(line);
}

void Simulation::note_outcome(const Delivery& delivery, const Result<HttpReply>& outcome) {
  const std::lock_guard lock(mutex_);
  world_.report(delivery.id, is_accepted(outcome), now());
  log(line_for(delivery, outcome));
  wake_if_sooner();
}

void Simulation::log(const std::string& line) const {
  if (around_.log) around_.log(line);
}

} // namespace syncbell::mock
