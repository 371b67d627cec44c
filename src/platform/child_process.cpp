#include "platform/child_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>

namespace syncbell {
namespace {

constexpr std::size_t most_output_kept = std::size_t{1} << 20;
constexpr std::chrono::seconds grace_after_term{5};

bool has_own_group() { return ::isatty(STDIN_FILENO) == 0; }

// What posix_spawn needs, freed whatever happens.
class SpawnPlan {
public:
  SpawnPlan() {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    int flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
    // A group of its own lets us end what it started, too. With a terminal as its input it has to
    // stay in ours, or it could not read from it.
    if (has_own_group()) flags |= POSIX_SPAWN_SETPGROUP;
    ::posix_spawnattr_setflags(&attributes_, static_cast<short>(flags));
  }
  ~SpawnPlan() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  void send_output_to(int fd) { ::posix_spawn_file_actions_adddup2(&actions_, fd, STDOUT_FILENO); }

  // Returns 0, or the errno that says why nothing was started.
  int spawn(const std::vector<std::string>& arguments, pid_t& pid) {
    ::posix_spawn_file_actions_addclosefrom_np(&actions_, 3);
    std::vector<char*> argv;
    for (const std::string& argument : arguments)
      argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    return ::posix_spawnp(&pid, argv[0], &actions_, &attributes_, argv.data(), environ);
  }

private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

int status_of(int wait_status) {
  return WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : 128 + WTERMSIG(wait_status);
}

bool has_ended(pid_t pid) {
  siginfo_t info{};
  const int found = ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT | WNOHANG);
  return found == 0 && info.si_pid == pid;
}

// Reads until the end of the output, or until the child has ended and what it wrote is read:
// something it left running in the background may hold the pipe open, or write to it, for ever.
void read_output(int fd, pid_t pid, ChildEnd& end) {
  constexpr int look_again_ms = 100;
  std::array<char, 65'536> buffer{};
  for (;;) {
    pollfd readable{fd, POLLIN, 0};
    const bool ended = has_ended(pid);
    if (::poll(&readable, 1, ended ? 0 : look_again_ms) == 0) {
      if (ended) return;
      continue;
    }
    if (ended && end.output_was_cut) return;
    const ssize_t got = ::read(fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return;
    const auto room = most_output_kept - end.output.size();
    const auto size = static_cast<std::size_t>(got);
    end.output.append(buffer.data(), std::min(size, room));
    end.output_was_cut |= size > room;
  }
}

class RunningChild final : public ChildProcess {
public:
  RunningChild(pid_t pid, int output, std::function<void(ChildEnd)> on_end)
      : pid_(pid), on_end_(std::move(on_end)), thread_([this, output] { attend(output); }) {}

  ~RunningChild() override {
    signal(SIGTERM);
    if (!wait_for_end(grace_after_term)) signal(SIGKILL);
    thread_.join();
  }
  RunningChild(const RunningChild&) = delete;
  RunningChild& operator=(const RunningChild&) = delete;

  void signal(int signal) override {
    const std::lock_guard lock(mutex_);
    if (!ended_) ::kill(has_own_group() ? -pid_ : pid_, signal);
  }

private:
  void attend(int output) {
    ChildEnd end;
    if (output >= 0) {
      read_output(output, pid_, end);
      ::close(output);
    }
    // Waited for without being reaped first, so that the pid stays ours while signal() may use it.
    siginfo_t info{};
    while (::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOWAIT) < 0 &&
           errno == EINTR) {
    }
    {
      const std::lock_guard lock(mutex_);
      int wait_status = 0;
      ::waitpid(pid_, &wait_status, 0);
      end.status = status_of(wait_status);
      ended_ = true;
    }
    on_ended_.notify_all();
    on_end_(std::move(end));
  }

  bool wait_for_end(std::chrono::seconds limit) {
    std::unique_lock lock(mutex_);
    return on_ended_.wait_for(lock, limit, [this] { return ended_; });
  }

  pid_t pid_;
  std::function<void(ChildEnd)> on_end_;
  std::mutex mutex_;
  std::condition_variable on_ended_;
  bool ended_ = false;
  std::thread thread_;
};

ChildEnd not_started(const std::string& program, int code) {
  ChildEnd end;
  end.status = code == ENOENT ? 127 : 126;
  end.why_not_started = program + ": " + std::generic_category().message(code);
  return end;
}

} // namespace

std::unique_ptr<ChildProcess> start_child(const ChildCommand& command,
                                          std::function<void(ChildEnd)> on_end) {
  std::array<int, 2> pipe{-1, -1};
  if (command.capture_output && ::pipe2(pipe.data(), O_CLOEXEC) != 0) {
    on_end(not_started(command.arguments.front(), errno));
    return nullptr;
  }
  SpawnPlan plan;
  plan.send_output_to(command.capture_output ? pipe[1] : STDERR_FILENO);
  pid_t pid = 0;
  const int failure = plan.spawn(command.arguments, pid);
  if (pipe[1] >= 0) ::close(pipe[1]);
  if (failure != 0) {
    if (pipe[0] >= 0) ::close(pipe[0]);
    on_end(not_started(command.arguments.front(), failure));
    return nullptr;
  }
  return std::make_unique<RunningChild>(pid, pipe[0], std::move(on_end));
}

} // namespace syncbell
