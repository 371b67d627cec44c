#include "output/replay_display.hpp"

#include "core/printable.hpp"
#include "wire/event_json.hpp"

#include <array>
#include <cstdio>

namespace syncbell {
namespace {

// What goes wrong a million times is said this often and counted.
constexpr int most_complaints = 20;

std::string decimal(double number) {
  std::array<char, 64> text{};
  const int length = std::snprintf(text.data(), text.size(), "%.1f", number);
  return {text.data(), static_cast<std::size_t>(length)};
}

std::string rate_text(std::uint64_t deliveries, Duration elapsed) {
  return decimal(rate_of(deliveries, elapsed)) + "/s";
}

std::string milliseconds(LatencyHistogram::Time time) {
  return decimal(static_cast<double>(time.count()) / 1000) + " ms";
}

std::string counted(std::uint64_t count, const std::string& what) {
  return std::to_string(count) + " " + what;
}

std::string deliveries_text(std::uint64_t count) {
  return counted(count, count == 1 ? "delivery" : "deliveries");
}

// "12 FIRST_SYNC_COMPLETE cly301… (captures.jsonl:12)"
std::string title(const ShownDelivery& delivery) {
  const Event event = decode_event(delivery.body);
  const std::optional<IntegrationId> integration = integration_of(event);
  std::string text = std::to_string(delivery.number);
  if (const std::string name = event_name(event); !name.empty()) text += " " + name;
  if (integration) text += " " + integration->text();
  return printable(text + " (" + std::string(delivery.origin) + ")");
}

std::string ending(const DeliveryResult& result) {
  std::string text = result.status ? std::to_string(*result.status) : printable(result.error);
  text += " in " + milliseconds(result.took);
  return result.tries > 1 ? text + ", try " + std::to_string(result.tries) : text;
}

std::string bar(std::uint64_t done, std::uint64_t all) {
  constexpr std::uint64_t width = 24;
  const std::uint64_t filled = all == 0 ? width : done * width / all;
  return "[" + std::string(filled, '#') + std::string(width - filled, '-') + "]";
}

std::string progress_text(const ReplayProgress& progress) {
  const double rate = rate_of(progress.sent, progress.elapsed);
  std::string text = bar(progress.done, progress.deliveries) + " " + std::to_string(progress.done) +
                     " of " + std::to_string(progress.deliveries) + "  " +
                     rate_text(progress.sent, progress.elapsed);
  if (rate > 0) {
    const auto left = static_cast<double>(progress.deliveries - progress.done) / rate;
    text +=
        "  " + format_duration(std::chrono::seconds(static_cast<std::int64_t>(left) + 1)) + " left";
  }
  if (progress.refused > 0) text += "  " + counted(progress.refused, "refused");
  if (progress.failed > 0) text += "  " + counted(progress.failed, "failed");
  return text;
}

std::string refused_text(const ReplayTally& tally) {
  std::string text = counted(tally.refused_in_all(), "refused");
  std::string statuses;
  for (const auto& [status, count] : tally.refused) {
    statuses += (statuses.empty() ? "" : ", ") + std::to_string(status) +
                (tally.refused.size() > 1 ? ": " + std::to_string(count) : "");
  }
  return statuses.empty() ? text : text + " (" + statuses + ")";
}

std::string summary_text(const ReplaySummary& summary, const Style& style) {
  const ReplayTally& tally = summary.tally;
  const bool good = summary.outcome == Outcome::satisfied;
  std::string text =
      (good ? style.good("sent ") : style.bad("sent ")) +
      (tally.sent() == summary.deliveries ? "" : std::to_string(tally.sent()) + " of ") +
      deliveries_text(summary.deliveries) + " in " + format_duration(summary.elapsed) + " (" +
      rate_text(tally.sent(), summary.elapsed) + "): " + counted(tally.accepted, "accepted") +
      ", " + refused_text(tally) + ", " + counted(tally.failed, "failed");
  if (summary.skipped > 0) text += ", " + counted(summary.skipped, "skipped");
  if (summary.left_out > 0) text += ", " + counted(summary.left_out, "left out");
  if (tally.times.count() == 0) return text;
  return text + "\nanswered within p50 " + milliseconds(tally.times.quantile(0.5)) + ", p95 " +
         milliseconds(tally.times.quantile(0.95)) + ", p99 " +
         milliseconds(tally.times.quantile(0.99)) + ", max " + milliseconds(tally.times.longest());
}

} // namespace

std::string how_to_resume(const ReplaySummary& summary) {
  const std::string number = std::to_string(*summary.resume_from);
  const std::string seed = summary.seed ? "--shuffle=" + std::to_string(*summary.seed) + " " : "";
  return "stopped; to go on from delivery " + number + ", run it again with " + seed +
         "--resume-from " + number;
}

void ReplayDisplay::begins(const ReplaySummary& planned, const std::string& target) {
  console_.note((planned.dry_run ? "would send " : "sending ") +
                deliveries_text(planned.deliveries) + " to " + console_.style().strong(target));
  if (!planned.seed) return;
  const std::string seed = std::to_string(*planned.seed);
  console_.note("in the random order of --shuffle=" + seed);
}

void ReplayDisplay::checking(const ReplayChecking& checking) {
  const bool knows_end = checking.bytes < checking.all_bytes; // of a pipe nobody does
  const std::string share = knows_end ? bar(checking.bytes, checking.all_bytes) + " " : "";
  console_.live_line(share + counted(checking.captures, "captures") + " checked");
}

void ReplayDisplay::progress(const ReplayProgress& progress) {
  console_.live_line(progress_text(progress));
}

bool ReplayDisplay::may_complain() {
  const int before = complaints_++;
  if (before == most_complaints) {
    console_.note("further ones are only counted; -v shows each delivery");
  }
  return before < most_complaints;
}

std::error_code ReplayDisplay::sent(const ShownDelivery& delivery, const DeliveryResult& result) {
  const OutputOptions& options = console_.options();
  if (options.verbose && result.accepted) {
    console_.detail("accepted " + title(delivery) + ": " + ending(result));
  }
  if (!result.accepted && !options.quiet && (options.verbose || may_complain())) {
    const std::string what = result.status ? "refused " : "failed ";
    console_.note(console_.style().bad(what) + title(delivery) + ": " + ending(result));
  }
  return options.json ? data(encode_sent(delivery, result)) : std::error_code();
}

std::error_code ReplayDisplay::planned(const ShownDelivery& delivery, const ShownPlan& plan) {
  if (console_.options().json) return data(encode_planned(delivery, plan));
  const std::string signature =
      plan.signature == "none" ? "unsigned" : std::string(plan.signature) + " signature";
  return data(title(delivery) + ": " + printable(plan.method) + ", " +
              counted(delivery.body.size(), "bytes") + ", " + signature);
}

void ReplayDisplay::skipped(const Error& problem) {
  if (console_.options().verbose || may_complain()) {
    console_.warn("skipped: " + printable(problem.message));
  }
}

std::error_code ReplayDisplay::ended(const ReplaySummary& summary) {
  std::error_code failed;
  if (console_.options().json)
    failed = data(encode_replay_result(summary));
  else if (!summary.dry_run)
    failed = data(summary_text(summary, console_.data_style()));
  if (summary.resume_from) console_.note(how_to_resume(summary));
  return failed;
}

} // namespace syncbell
