# What has to be true of the `programs` of every consumer.
set(with_config ${CMAKE_COMMAND} -E env --unset=LETTERBOX_PROFILE)

# The tests run, and so does the environment: once for all of them.
list(APPEND with_config LETTERBOX_CONFIG=${FOLDER}/source/01_order_confirmation/letterbox.yaml)
run(${with_config} ${programs}/order_mail_test)
expect("\\[  PASSED  \\] 1 test")
run(${CMAKE_COMMAND} -E env LETTERBOX_CONFIG=${ROOT}/tests/fixtures/programs/letterbox.yaml
  ${programs}/mail_program)
expect("\\[       OK \\] Mail.IsAuthorisedOnce")

# What a fixture reports reaches the GoogleTest that counts. Two of them in a
# program let every test pass.
run_wrong(${with_config} ${programs}/wrong_order_mail_test)
expect("No mail in customer <customer[+][^>]*@contoso.test> matched")
expect("1 FAILED TEST")

# There is one testing::UnitTest, and it is the program's own.
find_program(NM nm REQUIRED)
foreach(program order_mail_test mail_program)
  run(${NM} ${programs}/${program})
  string(REGEX MATCHALL "[^\n]* _ZZN7testing8UnitTest11GetInstanceEvE8instance" found "${said}")
  list(LENGTH found count)
  if(NOT count EQUAL 1)
    message(FATAL_ERROR "${program} has ${count} testing::UnitTest")
  endif()
endforeach()
