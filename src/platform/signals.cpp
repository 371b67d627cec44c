#include "platform/signals.hpp"

#include "platform/child_process.hpp"

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <mutex>
#include <thread>

namespace syncbell {
namespace {

// Wakes the watching thread when its watch is over.
constexpr int wake_up = SIGUSR2;

bool is_ignored(int signal) {
  struct sigaction current {};
  ::sigaction(signal, nullptr, &current);
  return current.sa_handler == SIG_IGN;
}

sigset_t watched_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, wake_up);
  if (!is_ignored(SIGHUP)) sigaddset(&set, SIGHUP);
  return set;
}

class SignalThread final : public SignalWatch {
public:
  explicit SignalThread(std::function<void(int)> on_signal)
      : on_signal_(std::move(on_signal)), set_(watched_signals()) {
    ::pthread_sigmask(SIG_BLOCK, &set_, &before_);
    thread_ = std::thread([this] { watch(); });
  }

  ~SignalThread() override {
    is_over_ = true;
    ::pthread_kill(thread_.native_handle(), wake_up);
    thread_.join();
    // What came too late to be heard must not end the process now that its result is told.
    const timespec at_once{};
    while (::sigtimedwait(&set_, nullptr, &at_once) > 0) {
    }
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

  SignalThread(const SignalThread&) = delete;
  SignalThread& operator=(const SignalThread&) = delete;

  void set_last_words(std::function<void()> last_words) override {
    const std::lock_guard lock(mutex_);
    last_words_ = std::move(last_words);
  }

private:
  void watch() {
    for (bool was_told = false;;) {
      int signal = 0;
      if (::sigwait(&set_, &signal) != 0 || is_over_) return;
      if (signal == wake_up) continue; // a stranger's
      if (was_told) end_at_once(signal);
      was_told = true;
      on_signal_(signal);
    }
  }

  [[noreturn]] void end_at_once(int signal) {
    kill_children();
    const std::lock_guard lock(mutex_);
    if (last_words_) last_words_();
    ::_exit(128 + signal);
  }

  std::function<void(int)> on_signal_;
  sigset_t set_;
  sigset_t before_{};
  std::atomic<bool> is_over_ = false;
  std::mutex mutex_;
  std::function<void()> last_words_;
  std::thread thread_;
};

} // namespace

std::string name_of_signal(int signal) {
  switch (signal) {
  case SIGHUP:
    return "SIGHUP";
  case SIGINT:
    return "SIGINT";
  case SIGTERM:
    return "SIGTERM";
  default:
    return "signal " + std::to_string(signal);
  }
}

std::unique_ptr<SignalWatch> watch_signals(std::function<void(int signal)> on_signal) {
  return std::make_unique<SignalThread>(std::move(on_signal));
}

} // namespace syncbell
