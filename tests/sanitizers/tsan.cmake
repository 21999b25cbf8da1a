# Builds the programs in FOLDER and runs them; a report makes one fail.
set(programs transport/arrivals_test fixtures/fixtures_test)
set(targets ${programs})
list(TRANSFORM targets REPLACE ".*/" "")
execute_process(COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET
  COMMAND ${CMAKE_COMMAND} -S ${ROOT} -B ${FOLDER} -G ${GENERATOR}
    -D CMAKE_BUILD_TYPE=Debug -D "CMAKE_CXX_FLAGS=-fsanitize=thread -O1"
    -D LETTERBOX_BUILD_EXAMPLES=OFF)
execute_process(COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET
  COMMAND ${CMAKE_COMMAND} --build ${FOLDER} --target ${targets})
foreach(program IN LISTS programs)
  execute_process(COMMAND_ERROR_IS_FATAL ANY
    COMMAND ${FOLDER}/tests/${program} --gtest_brief=1)
endforeach()
