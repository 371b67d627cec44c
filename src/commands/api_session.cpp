#include "commands/api_session.hpp"

#include "commands/credentials.hpp"
#include "core/printable.hpp"
#include "core/suggestion.hpp"

namespace syncbell {
namespace {

struct UrlChoice {
  std::string url;
  std::string source;
};

Result<UrlChoice> url_of_environment(const std::string& name, const std::string& source) {
  if (name == "production") return UrlChoice{contract::production_url, source};
  if (name == "sandbox") return UrlChoice{contract::sandbox_url, source};
  return Error{ErrorKind::usage, source + ": '" + name + "' is neither production nor sandbox" +
                                     did_you_mean(name, {"production", "sandbox"})};
}

Result<UrlChoice> choose_url(const ApiOptions& options, Environment& environment) {
  const Settings& settings = environment.settings;
  if (!options.url.empty()) return UrlChoice{options.url, settings.source_of("api-url")};
  if (!options.environment.empty()) {
    return url_of_environment(options.environment, settings.source_of("environment"));
  }
  const auto url = environment.variable(contract::api_url_variable);
  if (url && !url->empty()) return UrlChoice{*url, contract::api_url_variable};
  const auto name = environment.variable(contract::environment_variable);
  if (name && !name->empty()) return url_of_environment(*name, contract::environment_variable);
  return UrlChoice{contract::production_url, "default"};
}

std::string first_of(Environment& environment, const char* name, const char* other) {
  const auto value = environment.variable(name);
  if (value && !value->empty()) return *value;
  return environment.variable(other).value_or("");
}

} // namespace

Error missing_token() {
  return {ErrorKind::auth, "there is no API token",
          "put it in PROPEXO_API_TOKEN, or in a file given with --token-file"};
}

Result<Url> find_api_url(const ApiOptions& options, Environment& environment, Console& console) {
  const Result<UrlChoice> choice = choose_url(options, environment);
  if (!choice) return choice.error();
  Result<Url> url = parse_url(choice->url);
  if (!url) {
    return Error{ErrorKind::usage, choice->source + ": " + url.error().message, url.error().hint};
  }
  if (!url->is_https() && !url->is_loopback()) {
    return Error{ErrorKind::usage,
                 choice->source + ": the token would travel in clear to " + url->origin(),
                 "use https://; http:// is for this machine only"};
  }
  if (!url->userinfo.empty()) {
    return Error{ErrorKind::usage, choice->source + ": a base URL has no user name or password",
                 "the token alone says who asks"};
  }
  if (url->target.find('?') != std::string::npos) {
    return Error{ErrorKind::usage, choice->source + ": a base URL has no query",
                 "leave out what follows the question mark"};
  }
  console.detail("API: " + url->origin() + " (" + choice->source + ")");
  return url;
}

TransportOptions transport_options(const std::string& ca_file, Environment& environment) {
  TransportOptions options;
  options.ca_file = ca_file;
  options.proxies = {first_of(environment, "https_proxy", "HTTPS_PROXY"),
                     first_of(environment, "http_proxy", "HTTP_PROXY"),
                     first_of(environment, "no_proxy", "NO_PROXY")};
  return options;
}

std::unique_ptr<HttpTransport> open_transport(const std::string& ca_file,
                                              Environment& environment) {
  return environment.make_transport(transport_options(ca_file, environment));
}

Result<ApiSession> open_api_session(const ApiOptions& options, const Secret& token,
                                    const RetryPolicy& policy, Environment& environment,
                                    Console& console) {
  Result<Url> base = find_api_url(options, environment, console);
  if (!base) return base.error();
  ApiSession session;
  session.base = *base;
  session.transport = open_transport(options.ca_file, environment);
  ApiSurroundings surroundings{
      *session.transport, environment.clock, environment.random,
      [&console](const std::string& line) { console.detail(printable(line)); },
      [&console](Duration pause) {
        console.note("pausing for " + format_duration(pause) +
                     " to stay clear of the API's rate limit");
      }};
  session.api = std::make_unique<PropexoApi>(
      ApiRequester(std::move(surroundings), {*std::move(base), token}, policy));
  return session;
}

Result<ApiSession> require_api_session(const ApiOptions& options, Environment& environment,
                                       Console& console) {
  const Result<std::optional<Secret>> token = find_token(options, environment, console);
  if (!token) return token.error();
  if (!*token) return missing_token();
  return open_api_session(options, **token, RetryPolicy{}, environment, console);
}

} // namespace syncbell
