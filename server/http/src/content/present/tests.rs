//! Rows as they are written. Whole answers are tested against a server; this is what is easy to get wrong alone.

use galley_domain::text::instant;

use super::scalars;

fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut out = Vec::new();
    write(&mut out);
    String::from_utf8(out).unwrap()
}

#[test]
fn times_are_those_of_the_calendar() {
    let days = (-719_162..2_932_897).step_by(97).chain([-1, 0, 58, 59, 789, 11_016, 19_782]);
    for day in days {
        let microseconds = day * 86_400_000_000 + (day * 7_919_i64).rem_euclid(86_400_000) * 1_000 + 999;
        let shown = written(|out| scalars::time(out, microseconds));
        assert_eq!(shown, format!("\"{}\"", instant::show(microseconds)), "{microseconds}");
    }
    for far in [i64::MIN, i64::MAX] {
        assert_eq!(written(|out| scalars::time(out, far)), format!("\"{}\"", instant::show(far)));
    }
}

#[test]
fn texts_are_read_back_as_they_were() {
    for text in ["", "plain", "\"\\/\u{8}\u{c}\n\r\t\u{1}\u{1f}\u{7f}", "é日🎉\u{2028}", "ends\\"] {
        let shown = written(|out| scalars::text(out, text));
        assert_eq!(serde_json::from_str::<String>(&shown).unwrap(), text, "{shown}");
    }
}
