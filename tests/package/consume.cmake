# Builds a consumer of Letterbox outside the tree, and proves that it works.
#
# WAY is how it gets Letterbox: a file in ways/, which may prepare FOLDER, name
# a PREFIX and add to `options`. ROOT is the tree, BUILD where it was built,
# COMPILER the consumer's. A way that cannot be tried here says why.
include(${CMAKE_CURRENT_LIST_DIR}/run.cmake)

file(REMOVE_RECURSE ${FOLDER}/source)
file(COPY ${ROOT}/examples/01_order_confirmation ${ROOT}/examples/failing_on_purpose
  ${ROOT}/examples/mailer ${CMAKE_CURRENT_LIST_DIR}/consumer/CMakeLists.txt
  DESTINATION ${FOLDER}/source)

# Builds the project of consumer/, and runs its tests by ctest.
function(build_project)
  run(${CMAKE_COMMAND} -S ${FOLDER}/source -B ${FOLDER}/build -G Ninja
    -D CMAKE_CXX_COMPILER=${COMPILER} -D CMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}
    -D WAY=${WAY} -D LETTERBOX_ROOT=${ROOT} ${ARGN})
  run(${CMAKE_COMMAND} --build ${FOLDER}/build
    --target order_mail_test wrong_order_mail_test mail_program)
  run(${CMAKE_CTEST_COMMAND} --test-dir ${FOLDER}/build --no-tests=error
    --output-on-failure -R "^OrderMail")
  expect("OrderMail.ReachesTheCustomerWithTheInvoice [.]+ +Passed")
endfunction()

set(programs ${FOLDER}/build/bin)
include(${CMAKE_CURRENT_LIST_DIR}/ways/${WAY}.cmake)
if(is_left_out)
  return()
endif()
include(${CMAKE_CURRENT_LIST_DIR}/prove.cmake)
if(COMMAND finish)
  finish()
endif()
