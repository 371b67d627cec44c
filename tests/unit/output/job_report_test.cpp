#include "output/job_report.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("encode_outputs") {
  const JobReport report{"", {{"outcome", "satisfied"}, {"reason", "two\nlines"}}, "", {}};
  CHECK(encode_outputs(report, "END") ==
        "outcome<<END\nsatisfied\nEND\nreason<<END\ntwo\nlines\nEND\n");
  CHECK(encode_outputs({}, "END").empty());
}

TEST_CASE("markdown_text shows text as it stands") {
  CHECK(markdown_text("int-1") == "int-1");
  CHECK(markdown_text("a|b <i>*c*</i> [d](e) `f` @g #1") ==
        "a\\|b \\<i\\>\\*c\\*\\</i\\> \\[d\\](e) \\`f\\` \\@g \\#1");
  CHECK(markdown_text("a\nb") == "a\\\\x0ab"); // a line break would end the row
}

TEST_CASE("encode_summary") {
  CHECK(encode_summary({"syncbell wait", {}, "text\n", {}}) == "### syncbell wait\n\ntext\n");
  CHECK(encode_summary({"syncbell wait", {}, "", {}}).empty());
}

TEST_CASE("annotation_text") {
  CHECK(annotation_text("a", "") == "a");
  CHECK(annotation_text("a", "b") == "a\nb");
}

TEST_CASE("markdown_table") {
  CHECK(markdown_table({"a", "b"}, {{"1", "2"}, {"3", ""}}) ==
        "| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 |  |\n");
}
