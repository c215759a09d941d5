//! Who acts.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::scope::TokenScope;
use crate::ids::{IdError, TokenId, UserId};

/// The built-in roles, most powerful first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Everything, users of any role included. There is always one.
    Owner,
    /// Everything but owners.
    Admin,
    /// All content of all authors, and assets.
    Editor,
    /// Own content and assets.
    Author,
    /// Reads drafts and published content.
    Viewer,
    /// Anonymous: published entries of public types.
    Public,
}

impl Role {
    pub const ALL: [Self; 6] =
        [Self::Owner, Self::Admin, Self::Editor, Self::Author, Self::Viewer, Self::Public];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Editor => "editor",
            Self::Author => "author",
            Self::Viewer => "viewer",
            Self::Public => "public",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or_else(|| IdError { kind: "role", text: text.chars().take(64).collect() })
    }
}

/// Who acts now, with what is needed to decide what they may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Commands on the machine itself and supervised tasks. Never the result of a request.
    System,
    Anonymous,
    User {
        id: UserId,
        role: Role,
    },
    Token {
        id: TokenId,
        role: Role,
        scope: TokenScope,
    },
}

impl Actor {
    pub const fn role(&self) -> Role {
        match self {
            Self::System => Role::Owner,
            Self::Anonymous => Role::Public,
            Self::User { role, .. } | Self::Token { role, .. } => *role,
        }
    }

    /// The stable name of the actor in events, revisions and idempotency keys.
    pub const fn reference(&self) -> ActorRef {
        match self {
            Self::System => ActorRef::System,
            Self::Anonymous => ActorRef::Anonymous,
            Self::User { id, .. } => ActorRef::User(*id),
            Self::Token { id, .. } => ActorRef::Token(*id),
        }
    }
}

/// Who acted, as it is stored: `system`, `anonymous`, `user:7`, `token:3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActorRef {
    System,
    Anonymous,
    User(UserId),
    Token(TokenId),
}

impl ActorRef {
    /// The actor as a column of a row holds it: users above 0, tokens below, 0 the system; anonymous has none.
    pub const fn number(self) -> Option<i64> {
        match self {
            Self::System => Some(0),
            Self::Anonymous => None,
            Self::User(id) => Some(id.0),
            Self::Token(id) => Some(-id.0),
        }
    }

    pub const fn from_number(number: Option<i64>) -> Self {
        match number {
            None => Self::Anonymous,
            Some(0) => Self::System,
            Some(number) if number > 0 => Self::User(UserId(number)),
            Some(number) => Self::Token(TokenId(-number)),
        }
    }
}

impl fmt::Display for ActorRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::System => f.write_str("system"),
            Self::Anonymous => f.write_str("anonymous"),
            Self::User(id) => write!(f, "user:{id}"),
            Self::Token(id) => write!(f, "token:{id}"),
        }
    }
}

impl FromStr for ActorRef {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        match text.split_once(':') {
            None if text == "system" => Ok(Self::System),
            None if text == "anonymous" => Ok(Self::Anonymous),
            Some(("user", id)) => id.parse().map(Self::User),
            Some(("token", id)) => id.parse().map(Self::Token),
            None | Some(_) => Err(IdError { kind: "actor", text: text.chars().take(64).collect() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_read_back_from_both_stored_forms() {
        for actor in
            [ActorRef::System, ActorRef::Anonymous, ActorRef::User(UserId(7)), ActorRef::Token(TokenId(3))]
        {
            assert_eq!(actor.to_string().parse(), Ok(actor));
            assert_eq!(ActorRef::from_number(actor.number()), actor);
        }
    }
}
