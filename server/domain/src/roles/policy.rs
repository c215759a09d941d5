//! The policy: one function per kind of object.

use super::actor::{Actor, ActorRef, Role};
use super::permission::Permission;
use super::scope::Scope;
use crate::schema::{ContentType, Field, FieldKind, Model};

impl Role {
    /// Whether the role has the right on at least some object.
    pub const fn allows(self, permission: Permission) -> bool {
        use Permission as P;
        match self {
            Self::Owner | Self::Admin => true,
            Self::Editor => !matches!(
                permission,
                P::ChangeModel | P::ManageUsers | P::ManageTokens | P::ManageSettings | P::Import
            ),
            Self::Author => matches!(
                permission,
                P::ReadPublished
                    | P::ReadDrafts
                    | P::ReadPrivateFields
                    | P::CreateEntries
                    | P::EditEntries
                    | P::PublishEntries
                    | P::DeleteEntries
                    | P::ReadModel
                    | P::ReadAssets
                    | P::UploadAssets
            ),
            Self::Viewer => {
                matches!(permission, P::ReadPublished | P::ReadDrafts | P::ReadModel | P::ReadAssets)
            }
            Self::Public => matches!(permission, P::ReadPublished),
        }
    }

    /// Whether somebody with this role may give `other` to a person or a token: nobody grants what they lack.
    pub fn may_grant(self, other: Self) -> bool {
        self.allows(Permission::ManageUsers) && other >= self && other != Self::Public
    }
}

const fn scope_of(permission: Permission) -> Scope {
    use Permission as P;
    match permission {
        P::ReadPublished | P::ReadModel | P::ReadAssets => Scope::Read,
        P::ReadDrafts | P::ReadPrivateFields => Scope::Drafts,
        P::CreateEntries | P::EditEntries | P::DeleteEntries | P::UploadAssets | P::DeleteAssets => {
            Scope::Write
        }
        P::PublishEntries => Scope::Publish,
        P::ChangeModel
        | P::ReadUsers
        | P::ManageUsers
        | P::ManageTokens
        | P::ManageSettings
        | P::ManageMenus
        | P::Import => Scope::Manage,
    }
}

impl Actor {
    /// Whether the actor has the right on at least some object.
    pub fn may(&self, permission: Permission) -> bool {
        let in_scope = match self {
            Self::System | Self::Anonymous | Self::User { .. } => true,
            // Whoever changes the model opens any type, so that no limit to some types would be left.
            Self::Token { scope, .. } if permission == Permission::ChangeModel && scope.types.is_some() => {
                false
            }
            Self::Token { scope, .. } => scope.scopes.contains(&scope_of(permission)),
        };
        in_scope && self.role().allows(permission)
    }

    /// Whether the actor may give a person this role, or a password to who has it: nobody grants what they lack, and a
    /// token lacks what its scopes and types leave out.
    pub fn may_grant(&self, role: Role) -> bool {
        let has = match self {
            Self::System | Self::Anonymous | Self::User { .. } => true,
            Self::Token { scope, .. } => {
                let granted = Permission::ALL.into_iter().filter(|permission| role.allows(*permission));
                scope.types.is_none()
                    && granted.map(scope_of).all(|scope_of| scope.scopes.contains(&scope_of))
            }
        };
        has && self.role().may_grant(role)
    }

    /// Whether the actor has the right on entries of this type.
    pub fn may_in(&self, permission: Permission, content_type: &ContentType) -> bool {
        let in_types = match self {
            Self::Token { scope, .. } => {
                scope.types.as_ref().is_none_or(|types| types.contains(&content_type.singular))
            }
            Self::System | Self::Anonymous | Self::User { .. } => true,
        };
        in_types && self.may(permission) && (self.role() != Role::Public || content_type.public)
    }

    /// Whether the actor has the right on an entry of this type that `created_by` made.
    ///
    /// Authors change only what is theirs; everybody else who has the right has it on all entries of the type.
    pub fn may_on(
        &self,
        permission: Permission,
        content_type: &ContentType,
        created_by: Option<ActorRef>,
    ) -> bool {
        let changes = matches!(
            permission,
            Permission::EditEntries | Permission::PublishEntries | Permission::DeleteEntries
        );
        let own = created_by == Some(self.reference());
        self.may_in(permission, content_type) && (self.role() != Role::Author || !changes || own)
    }

    /// Whether the field exists for this actor, in every clause of every API.
    ///
    /// A relation to a type that the actor may not read does not exist either.
    pub fn may_read_field(&self, model: &Model, content_type: &ContentType, field: &Field) -> bool {
        if field.options.private && !self.may_in(Permission::ReadPrivateFields, content_type) {
            return false;
        }
        // A field of any other kind leads nowhere else.
        let (FieldKind::Relation { target, .. } | FieldKind::InverseRelation { target, .. }) = &field.kind
        else {
            return true;
        };
        let target = model.content_type(target);
        target.is_some_and(|target| self.may_in(Permission::ReadPublished, &target.schema))
    }

    /// Whether `served` is what this actor sees of the type: no field rules apply beyond the public ones.
    pub fn sees_served(&self, content_type: &ContentType) -> bool {
        !self.may_in(Permission::ReadPrivateFields, content_type)
            || !content_type.fields.iter().any(|field| field.options.private)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{TokenId, UserId};
    use crate::roles::TokenScope;

    fn token(role: Role, scopes: &[Scope]) -> Actor {
        Actor::Token { id: TokenId(1), role, scope: TokenScope { scopes: scopes.to_vec(), types: None } }
    }

    #[test]
    fn each_role_has_its_rights() {
        use Permission as P;
        // One line for each right: who has it, most powerful first.
        let table = [
            (P::ReadPublished, "owner admin editor author viewer public"),
            (P::ReadDrafts, "owner admin editor author viewer"),
            (P::ReadPrivateFields, "owner admin editor author"),
            (P::CreateEntries, "owner admin editor author"),
            (P::EditEntries, "owner admin editor author"),
            (P::PublishEntries, "owner admin editor author"),
            (P::DeleteEntries, "owner admin editor author"),
            (P::ReadModel, "owner admin editor author viewer"),
            (P::ChangeModel, "owner admin"),
            (P::ReadAssets, "owner admin editor author viewer"),
            (P::UploadAssets, "owner admin editor author"),
            (P::DeleteAssets, "owner admin editor"),
            (P::ReadUsers, "owner admin editor"),
            (P::ManageUsers, "owner admin"),
            (P::ManageTokens, "owner admin"),
            (P::ManageSettings, "owner admin"),
            (P::ManageMenus, "owner admin editor"),
            (P::Import, "owner admin"),
        ];
        assert_eq!(table.map(|(permission, _)| permission), P::ALL);
        for (permission, roles) in table {
            let found: Vec<_> =
                Role::ALL.into_iter().filter(|role| role.allows(permission)).map(Role::as_str).collect();
            assert_eq!(found.join(" "), roles, "{permission}");
        }
    }

    #[test]
    fn a_token_has_what_both_its_role_and_its_scopes_give() {
        let reader = token(Role::Admin, &[Scope::Read]);
        assert!(reader.may(Permission::ReadPublished));
        assert!(!reader.may(Permission::ReadDrafts));
        assert!(!reader.may(Permission::EditEntries));
        let writer = token(Role::Viewer, &[Scope::Read, Scope::Write]);
        assert!(!writer.may(Permission::EditEntries), "a viewer's token does not write");
    }

    #[test]
    fn a_token_grants_what_its_scopes_cover() {
        let all = TokenScope::full().scopes;
        assert!(token(Role::Admin, &all).may_grant(Role::Admin));
        assert!(!token(Role::Admin, &all).may_grant(Role::Owner));
        assert!(token(Role::Admin, &[Scope::Read, Scope::Drafts, Scope::Manage]).may_grant(Role::Viewer));
        assert!(!token(Role::Admin, &[Scope::Read, Scope::Drafts, Scope::Manage]).may_grant(Role::Author));
        let post = "post".parse().unwrap();
        let scope = TokenScope { types: Some(vec![post]), ..TokenScope::full() };
        let limited = Actor::Token { id: TokenId(1), role: Role::Owner, scope };
        assert!(!limited.may_grant(Role::Viewer), "who it makes would see every type");
        assert!(!limited.may(Permission::ChangeModel));
    }

    #[test]
    fn nobody_grants_more_than_they_have() {
        assert!(Role::Owner.may_grant(Role::Owner));
        assert!(Role::Admin.may_grant(Role::Admin));
        assert!(!Role::Admin.may_grant(Role::Owner));
        assert!(!Role::Editor.may_grant(Role::Viewer));
        assert!(!Role::Owner.may_grant(Role::Public), "public is nobody's account");
    }

    #[test]
    fn an_author_changes_only_what_is_theirs() {
        let file = serde_json::json!({
            "kind": "collectionType", "info": { "singularName": "post", "pluralName": "posts", "displayName": "Post" },
            "attributes": { "title": { "type": "string" } }
        });
        let post = crate::schema::file::read_content_type("post.json", &file, None).unwrap();
        let author = Actor::User { id: UserId(7), role: Role::Author };
        let (own, foreign) = (Some(ActorRef::User(UserId(7))), Some(ActorRef::User(UserId(8))));
        for permission in [Permission::EditEntries, Permission::PublishEntries, Permission::DeleteEntries] {
            assert!(author.may_on(permission, &post, own));
            assert!(!author.may_on(permission, &post, foreign));
            assert!(!author.may_on(permission, &post, None));
        }
        assert!(author.may_on(Permission::ReadDrafts, &post, foreign));
        assert!(!Actor::Anonymous.may_in(Permission::ReadPublished, &post), "the type is not public");
    }
}
