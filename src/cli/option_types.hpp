#pragma once

#include "core/failure_allowance.hpp"
#include "core/http_message.hpp"
#include "core/ids.hpp"
#include "core/payload_edit.hpp"
#include "core/status_expectation.hpp"
#include "core/time.hpp"
#include "core/trigger_kind.hpp"
#include "net/http.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

// Options whose values are more than text or a number. Each parses as the flag is read and refuses
// with the flag's name in front.
namespace syncbell {

CLI::Option* add_duration(CLI::App& app, const std::string& name, Duration& value,
                          const std::string& help);
CLI::Option* add_duration(CLI::App& app, const std::string& name, std::optional<Duration>& value,
                          const std::string& help);
// [HOST:]PORT; IPv6 hosts in brackets.
CLI::Option* add_listen_address(CLI::App& app, const std::string& name, ListenAddress& value,
                                const std::string& help);
// Repeatable and comma-separated, in the order given.
CLI::Option* add_integrations(CLI::App& app, const std::string& name,
                              std::vector<IntegrationId>& value, const std::string& help);
// Just one.
CLI::Option* add_integration(CLI::App& app, const std::string& name,
                             const std::function<void(IntegrationId)>& take,
                             const std::string& help);
// The same for webhooks: several, and just one.
CLI::Option* add_webhooks(CLI::App& app, const std::string& name,
                          std::vector<SubscriptionId>& value, const std::string& help);
CLI::Option* add_webhook(CLI::App& app, const std::string& name,
                         const std::function<void(SubscriptionId)>& take, const std::string& help);
// A list of models; an empty item is refused, as that would be all of them.
CLI::Option* add_models(CLI::App& app, const std::string& name, std::vector<std::string>& value,
                        const std::string& help);
// An http or https URL.
CLI::Option* add_url(CLI::App& app, const std::string& name, std::string& value,
                     const std::string& help);
// 'Name: value', repeatable, each name once: headers of a webhook (core/custom_header.hpp).
CLI::Option* add_custom_headers(CLI::App& app, const std::string& name, HeaderFields& value,
                                const std::string& help);
// Repeatable and comma-separated names of the six events.
CLI::Option* add_events(CLI::App& app, const std::string& name, std::set<std::string>& value,
                        const std::string& help);
// One name of the six.
CLI::Option* add_event(CLI::App& app, const std::string& name,
                       const std::function<void(TriggerKind)>& take, const std::string& help);
// Where payloads are sent: an http or https URL without user name and password.
CLI::Option* add_target(CLI::App& app, const std::string& name, std::string& value,
                        const std::string& help);
// --set and --set-string, both repeatable; those of --set come first.
void add_edits(CLI::App& app, std::vector<PayloadEdit>& value);
CLI::Option* add_failure_allowance(CLI::App& app, const std::string& name,
                                   std::optional<FailureAllowance>& value, const std::string& help);
// "50/s"
CLI::Option* add_rate(CLI::App& app, const std::string& name, std::optional<double>& value,
                      const std::string& help);
// "2xx", "401,403"
CLI::Option* add_statuses(CLI::App& app, const std::string& name, StatusExpectation& value,
                          const std::string& help);
// A flag that may have a value behind "=", and only there: --shuffle, --shuffle=42. `take` gets
// nothing where it has none; what it fails with is refused.
CLI::Option*
add_flag_with_value(CLI::App& app, const std::string& name,
                    const std::function<Result<void>(const std::optional<std::string>&)>& take,
                    const std::string& help);
// One of a few words.
CLI::Option* add_choice(CLI::App& app, const std::string& name,
                        const std::vector<std::string>& choices,
                        const std::function<void(const std::string&)>& choose,
                        const std::string& help);

} // namespace syncbell
