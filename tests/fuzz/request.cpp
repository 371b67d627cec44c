// A whole request. The first byte says how the rest is cut into pieces.
//
// - Head, body and refusal are the same however the bytes were cut, and so is what is left
//   behind them.
// - A refusal is a status of 4xx or 5xx, and its reason is one line of text.
// - A head that was read, written out again, is read as the same; nothing in it ends a line or
//   begins or ends with white space.
#include "core/http_message.hpp"
#include "fuzz/property.hpp"
#include "net/chunked_body.hpp"
#include "net/request_framing.hpp"
#include "net/request_head.hpp"

#include <algorithm>

using namespace syncbell;
using fuzz::require;

namespace {

constexpr ServerLimits limits{.max_body_bytes = 1 << 12,
                              .max_bodies_bytes = 1 << 14,
                              .max_head_bytes = 1 << 10,
                              .max_target_bytes = 1 << 7,
                              .max_headers = 20};

struct Outcome {
  std::optional<Refusal> refusal = {};
  std::optional<RequestHead> head = {};
  std::string body = {};
  bool is_complete = false;
  std::size_t used = 0;
};

// Reads as RequestReader does (net/request_reader.cpp), from pieces in place of a socket.
class Reading {
public:
  Reading(std::string_view bytes, std::size_t piece) : bytes_(bytes), piece_(piece) {}

  Outcome outcome() {
    do {
      arrived_ = std::min(arrived_ + piece_, bytes_.size());
      while (!is_over() && take()) {
      }
    } while (arrived_ < bytes_.size() && !is_over());
    return std::move(outcome_);
  }

private:
  bool is_over() const { return outcome_.refusal || outcome_.is_complete; }
  std::string_view input() const { return bytes_.substr(outcome_.used, arrived_ - outcome_.used); }
  bool refuse(Refusal refusal) {
    outcome_.refusal = std::move(refusal);
    return true;
  }

  // Whether there may be more to take from what has arrived.
  bool take() {
    if (!outcome_.head) return take_head();
    if (outcome_.head->framing == RequestFraming::chunked) return take_chunks();
    const auto left = static_cast<std::size_t>(outcome_.head->length) - outcome_.body.size();
    const std::string_view part = input().substr(0, left);
    outcome_.body += part;
    outcome_.used += part.size();
    return outcome_.is_complete = part.size() == left;
  }

  bool take_head() {
    if (const std::size_t skipped = leading_line_ends(input()); skipped > 0) {
      outcome_.used += skipped;
      scanned_ = 0;
    }
    const std::string_view bytes = input();
    HeadScan scan = scan_head(bytes, scanned_);
    if (scan.refusal) return refuse(*scan.refusal);
    if (scan.size.value_or(bytes.size()) > limits.max_head_bytes) {
      return refuse(head_too_large(bytes, limits));
    }
    scanned_ = bytes.size();
    if (!scan.size) return false;
    auto head = parse_request_head(bytes.substr(0, *scan.size), limits);
    if (const auto* refusal = std::get_if<Refusal>(&head)) return refuse(*refusal);
    outcome_.head = std::get<RequestHead>(head);
    outcome_.used += *scan.size;
    return true;
  }

  bool take_chunks() {
    if (input().empty()) return false;
    const ChunkedBody::Step step = chunks_.decode(input(), outcome_.body);
    outcome_.used += step.used;
    if (step.progress == ChunkedBody::Progress::too_large) return refuse(body_too_large(limits));
    if (step.progress == ChunkedBody::Progress::malformed) return refuse({400, "malformed"});
    outcome_.is_complete = step.progress == ChunkedBody::Progress::complete;
    return false;
  }

  std::string_view bytes_;
  std::size_t piece_;
  std::size_t arrived_ = 0;
  std::size_t scanned_ = 0;
  ChunkedBody chunks_{limits.max_body_bytes};
  Outcome outcome_ = {};
};

std::string told(const Outcome& outcome) {
  std::string text = outcome.is_complete ? "complete\n" : "unfinished\n";
  if (outcome.refusal) text += "refused\n"; // of two reasons the one that arrives first
  if (outcome.head) {
    text += outcome.head->method + " " + outcome.head->target + "\n";
    for (const HeaderField& field : outcome.head->headers)
      text += field.name + ": " + field.value + "\n";
  }
  // What a refused request used up nobody goes on with.
  return text + outcome.body + (outcome.refusal ? "" : "\n" + std::to_string(outcome.used));
}

bool is_line(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
  });
}

void check_head(const RequestHead& head) {
  std::string written =
      head.method + " " + head.target + (head.is_http_1_0 ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n");
  for (const HeaderField& field : head.headers) {
    require(is_line(field.name) && is_line(field.value), "a header is one line", field.value);
    require(trimmed(field.value) == field.value, "nothing is around a value", field.value);
    written += field.name + ": " + field.value + "\r\n";
  }
  // With its own space after each colon it may be longer than the limits of this target.
  const auto read = parse_request_head(written + "\r\n", ServerLimits{});
  const auto* again = std::get_if<RequestHead>(&read);
  require(again != nullptr && again->method == head.method && again->target == head.target &&
              again->headers == head.headers && again->framing == head.framing &&
              again->length == head.length && again->keep_alive == head.keep_alive,
          "a head written out is read as the same", written);
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes = fuzz::text_of(data, size).substr(1);
  const Outcome whole = Reading(bytes, bytes.size()).outcome();
  const Outcome pieces = Reading(bytes, std::size_t{data[0]} % 32 + 1).outcome();
  require(told(whole) == told(pieces), "what is read does not depend on how it arrived",
          told(whole) + "\n----\n" + told(pieces));
  if (whole.refusal) {
    require(whole.refusal->status >= 400 && whole.refusal->status < 600, "a refusal is one");
    require(is_line(whole.refusal->reason), "its reason is a line", whole.refusal->reason);
  }
  require(whole.body.size() <= limits.max_body_bytes, "a body keeps to the limit");
  if (whole.head) check_head(*whole.head);
  return 0;
}
