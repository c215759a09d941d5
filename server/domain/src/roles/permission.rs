//! What there is to be allowed.

use std::fmt;

/// One right. Rights on content are checked with the entry they concern, see [`super::Actor`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    ReadPublished,
    ReadDrafts,
    /// Read fields marked private.
    ReadPrivateFields,
    CreateEntries,
    EditEntries,
    PublishEntries,
    DeleteEntries,
    ReadModel,
    ChangeModel,
    ReadAssets,
    UploadAssets,
    DeleteAssets,
    ReadUsers,
    ManageUsers,
    ManageTokens,
    ManageSettings,
    ManageMenus,
    Import,
}

impl Permission {
    pub const ALL: [Self; 18] = [
        Self::ReadPublished,
        Self::ReadDrafts,
        Self::ReadPrivateFields,
        Self::CreateEntries,
        Self::EditEntries,
        Self::PublishEntries,
        Self::DeleteEntries,
        Self::ReadModel,
        Self::ChangeModel,
        Self::ReadAssets,
        Self::UploadAssets,
        Self::DeleteAssets,
        Self::ReadUsers,
        Self::ManageUsers,
        Self::ManageTokens,
        Self::ManageSettings,
        Self::ManageMenus,
        Self::Import,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReadPublished => "read published entries",
            Self::ReadDrafts => "read drafts",
            Self::ReadPrivateFields => "read private fields",
            Self::CreateEntries => "create entries",
            Self::EditEntries => "edit entries",
            Self::PublishEntries => "publish entries",
            Self::DeleteEntries => "delete entries",
            Self::ReadModel => "read the content model",
            Self::ChangeModel => "change the content model",
            Self::ReadAssets => "list assets",
            Self::UploadAssets => "upload assets",
            Self::DeleteAssets => "delete assets",
            Self::ReadUsers => "list users",
            Self::ManageUsers => "manage users",
            Self::ManageTokens => "manage tokens",
            Self::ManageSettings => "manage settings",
            Self::ManageMenus => "manage menus",
            Self::Import => "import content",
        }
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
