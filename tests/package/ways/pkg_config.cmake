# A project without CMake.
file(REMOVE_RECURSE ${FOLDER}/prefix ${programs})
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${FOLDER}/prefix)
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${FOLDER}/prefix --component prebuilt)
file(GLOB_RECURSE pc ${FOLDER}/prefix/*/letterbox.pc)
if(NOT pc)
  leave_out("the GoogleTest that this was built with has no version")
endif()
cmake_path(GET pc PARENT_PATH pc_folder)
find_program(PKG_CONFIG pkg-config REQUIRED)
set(pkg_config ${CMAKE_COMMAND} -E env PKG_CONFIG_PATH=${pc_folder} ${PKG_CONFIG})
function(compile program main)
  run(${pkg_config} --cflags --libs letterbox ${main})
  separate_arguments(flags UNIX_COMMAND "${said}")
  run(${COMPILER} -std=c++17 ${ARGN} ${flags} -o ${programs}/${program})
endfunction()
file(MAKE_DIRECTORY ${programs})
set(order ${FOLDER}/source/01_order_confirmation)
set(mailer ${FOLDER}/source/mailer/mailer.cc)
compile(order_mail_test gmock_main ${order}/order_mail_test.cc ${order}/shop.cc ${mailer})
compile(wrong_order_mail_test gmock_main
  ${FOLDER}/source/failing_on_purpose/wrong_order_mail_test.cc ${order}/shop.cc ${mailer})
set(tests ${ROOT}/tests)
compile(mail_program gtest_main -I${tests}
  ${tests}/fixtures/programs/mail_program.cc ${tests}/support/smtp_client.cc)

# Another GoogleTest is refused, by pkg-config in its own words.
file(READ ${pc} text)
string(REGEX REPLACE "gmock = [0-9.]+" "gmock = 1.99" text "${text}")
file(WRITE ${FOLDER}/wrong/letterbox.pc "${text}")
run_wrong(${CMAKE_COMMAND} -E env PKG_CONFIG_PATH=${FOLDER}/wrong
  ${PKG_CONFIG} --print-errors --exists letterbox)
expect("gmock = 1.99")
