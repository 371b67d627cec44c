#include "cli/shared_options.hpp"

#include "cli/option_types.hpp"
#include "cli/validators.hpp"
#include "core/printable.hpp"

#include <CLI/CLI.hpp>

namespace syncbell {

void describe(CLI::App& app, OutputOptions& options) {
  app.add_flag("--json", options.json, "Write machine-readable JSON to standard output")
      ->group("Output");
  app.add_flag("-q,--quiet", options.quiet, "Say nothing but errors and the result")
      ->group("Output");
  app.add_flag("-v,--verbose", options.verbose, "Say where settings come from and each API request")
      ->group("Output");
  add_choice(
      app, "--color", {"auto", "always", "never"},
      [&options](const std::string& choice) { options.color = color_choice(choice); },
      "When to use colour (auto: on a terminal without NO_COLOR)")
      ->default_str("auto")
      ->group("Output");
}

void describe(CLI::App& app, ApiOptions& options) {
  app.add_option("--token-file", options.token_file,
                 "File that holds the API token; - is standard input (else PROPEXO_API_TOKEN)")
      ->check(not_empty())
      ->type_name("FILE")
      ->group("Propexo API");
  app.add_option("--api-url", options.url, "Base URL of the API (else PROPEXO_API_URL)")
      ->check(not_empty())
      ->type_name("URL")
      ->group("Propexo API");
  add_choice(
      app, "--environment", {"production", "sandbox"},
      [&options](const std::string& choice) { options.environment = choice; },
      "Propexo's environment (else PROPEXO_ENVIRONMENT; production)")
      ->default_str("production")
      ->group("Propexo API");
  app.add_option("--cacert", options.ca_file,
                 "PEM file of certificates to trust instead of the system's")
      ->check(not_empty())
      ->type_name("FILE")
      ->group("Propexo API");
}

void describe(CLI::App& app, SecretOptions& options) {
  app.add_option("--secret-file", options.files,
                 "File that holds a signing secret; repeat it for rotation; - is standard input "
                 "(else PROPEXO_WEBHOOK_SECRET)")
      ->check(not_empty())
      ->type_name("FILE")
      ->allow_extra_args(false)
      ->group("Receiving");
}

void describe_address(CLI::App& app, ReceiverOptions& options) {
  add_listen_address(app, "--listen", options.address,
                     "Where to receive webhooks (127.0.0.1:4480); port 0 picks a free one")
      ->default_str("127.0.0.1:4480")
      ->group("Receiving");
  app.add_option_function<std::string>(
         "--path",
         [&options](const std::string& path) {
           if (!path.starts_with('/')) throw CLI::ValidationError("--path", "must begin with /");
           if (path.find_first_of("?#") != path.npos) {
             throw CLI::ValidationError("--path",
                                        "is compared without the query: leave out ? and #");
           }
           if (!is_visible_ascii(path)) {
             throw CLI::ValidationError("--path", "white space and what is beyond ASCII have to be "
                                                  "percent-encoded, as senders do it");
           }
           options.path = path;
           options.path_given = true;
         },
         "Path at which webhooks are received (/)")
      ->default_str("/")
      ->type_name("/PATH")
      ->group("Receiving");
}

void describe(CLI::App& app, ReceiverOptions& options) {
  describe_address(app, options);
  app.add_option("--port-file", options.port_file,
                 "Write the port number to this file once webhooks can be received")
      ->check(not_empty())
      ->type_name("FILE")
      ->group("Receiving");
  app.add_option("--max-body", options.max_body_bytes, "Largest body accepted (5242880)")
      ->default_str("5242880")
      ->type_name("BYTES")
      ->check(between(1, 1'000'000'000))
      ->group("Receiving");
}

void describe(CLI::App& app, SaveOptions& options) {
  app.add_option("--save", options.path,
                 "Keep each delivery before it is answered: a line of FILE.jsonl, or a file in any "
                 "other PATH, which is a folder")
      ->check(not_empty())
      ->type_name("PATH")
      ->group("Receiving");
}

void describe(CLI::App& app, PublicOptions& options) {
  auto* url = app.add_option("--public-url", options.url,
                             "Address at which Propexo reaches the listener; {port} is its port")
                  ->check(not_empty())
                  ->type_name("URL")
                  ->group("Receiving");
  app.add_option("--tunnel", options.tunnel,
                 "Command that makes the listener reachable and shows the address; {port} and "
                 "{url} are the listener's")
      ->check(not_empty())
      ->excludes(url)
      ->type_name("CMD")
      ->group("Receiving");
}

} // namespace syncbell
