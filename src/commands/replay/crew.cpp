#include "commands/replay/crew.hpp"

#include "core/backoff.hpp"

#include <system_error>

namespace syncbell {
namespace {

constexpr std::chrono::milliseconds first_pause{500};
constexpr std::chrono::seconds longest_pause{30};

} // namespace

Crew::Crew(const CrewPlace& place, SendingRules rules, int threads)
    : place_(place), rules_(std::move(rules)) {
  try {
    for (int i = 0; i < threads; ++i)
      threads_.emplace_back([this] { work(); });
  } catch (const std::system_error&) {
    if (threads_.empty()) throw;
  }
}

Crew::~Crew() {
  finishing_.request_stop();
  cut_.request_stop();
}

void Crew::work() {
  const std::unique_ptr<DeliveryConnection> connection = place_.target.connect(cut_.get_token());
  while (!finishing_.stop_requested() && take_turn(*connection)) {
  }
  place_.inbox.post(SenderEnded{});
}

void Crew::fail(Error error) {
  place_.ledger.failed(std::move(error));
  finish();
}

// What it will take is the next delivery as it is now or one behind it.
bool Crew::take_turn(DeliveryConnection& connection) {
  const std::uint64_t at_least = place_.source.next_number();
  place_.ledger.begins(at_least);
  const bool goes_on = take_and_send(connection);
  place_.ledger.ends(at_least);
  return goes_on;
}

// False when there is nothing more to do.
bool Crew::take_and_send(DeliveryConnection& connection) {
  Result<std::optional<DueDelivery>> taken = place_.source.take(finishing_.get_token());
  if (!taken) fail(taken.error());
  if (!taken || !*taken) return false;
  DueDelivery& delivery = **taken;
  if (!wait_until_due(delivery)) {
    place_.ledger.unsent(delivery.number);
    return false;
  }
  apply_signature(rules_.signing, delivery.capture.body, delivery.capture.headers);
  const Result<DeliveryResult> result = deliver(delivery.capture, connection);
  if (!result) {
    place_.ledger.unsent(delivery.number);
    fail(result.error());
    return false;
  }
  record(delivery, *result);
  return true;
}

// What is due by now goes out even if we were told to finish: so nothing is left behind that was
// due before something that was sent.
bool Crew::wait_until_due(const DueDelivery& delivery) {
  Clock& clock = place_.environment.clock;
  const auto left = delivery.due - clock.now();
  if (left <= Instant::duration::zero()) return true;
  const auto pause = std::chrono::ceil<std::chrono::milliseconds>(left);
  return clock.sleep_for(pause, finishing_.get_token()) || clock.now() >= delivery.due;
}

// Fails (local) where this machine and not the target is to blame.
Result<DeliveryResult> Crew::deliver(const Capture& capture, DeliveryConnection& connection) {
  Backoff backoff(first_pause, longest_pause);
  for (int tries = 1;; ++tries) {
    Result<DeliveryResult> result = try_once(capture, connection);
    if (!result) return result;
    result->tries = tries;
    if (result->accepted || tries > rules_.retries) return result;
    const Duration pause = backoff.next(place_.environment.random());
    if (!place_.environment.clock.sleep_for(pause, finishing_.get_token())) {
      result->given_up = true;
      return result;
    }
  }
}

Result<DeliveryResult> Crew::try_once(const Capture& capture, DeliveryConnection& connection) {
  Clock& clock = place_.environment.clock;
  const Instant start = clock.now();
  const Result<int> status = connection.send({capture.method, capture.headers, capture.body});
  if (!status && status.error().kind == ErrorKind::local) return status.error();
  DeliveryResult result;
  result.took = std::chrono::duration_cast<LatencyHistogram::Time>(clock.now() - start);
  if (status) {
    result.status = *status;
    result.accepted = rules_.expected.admits(*status);
  } else {
    result.error = status.error().message;
  }
  return result;
}

void Crew::record(const DueDelivery& delivery, const DeliveryResult& result) {
  place_.ledger.sent(delivery.number, result);
  if (rules_.fail_fast && !result.accepted) {
    place_.ledger.unsent(delivery.number); // where to go on, once the target is mended
    finish();
  }
  const ShownDelivery shown{delivery.number, delivery.capture.origin, delivery.capture.body};
  if (const std::error_code failed = place_.display.sent(shown, result)) {
    fail({ErrorKind::local, "cannot write to standard output: " + failed.message()});
  }
}

} // namespace syncbell
