# Runs the fuzz target NAME of FOLDER for SECONDS. It begins with its own seeds,
# the messages in LETTERBOX_EWS_EXAMPLES/EXAMPLES, and the inputs that made it
# fail once. What it learns stays in its corpus for the next run.
set(corpus ${FOLDER}/corpus/${NAME})
set(known ${CMAKE_CURRENT_LIST_DIR}/regressions/${NAME})
file(MAKE_DIRECTORY ${corpus} ${FOLDER}/found)
set(folders ${corpus})
if(EXISTS ${known})
  list(APPEND folders ${known})
endif()
set(examples "$ENV{LETTERBOX_EWS_EXAMPLES}")
if(EXAMPLES AND NOT examples STREQUAL "")
  list(APPEND folders ${examples}/${EXAMPLES})
endif()
execute_process(
  COMMAND ${CMAKE_COMMAND} -E env LETTERBOX_FUZZ_SEEDS=${corpus}
    ${FOLDER}/${NAME} -max_total_time=${SECONDS} -timeout=30 -rss_limit_mb=4096
    -max_len=20000 -print_final_stats=1 -artifact_prefix=${FOLDER}/found/${NAME}-
    ${folders}
  RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE said)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${NAME} ended with ${result}. Mend it, and keep the input "
    "(below ${FOLDER}/found) in ${known}.\n${said}")
endif()
string(REGEX MATCH "stat::number_of_executed_units: *[0-9]+" runs "${said}")
message("${NAME}: ${runs}")
