#include "commands/tunnel.hpp"

#include <algorithm>

namespace syncbell {
namespace {

constexpr std::size_t most_addresses = 20; // of a program that shows more, the rest are passed over

Error failure_of(const std::string& program, const ChildEnd& end, const std::string& last_words) {
  const std::string hint = "run the command of --tunnel by itself to see what it needs";
  if (!end.why_not_started.empty()) {
    return {ErrorKind::network, "the tunnel could not be started: " + end.why_not_started, hint};
  }
  return {ErrorKind::network,
          "the tunnel (" + program + ") ended with status " + std::to_string(end.status) +
              (last_words.empty() ? "" : "; its last words: " + last_words),
          hint};
}

} // namespace

Tunnel::Tunnel(const std::vector<std::string>& words, const TunnelTarget& target,
               Environment& environment, std::function<void(const Error&)> on_end)
    : program_(words.front()), target_(target), on_end_(std::move(on_end)) {
  ChildCommand command{words, false, [this](std::string_view output) { read(output); }};
  child_ = environment.start_child(command, [this](const ChildEnd& end) { note_end(end); });
}

Tunnel::~Tunnel() {
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }
  child_.reset();
}

std::vector<Url> Tunnel::addresses() const {
  const std::lock_guard lock(mutex_);
  return addresses_;
}

std::string Tunnel::last_words() const {
  const std::lock_guard lock(mutex_);
  return output_.last_words();
}

std::optional<Error> Tunnel::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

void Tunnel::read(std::string_view output) {
  const std::lock_guard lock(mutex_);
  for (Url& url : output_.read(output)) {
    const bool is_known =
        std::any_of(addresses_.begin(), addresses_.end(),
                    [&url](const Url& known) { return known.text() == url.text(); });
    if (is_known || addresses_.size() >= most_addresses || !may_be_public(url, target_)) continue;
    addresses_.push_back(std::move(url));
  }
}

void Tunnel::note_end(const ChildEnd& end) {
  {
    const std::lock_guard lock(mutex_);
    if (is_ending_) return;
    failure_ = failure_of(program_, end, output_.last_words());
  }
  on_end_(*failure_);
}

} // namespace syncbell
