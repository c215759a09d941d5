//! The documents beside menus are those that their lines name, and the lines can be read.

use std::collections::BTreeSet;

use galley_domain::errors::{FieldErrors, FieldPath};
use galley_domain::menus as rules;
use galley_store::menus::{self, MenuKey, MenuLink};

use super::report::Check;
use crate::context::Ctx;
use crate::error::AppError;
use crate::menus::items;

pub(super) async fn check(ctx: &Ctx) -> Result<Check, AppError> {
    let snapshot = ctx.app.store.snapshot().await?;
    let mut check = Check::new("menus");
    let mut beside: BTreeSet<MenuLink> = menus::links(&snapshot).await?.into_iter().collect();
    for row in menus::all(&snapshot).await? {
        check.examined += 1;
        let key = &row.head.key;
        let Ok(items) = items(&row) else {
            check.problem(format!("{}: its lines cannot be read", named(key)));
            continue;
        };
        let place = FieldPath::top();
        let mut errors = FieldErrors::default();
        rules::check(&items, &place, &mut errors);
        if errors.iter().next().is_some() {
            check.problem(format!("{}: it has lines that no menu may have", named(key)));
        }
        for (target, _) in rules::documents(&items, &place) {
            if !beside.remove(&MenuLink { key: key.clone(), target }) {
                check.problem(format!("{}: that it leads to {target} is not known", named(key)));
            }
        }
    }
    for MenuLink { key, target } in beside {
        check.problem(format!("{}: it does not lead to {target}", named(&key)));
    }
    Ok(check)
}

fn named(MenuKey { name, locale }: &MenuKey) -> String {
    format!("menu {name} ({locale})")
}
