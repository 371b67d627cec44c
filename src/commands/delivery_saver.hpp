#pragma once

#include "core/event.hpp"
#include "core/verification.hpp"
#include "output/console.hpp"
#include "platform/capture_store.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace syncbell {

// Keeps deliveries where --save says. Tells of each thing that hinders it once, and then not again
// until a delivery has been saved. May be used from several threads.
class DeliverySaver {
public:
  DeliverySaver(std::unique_ptr<CaptureStore> store, Console& console)
      : store_(std::move(store)), console_(console) {}

  // True once the delivery's record is safe on disk; else its sender must be told to come again.
  bool save(const VerifiedDelivery& delivery, const Event& event);

private:
  void hindered(const Error& error);
  void recovered();

  std::unique_ptr<CaptureStore> store_;
  Console& console_;
  std::mutex mutex_;
  std::set<std::string> hindrances_;      // told since the last success
  std::atomic<bool> is_hindered_ = false; // whether there are any
};

// Opens the store at the path that --save gave; nothing without --save. Fails (local) where it
// cannot be written.
Result<std::unique_ptr<DeliverySaver>> open_delivery_saver(const std::string& path, Clock& clock,
                                                           Console& console);

} // namespace syncbell
