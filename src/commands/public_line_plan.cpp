#include "commands/public_line_plan.hpp"

#include "core/command_line.hpp"
#include "core/placeholder.hpp"
#include "core/shell_words.hpp"

namespace syncbell {
namespace {

Result<Url> public_url(const PublicOptions& options, const std::optional<Url>& api) {
  Result<Url> url = parse_url(fill_in(options.url, "{port}", "4480"));
  if (!url)
    return Error{ErrorKind::usage, "--public-url: " + url.error().message, url.error().hint};
  if (!url->userinfo.empty()) {
    return Error{ErrorKind::usage, "--public-url: a webhook's URL has no user name or password",
                 "deliveries are told from others by their signature"};
  }
  if (url->is_loopback() && api && !api->is_loopback()) {
    return Error{ErrorKind::usage,
                 "--public-url: " + api->origin() + " cannot reach " + url->host +
                     ", which is this machine for whoever uses it",
                 "give the address at which a tunnel or proxy receives from outside"};
  }
  return url;
}

Result<std::vector<std::string>> tunnel_words(const std::string& command) {
  Result<std::vector<std::string>> words = split_shell_words(command);
  if (!words)
    return Error{ErrorKind::usage, "--tunnel: " + words.error().message, words.error().hint};
  if (words->empty() || words->front().empty()) {
    return Error{ErrorKind::usage, "--tunnel names no program",
                 "such as --tunnel 'cloudflared tunnel --url {url}'"};
  }
  return words;
}

} // namespace

Result<LinePlan> plan_line(const PublicOptions& options, const ReceiverOptions& receiver,
                           const std::optional<Url>& api, Console& console) {
  LinePlan plan;
  plan.public_url = options.url;
  plan.endpoint.path = receiver.path;
  plan.path_given = receiver.path_given;
  plan.may_be_nearby = !api || api->is_loopback();
  if (!options.tunnel.empty()) {
    Result<std::vector<std::string>> words = tunnel_words(options.tunnel);
    if (!words) return words.error();
    plan.tunnel = *std::move(words);
    return plan;
  }
  const Result<Url> url = public_url(options, api);
  if (!url) return url.error();
  if (!url->is_https() && !url->is_loopback()) {
    console.warn("deliveries to " + url->origin() + " travel in clear; use https://");
  }
  return plan;
}

std::string flags_for_api(const ApiOptions& options) {
  return CommandLine("")
      .add_value("--token-file", options.token_file == "-" ? "" : options.token_file)
      .add_value("--api-url", options.url)
      .add_value("--environment", options.environment)
      .add_value("--cacert", options.ca_file)
      .text();
}

} // namespace syncbell
