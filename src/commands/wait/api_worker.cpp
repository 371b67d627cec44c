#include "commands/wait/api_worker.hpp"

#include "core/look_plan.hpp"

#include <algorithm>

namespace syncbell {

ApiWorker::ApiWorker(PropexoApi& api, TaskThread& thread, WaitInbox& inbox)
    : api_(api), thread_(thread), inbox_(inbox) {}

ApiWorker::~ApiWorker() { thread_.cut_short(); }

void ApiWorker::try_token() {
  thread_.add([this](std::stop_token stop) {
    const Result<void> answer = api_.try_token(stop);
    inbox_.post(LookEnded{answer ? std::nullopt : std::optional<Error>(answer.error())});
  });
}

void ApiWorker::look(std::vector<IntegrationId> integrations, bool with_schedules) {
  thread_.add([this, integrations = std::move(integrations), with_schedules](std::stop_token stop) {
    inbox_.post(LookEnded{take_readings(integrations, with_schedules, stop)});
  });
}

void ApiWorker::count_jobs(const IntegrationId& integration, const JobWindow& window) {
  thread_.add([this, integration, window](std::stop_token stop) {
    inbox_.post(JobsCounted{integration, api_.job_counts(integration, window, stop)});
  });
}

void ApiWorker::start_sync(const IntegrationId& integration, const SyncRequest& request) {
  thread_.add([this, integration, request](std::stop_token stop) {
    const Result<void> started = api_.start_sync(integration, request, stop);
    inbox_.post(
        SyncRequested{integration, started ? std::nullopt : std::optional<Error>(started.error())});
  });
}

std::optional<Error> ApiWorker::take_readings(const std::vector<IntegrationId>& integrations,
                                              bool with_schedules, std::stop_token stop) {
  const bool by_list = !with_schedules && reads_whole_list(integrations.size(), listed_);
  return by_list ? read_list(integrations, stop) : read_each(integrations, with_schedules, stop);
}

std::optional<Error> ApiWorker::read_each(const std::vector<IntegrationId>& integrations,
                                          bool with_schedules, std::stop_token stop) {
  for (const IntegrationId& id : integrations) {
    IntegrationReading reading;
    Result<std::optional<Integration>> integration = api_.integration(id, stop);
    if (!integration) return integration.error();
    reading.integration = *std::move(integration);
    reading.read_at = api_.answered_at();
    if (with_schedules && reading.integration) {
      Result<std::vector<Schedule>> schedules = api_.schedules(id, stop);
      if (!schedules) return schedules.error();
      reading.schedules = *std::move(schedules);
    }
    inbox_.post(ReadingTaken{id, std::move(reading)});
  }
  return std::nullopt;
}

std::optional<Error> ApiWorker::read_list(const std::vector<IntegrationId>& integrations,
                                          std::stop_token stop) {
  Result<std::vector<Integration>> all = api_.integrations(stop);
  if (!all) return all.error();
  listed_ = all->size();
  const std::optional<WallTime> read_at = api_.answered_at();
  std::vector<IntegrationId> unlisted; // archived, or not there at all: only asking for it tells
  for (const IntegrationId& id : integrations) {
    const auto found = std::find_if(all->begin(), all->end(),
                                    [&id](const Integration& one) { return one.id == id; });
    if (found == all->end())
      unlisted.push_back(id);
    else
      inbox_.post(ReadingTaken{id, IntegrationReading{*found, {}, read_at}});
  }
  return read_each(unlisted, false, stop);
}

} // namespace syncbell
