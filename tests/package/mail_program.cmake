# Adds to the example's project the program of tests/fixtures that counts how
# often its connection is authorised. At the end of the project, when it has
# found Letterbox.
set(tests ${LETTERBOX_ROOT}/tests)
cmake_language(DEFER CALL add_executable mail_program
  ${tests}/fixtures/programs/mail_program.cc ${tests}/support/smtp_client.cc)
cmake_language(DEFER CALL target_include_directories mail_program PRIVATE ${tests})
cmake_language(DEFER CALL target_link_libraries mail_program PRIVATE
  letterbox::letterbox GTest::gtest_main)
cmake_language(DEFER CALL add_test NAME MailProgram.IsAuthorisedOnce COMMAND
  ${CMAKE_COMMAND} -E env LETTERBOX_CONFIG=${tests}/fixtures/programs/letterbox.yaml
  $<TARGET_FILE:mail_program>)
