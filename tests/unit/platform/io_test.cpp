#include "platform/io.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>

using namespace syncbell;
using namespace syncbell::test;

namespace {

// Standard output is that descriptor while this lives.
class OutTo {
public:
  explicit OutTo(int fd) : before_(::dup(STDOUT_FILENO)) { ::dup2(fd, STDOUT_FILENO); }
  ~OutTo() {
    ::dup2(before_, STDOUT_FILENO);
    ::close(before_);
  }
  OutTo(const OutTo&) = delete;
  OutTo& operator=(const OutTo&) = delete;

private:
  int before_;
};

// No file grows beyond that size while this lives.
class FileLimit {
public:
  explicit FileLimit(rlim_t size) : on_signal_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{size, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    static_cast<void>(std::signal(SIGXFSZ, on_signal_));
  }
  FileLimit(const FileLimit&) = delete;
  FileLimit& operator=(const FileLimit&) = delete;

private:
  void (*on_signal_)(int);
  rlimit before_ = {};
};

const std::string long_line = std::string(100'000, 'x') + "\n";

} // namespace

TEST_CASE("StandardIo leaves no part of a line in a file") {
  int flags = O_RDWR | O_CREAT | O_CLOEXEC;
  SUBCASE("to which it is appended") { flags |= O_APPEND; }
  SUBCASE("which it began") {}
  const TemporaryFolder folder;
  const int file = ::open(folder.path("out").c_str(), flags, 0600);
  StandardIo io;
  bool failed = false;
  bool others = false;
  {
    const OutTo out(file);
    others = !io.write_out("one\n");
    {
      const FileLimit limit(10'000);
      failed = bool(io.write_out(long_line));
    }
    others = others && !io.write_out("two\n");
  }
  CHECK(failed);
  CHECK(others);
  std::array<char, 64> held{};
  const ssize_t size = ::pread(file, held.data(), held.size(), 0);
  ::close(file);
  REQUIRE(size >= 0);
  CHECK(std::string(held.data(), static_cast<std::size_t>(size)) == "one\ntwo\n");
}

TEST_CASE("StandardIo begins a new line behind a part of one") {
  std::array<int, 2> ends{};
  REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
  StandardIo io;
  io.stop_waiting_for_readers();
  std::string held(2 * long_line.size(), '\0');
  bool failed = false;
  bool other = false;
  std::size_t taken = 0;
  ssize_t rest = 0;
  {
    const OutTo out(ends[1]);
    failed = bool(io.write_out(long_line));
    taken = static_cast<std::size_t>(::read(ends[0], held.data(), held.size()));
    other = !io.write_out("two\n");
    rest = ::read(ends[0], held.data(), held.size());
  }
  ::close(ends[0]);
  ::close(ends[1]);
  CHECK(failed);
  CHECK(taken < long_line.size());
  CHECK(other);
  REQUIRE(rest > 0);
  CHECK(held.substr(0, static_cast<std::size_t>(rest)) == "\ntwo\n");
}
