//! What an actor may not read cannot be told from what does not exist: in every clause, with every operator.

use galley_domain::query::Operator;
use galley_tests::client::Client;
use galley_tests::on_each_database;
use galley_tests::server::TestServer;

/// Every way to name a field, with `NAME` where the name stands. Only the last part of a path is in question.
fn questions() -> Vec<String> {
    let mut questions: Vec<String> = [
        "sort=author.NAME",
        "sort[author][NAME]=desc",
        "populate[author][fields]=NAME",
        "populate[author][sort]=NAME",
        "populate[author][populate]=NAME",
        "populate[author][populate][NAME][fields]=id",
        "populate=author.NAME",
        "filters[author][NAME]=x",
        "filters[author][NAME][name][$eq]=x",
        "filters[$not][author][NAME]=x",
        "filters[$or][0][slug]=x&filters[$or][1][author][NAME]=x",
    ]
    .map(str::to_owned)
    .to_vec();
    for operator in Operator::ALL {
        let operator = operator.as_str();
        let value = match operator {
            "$between" => format!("{operator}][0]=a&filters[author][NAME][$between][1]=b"),
            "$null" | "$notNull" => format!("{operator}]=true"),
            _ => format!("{operator}]=a"),
        };
        questions.push(format!("filters[author][NAME][{value}"));
        questions.push(format!(
            "populate[author][filters][NAME][{}",
            value.replace("filters[author]", "populate[author][filters]")
        ));
        questions.push(format!("filters[author][NAME][$not][{}", value.replace("[NAME]", "[NAME][$not]")));
    }
    questions
}

/// Status and body, with the asked name taken out.
async fn answer(client: &Client, question: &str, name: &str) -> (u16, String) {
    let answer = client.get(&format!("/api/posts?{}", question.replace("NAME", name))).await;
    (answer.status.as_u16(), answer.text.replace(name, "NAME"))
}

on_each_database! {
    async fn a_hidden_field_is_answered_as_an_unknown_one(database: TestDatabase) {
        let mut server = TestServer::start(database).await;
        server.run_well(&["seed", "--entries", "5"]);
        server.restart().await;
        let anonymous = server.anonymous();
        anonymous.get("/api/posts?populate=author").await.expect_status(200);
        for question in questions() {
            let hidden = answer(&anonymous, &question, "email").await;
            let unknown = answer(&anonymous, &question, "emajl").await;
            assert_eq!(hidden.0, 400, "{question}: {}", hidden.1);
            assert_eq!(hidden, unknown, "{question}");
        }
    }

    async fn a_private_field_is_shown_to_nobody_without_the_right(database: TestDatabase) {
        let mut server = TestServer::start(database).await;
        server.run_well(&["seed", "--entries", "5"]);
        server.restart().await;
        let anonymous = server.anonymous();
        for question in ["authors", "authors?populate=*", "posts?populate=*", "posts?populate[author][fields]=*"] {
            let shown = anonymous.get(&format!("/api/{question}")).await.expect_status(200).text;
            assert!(!shown.contains("email") && !shown.contains('@'), "{question}: {shown}");
        }
        let editor = server.token("editor");
        assert!(editor.get("/api/authors").await.expect_status(200).text.contains("\"email\""));
    }
}
