# Builds the consumer WAY in FOLDER and runs its tests.
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result
    OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${ARGN}\nended with ${result}:\n${said}")
  endif()
  set(said "${said}" PARENT_SCOPE)
endfunction()

# The example as a project of its own, away from the tree.
file(COPY ${ROOT}/examples/01_order_confirmation ${ROOT}/examples/mailer
  DESTINATION ${FOLDER}/source)
set(options -G Ninja -D CMAKE_CXX_COMPILER=${COMPILER})
if(WAY STREQUAL "find_package")
  run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${FOLDER}/prefix)
  set(project ${FOLDER}/source/01_order_confirmation)
  list(APPEND options
    -D CMAKE_PREFIX_PATH=${FOLDER}/prefix
    -D CMAKE_PROJECT_order_confirmation_INCLUDE=${ROOT}/tests/package/mail_program.cmake
    -D LETTERBOX_ROOT=${ROOT})
  set(programs order_mail_test mail_program)
  set(tests OrderMail.ReachesTheCustomerWithTheInvoice MailProgram.IsAuthorisedOnce)
else()
  file(COPY ${ROOT}/tests/package/add_subdirectory/CMakeLists.txt DESTINATION ${FOLDER}/source)
  set(project ${FOLDER}/source)
  list(APPEND options -D LETTERBOX_ROOT=${ROOT})
  set(programs order_mail_test)
  set(tests OrderMail.ReachesTheCustomerWithTheInvoice)
endif()

run(${CMAKE_COMMAND} -S ${project} -B ${FOLDER}/build ${options})
run(${CMAKE_COMMAND} --build ${FOLDER}/build --target ${programs})
run(${CMAKE_CTEST_COMMAND} --test-dir ${FOLDER}/build --no-tests=error --output-on-failure)
foreach(test ${tests})
  if(NOT said MATCHES "${test} [.]+ +Passed")
    message(FATAL_ERROR "${test} did not run:\n${said}")
  endif()
endforeach()

if(WAY STREQUAL "find_package")
  run(${FOLDER}/prefix/bin/letterbox check
    --config ${FOLDER}/source/01_order_confirmation/letterbox.yaml)
endif()
