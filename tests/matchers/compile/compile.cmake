# Compiles SUBJECT, a file, or an expression that becomes an EmailMatcher. With
# REJECTED, the compiler must refuse, in words that fit that regular expression.
if(EXISTS "${SUBJECT}")
  set(SOURCE "${SUBJECT}")
else()
  file(WRITE "${SOURCE}" "#include <letterbox/letterbox.h>
namespace letterbox {
using testing::HasSubstr;
EmailMatcher matcher = ${SUBJECT};
}  // namespace letterbox
")
endif()
list(REMOVE_DUPLICATES INCLUDES)
list(REMOVE_ITEM INCLUDES /usr/include)
list(TRANSFORM INCLUDES PREPEND -I)
execute_process(COMMAND ${COMPILER} -std=c++17 -fsyntax-only ${INCLUDES} ${SOURCE}
  RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE said)
if(REJECTED STREQUAL "")
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "did not compile:\n${said}")
  endif()
elseif(result EQUAL 0)
  message(FATAL_ERROR "compiled, and should not: ${SUBJECT}")
elseif(NOT said MATCHES "${REJECTED}")
  message(FATAL_ERROR "was refused without \"${REJECTED}\":\n${said}")
endif()
