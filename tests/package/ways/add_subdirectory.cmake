# A project that has Letterbox as a subfolder.
build_project()
