# A project that fetches a clone.
execute_process(COMMAND git -C ${ROOT} rev-parse HEAD
  OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET
  RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  leave_out("${ROOT} is not a clone of git, or not one that git reads")
endif()
file(REMOVE_RECURSE ${FOLDER}/clone)
run(git clone --quiet --no-hardlinks ${ROOT} ${FOLDER}/clone)
build_project(-D LETTERBOX_CLONE=${FOLDER}/clone -D LETTERBOX_COMMIT=${commit})
