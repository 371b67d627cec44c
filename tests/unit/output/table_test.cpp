#include "output/table.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

Table people() {
  Table table({"ID", "NAME"});
  table.add({"1", "Ann"});
  table.add({"22", "Bartholomew Longname"});
  return table;
}

} // namespace

TEST_CASE("Table") {
  SUBCASE("aligns columns and leaves nothing behind the last") {
    CHECK(people().text(std::nullopt) == "ID  NAME\n1   Ann\n22  Bartholomew Longname\n");
  }
  SUBCASE("is its header where it has no rows") {
    CHECK(Table({"A", "B"}).text(std::nullopt) == "A  B\n");
  }
  SUBCASE("takes rows that are too short or too long") {
    Table table({"A", "B"});
    table.add({"x"});
    table.add({});
    table.add({"1", "2", "3"});
    CHECK(table.text(std::nullopt) == "A  B\nx\n\n1  2\n");
  }
  SUBCASE("counts characters and not bytes") {
    Table table({"A", "B"});
    table.add({"Zo\xc3\xab", "x"});
    table.add({"Zoes", "y"});
    CHECK(table.text(std::nullopt) == "A     B\nZo\xc3\xab   x\nZoes  y\n");
  }
}

TEST_CASE("Table with a width") {
  SUBCASE("stays as it is where it fits") {
    CHECK(people().text(24) == people().text(std::nullopt));
  }
  SUBCASE("knows whether it fits") {
    CHECK(people().fits(24));
    CHECK(people().fits(std::nullopt));
    CHECK_FALSE(people().fits(23));
  }
  SUBCASE("shortens the widest column and says so") {
    CHECK(people().text(14) == "ID  NAME\n1   Ann\n22  Bartholom…\n");
  }
  SUBCASE("never shortens the first which people copy") {
    Table table({"ID", "NAME"});
    table.add({"cly301lrc000009jvbp6vaz7i", "Bartholomew"});
    CHECK(table.text(10).find("cly301lrc000009jvbp6vaz7i  Barthol…") != std::string::npos);
    Table single({"ID"});
    single.add({"cly301lrc000009jvbp6vaz7i"});
    CHECK(single.text(5).find("cly301lrc000009jvbp6vaz7i\n") != std::string::npos);
  }
  SUBCASE("leaves a column readable however narrow it is") {
    for (const std::size_t width : {0U, 1U, 5U}) {
      CHECK(people().text(width).find("Barthol…") != std::string::npos);
    }
  }
  SUBCASE("does not cut a character in half") {
    Table table({"A", "B"});
    table.add({"x", "äöüäöüäöüäöü"});
    CHECK(table.text(12) == "A  B\nx  äöüäöüäö…\n");
  }
}
