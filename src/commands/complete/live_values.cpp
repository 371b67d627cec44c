#include "commands/complete/live_values.hpp"

#include "commands/api_session.hpp"
#include "commands/credentials.hpp"
#include "core/printable.hpp"
#include "core/signature.hpp"
#include "core/url.hpp"
#include "platform/detached.hpp"
#include "platform/folder.hpp"
#include "platform/short_cache.hpp"

namespace syncbell {
namespace {

constexpr std::chrono::minutes life{1};
constexpr std::chrono::milliseconds patience{200};
constexpr std::chrono::milliseconds between_looks{5};

std::string cache_folder(Environment& environment) {
  const std::string base = environment.variable("XDG_CACHE_HOME").value_or("");
  if (base.starts_with('/')) return base + "/syncbell";
  const std::string home = environment.variable("HOME").value_or("");
  return home.starts_with('/') ? home + "/.cache/syncbell" : "";
}

// What an integration is called, as far as that says more than its ID.
std::string title_of(const Integration& one) {
  const bool has_name = !one.name.empty() && one.name != one.id.text();
  return has_name ? one.name + ", " + one.vendor : one.vendor;
}

// A line each: the ID, a tab, what it is called.
std::string line(const std::string& id, const std::string& name) {
  return printable(id) + "\t" + printable(name) + "\n";
}

std::string ask(LiveValues which, PropexoApi& api) {
  std::string text;
  if (which == LiveValues::integrations) {
    const Result<std::vector<Integration>> all = api.integrations({});
    if (!all) return "";
    for (const Integration& one : *all)
      text += line(one.id.text(), title_of(one));
    return text;
  }
  const Result<std::vector<WebhookSubscription>> all = api.webhooks({});
  if (!all) return "";
  for (const WebhookSubscription& one : *all)
    text += line(one.id.text(), without_userinfo(one.url));
  return text;
}

std::vector<Candidate> candidates_in(const std::string& text) {
  std::vector<Candidate> candidates;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = text.find('\n', from);
    const std::size_t tab = text.find('\t', from);
    if (end == text.npos || tab > end) break; // not of our making
    candidates.push_back({text.substr(from, tab - from), text.substr(tab + 1, end - tab - 1)});
    from = end + 1;
  }
  return candidates;
}

} // namespace

std::vector<Candidate> find_live_values(LiveValues which, const ApiOptions& options,
                                        Environment& environment) {
  // What is no regular file can be read once, or makes whoever reads it wait.
  const std::string& file = options.token_file;
  if (file == "-" || (!file.empty() && size_of_file(file) == 0)) return {};
  Console nobody(environment.io, {.quiet = true}, {});
  const Result<std::optional<Secret>> token = find_token(options, environment, nobody);
  const Result<Url> base = find_api_url(options, environment, nobody);
  if (!token || !*token || !base) return {};
  const ShortCache cache(cache_folder(environment), life, environment.clock);
  const std::string kind = which == LiveValues::integrations ? "integrations" : "webhooks";
  const std::string key = kind + "-" + digest(base->text() + "\n" + (*token)->reveal());
  if (const auto kept = cache.get(key)) return candidates_in(*kept);
  // What it fails to learn is kept too, lest each key pressed ask again.
  run_detached([&] {
    Result<ApiSession> session =
        open_api_session(options, **token, RetryPolicy{.attempts = 1}, environment, nobody);
    cache.put(key, session ? ask(which, *session->api) : "");
  });
  const Instant limit = environment.clock.now() + patience;
  while (environment.clock.now() < limit) {
    if (const auto learned = cache.get(key)) return candidates_in(*learned);
    environment.clock.sleep_for(between_looks, {});
  }
  return {};
}

} // namespace syncbell
