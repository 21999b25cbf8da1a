# Builds the fuzz targets in FOLDER.
include(${CMAKE_CURRENT_LIST_DIR}/targets.cmake)
# Here rather than in the build, which may be older than the compiler.
find_program(COMPILER NAMES clang++ clang++-14 REQUIRED)
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result
    OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${ARGN}\nended with ${result}:\n${said}")
  endif()
endfunction()
run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR} -B ${FOLDER} -G ${GENERATOR}
  -D CMAKE_CXX_COMPILER=${COMPILER})
run(${CMAKE_COMMAND} --build ${FOLDER} --target ${fuzz_targets})
