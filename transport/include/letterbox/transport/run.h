// Which processes are one run.
#ifndef LETTERBOX_TRANSPORT_RUN_H_
#define LETTERBOX_TRANSPORT_RUN_H_

#include <string>

namespace letterbox {

/// What all processes of a run have in common, as one line: LETTERBOX_RUN_ID;
/// else the CI's own number with its attempt (GITHUB_RUN_ID, BUILD_BUILDID,
/// CI_PIPELINE_ID); else of this ctest; else of this process alone.
std::string RunId();

/// Whether this is a CI's build of a contribution from a fork, which is given
/// no secrets: on GitHub, Azure Pipelines and GitLab.
bool IsForkBuild();

}  // namespace letterbox

#endif  // LETTERBOX_TRANSPORT_RUN_H_
