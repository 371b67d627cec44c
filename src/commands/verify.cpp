#include "commands/verify.hpp"

#include "cli/option_types.hpp"
#include "cli/validators.hpp"
#include "commands/captures.hpp"
#include "commands/console_session.hpp"
#include "commands/credentials.hpp"
#include "core/printable.hpp"
#include "output/error_json.hpp"
#include "output/verify_view.hpp"
#include "platform/folder.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace syncbell {
namespace {

bool holds_standard_input(const std::vector<std::string>& paths) {
  return std::find(paths.begin(), paths.end(), "-") != paths.end();
}

std::vector<std::string> paths_of(const VerifyOptions& options) {
  return options.paths.empty() ? std::vector<std::string>{"-"} : options.paths;
}

Result<void> check_consistency(const VerifyOptions& options) {
  const std::vector<std::string> paths = paths_of(options);
  if (holds_standard_input(paths) && holds_standard_input(options.secrets.files)) {
    return Error{ErrorKind::usage, "standard input cannot be both the secret and what is checked",
                 "give one of them as a file"};
  }
  if (options.signature && (paths.size() > 1 || is_folder(paths.front()))) {
    return Error{ErrorKind::usage, "--signature is that of one payload, and more are named",
                 "leave it out to check the signatures that records hold"};
  }
  return {};
}

Result<std::vector<Secret>> require_secrets(const VerifyOptions& options, Environment& environment,
                                            Console& console) {
  Result<std::vector<Secret>> secrets = find_secrets(options.secrets, environment, console);
  if (!secrets || !secrets->empty()) return secrets;
  return Error{ErrorKind::usage, "there is no signing secret to check with",
               "put the webhook's secret in PROPEXO_WEBHOOK_SECRET or in a file given with "
               "--secret-file"};
}

// Checks capture after capture and writes what comes out.
class Checking {
public:
  Checking(const VerifyOptions& options, std::vector<Secret> secrets, Environment& environment,
           ConsoleSession& session)
      : options_(options), secrets_(std::move(secrets)), session_(session),
        reader_(paths_of(options), environment,
                {[&session](const std::string& what) { session.console().warn(printable(what)); },
                 true, options.signature.has_value()}) {}

  ExitStatus run() {
    for (;;) {
      const Result<std::optional<Capture>> capture = reader_.next();
      if (reader_.is_only_one()) return check_only_one(capture);
      if (capture && !*capture) return finish();
      const ExitStatus written = capture ? check(**capture) : pass_over(capture.error());
      if (written != ExitStatus::done) return written;
    }
  }

private:
  ExitStatus check_only_one(const Result<std::optional<Capture>>& read) {
    if (!read) return session_.fail(read.error());
    if (!*read) return session_.fail(nothing_to_check());
    const Capture& capture = **read;
    if (!capture.is_record && !options_.signature) {
      return session_.fail({ErrorKind::usage,
                            capture.origin + " is a payload and has no signature of its own",
                            "give what its propexo-signature header said with --signature"});
    }
    const CaptureCheck checked = check_signature(capture, options_.signature, secrets_);
    tally_.count(checked.signature);
    return ended(options_.output.json ? encode_only_check(capture.origin, checked)
                                      : text_of(capture, checked));
  }

  ExitStatus check(const Capture& capture) {
    const CaptureCheck checked = check_signature(capture, std::nullopt, secrets_);
    tally_.count(checked.signature);
    const bool is_said = !options_.output.quiet || checked.signature != SignatureCheck::valid;
    if (options_.output.json && is_said) {
      return session_.finish(encode_check(capture.origin, checked));
    }
    return session_.finish(options_.output.json ? "" : text_of(capture, checked));
  }

  // Says what cannot be read; the rest is checked all the same.
  ExitStatus pass_over(const Error& error) {
    ++tally_.unreadable;
    if (!first_error_) first_error_ = error;
    session_.console().error(error);
    return options_.output.json ? session_.finish(encode_error_record(error) + "\n")
                                : ExitStatus::done;
  }

  ExitStatus finish() {
    if (tally_.checked() == 0 && !first_error_) return session_.fail(nothing_to_check());
    session_.console().note(tally_text(tally_));
    const ExitStatus status = ended(options_.output.json ? encode_tally(tally_) : "");
    // A signature that is known to be wrong weighs more than what could not be looked at.
    const bool failed =
        first_error_ && status == ExitStatus::answer_is_no && tally_.invalid + tally_.missing == 0;
    return failed ? exit_status_of(first_error_->kind) : status;
  }

  // Writes the last there is to say.
  ExitStatus ended(const std::string& data) {
    const ExitStatus written = session_.finish(data);
    if (written != ExitStatus::done) return written;
    return tally_.all_valid() ? ExitStatus::done : ExitStatus::answer_is_no;
  }

  // With --quiet, what is as it should be goes without saying.
  std::string text_of(const Capture& capture, const CaptureCheck& checked) {
    if (options_.output.quiet && checked.signature == SignatureCheck::valid) return "";
    return check_text(capture.origin, checked, session_.console().data_style());
  }

  static Error nothing_to_check() {
    return {ErrorKind::usage, "there is nothing to check: no record and no payload was found"};
  }

  const VerifyOptions& options_;
  std::vector<Secret> secrets_;
  ConsoleSession& session_;
  CaptureReader reader_;
  VerifyTally tally_;
  std::optional<Error> first_error_;
};

} // namespace

void describe(CLI::App& app, VerifyOptions& options) {
  app.add_option("PATH", options.paths,
                 "Records, .jsonl files of them, folders, or a payload; - is standard input")
      ->check(not_empty());
  app.add_option("--signature", options.signature,
                 "What the propexo-signature header of the payload said")
      ->check(not_empty())
      ->type_name("HEX");
  describe(app, options.secrets);
  app.get_option("--secret-file")->group("Options");
  describe(app, options.output);
}

ExitStatus run(const VerifyOptions& options, Environment& environment) {
  ConsoleSession session(options.output, environment);
  if (const Result<void> consistent = check_consistency(options); !consistent) {
    return session.fail(consistent.error());
  }
  Result<std::vector<Secret>> secrets = require_secrets(options, environment, session.console());
  if (!secrets) return session.fail(secrets.error());
  return Checking(options, *std::move(secrets), environment, session).run();
}

} // namespace syncbell
