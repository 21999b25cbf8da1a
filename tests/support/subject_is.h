// A matcher whose words the tests of reports know to the letter.
#ifndef LETTERBOX_TESTS_SUPPORT_SUBJECT_IS_H_
#define LETTERBOX_TESTS_SUPPORT_SUBJECT_IS_H_

#include <gmock/gmock.h>

#include <string>

namespace letterbox {

MATCHER_P(SubjectIs, subject,
          "has the subject " + testing::PrintToString(std::string(subject))) {
  *result_listener << "has the subject "
                   << testing::PrintToString(arg.subject());
  return arg.subject() == subject;
}

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_SUPPORT_SUBJECT_IS_H_
