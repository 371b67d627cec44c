#include "output/doctor_job_report.hpp"

namespace syncbell {
namespace {

const char* mark_of(Grade grade) {
  switch (grade) {
  case Grade::good:
    return "✅";
  case Grade::remark:
    return "ℹ️";
  case Grade::bad:
    return "❌";
  }
  return "";
}

} // namespace

JobReport doctor_job_report(const DoctorReport& report) {
  JobReport job;
  job.outputs = {{"outcome", name_of(outcome_of(report))}, {"report", encode_doctor(report)}};
  std::vector<std::vector<std::string>> rows;
  for (const Finding& finding : report.findings) {
    rows.push_back({markdown_text(finding.check), mark_of(finding.grade),
                    markdown_text(finding.seen), markdown_text(finding.advice)});
    if (finding.grade == Grade::bad) {
      job.errors.push_back(annotation_text(finding.check + ": " + finding.seen, finding.advice));
    }
  }
  job.title = "syncbell doctor";
  job.summary = markdown_table({"Check", "", "Seen", "Advice"}, rows);
  return job;
}

} // namespace syncbell
