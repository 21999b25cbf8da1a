# Fails unless FOLDER has envelopes and each is valid.
set(schema "$ENV{LETTERBOX_EWS_SCHEMA}")
if(schema STREQUAL "")
  message("left out: LETTERBOX_EWS_SCHEMA is not set")
  return()
endif()

file(GLOB files ${FOLDER}/*.xml)
list(LENGTH files count)
if(count EQUAL 0)
  message(FATAL_ERROR "no envelope was recorded in ${FOLDER}")
endif()

# Many files a call: compiling the schemas is nearly all of the cost.
math(EXPR last "${count} - 1")
foreach(start RANGE 0 ${last} 500)
  list(SUBLIST files ${start} 500 batch)
  execute_process(COMMAND ${schema}/validate ${batch}
    RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE said)
  if(NOT result EQUAL 0)
    string(REGEX REPLACE "[^\n]* validates\n" "" said "${said}")
    message(SEND_ERROR "${said}")
  endif()
endforeach()
message("${count} envelopes checked")
