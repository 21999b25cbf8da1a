# Fails where clang-tidy finds something, by the settings of .clang-tidy, in the
# files of the tree ROOT whose paths match FILES. BUILD knows how each is
# compiled. Found here rather than in the build, which may be older than the
# programs.
find_program(CLANG_TIDY NAMES clang-tidy clang-tidy-14 REQUIRED)
find_program(RUN_CLANG_TIDY NAMES run-clang-tidy run-clang-tidy-14 REQUIRED)
execute_process(
  COMMAND ${RUN_CLANG_TIDY} -clang-tidy-binary ${CLANG_TIDY} -p ${BUILD} -quiet
    # Where a target takes what GCC speaks by itself, no standard is written.
    -extra-arg-before=-std=c++17
    "^${ROOT}/${FILES}$"
  RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_QUIET)
string(REGEX MATCHALL "(^|\n)[^\n]*clang-tidy[^\n]* -p=" runs "${said}")
list(LENGTH runs count)
if(count EQUAL 0)
  message(FATAL_ERROR "no file of the build matches ${FILES}")
endif()
if(NOT result EQUAL 0)
  string(REGEX MATCHALL "[^\n]*(error|warning|note): [^\n]*" findings "${said}")
  list(REMOVE_DUPLICATES findings)
  list(JOIN findings "\n" findings)
  message(FATAL_ERROR "clang-tidy finds\n${findings}")
endif()
message("clang-tidy finds nothing in ${count} files")
