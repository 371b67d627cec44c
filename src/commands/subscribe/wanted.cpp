#include "commands/subscribe/wanted.hpp"

#include "commands/credentials.hpp"
#include "core/contract.hpp"

#include <algorithm>

namespace syncbell {
namespace {

const std::set<std::string> default_events{name_of(TriggerKind::first_sync_complete),
                                           name_of(TriggerKind::sync_complete)};

// More than these are looked for in the list, which takes fewer requests.
constexpr std::size_t most_single_looks = 3;

// Nothing where one is to be generated.
Result<std::optional<Secret>> given_secret(const SubscribeOptions& options,
                                           Environment& environment, Console& console) {
  if (!options.secret_out.empty()) return std::optional<Secret>();
  SecretOptions source;
  if (!options.secret_file.empty()) source.files = {options.secret_file};
  Result<std::vector<Secret>> secrets = find_secrets(source, environment, console);
  if (!secrets) return secrets.error();
  if (secrets->empty()) return std::optional<Secret>();
  if (secrets->front().reveal().size() < contract::shortest_secret) {
    return Error{ErrorKind::usage, "the signing secret is too short",
                 "Propexo wants at least 10 characters"};
  }
  return std::optional(secrets->front());
}

bool is_data_event(TriggerKind kind) {
  return kind == TriggerKind::data_new || kind == TriggerKind::data_update;
}

Result<bool> exists(PropexoApi& api, const IntegrationId& id, std::stop_token stop) {
  const Result<std::optional<Integration>> found = api.integration(id, std::move(stop));
  if (!found) return found.error();
  return found->has_value();
}

} // namespace

Result<WantedSubscription> wanted_from(const SubscribeOptions& options, Environment& environment,
                                       Console& console) {
  WantedSubscription wanted;
  wanted.url = options.url;
  const std::set<std::string>& events = options.events.empty() ? default_events : options.events;
  for (const TriggerKind kind : all_trigger_kinds) {
    if (events.contains(name_of(kind))) wanted.events.push_back(kind);
  }
  if (!options.model.empty()) {
    if (std::none_of(wanted.events.begin(), wanted.events.end(), is_data_event)) {
      return Error{ErrorKind::usage, "--model goes with DATA_NEW and DATA_UPDATE only",
                   "add --event DATA_NEW,DATA_UPDATE, or leave out --model"};
    }
    wanted.model = options.model;
  }
  for (const IntegrationId& id : options.integrations) {
    const auto& seen = wanted.integrations;
    if (std::find(seen.begin(), seen.end(), id) == seen.end()) wanted.integrations.push_back(id);
  }
  wanted.headers = options.headers;
  if (options.lease) wanted.expires = environment.clock.wall() + *options.lease;
  wanted.active = !options.inactive;
  const Result<std::optional<Secret>> secret = given_secret(options, environment, console);
  if (!secret) return secret.error();
  wanted.secret = *secret;
  // What stands in the environment or the configuration is not meant for this webhook in
  // particular.
  wanted.replaces_secret =
      !options.secret_file.empty() && !environment.settings.is_configured("secret-file");
  return wanted;
}

Result<void> require_integrations(PropexoApi& api, std::vector<IntegrationId> ids,
                                  std::stop_token stop) {
  if (ids.size() > most_single_looks) {
    const Result<std::vector<Integration>> all = api.integrations(stop);
    if (!all) return all.error();
    std::erase_if(ids, [&all](const IntegrationId& id) {
      return std::any_of(all->begin(), all->end(), [&id](const auto& one) { return one.id == id; });
    });
  }
  std::string missing; // the list leaves out what is archived, so each is asked for
  for (const IntegrationId& id : ids) {
    const Result<bool> found = exists(api, id, stop);
    if (!found) return found.error();
    if (!*found) missing += (missing.empty() ? "" : ", ") + id.text();
  }
  if (missing.empty()) return {};
  return Error{ErrorKind::not_found, "there is no integration " + missing + "; nothing was created",
               "syncbell integrations lists those of this account and environment"};
}

} // namespace syncbell
