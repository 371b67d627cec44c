#include "commands/doctor/api_checkup.hpp"

#include "api/propexo_api.hpp"
#include "commands/api_session.hpp"
#include "core/contract.hpp"
#include "core/diagnosis.hpp"
#include "core/http_date.hpp"

namespace syncbell {
namespace {

constexpr std::chrono::seconds connecting_time{8};
constexpr std::chrono::seconds answering_time{15};

ApiAnswer answer_of(const HttpReply& reply, Duration took) {
  const auto date = find_header(reply.headers, "date");
  return {reply.status,
          looks_like_json(reply.body),
          date ? parse_http_date(*date) : std::nullopt,
          find_number(reply.headers, contract::rate_limit_header),
          find_number(reply.headers, contract::rate_remaining_header),
          took};
}

class ApiCheckup {
public:
  ApiCheckup(const ApiCheckupInput& input, Environment& environment)
      : input_(input), environment_(environment),
        transport_(open_transport(input.ca_file, environment)) {}

  std::vector<Finding> carry_out(std::stop_token stop) {
    const Result<ApiAnswer> answer = ask(stop);
    const WallTime now = environment_.clock.wall();
    std::vector<Finding> findings{find_token(answer)};
    findings.push_back(input_.base ? judge_api(input_.base->origin(), answer) : no_address());
    findings.push_back(judge_clock(answer, now));
    findings.push_back(judge_rate_limit(answer));
    findings.push_back(find_leases(findings.front(), stop));
    return findings;
  }

private:
  Result<ApiAnswer> ask(std::stop_token stop) {
    if (!input_.base) return input_.base.error();
    const Secret token = input_.token && *input_.token ? **input_.token : Secret();
    HttpRequest request = api_request({*input_.base, token}, "GET",
                                      std::string(contract::integrations_path) + "?limit=1");
    request.connect_timeout = connecting_time;
    request.total_timeout = answering_time;
    const Instant asked = environment_.clock.now();
    const Result<HttpReply> reply = transport_->send(request, stop);
    if (!reply) return reply.error();
    return answer_of(*reply,
                     std::chrono::duration_cast<Duration>(environment_.clock.now() - asked));
  }

  Finding find_token(const Result<ApiAnswer>& answer) const {
    if (!input_.token) {
      const Error& error = input_.token.error();
      return {"token", Grade::bad, error.message, error.hint};
    }
    if (!*input_.token) {
      const Error error = missing_token();
      return {"token", Grade::bad, error.message, error.hint};
    }
    if ((*input_.token)->reveal().find_first_of(" \t") != std::string::npos) {
      return {"token", Grade::bad, "it holds white space, which no token does",
              "put it alone in its file or variable, without blanks and quotes around it"};
    }
    return judge_token(answer);
  }

  Finding no_address() const {
    return {"api", Grade::bad, input_.base.error().message, input_.base.error().hint};
  }

  Finding find_leases(const Finding& token, std::stop_token stop) {
    if (token.grade != Grade::good)
      return not_looked_at("leases", "that takes a token which is good");
    ApiSurroundings surroundings{*transport_, environment_.clock, environment_.random};
    PropexoApi api(ApiRequester(std::move(surroundings), {*input_.base, **input_.token},
                                RetryPolicy{.attempts = 1}));
    const Result<std::vector<WebhookSubscription>> webhooks = api.webhooks(stop);
    if (!webhooks) {
      const bool is_cut = webhooks.error().kind == ErrorKind::cancelled;
      return not_looked_at("leases",
                           is_cut ? "the API did not answer in time" : webhooks.error().message);
    }
    return judge_leases(*webhooks, environment_.clock.wall(),
                        "syncbell unsubscribe --expired" + input_.api_flags);
  }

  const ApiCheckupInput& input_;
  Environment& environment_;
  std::unique_ptr<HttpTransport> transport_;
};

} // namespace

std::vector<Finding> check_api(const ApiCheckupInput& input, Environment& environment,
                               std::stop_token stop) {
  return ApiCheckup(input, environment).carry_out(std::move(stop));
}

} // namespace syncbell
