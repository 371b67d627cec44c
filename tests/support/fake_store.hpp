#pragma once

#include "platform/capture_store.hpp"

#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace syncbell::test {

// What a FakeStore was asked to keep, and what becomes of it. Outlives the store.
struct Shelf {
  std::vector<std::string> kept() const {
    const std::lock_guard lock(mutex);
    return records;
  }

  std::function<Result<void>()> on_save = [] { return Result<void>(); }; // from several threads
  mutable std::mutex mutex;
  std::vector<std::string> records;
  std::vector<CaptureTitle> titles;
};

class FakeStore final : public CaptureStore {
public:
  explicit FakeStore(Shelf& shelf) : shelf_(shelf) {}
  Result<void> save(std::string_view record, const CaptureTitle& title) override {
    if (Result<void> result = shelf_.on_save(); !result) return result;
    const std::lock_guard lock(shelf_.mutex);
    shelf_.records.emplace_back(record);
    shelf_.titles.push_back(title);
    return {};
  }

private:
  Shelf& shelf_;
};

} // namespace syncbell::test
