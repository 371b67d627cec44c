#pragma once

#include <compare>
#include <string>
#include <utility>

namespace syncbell {

// An identifier of Propexo's: opaque text. The tag keeps one kind from being passed as another.
template <class Tag>
class Id {
public:
  Id() = default;
  explicit Id(std::string text) : text_(std::move(text)) {}

  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  friend auto operator<=>(const Id&, const Id&) = default;

private:
  std::string text_;
};

using IntegrationId = Id<struct IntegrationTag>;
using ScheduleId = Id<struct ScheduleTag>;
using SubscriptionId = Id<struct SubscriptionTag>;
using JobId = Id<struct JobTag>;

} // namespace syncbell
