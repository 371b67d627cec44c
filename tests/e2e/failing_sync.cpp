// Preloaded into syncbell by save.bats: counts each fsync and fdatasync in the file SYNC_LOG names,
// takes a while over it, and fails while the file SYNC_FAILS names is there.
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace {

int sync_once() {
  const int log = ::open(std::getenv("SYNC_LOG"), O_WRONLY | O_APPEND | O_CREAT, 0600);
  const bool noted = ::write(log, ".", 1) == 1;
  ::close(log);
  const timespec a_while{0, 20'000'000};
  ::nanosleep(&a_while, nullptr);
  if (noted && ::access(std::getenv("SYNC_FAILS"), F_OK) != 0) return 0;
  errno = EIO;
  return -1;
}

} // namespace

extern "C" int fsync(int) { return sync_once(); }
extern "C" int fdatasync(int) { return sync_once(); }
