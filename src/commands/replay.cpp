#include "commands/replay.hpp"

#include "cli/option_types.hpp"
#include "cli/validators.hpp"
#include "commands/api_session.hpp"
#include "commands/console_session.hpp"
#include "commands/credentials.hpp"
#include "commands/job_reporter.hpp"
#include "commands/replay/sending.hpp"
#include "core/pacing.hpp"
#include "output/replay_job_report.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>

namespace syncbell {
namespace {

// ---- what the flags come to

Error two_readers() {
  return {ErrorKind::usage, "standard input cannot be both captures and a secret",
          "put the secret in a file or in PROPEXO_WEBHOOK_SECRET"};
}

Error edits_without_secret() {
  return {ErrorKind::usage,
          "--set changes the payload, so its signature is no longer right, and there is no secret "
          "to sign it anew with",
          "put the webhook's secret in PROPEXO_WEBHOOK_SECRET or in a file given with "
          "--secret-file, or send it without a signature with --unsigned"};
}

bool is_from_standard_input(const std::vector<std::string>& paths) {
  return std::find(paths.begin(), paths.end(), "-") != paths.end();
}

Result<SigningRules> signing_rules(const ReplayOptions& options, Environment& environment,
                                   Console& console) {
  SigningRules rules;
  rules.corrupt = options.corrupt_signature;
  rules.leave_out = options.is_unsigned;
  if (options.is_unsigned) return rules;
  if (is_from_standard_input(options.secrets.files) && is_from_standard_input(options.paths)) {
    return two_readers();
  }
  Result<std::vector<Secret>> secrets = find_secrets(options.secrets, environment, console);
  if (!secrets) return secrets.error();
  if (!secrets->empty()) rules.secret = std::move(secrets->front());
  return rules;
}

// Whether something is known to be put into propexo-signature, or nothing is.
bool settles_signature(const SigningRules& rules) {
  return rules.secret || rules.leave_out || rules.corrupt;
}

Pacing pacing_of(const ReplayOptions& options) {
  if (options.rate) return Pacing::at_rate(*options.rate);
  if (options.as_recorded) return Pacing::as_recorded(*options.as_recorded);
  return Pacing::none();
}

SelectionRules selection_rules(const ReplayOptions& options) {
  return {{options.events, {options.integrations.begin(), options.integrations.end()}},
          options.edits,
          options.skip_bad};
}

// Short enough to be typed again.
std::uint64_t random_seed(Environment& environment) {
  return static_cast<std::uint64_t>(environment.random() * 1e9);
}

std::optional<std::uint64_t> seed_of(const ReplayOptions& options, Environment& environment) {
  if (!options.shuffle) return std::nullopt;
  return options.seed ? *options.seed : random_seed(environment);
}

Result<void> check_extent(const ReplayOptions& options, const ReplaySummary& planned) {
  if (planned.deliveries == 0) {
    return Error{ErrorKind::usage, "there is nothing to send: " + std::to_string(planned.left_out) +
                                       " left out by filters, " + std::to_string(planned.skipped) +
                                       " skipped"};
  }
  if (options.resume_from > planned.deliveries) {
    return Error{ErrorKind::usage, "--resume-from " + std::to_string(options.resume_from) +
                                       ": the last delivery is number " +
                                       std::to_string(planned.deliveries)};
  }
  return {};
}

// ---- the two halves of the work

struct ReplayParts {
  SigningRules signing;
  std::unique_ptr<DeliveryTarget> target;
};

Result<ReplayParts> prepare(const ReplayOptions& options, Environment& environment,
                            Console& console) {
  Result<SigningRules> signing = signing_rules(options, environment, console);
  if (!signing) return signing.error();
  if (!options.edits.empty() && !settles_signature(*signing)) return edits_without_secret();
  Result<std::unique_ptr<DeliveryTarget>> target = environment.open_target(
      {options.url, transport_options(options.ca_file, environment), options.timeout});
  if (!target) return target.error();
  return ReplayParts{*std::move(signing), *std::move(target)};
}

// What is to be sent, once all of it has been read and found to be good.
struct ReplayPlan {
  Survey survey;
  ReplayCourse course;
  ReplaySummary summary;
};

Result<ReplayPlan> plan_replay(const ReplayOptions& options, Selection& selection,
                               const SigningRules& signing, Environment& environment) {
  Result<Survey> survey = take_survey(selection, settles_signature(signing));
  if (!survey) return survey.error();
  ReplaySummary summary;
  summary.seed = seed_of(options, environment);
  const DeliveryOrder order(survey->captures(), {options.repeat, options.duplicate}, summary.seed);
  summary.deliveries = order.deliveries();
  summary.skipped = survey->skipped;
  summary.left_out = survey->left_out;
  summary.dry_run = options.dry_run;
  if (const Result<void> extent = check_extent(options, summary); !extent) return extent.error();
  return ReplayPlan{*std::move(survey), {order, pacing_of(options), options.resume_from}, summary};
}

// How many captures are read before the terminal is told.
constexpr std::uint64_t checking_interval = 20'000;

ExitStatus replay(const ReplayOptions& options, ReplayParts& parts, Environment& environment,
                  ConsoleSession& session) {
  ReplayDisplay display(session.console());
  CaptureReader reader(options.paths, environment,
                       {[&session](const std::string& what) { session.console().warn(what); }});
  Selection selection(reader, selection_rules(options));
  selection.on_skipped = [&display](const Error& problem) { display.skipped(problem); };
  selection.on_read = [&](std::uint64_t read) {
    if (display.is_live() && read % checking_interval == 0) {
      display.checking({read, reader.position(), reader.size()});
    }
  };
  const Result<ReplayPlan> plan = plan_replay(options, selection, parts.signing, environment);
  if (!plan) return session.fail(plan.error());
  selection.on_skipped = nullptr; // they have been told of
  selection.on_read = nullptr;

  DeliverySource source(selection, plan->survey, plan->course, environment.clock);
  const Sending sending{source,
                        display,
                        environment,
                        {parts.signing, options.expected, options.retries, options.fail_fast},
                        plan->summary};
  display.begins(plan->summary, options.url);
  session.console().begin_fold("syncbell replay: its course", environment.clock);
  const SendingEnd end =
      options.dry_run ? show_all(sending) : send_all(sending, *parts.target, options.concurrency);
  session.console().end_fold();
  const std::error_code unwritten = display.ended(end.summary);
  if (!options.dry_run) {
    JobReport report = replay_job_report(end.summary, options.url);
    if (end.error) report.errors.clear(); // fail() says it
    report_to_job(report, environment, session.console());
  }
  if (end.error) return session.fail_after_result(*end.error);
  if (!unwritten || end.summary.outcome == Outcome::interrupted) return end.status;
  return session.fail(
      {ErrorKind::local, "cannot write to standard output: " + unwritten.message()});
}

// ---- flags

Result<void> read_seed(const std::string& text, ReplayOptions& options) {
  std::uint64_t seed = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, failure] = std::from_chars(text.data(), end, seed);
  if (failure != std::errc{} || stopped != end) {
    return Error{ErrorKind::usage, "'" + text + "' is no seed", "write a number: --shuffle=42"};
  }
  options.seed = seed;
  return {};
}

void describe_what(CLI::App& app, ReplayOptions& options) {
  app.add_option("PATH", options.paths,
                 "Records, payloads, .jsonl files of either, folders; - is standard input")
      ->check(not_empty())
      ->required();
  add_events(app, "--event", options.events, "Send only these events")->group("What to send");
  add_integrations(app, "--integration", options.integrations,
                   "Send only deliveries about these integrations")
      ->group("What to send");
  add_edits(app, options.edits);
  for (const char* edit : {"--set", "--set-string"})
    app.get_option(edit)->group("What to send");
  app.add_flag("--skip-bad", options.skip_bad, "Pass over what cannot be read instead of ending")
      ->group("What to send");
  app.add_flag("--dry-run", options.dry_run, "Say what would be sent and send nothing")
      ->group("What to send");
}

void describe_signing(CLI::App& app, ReplayOptions& options) {
  describe(app, options.secrets);
  auto* secret_file = app.get_option("--secret-file")->group("Signing");
  auto* is_unsigned = app.add_flag("--unsigned", options.is_unsigned, "Send without a signature")
                          ->excludes(secret_file)
                          ->group("Signing");
  app.add_flag("--corrupt-signature", options.corrupt_signature,
               "Send a wrong signature, as a forger would; with --expect-status 401,403")
      ->excludes(is_unsigned)
      ->group("Signing");
}

void describe_order(CLI::App& app, ReplayOptions& options) {
  const auto add_count = [&app](const char* name, std::uint64_t& value, int most,
                                const char* help) {
    app.add_option(name, value, help)
        ->type_name("N")
        ->check(between(1, most))
        ->group("Order and speed");
  };
  add_count("--repeat", options.repeat, 1'000'000,
            "Send everything this often, round by round (1)");
  add_count("--duplicate", options.duplicate, 1'000, "Send each delivery this often in a row (1)");
  auto* shuffle = add_flag_with_value(
                      app, "--shuffle",
                      [&options](const std::optional<std::string>& text) {
                        options.shuffle = true;
                        return text ? read_seed(*text, options) : Result<void>();
                      },
                      "Send in a random order; =SEED repeats that order")
                      ->group("Order and speed");
  app.add_option("--resume-from", options.resume_from,
                 "Begin with this delivery, as an interrupted replay says")
      ->type_name("N")
      ->check(between(1))
      ->group("Order and speed");
  auto* rate = add_rate(app, "--rate", options.rate, "Send no more than that: 50/s, 0.5/s")
                   ->group("Order and speed");
  add_flag_with_value(
      app, "--as-recorded",
      [&options](const std::optional<std::string>& text) {
        const Result<double> speed = parse_speed(text.value_or("1"));
        if (speed) options.as_recorded = *speed;
        return speed ? Result<void>() : Result<void>(speed.error());
      },
      "Keep the gaps between records; =10 is ten times faster")
      ->excludes(rate)
      ->excludes(shuffle)
      ->group("Order and speed");
  app.add_option("--concurrency", options.concurrency,
                 "Deliveries under way at once (1); above 1 they may overtake each other")
      ->type_name("N")
      ->check(between(1, 1'000))
      ->group("Order and speed");
}

void describe_answers(CLI::App& app, ReplayOptions& options) {
  add_statuses(app, "--expect-status", options.expected,
               "Which answers are right (2xx): 200, 4xx, 401,403")
      ->group("Answers");
  app.add_option("--retry", options.retries,
                 "Try again so often what was not answered, or not as expected (0)")
      ->type_name("N")
      ->check(between(0, 1'000))
      ->group("Answers");
  add_duration(app, "--timeout", options.timeout, "Give one try this long (30s)")
      ->default_str("30s")
      ->check(not_zero())
      ->group("Answers");
  app.add_flag("--fail-fast", options.fail_fast,
               "Stop at the first delivery that is not as expected")
      ->group("Answers");
}

} // namespace

void describe(CLI::App& app, ReplayOptions& options) {
  describe_what(app, options);
  add_target(app, "--to", options.url, "Where to send; its path, not the recorded one")->required();
  app.add_option("--cacert", options.ca_file,
                 "PEM file of certificates to trust instead of the system's")
      ->check(not_empty())
      ->type_name("FILE");
  describe_signing(app, options);
  describe_order(app, options);
  describe_answers(app, options);
  describe(app, options.output);
}

ExitStatus run(const ReplayOptions& options, Environment& environment) {
  ConsoleSession session(options.output, environment);
  Result<ReplayParts> parts = prepare(options, environment, session.console());
  if (!parts) return session.fail(parts.error());
  return replay(options, *parts, environment, session);
}

} // namespace syncbell
