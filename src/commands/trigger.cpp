#include "commands/trigger.hpp"

#include "cli/option_types.hpp"
#include "cli/validators.hpp"
#include "commands/api_session.hpp"
#include "commands/console_session.hpp"
#include "commands/credentials.hpp"
#include "core/signature.hpp"
#include "output/trigger_view.hpp"
#include "wire/payload_edit.hpp"
#include "wire/sample_json.hpp"

#include <CLI/CLI.hpp>

namespace syncbell {
namespace {

// What the sample is signed with: the first of several secrets; nothing with --unsigned.
Result<std::optional<Secret>> find_signer(const TriggerOptions& options, Environment& environment,
                                          Console& console) {
  if (options.is_unsigned) return std::optional<Secret>();
  Result<std::vector<Secret>> secrets = find_secrets(options.secrets, environment, console);
  if (!secrets) return secrets.error();
  if (!secrets->empty()) return std::optional(std::move(secrets->front()));
  return Error{ErrorKind::usage, "there is no signing secret to sign with",
               "put the webhook's secret in PROPEXO_WEBHOOK_SECRET or in a file given with "
               "--secret-file, or send it without a signature with --unsigned"};
}

HttpRequest request_of(const TriggerOptions& options, std::string body,
                       const std::optional<Secret>& signer) {
  HttpRequest request{"POST", options.url};
  request.headers = {{"Content-Type", "application/json"},
                     {"User-Agent", "syncbell/" SYNCBELL_VERSION}};
  if (signer) request.headers.push_back({contract::signature_header, sign(body, *signer)});
  request.body = std::move(body);
  request.connect_timeout = std::min(request.connect_timeout, options.timeout);
  request.total_timeout = options.timeout;
  return request;
}

ExitStatus send(const TriggerOptions& options, std::string body, Environment& environment,
                ConsoleSession& session) {
  if (options.url.empty()) {
    return session.fail({ErrorKind::usage, "--to URL is missing",
                         "say where to send the event, or write it with --print"});
  }
  const Result<std::optional<Secret>> signer = find_signer(options, environment, session.console());
  if (!signer) return session.fail(signer.error());
  const HttpRequest request = request_of(options, std::move(body), *signer);
  const Result<HttpReply> reply = open_transport(options.ca_file, environment)->send(request, {});
  if (!reply) return session.fail(reply.error());

  const SentSample sent{options.event, options.url, request.body.size(), signer->has_value(),
                        reply->status};
  if (!sent.is_accepted() && !reply->body.empty()) {
    session.console().note("the answer says: " + excerpt(reply->body));
  }
  const ExitStatus written = session.finish(
      options.output.json ? encode_sent(sent) : sent_text(sent, session.console().data_style()));
  if (written != ExitStatus::done) return written;
  return sent.is_accepted() ? ExitStatus::done : ExitStatus::answer_is_no;
}

void describe_payload(CLI::App& app, TriggerOptions& options) {
  add_event(
      app, "EVENT", [&options](TriggerKind kind) { options.event = kind; },
      "One of FIRST_SYNC_COMPLETE, SYNC_COMPLETE, JOB_FAILURE, DATA_NEW, DATA_UPDATE, "
      "WRITE_OPERATION_FAILURE")
      ->required();
  add_integration(
      app, "--integration", [&options](IntegrationId id) { options.integration = std::move(id); },
      "The integration that the event is about")
      ->group("Payload");
  add_choice(
      app, "--shape", {"envelope", "flat"},
      [&options](const std::string& shape) {
        options.shape = shape == "flat" ? SampleShape::flat : SampleShape::envelope;
      },
      "{\"trigger\":…,\"data\":{…}} (envelope, the default) or what is in data alone (flat)")
      ->group("Payload");
  add_edits(app, options.edits);
  for (const char* edit : {"--set", "--set-string"})
    app.get_option(edit)->group("Payload");
}

} // namespace

bool uses(const TriggerOptions& options, const std::string& setting) {
  return !options.print || setting == "color"; // what is printed is neither signed nor sent
}

void describe(CLI::App& app, TriggerOptions& options) {
  describe_payload(app, options);
  add_target(app, "--to", options.url, "Where to send the event")->group("Sending");
  describe(app, options.secrets);
  auto* secret_file = app.get_option("--secret-file")->group("Sending");
  app.add_flag("--unsigned", options.is_unsigned, "Send it without a signature")
      ->excludes(secret_file)
      ->group("Sending");
  add_duration(app, "--timeout", options.timeout, "Give up after this time (30s)")
      ->default_str("30s")
      ->check(not_zero())
      ->group("Sending");
  app.add_option("--cacert", options.ca_file,
                 "PEM file of certificates to trust instead of the system's")
      ->check(not_empty())
      ->type_name("FILE")
      ->group("Sending");
  app.add_flag("--print", options.print, "Write the payload to standard output and send nothing")
      ->excludes(app.get_option("--to"))
      ->group("Sending");
  describe(app, options.output);
  app.get_option("--print")->excludes(app.get_option("--json"));
}

ExitStatus run(const TriggerOptions& options, Environment& environment) {
  ConsoleSession session(options.output, environment);
  const SampleEvent sample = sample_event(options.event, options.integration);
  Result<std::string> body = apply_edits(encode_sample(sample, options.shape), options.edits);
  if (!body) return session.fail(body.error());
  if (options.print) return session.finish(*body + "\n");
  return send(options, *std::move(body), environment, session);
}

} // namespace syncbell
