#include "platform/file_lock.hpp"
#include "platform/jsonl_store.hpp"
#include "support/store_fixture.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>

#include <algorithm>
#include <sstream>
#include <thread>

using namespace syncbell;
using namespace syncbell::test;

namespace {

bool saves(CaptureStore& store, const std::string& record) {
  return store.save(record, {arrival}).has_value();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    lines.push_back(line);
  return lines;
}

} // namespace

TEST_CASE("JsonlStore appends a line for each record") {
  StoreFixture fixture;
  SUBCASE("to a file that it makes") {
    const auto store = fixture.open("a/b/x.jsonl");
    CHECK(fixture.text("a/b/x.jsonl").empty());
    CHECK(saves(*store, "{1}"));
    CHECK(saves(*store, "{2}"));
    CHECK(fixture.text("a/b/x.jsonl") == "{1}\n{2}\n");
    CHECK(fixture.mode("a/b/x.jsonl") == 0600);
    CHECK(fixture.mode("a/b") == 0700);
    CHECK(fixture.mode("a") == 0700);
  }
  SUBCASE("to a file that is there") {
    fixture.folder.file("x.jsonl", "{0}\n");
    CHECK(saves(*fixture.open("x.jsonl"), "{1}"));
    CHECK(fixture.text("x.jsonl") == "{0}\n{1}\n");
  }
  SUBCASE("however long") {
    const auto store = fixture.open("x.jsonl");
    const std::string big(5'000'000, 'x');
    CHECK(saves(*store, big));
    CHECK(saves(*store, "{1}"));
    CHECK(fixture.text("x.jsonl") == big + "\n{1}\n");
  }
  CHECK(fixture.notices.empty());
}

TEST_CASE("JsonlStore from many threads and beside another writer keeps lines apart") {
  StoreFixture fixture;
  const auto one = fixture.open("x.jsonl");
  const auto other = fixture.open("x.jsonl");
  const auto line = [](int thread, int n) {
    return std::to_string(thread) + ":" + std::to_string(n) + ":" + std::string(3'000, 'x');
  };
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&, thread] {
      CaptureStore& store = thread % 2 == 0 ? *one : *other;
      for (int n = 0; n < 20; ++n)
        saves(store, line(thread, n));
    });
  }
  for (std::thread& thread : threads)
    thread.join();
  std::vector<std::string> expected;
  for (int thread = 0; thread < 8; ++thread) {
    for (int n = 0; n < 20; ++n)
      expected.push_back(line(thread, n));
  }
  std::vector<std::string> lines = lines_of(fixture.text("x.jsonl"));
  std::sort(lines.begin(), lines.end());
  std::sort(expected.begin(), expected.end());
  CHECK(lines == expected);
  CHECK(fixture.notices.empty());
}

TEST_CASE("JsonlStore clears away the part of a line that a killed writer left") {
  StoreFixture fixture;
  SUBCASE("before it appends") {
    fixture.folder.file("x.jsonl", "{0}\n{\"bod");
    const auto store = fixture.open("x.jsonl");
    CHECK(fixture.text("x.jsonl") == "{0}\n");
    REQUIRE(fixture.notices.size() == 1);
    CHECK(fixture.notices[0].find("5 bytes were cut off") != std::string::npos);
  }
  SUBCASE("also when it is all there is") {
    fixture.folder.file("x.jsonl", "{" + std::string(200'000, 'x'));
    CHECK(saves(*fixture.open("x.jsonl"), "{1}"));
    CHECK(fixture.text("x.jsonl") == "{1}\n");
  }
  SUBCASE("also when it is longer than what is read at once") {
    fixture.folder.file("x.jsonl", "{0}\n{" + std::string(65'535, 'x'));
    CHECK(saves(*fixture.open("x.jsonl"), "{1}"));
    CHECK(fixture.text("x.jsonl") == "{0}\n{1}\n");
  }
  SUBCASE("also when it was left while the file was in use") {
    const auto store = fixture.open("x.jsonl");
    CHECK(saves(*store, "{1}"));
    fixture.folder.file("x.jsonl", "{1}\n{\"b");
    CHECK(saves(*store, "{2}"));
    CHECK(fixture.text("x.jsonl") == "{1}\n{2}\n");
  }
}

TEST_CASE("JsonlStore keeps a last line that only lacks its line end") {
  StoreFixture fixture;
  fixture.folder.file("x.jsonl", "{0}\n{by hand}");
  CHECK(saves(*fixture.open("x.jsonl"), "{1}"));
  CHECK(fixture.text("x.jsonl") == "{0}\n{by hand}\n{1}\n");
  CHECK(fixture.notices.empty());
}

TEST_CASE("JsonlStore leaves a last line alone that is not of its kind") {
  StoreFixture fixture;
  const std::string why = "cannot save to " + fixture.folder.path("x.jsonl") +
                          ": its last line is neither a whole record nor a part of one; end that "
                          "line, or save to another file";
  SUBCASE("when it opens the file") {
    fixture.folder.file("x.jsonl", "{0}\nnotes");
    const auto store = fixture.try_open("x.jsonl");
    REQUIRE_FALSE(store.has_value());
    CHECK(store.error().kind == ErrorKind::local);
    CHECK(store.error().message == why);
    CHECK(fixture.text("x.jsonl") == "{0}\nnotes");
  }
  SUBCASE("when it appends until somebody ends it") {
    const auto store = fixture.open("x.jsonl");
    fixture.folder.file("x.jsonl", "notes");
    CHECK(error_of(store->save("{1}", {arrival})) == why);
    CHECK(fixture.text("x.jsonl") == "notes");
    fixture.folder.file("x.jsonl", "notes\n");
    CHECK(saves(*store, "{2}"));
    CHECK(fixture.text("x.jsonl") == "notes\n{2}\n");
  }
  CHECK(fixture.notices.empty());
}

TEST_CASE("JsonlStore when the disk is full") {
  StoreFixture fixture;
  const auto store = fixture.open("x.jsonl");
  CHECK(saves(*store, "{1}"));
  SUBCASE("fails and leaves no part of a line") {
    {
      const FullDisk full(1'000);
      const Result<void> saved = store->save(std::string(5'000, 'x'), {arrival});
      CHECK(error_of(saved) ==
            "cannot save to " + fixture.folder.path("x.jsonl") + ": File too large");
      CHECK(fixture.text("x.jsonl") == "{1}\n");
      CHECK(saves(*store, "{2}")); // there is room for it
    }
    CHECK(saves(*store, "{3}"));
    CHECK(fixture.text("x.jsonl") == "{1}\n{2}\n{3}\n");
  }
}

TEST_CASE("JsonlStore makes again what was taken away") {
  StoreFixture fixture;
  const auto store = fixture.open("a/x.jsonl");
  CHECK(saves(*store, "{1}"));
  SUBCASE("the file") {
    std::filesystem::rename(fixture.folder.path("a/x.jsonl"), fixture.folder.path("a/old.jsonl"));
    CHECK(saves(*store, "{2}"));
    CHECK(fixture.text("a/old.jsonl") == "{1}\n");
    CHECK(fixture.text("a/x.jsonl") == "{2}\n");
  }
  SUBCASE("the folder") {
    std::filesystem::remove_all(fixture.folder.path("a"));
    CHECK(saves(*store, "{2}"));
    CHECK(fixture.text("a/x.jsonl") == "{2}\n");
    CHECK(fixture.mode("a") == 0700);
  }
  SUBCASE("as soon as that can be done") {
    std::filesystem::remove_all(fixture.folder.path("a"));
    fixture.folder.file("a", "in its place");
    CHECK(error_of(store->save("{2}", {arrival})) ==
          "cannot save to " + fixture.folder.path("a/x.jsonl") + ": Not a directory");
    CHECK(fixture.notices.empty());
    std::filesystem::remove(fixture.folder.path("a"));
    CHECK(saves(*store, "{3}"));
    CHECK(fixture.text("a/x.jsonl") == "{3}\n");
  }
  REQUIRE(fixture.notices.size() == 1);
  CHECK(fixture.notices[0].find("made again") != std::string::npos);
}

TEST_CASE("JsonlStore does not wait for ever for another writer") {
  StoreFixture fixture;
  fixture.clock = &fixture.fake;
  const auto store = fixture.open("x.jsonl");
  {
    const Descriptor other(::open(fixture.folder.path("x.jsonl").c_str(), O_RDWR));
    REQUIRE(try_lock_file(other.number(), FileLock::exclusive));
    CHECK(error_of(store->save("{1}", {arrival})).find("another program") != std::string::npos);
  }
  CHECK(saves(*store, "{2}"));
  CHECK(fixture.text("x.jsonl") == "{2}\n");
}

TEST_CASE("JsonlStore does not open what is no file") {
  StoreFixture fixture;
  SUBCASE("a folder") {
    std::filesystem::create_directory(fixture.folder.path("x.jsonl"));
    const auto store = fixture.try_open("x.jsonl");
    REQUIRE_FALSE(store.has_value());
    CHECK(store.error().kind == ErrorKind::local);
  }
  SUBCASE("a pipe") {
    REQUIRE(::mkfifo(fixture.folder.path("x.jsonl").c_str(), 0600) == 0);
    const auto store = fixture.try_open("x.jsonl");
    REQUIRE_FALSE(store.has_value());
    CHECK(store.error().message.find("not a regular file") != std::string::npos);
  }
  SUBCASE("a path through a file") {
    fixture.folder.file("a", "");
    CHECK_FALSE(fixture.try_open("a/x.jsonl").has_value());
  }
}
