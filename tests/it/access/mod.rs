//! Who gets in, as what, and for how long: users, sessions, tokens and the first owner, on both databases.

mod recent;
mod sessions;
mod setup;
mod tokens;
mod users;

use galley_app::sessions::{Lifetime, Origin, SessionUse, SignIn, SignedIn, sign_in};
use galley_app::users::{NewPassword, NewUser, User};
use galley_app::{AppError, Ctx};
use galley_domain::roles::{Actor, Role};
use galley_tests::app::TestApp;
use galley_tests::database::TestDatabase;

const PASSWORD: &str = "correct horse battery staple";
/// In minutes, as the clock of a test is moved.
const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// The application, and people who sign in to it.
struct World(TestApp);

impl World {
    async fn on(database: TestDatabase) -> Self {
        Self(TestApp::on(database).await)
    }

    fn system(&self) -> Ctx {
        self.0.system()
    }

    async fn user(&self, email: &str, role: Role) -> User {
        galley_app::users::create(&self.system(), new_user(email, role)).await.expect("the user is new")
    }

    fn acting_as(&self, user: &User) -> Ctx {
        let ctx = self.0.app.as_actor(Actor::User { id: user.id, role: user.role });
        Ctx { signed_in_at: Some(self.0.now()), ..ctx }
    }

    async fn sign_in(&self, email: &str, password: &str, lifetime: Lifetime) -> Option<SignedIn> {
        let (email, password) = (email.to_owned(), password.to_owned());
        let attempt = SignIn { email, password, lifetime, used_as: SessionUse::Cookie, origin: origin() };
        sign_in(&self.0.app, attempt).await.expect("the attempt is answered")
    }
}

fn origin() -> Origin {
    Origin { address: "192.0.2.1".to_owned(), user_agent: "test".to_owned() }
}

fn new_user(email: &str, role: Role) -> NewUser {
    NewUser { name: "Somebody".to_owned(), email: email.to_owned(), role, password: password(PASSWORD) }
}

fn password(text: &str) -> NewPassword {
    NewPassword::new(text.to_owned()).expect("the password is long enough")
}

#[track_caller]
#[expect(clippy::needless_pass_by_value, reason = "callers have no other use for the result")]
fn assert_forbidden<T: std::fmt::Debug>(result: Result<T, AppError>) {
    assert!(matches!(result, Err(AppError::Forbidden(_))), "{result:?}");
}
