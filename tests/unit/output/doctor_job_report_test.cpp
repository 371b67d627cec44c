#include "output/doctor_job_report.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("doctor_job_report") {
  DoctorReport report;
  report.findings = {{"token", Grade::good, "Propexo takes it", ""},
                     {"clock", Grade::bad, "it is 5m fast", "set it"}};
  const JobReport job = doctor_job_report(report);
  CHECK(job.outputs == std::vector<std::pair<std::string, std::string>>{
                           {"outcome", "unhealthy"}, {"report", encode_doctor(report)}});
  CHECK(job.summary == "| Check |  | Seen | Advice |\n"
                       "| --- | --- | --- | --- |\n| token | ✅ | Propexo takes it |  |\n"
                       "| clock | ❌ | it is 5m fast | set it |\n");
  CHECK(job.errors == std::vector<std::string>{"clock: it is 5m fast\nset it"});
  report.findings.pop_back();
  CHECK(doctor_job_report(report).errors.empty());
}
