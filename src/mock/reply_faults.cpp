#include "mock/reply_faults.hpp"

namespace syncbell::mock {
namespace {

bool matches(const ApiFault& fault, std::string_view method, std::string_view path) {
  if (!fault.method.empty() && fault.method != method) return false;
  const std::string_view pattern = fault.path;
  if (pattern.ends_with('*')) return path.starts_with(pattern.substr(0, pattern.size() - 1));
  return path == pattern;
}

} // namespace

ReplyFaults::ReplyFaults(const std::vector<ApiFault>& faults) {
  for (const ApiFault& fault : faults)
    faults_.push_back({fault});
}

std::optional<ApiFault> ReplyFaults::meet(std::string_view method, std::string_view path) {
  Counted* first = nullptr;
  for (Counted& each : faults_) {
    if (!matches(each.fault, method, path)) continue;
    const bool passes = each.seen++ < each.fault.after;
    const bool used_up = each.fault.times && each.met >= *each.fault.times;
    if (!passes && !used_up && first == nullptr) first = &each;
  }
  if (first == nullptr) return std::nullopt;
  ++first->met;
  return first->fault;
}

} // namespace syncbell::mock
