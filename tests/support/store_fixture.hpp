#pragma once

#include "platform/capture_store.hpp"
#include "platform/files.hpp"
#include "support/fake_clock.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace syncbell::test {

inline const WallTime arrival = *parse_timestamp("2026-11-23T08:00:00.123Z");

// A folder to keep stores in, and what the stores said.
struct StoreFixture {
  Result<std::unique_ptr<CaptureStore>> try_open(const std::string& name) {
    return open_capture_store(folder.path(name), {*clock, judge, [this](const std::string& news) {
                                                    const std::lock_guard lock(mutex);
                                                    notices.push_back(news);
                                                  }});
  }
  // Records begin with { and end with } here.
  static LastLine judge(std::string_view line) {
    if (!line.starts_with('{')) return LastLine::unfamiliar;
    return line.ends_with('}') ? LastLine::whole : LastLine::unsaved;
  }
  std::unique_ptr<CaptureStore> open(const std::string& name) {
    auto store = try_open(name);
    REQUIRE_MESSAGE(store.has_value(), (store ? "" : store.error().message));
    return *std::move(store);
  }
  std::string text(const std::string& name) const { return *read_file(folder.path(name)); }
  int mode(const std::string& name) const {
    struct stat found {};
    REQUIRE(::stat(folder.path(name).c_str(), &found) == 0);
    return static_cast<int>(found.st_mode & 07777U);
  }

  TemporaryFolder folder;
  SystemClock real;
  FakeClock fake;
  Clock* clock = &real;
  std::mutex mutex;
  std::vector<std::string> notices;
};

// Files of this process cannot grow beyond so many bytes: a disk that is full.
class FullDisk {
public:
  explicit FullDisk(rlim_t bytes) : on_signal_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit now{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &now);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    static_cast<void>(std::signal(SIGXFSZ, on_signal_));
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

private:
  void (*on_signal_)(int);
  rlimit before_{};
};

inline std::string error_of(const Result<void>& result) {
  return result ? "" : result.error().message;
}

} // namespace syncbell::test
