include(${CMAKE_CURRENT_LIST_DIR}/block.cmake)

execute_process(COMMAND ${PROGRAM} RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_QUIET)
if(result EQUAL 0)
  message(FATAL_ERROR "the test that fails on purpose passed")
endif()

# From the failure's first line to the line that says the test failed; paths as
# in the tree, durations, tags and the folder before the
# evidence left out.
string(FIND "${said}" "${ROOT}/" start)
string(SUBSTRING "${said}" ${start} -1 said)
string(FIND "${said}" "[  FAILED  ]" end)
string(SUBSTRING "${said}" 0 ${end} said)
string(REPLACE "${ROOT}/" "" said "${said}")
string(REGEX REPLACE "Evidence: [^\n]*/letterbox-evidence/" "Evidence: letterbox-evidence/"
  said "${said}")
read_block("the failure" shown)
foreach(text said shown)
  string(REGEX REPLACE "[0-9.]+ m?s after" "N s after" ${text} "${${text}}")
  string(REGEX REPLACE "lb-[a-z0-9]+-[a-z0-9]+" "lb-TAG" ${text} "${${text}}")
  string(STRIP "${${text}}" ${text})
endforeach()
if(NOT said STREQUAL shown)
  message(FATAL_ERROR "README.md shows\n${shown}\nbut this is printed\n${said}")
endif()
