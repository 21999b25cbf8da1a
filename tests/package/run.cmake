# run(<command> <argument>...): fails where the command does; `said` is its
# output.
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result
    OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${ARGN}\nended with ${result}:\n${said}")
  endif()
  set(said "${said}" PARENT_SCOPE)
endfunction()

# run_wrong(<command> <argument>...): fails where the command does not.
function(run_wrong)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result
    OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(result EQUAL 0)
    message(FATAL_ERROR "${ARGN}\nsucceeded:\n${said}")
  endif()
  set(said "${said}" PARENT_SCOPE)
endfunction()

# expect(<regular expression>): it stands in `said`.
function(expect expression)
  if(NOT said MATCHES "${expression}")
    message(FATAL_ERROR "not said: ${expression}\n${said}")
  endif()
endfunction()

# leave_out(<reason>): ends the file of a way that cannot be tried here.
macro(leave_out reason)
  message("left out: ${reason}")
  set(is_left_out TRUE)
  return()
endmacro()
