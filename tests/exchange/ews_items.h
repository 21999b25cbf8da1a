// What the tests of mails have in common.
#ifndef LETTERBOX_TESTS_EXCHANGE_EWS_ITEMS_H_
#define LETTERBOX_TESTS_EXCHANGE_EWS_ITEMS_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "exchange/ews_client.h"

namespace letterbox::exchange {

inline std::string Get(const std::string& shape, const std::string& id) {
  return "<m:GetItem><m:ItemShape>" + shape + "</m:ItemShape><m:ItemIds>" +
         ItemIds({id}) + "</m:ItemIds></m:GetItem>";
}

inline const std::string kAll = "<t:BaseShape>AllProperties</t:BaseShape>";
inline const std::string kIdOnly = "<t:BaseShape>IdOnly</t:BaseShape>";

inline std::string IdOnlyWith(const std::string& paths) {
  return kIdOnly + "<t:AdditionalProperties>" + paths +
         "</t:AdditionalProperties>";
}

// FindItem in the inbox. `view` and `rest`: XML before and after the shape.
inline std::string FindInbox(const std::string& rest,
                             const std::string& view = "",
                             const std::string& shape = kIdOnly) {
  return "<m:FindItem Traversal='Shallow'><m:ItemShape>" + shape +
         "</m:ItemShape>" + view + rest +
         "<m:ParentFolderIds><t:DistinguishedFolderId Id='inbox'/>"
         "</m:ParentFolderIds></m:FindItem>";
}

inline std::string Update(const std::string& id, const std::string& change_key,
                          const std::string& updates,
                          const std::string& conflict = "AlwaysOverwrite") {
  return "<m:UpdateItem MessageDisposition='SaveOnly' ConflictResolution='" +
         conflict + "'><m:ItemChanges><t:ItemChange><t:ItemId Id='" + id + "'" +
         (change_key.empty() ? "" : " ChangeKey='" + change_key + "'") +
         "/><t:Updates>" + updates +
         "</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>";
}

inline std::string SetField(const std::string& uri,
                            const std::string& property) {
  return "<t:SetItemField><t:FieldURI FieldURI='" + uri + "'/><t:Message>" +
         property + "</t:Message></t:SetItemField>";
}

class Items : public testing::Test {
 protected:
  std::string Deliver(const std::string& mime) {
    client_.store.Deliver("anna@contoso.test", mime);
    client_.now += std::chrono::seconds(1);
    return client_.Ids().at(0);
  }

  std::string Create(const std::string& disposition, const std::string& message,
                     const std::string& folder = "") {
    return "<m:CreateItem MessageDisposition='" + disposition + "'>" +
           (folder.empty() ? ""
                           : "<m:SavedItemFolderId><t:DistinguishedFolderId "
                             "Id='" +
                                 folder + "'/></m:SavedItemFolderId>") +
           "<m:Items><t:Message>" + message +
           "</t:Message></m:Items></m:CreateItem>";
  }

  std::string ChangeKeyOf(const std::string& id) {
    return AttributeOf(client_.Ask(Get(kIdOnly, id)).Find(xml::T("ItemId")),
                       "ChangeKey");
  }

  std::vector<std::string> SubjectsOf(const Reply& reply) {
    std::vector<std::string> subjects;
    for (const xml::Element item : reply.Find(xml::T("Items"))) {
      subjects.push_back(item.ChildText(xml::T("Subject")));
    }
    return subjects;
  }

  EwsClient client_;
};

inline const std::string kSubjectShape =
    IdOnlyWith("<t:FieldURI FieldURI='item:Subject'/>");

}  // namespace letterbox::exchange

#endif  // LETTERBOX_TESTS_EXCHANGE_EWS_ITEMS_H_
