#include "commands/doctor.hpp"

#include "commands/api_session.hpp"
#include "commands/console_session.hpp"
#include "commands/credentials.hpp"
#include "commands/doctor/api_checkup.hpp"
#include "commands/doctor/receiving_checkup.hpp"
#include "commands/job_reporter.hpp"
#include "core/contract.hpp"
#include "output/doctor_job_report.hpp"
#include "platform/inbox.hpp"

#include <CLI/CLI.hpp>

namespace syncbell {
namespace {

// However dead the API and the tunnel are.
constexpr std::chrono::seconds longest_visit{25};

struct Stopped {
  int signal;
};
struct ApiChecked {
  std::vector<Finding> findings;
};
using DoctorMessage = std::variant<Stopped, ApiChecked, LineEvent>;

std::string from_where(const std::string& file) { return file == "-" ? "standard input" : file; }

// Each file by itself, so that one that is bad hides no other.
std::vector<Finding> check_secrets(const SecretOptions& options, Environment& environment,
                                   Console& console) {
  std::vector<Finding> findings;
  std::vector<SecretOptions> sources;
  for (const std::string& file : options.files)
    sources.push_back({{file}});
  if (sources.empty()) sources.emplace_back();
  for (const SecretOptions& source : sources) {
    const Result<std::vector<Secret>> found = find_secrets(source, environment, console);
    if (!found)
      findings.push_back({"secret", Grade::bad, found.error().message, found.error().hint});
    else if (found->empty())
      findings.push_back({"secret", Grade::remark, "there is no signing secret",
                          "it takes one to receive through a webhook that is there already"});
    else
      findings.push_back(
          {"secret", Grade::good,
           "there is one, from " + (source.files.empty() ? std::string(contract::secret_variable)
                                                         : from_where(source.files.front()))});
  }
  return findings;
}

// What two threads find out meanwhile, until both have, or time is up, or a signal comes.
class Visit {
public:
  Visit(const DoctorOptions& options, ApiCheckupInput api, Environment& environment,
        Console& console)
      : api_(std::move(api)), environment_(environment), inbox_(64),
        signals_(environment.watch_signals([this](int signal) { inbox_.post(Stopped{signal}); })),
        receiving_(options, api_.base ? std::optional(*api_.base) : std::nullopt,
                   {environment, console, last_words_,
                    [this](LineEvent event) { inbox_.post(std::move(event)); }}) {
    api_thread_.add([this](std::stop_token stop) {
      inbox_.post(ApiChecked{check_api(api_, environment_, std::move(stop))});
    });
  }

  // The signal that ended it, if one did.
  std::optional<int> await_end() {
    const Instant deadline = environment_.clock.now() + longest_visit;
    while (!api_findings_ || !receiving_.is_settled()) {
      const std::optional<DoctorMessage> message = inbox_.take_until(deadline);
      if (!message) break;
      if (const auto* stopped = std::get_if<Stopped>(&*message)) return stopped->signal;
      note(*message);
    }
    return std::nullopt;
  }

  // Ends what is under way. Findings of the API, then those of receiving.
  std::vector<Finding> close(const std::vector<Finding>& between) {
    std::vector<Finding> receiving = receiving_.close();
    if (!api_findings_) {
      api_thread_.cut_short();
      while (const std::optional<DoctorMessage> message =
                 inbox_.take_until(environment_.clock.now()))
        note(*message);
    }
    std::vector<Finding> all = api_findings_.value_or(std::vector<Finding>{});
    all.insert(all.end(), between.begin(), between.end());
    all.insert(all.end(), receiving.begin(), receiving.end());
    return all;
  }

private:
  void note(const DoctorMessage& message) {
    if (const auto* checked = std::get_if<ApiChecked>(&message)) api_findings_ = checked->findings;
    if (const auto* event = std::get_if<LineEvent>(&message)) receiving_.hear(*event);
  }

  const ApiCheckupInput api_;
  Environment& environment_;
  Inbox<DoctorMessage> inbox_;
  LastWords last_words_;
  std::unique_ptr<SignalWatch> signals_;
  ReceivingCheckup receiving_;
  std::optional<std::vector<Finding>> api_findings_;
  TaskThread api_thread_; // last: its task uses what stands above
};

} // namespace

void describe(CLI::App& app, DoctorOptions& options) {
  describe(app, options.api);
  describe_address(app, options.receiver);
  describe(app, options.reach);
  describe(app, options.secrets);
  describe(app, options.output);
}

ExitStatus run(const DoctorOptions& options, Environment& environment) {
  ConsoleSession session(options.output, environment);
  Console& console = session.console();
  // Before signals are watched, as it may read standard input, which only a signal could end.
  ApiCheckupInput api{find_api_url(options.api, environment, console),
                      find_token(options.api, environment, console), options.api.ca_file,
                      flags_for_api(options.api)};
  const std::vector<Finding> secrets = check_secrets(options.secrets, environment, console);
  Visit visit(options, std::move(api), environment, console);
  const std::optional<int> signal = visit.await_end();
  const DoctorReport report{environment.settings.all, visit.close(secrets), signal.has_value()};
  const ExitStatus written = session.finish(
      options.output.json ? encode_doctor(report) : doctor_text(report, console.data_style()));
  report_to_job(doctor_job_report(report), environment, console);
  if (signal) return exit_status_of_signal(*signal);
  if (written != ExitStatus::done) return written;
  return any_is_bad(report.findings) ? ExitStatus::answer_is_no : ExitStatus::done;
}

} // namespace syncbell
