#include "platform/folder_store.hpp"
#include "support/store_fixture.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <thread>

using namespace syncbell;
using namespace syncbell::test;

namespace {

CaptureTitle title(const std::string& event = "SYNC_COMPLETE") { return {arrival, event, "int-1"}; }

bool saves(CaptureStore& store, const std::string& record,
           const CaptureTitle& with = title("SYNC_COMPLETE")) {
  return store.save(record, with).has_value();
}

std::vector<std::string> names_in(const StoreFixture& fixture, const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(fixture.folder.path(folder)))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

// What the files hold, in the order of their names.
std::vector<std::string> texts_in(const StoreFixture& fixture, const std::string& folder) {
  std::vector<std::string> texts;
  for (const std::string& name : names_in(fixture, folder))
    texts.push_back(fixture.text(folder + "/" + name));
  return texts;
}

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("FolderStore writes a file for each record") {
  StoreFixture fixture;
  const auto store = fixture.open("a/b/");
  CHECK(names_in(fixture, "a/b").empty());
  SUBCASE("named after the delivery") {
    CHECK(saves(*store, "{1}"));
    CHECK(names_in(fixture, "a/b") == Texts{capture_name(title(), 0, "{1}")});
    CHECK(texts_in(fixture, "a/b") == Texts{"{1}\n"});
  }
  SUBCASE("that nobody else may read") {
    CHECK(saves(*store, "{1}"));
    CHECK(fixture.mode("a") == 0700);
    CHECK(fixture.mode("a/b") == 0700);
    CHECK(fixture.mode("a/b/" + names_in(fixture, "a/b").front()) == 0600);
  }
  SUBCASE("in the order of arrival within a millisecond") {
    CHECK(saves(*store, "{1}", title("Z")));
    CHECK(saves(*store, "{2}", title("A")));
    CHECK(saves(*store, "{3}", title("M")));
    CHECK(texts_in(fixture, "a/b") == Texts{"{1}\n", "{2}\n", "{3}\n"});
  }
  SUBCASE("without overwriting the same by another writer") {
    const auto other = fixture.open("a/b");
    CHECK(saves(*store, "{1}"));
    CHECK(saves(*other, "{1}"));
    CHECK(saves(*other, "{1}"));
    CHECK(texts_in(fixture, "a/b") == Texts{"{1}\n", "{1}\n", "{1}\n"});
  }
  SUBCASE("from many threads") {
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 8; ++thread) {
      threads.emplace_back([&] {
        for (int n = 0; n < 10; ++n)
          saves(*store, "{same}");
      });
    }
    for (std::thread& thread : threads)
      thread.join();
    CHECK(texts_in(fixture, "a/b") == Texts(80, "{same}\n"));
  }
  CHECK(fixture.notices.empty());
}

TEST_CASE("FolderStore removes what a killed writer left unfinished") {
  StoreFixture fixture;
  {
    const auto store = fixture.open("a");
    CHECK(saves(*store, "{1}"));
  }
  const std::string kept = names_in(fixture, "a").front();
  fixture.folder.file("a/.syncbell-abc123.part", "{\"bo");
  fixture.folder.file("a/.syncbell-abc124.part", "");
  fixture.folder.file("a/.mine.part", "not ours");
  SUBCASE("when it is alone") {
    const auto store = fixture.open("a");
    CHECK(names_in(fixture, "a") == Texts{".mine.part", kept});
    REQUIRE(fixture.notices.size() == 1);
    CHECK(fixture.notices[0].find("2 unfinished files") != std::string::npos);
  }
  SUBCASE("but not while somebody else may be writing it") {
    const auto first = fixture.open("a");
    fixture.folder.file("a/.syncbell-abc125.part", "{\"bo");
    const auto second = fixture.open("a");
    CHECK(names_in(fixture, "a") == Texts{".mine.part", ".syncbell-abc125.part", kept});
  }
}

TEST_CASE("FolderStore when the disk is full") {
  StoreFixture fixture;
  const auto store = fixture.open("a");
  {
    const FullDisk full(1'000);
    CHECK(error_of(store->save(std::string(5'000, 'x'), title())) ==
          "cannot save to " + fixture.folder.path("a") + ": File too large");
    CHECK(names_in(fixture, "a").empty());
  }
  CHECK(saves(*store, "{1}"));
}

TEST_CASE("FolderStore makes again what was taken away") {
  StoreFixture fixture;
  const auto store = fixture.open("a/b");
  CHECK(saves(*store, "{1}"));
  std::filesystem::remove_all(fixture.folder.path("a"));
  SUBCASE("at once") {
    CHECK(saves(*store, "{2}"));
    CHECK(texts_in(fixture, "a/b") == Texts{"{2}\n"});
    CHECK(fixture.mode("a/b") == 0700);
  }
  SUBCASE("as soon as that can be done") {
    fixture.folder.file("a", "in its place");
    CHECK_FALSE(saves(*store, "{2}"));
    CHECK(fixture.notices.empty());
    std::filesystem::remove(fixture.folder.path("a"));
    CHECK(saves(*store, "{3}"));
    CHECK(texts_in(fixture, "a/b") == Texts{"{3}\n"});
  }
  REQUIRE(fixture.notices.size() == 1);
  CHECK(fixture.notices[0].find("made again") != std::string::npos);
}

TEST_CASE("FolderStore does not open what is no folder") {
  StoreFixture fixture;
  fixture.folder.file("a", "");
  const auto store = fixture.try_open("a");
  REQUIRE_FALSE(store.has_value());
  CHECK(store.error().kind == ErrorKind::local);
  CHECK(store.error().hint.find(".jsonl") != std::string::npos);
}
