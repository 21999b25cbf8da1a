// The product under test: it invites people to a weekly review.
#ifndef EXAMPLES_MEETING_INVITATION_PLANNER_H_
#define EXAMPLES_MEETING_INVITATION_PLANNER_H_

#include <string>

#include "../mailer/mailer.h"

class Planner {
 public:
  Planner(std::string smtp_host, int smtp_port);

  /// Four Tuesdays at nine o'clock in Berlin, from 13 October 2026.
  void Invite(const std::string& guest);
  /// The same at ten o'clock, in another room.
  void Move(const std::string& guest);
  void Cancel(const std::string& guest);

 private:
  void Mail(const std::string& guest, const std::string& subject,
            const std::string& method, const std::string& event);

  Mailer mailer_;
};

#endif  // EXAMPLES_MEETING_INVITATION_PLANNER_H_
