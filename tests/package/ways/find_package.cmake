# A project that finds Letterbox where `cmake --install` put it.
file(REMOVE_RECURSE ${FOLDER}/prefix)
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${FOLDER}/prefix)
build_project(-D CMAKE_PREFIX_PATH=${FOLDER}/prefix)
run(${FOLDER}/prefix/bin/letterbox check
  --config ${FOLDER}/source/01_order_confirmation/letterbox.yaml)
