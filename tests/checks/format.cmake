# Fails where clang-format would change a file of the tree. ROOT is the tree.
# Here rather than in the build, which may be older than the program.
find_program(CLANG_FORMAT NAMES clang-format clang-format-14 REQUIRED)
execute_process(COMMAND_ERROR_IS_FATAL ANY OUTPUT_VARIABLE files
  COMMAND git -C ${ROOT} ls-files --cached --others --exclude-standard *.cc *.h)
string(REGEX MATCHALL "[^\n]+" files "${files}")
list(LENGTH files count)
if(count EQUAL 0)
  message(FATAL_ERROR "${ROOT} has no files to check")
endif()
execute_process(COMMAND ${CLANG_FORMAT} --dry-run --Werror ${files}
  WORKING_DIRECTORY ${ROOT} RESULT_VARIABLE result ERROR_VARIABLE said)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "Run clang-format -i on these files:\n${said}")
endif()
message("${count} files are formatted")
