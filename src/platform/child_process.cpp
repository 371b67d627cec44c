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
#include <set>
#include <system_error>
#include <thread>

namespace syncbell {
namespace {

constexpr std::size_t most_output_kept = std::size_t{1} << 20;
constexpr std::chrono::seconds grace_after_term{5};

// A group of its own lets us end what a child started, too. With a terminal as its input it has to
// stay in ours, or it could not read from it.
bool has_own_group(const ChildCommand& command) {
  return command.on_output != nullptr || ::isatty(STDIN_FILENO) == 0;
}

// Whom to signal for each child that is not reaped yet: its pid, the negative of it for its group.
// One set for the process, since a pid is ours until it is taken out of it.
std::mutex living_mutex;
std::set<pid_t> living;

// What posix_spawn needs, freed whatever happens.
class SpawnPlan {
public:
  explicit SpawnPlan(bool own_group) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    int flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
    if (own_group) flags |= POSIX_SPAWN_SETPGROUP;
    ::posix_spawnattr_setflags(&attributes_, static_cast<short>(flags));
  }
  ~SpawnPlan() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  void send_output_to(int fd) { ::posix_spawn_file_actions_adddup2(&actions_, fd, STDOUT_FILENO); }
  void send_errors_to(int fd) { ::posix_spawn_file_actions_adddup2(&actions_, fd, STDERR_FILENO); }
  void give_no_input() {
    ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  }

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
void read_output(int fd, pid_t pid, const std::function<void(std::string_view)>& take) {
  constexpr int look_again_ms = 100;
  std::array<char, 65'536> buffer{};
  for (std::size_t read_since_end = 0; read_since_end < most_output_kept;) {
    pollfd readable{fd, POLLIN, 0};
    const bool ended = has_ended(pid);
    if (::poll(&readable, 1, ended ? 0 : look_again_ms) == 0) {
      if (ended) return;
      continue;
    }
    const ssize_t got = ::read(fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return;
    const auto size = static_cast<std::size_t>(got);
    if (ended) read_since_end += size;
    take({buffer.data(), size});
  }
}

void keep_output(ChildEnd& end, std::string_view output) {
  const std::size_t room = most_output_kept - end.output.size();
  end.output.append(output.substr(0, room));
  end.output_was_cut |= output.size() > room;
}

// A child that was spawned, and what is known of it.
struct Spawned {
  pid_t pid = 0;
  bool own_group = false;
  int output = -1; // where to read what it writes, if anywhere
  std::function<void(std::string_view)> on_output;

  pid_t whom_to_signal() const { return own_group ? -pid : pid; }
};

class RunningChild final : public ChildProcess {
public:
  RunningChild(Spawned child, std::function<void(ChildEnd)> on_end)
      : child_(std::move(child)), on_end_(std::move(on_end)), thread_([this] { attend(); }) {}

  ~RunningChild() override {
    signal(SIGTERM);
    if (!wait_for_end(grace_after_term)) signal(SIGKILL);
    thread_.join();
  }
  RunningChild(const RunningChild&) = delete;
  RunningChild& operator=(const RunningChild&) = delete;

  void signal(int signal) override {
    const std::lock_guard lock(living_mutex);
    const pid_t whom = child_.whom_to_signal();
    if (living.contains(whom)) ::kill(whom, signal);
  }

private:
  void attend() {
    ChildEnd end;
    if (child_.output >= 0) {
      const auto keep = [&end](std::string_view output) { keep_output(end, output); };
      read_output(child_.output, child_.pid,
                  child_.on_output ? child_.on_output
                                   : std::function<void(std::string_view)>(keep));
      ::close(child_.output);
    }
    // Waited for without being reaped first, so that the pid stays ours while signal() may use it.
    siginfo_t info{};
    while (::waitid(P_PID, static_cast<id_t>(child_.pid), &info, WEXITED | WNOWAIT) < 0 &&
           errno == EINTR) {
    }
    end.status = reap();
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
    }
    on_ended_.notify_all();
    on_end_(std::move(end));
  }

  int reap() {
    const std::lock_guard lock(living_mutex);
    if (child_.on_output) ::kill(child_.whom_to_signal(), SIGKILL); // what is left of its group
    int wait_status = 0;
    ::waitpid(child_.pid, &wait_status, 0);
    living.erase(child_.whom_to_signal());
    return status_of(wait_status);
  }

  bool wait_for_end(std::chrono::seconds limit) {
    std::unique_lock lock(mutex_);
    return on_ended_.wait_for(lock, limit, [this] { return ended_; });
  }

  const Spawned child_;
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
  const bool in_background = command.on_output != nullptr;
  const bool read_by_us = command.capture_output || in_background;
  if (read_by_us && ::pipe2(pipe.data(), O_CLOEXEC) != 0) {
    on_end(not_started(command.arguments.front(), errno));
    return nullptr;
  }
  Spawned child{0, has_own_group(command), pipe[0], command.on_output};
  SpawnPlan plan(child.own_group);
  plan.send_output_to(read_by_us ? pipe[1] : STDERR_FILENO);
  if (in_background) {
    plan.send_errors_to(pipe[1]);
    plan.give_no_input();
  }
  int failure = 0;
  {
    const std::lock_guard lock(living_mutex);
    failure = plan.spawn(command.arguments, child.pid);
    if (failure == 0) living.insert(child.whom_to_signal());
  }
  if (pipe[1] >= 0) ::close(pipe[1]);
  if (failure != 0) {
    if (pipe[0] >= 0) ::close(pipe[0]);
    on_end(not_started(command.arguments.front(), failure));
    return nullptr;
  }
  return std::make_unique<RunningChild>(std::move(child), std::move(on_end));
}

void kill_children() {
  const std::lock_guard lock(living_mutex);
  for (const pid_t whom : living)
    ::kill(whom, SIGKILL);
}

} // namespace syncbell
