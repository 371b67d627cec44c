#include "commands/mock.hpp"

#include "cli/option_types.hpp"
#include "cli/validators.hpp"
#include "commands/api_session.hpp"
#include "commands/console_session.hpp"
#include "commands/port_file.hpp"
#include "mock/mock_service.hpp"
#include "output/mock_view.hpp"
#include "platform/files.hpp"
#include "platform/inbox.hpp"

#include <CLI/CLI.hpp>

namespace syncbell {
namespace {

Result<mock::Scenario> load_scenario(const std::string& path, Environment& environment) {
  if (path.empty()) return mock::default_scenario();
  if (path == "-") return mock::parse_scenario(environment.io.read_in(), "standard input");
  const Result<std::string> text = read_file(path);
  if (!text) return Error{ErrorKind::usage, "--scenario: " + text.error().message};
  return mock::parse_scenario(*text, path);
}

} // namespace

void describe(CLI::App& app, MockOptions& options) {
  add_listen_address(app, "--listen", options.address,
                     "Where to serve the API (127.0.0.1:4481); port 0 picks a free one")
      ->default_str("127.0.0.1:4481");
  app.add_option("--scenario", options.scenario_file,
                 "JSON file of integrations, syncs and faults; - is standard input")
      ->check(not_empty())
      ->type_name("FILE");
  app.add_option("--port-file", options.port_file,
                 "Write the port number to this file once the API can be called")
      ->check(not_empty())
      ->type_name("FILE");
  describe(app, options.output);
}

ExitStatus run(const MockOptions& options, Environment& environment) {
  ConsoleSession session(options.output, environment);
  Console& console = session.console();
  const Result<mock::Scenario> scenario = load_scenario(options.scenario_file, environment);
  if (!scenario) return session.fail(scenario.error());
  Inbox<int> signals(16);
  const auto watch = environment.watch_signals([&signals](int signal) { signals.post(signal); });
  const std::unique_ptr<HttpTransport> transport = open_transport("", environment);
  const Result<std::unique_ptr<mock::MockService>> service = mock::MockService::open(
      *scenario, options.address,
      {*transport, environment.clock, [&console](const std::string& line) { console.note(line); }});
  if (!service) return session.fail(service.error());
  const std::uint16_t port = (*service)->port();
  const MockAccess access{options.address.host, port, scenario->token.reveal()};
  const std::string ready = options.output.json ? encode_mock_ready(access) : mock_exports(access);
  if (const ExitStatus said = session.finish(ready); said != ExitStatus::done) return said;
  // Last: a script that waits for the file reads the exports next.
  Result<PortFile> port_file = PortFile::write(options.port_file, port);
  if (!port_file) return session.fail(port_file.error());

  const std::optional<int> signal = signals.take_until(Instant::max());
  port_file->remove();
  (*service)->stop();
  return exit_status_of_signal(signal.value_or(0));
}

} // namespace syncbell
