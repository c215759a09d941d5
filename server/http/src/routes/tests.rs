//! The guard and the table, on routes made for the purpose.

use std::collections::BTreeMap;

use galley_domain::ids::{TokenId, UserId};
use galley_domain::roles::{Actor, Permission, Role, TokenScope};

use super::Policy;
use crate::router::route_table;

fn user(role: Role) -> Actor {
    Actor::User { id: UserId(1), role }
}

fn status(policy: Policy, actor: &Actor) -> u16 {
    policy.check(actor).map_or_else(|error| error.status().as_u16(), |()| 200)
}

#[test]
fn a_policy_lets_in_whom_it_names() {
    let manage = Policy::Permission(Permission::ManageUsers);
    let limited = Actor::Token {
        id: TokenId(1),
        role: Role::Owner,
        scope: TokenScope { scopes: Vec::new(), types: None },
    };
    let cases = [
        (Policy::Public, Actor::Anonymous, 200),
        (Policy::DataLayer, Actor::Anonymous, 200),
        (Policy::SignedIn, Actor::Anonymous, 401),
        (Policy::SignedIn, user(Role::Viewer), 200),
        (manage, Actor::Anonymous, 401),
        (manage, user(Role::Editor), 403),
        (manage, user(Role::Admin), 200),
        (manage, limited, 403),
    ];
    for (policy, actor, expected) in cases {
        assert_eq!(status(policy, &actor), expected, "{policy} {actor:?}");
    }
}

#[test]
fn every_route_has_one_handler_and_every_handler_its_own_name() {
    let table = route_table();
    assert!(table.iter().any(|entry| entry.operation == "show_health"), "{table:?}");
    let mut operations = BTreeMap::new();
    for entry in &table {
        let taken = operations.insert(entry.operation.as_str(), entry);
        assert_eq!(taken, None, "{} names two routes", entry.operation);
        assert!(entry.operation.contains('_'), "{} is not of the form verb_resource", entry.operation);
    }
}
