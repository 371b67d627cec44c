#include "commands/public_line_plan.hpp"

#include "core/command_line.hpp"
#include "core/placeholder.hpp"
#include "core/printable.hpp"
#include "core/shell_words.hpp"

namespace syncbell {
namespace {

Result<Url> public_url(const LineWish& wish) {
  const std::string place = wish.settings.place_of("public-url") + ": ";
  Result<Url> url = parse_url(fill_in(wish.reach.url, "{port}", "4480"));
  if (!url) return Error{ErrorKind::usage, place + url.error().message, url.error().hint};
  if (!url->userinfo.empty()) {
    return Error{ErrorKind::usage, place + "a webhook's URL has no user name or password",
                 "deliveries are told from others by their signature"};
  }
  if (url->is_loopback() && wish.api && !wish.api->is_loopback()) {
    return Error{ErrorKind::usage,
                 place + wish.api->origin() + " cannot reach " + url->host +
                     ", which is this machine for whoever uses it",
                 "give the address at which a tunnel or proxy receives from outside"};
  }
  return url;
}

Result<std::vector<std::string>> tunnel_words(const LineWish& wish) {
  const std::string place = wish.settings.place_of("tunnel");
  Result<std::vector<std::string>> words = split_shell_words(wish.reach.tunnel);
  if (!words)
    return Error{ErrorKind::usage, place + ": " + words.error().message, words.error().hint};
  if (words->empty() || words->front().empty()) {
    return Error{ErrorKind::usage, place + " names no program",
                 "such as --tunnel 'cloudflared tunnel --url {url}'"};
  }
  return words;
}

} // namespace

Result<LinePlan> plan_line(const LineWish& wish, Console& console) {
  LinePlan plan;
  plan.public_url = wish.reach.url;
  plan.endpoint.path = wish.receiver.path;
  plan.path_given = wish.receiver.path_given;
  plan.may_be_nearby = !wish.api || wish.api->is_loopback();
  if (!wish.reach.tunnel.empty()) {
    Result<std::vector<std::string>> words = tunnel_words(wish);
    if (!words) return words.error();
    plan.tunnel = *std::move(words);
    return plan;
  }
  const Result<Url> url = public_url(wish);
  if (!url) return url.error();
  if (!url->is_https() && !url->is_loopback()) {
    console.warn("deliveries to " + printable(wish.reach.url) + " travel in clear; use https://");
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
