#include "commands/integrations.hpp"

#include "cli/option_types.hpp"
#include "commands/api_session.hpp"
#include "commands/console_session.hpp"
#include "output/integration_view.hpp"

#include <CLI/CLI.hpp>

namespace syncbell {
namespace {

Result<std::string> list_all(PropexoApi& api, bool json, const ViewSettings& view,
                             Console& console) {
  const Result<std::vector<Integration>> all = api.integrations({});
  if (!all) return all.error();
  if (all->empty()) console.note("there is no integration in this account and environment");
  return json ? encode_integrations(*all) : integrations_text(*all, view);
}

Result<std::string> show_one(PropexoApi& api, const IntegrationId& id, bool json,
                             const ViewSettings& view) {
  const Result<std::optional<Integration>> integration = api.integration(id, {});
  if (!integration) return integration.error();
  if (!*integration) {
    return Error{ErrorKind::not_found, "there is no integration " + id.text(),
                 "syncbell integrations lists those of this account and environment"};
  }
  const Result<std::vector<Schedule>> schedules = api.schedules(id, {});
  if (!schedules) return schedules.error();
  return json ? encode_integration(**integration, *schedules)
              : integration_text(**integration, *schedules, view);
}

} // namespace

void describe(CLI::App& app, IntegrationsOptions& options) {
  add_integration(
      app, "INTEGRATION", [&options](IntegrationId id) { options.id = std::move(id); },
      "ID of the one to show; without it, all are listed");
  describe(app, options.api);
  describe(app, options.output);
}

ExitStatus run(const IntegrationsOptions& options, Environment& environment) {
  ConsoleSession session(options.output, environment);
  Result<ApiSession> api = require_api_session(options.api, environment, session.console());
  if (!api) return session.fail(api.error());
  const ViewSettings view = view_settings(environment);
  const bool json = options.output.json;
  const Result<std::string> text = options.id.empty()
                                       ? list_all(*api->api, json, view, session.console())
                                       : show_one(*api->api, options.id, json, view);
  return text ? session.finish(*text) : session.fail(text.error());
}

} // namespace syncbell
