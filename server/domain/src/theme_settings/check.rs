//! Whether a value fits a setting.

use serde_json::{Number, Value};

use super::{Kind, SettingValue, ThemeSetting};
use crate::errors::FieldErrorCode as Code;
use crate::ids::DocumentId;

/// Why a value does not fit.
type Refusal = (Code, String);

impl ThemeSetting {
    /// The value that JSON means; whether what it names exists is not looked at.
    pub fn check(&self, given: &Value) -> Result<SettingValue, Refusal> {
        match &self.kind {
            Kind::Group => Err((Code::UnknownField, "is a group and has no value".to_owned())),
            Kind::Text { longest, .. } => text(given, *longest),
            Kind::Number { least, most, .. } => number(given, least.as_ref(), most.as_ref()),
            Kind::Boolean { .. } => {
                given.as_bool().map(SettingValue::Boolean).ok_or_else(|| wrong("true or false"))
            }
            Kind::Select { options, .. } => {
                let given = given.as_str().ok_or_else(|| wrong("a text"))?;
                if options.iter().any(|option| option.value == given) {
                    return Ok(SettingValue::Text(given.to_owned()));
                }
                let options: Vec<&str> = options.iter().map(|option| option.value.as_str()).collect();
                Err((Code::NotAnOption, format!("must be one of {}", options.join(", "))))
            }
            Kind::Colour { .. } => colour(given),
            Kind::Image => document(given).map(SettingValue::Image),
            Kind::Reference { .. } => document(given).map(SettingValue::Reference),
        }
    }

    /// Whether a stored value still fits: the theme may have changed since.
    pub fn accepts(&self, value: &SettingValue) -> bool {
        self.check(&value.to_json()).is_ok_and(|fitting| fitting == *value)
    }
}

fn wrong(expected: &str) -> Refusal {
    (Code::WrongKind, format!("must be {expected}"))
}

fn text(given: &Value, longest: usize) -> Result<SettingValue, Refusal> {
    let given = given.as_str().ok_or_else(|| wrong("a text"))?;
    if given.chars().count() > longest {
        return Err((Code::TooLong, format!("must be at most {longest} characters")));
    }
    if given.contains('\0') {
        return Err((Code::ForbiddenCharacter, "must not contain U+0000".to_owned()));
    }
    Ok(SettingValue::Text(given.to_owned()))
}

fn number(given: &Value, least: Option<&Number>, most: Option<&Number>) -> Result<SettingValue, Refusal> {
    let Value::Number(number) = given else { return Err(wrong("a number")) };
    let value = number.as_f64().filter(|value| value.is_finite()).ok_or_else(|| wrong("a number"))?;
    if let Some(least) = least.filter(|least| least.as_f64().is_some_and(|least| value < least)) {
        return Err((Code::TooSmall, format!("must be at least {least}")));
    }
    if let Some(most) = most.filter(|most| most.as_f64().is_some_and(|most| value > most)) {
        return Err((Code::TooLarge, format!("must be at most {most}")));
    }
    Ok(SettingValue::Number(number.clone()))
}

fn colour(given: &Value) -> Result<SettingValue, Refusal> {
    let digits = given.as_str().and_then(|text| text.strip_prefix('#'));
    let digits = digits.filter(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()));
    let digits = digits.ok_or_else(|| wrong("a colour such as `#0c6046`"))?;
    Ok(SettingValue::Text(format!("#{}", digits.to_ascii_lowercase())))
}

fn document(given: &Value) -> Result<DocumentId, Refusal> {
    let parsed = given.as_str().and_then(|text| text.parse().ok());
    parsed.ok_or_else(|| wrong("an id of 26 characters"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::theme_settings::Choice;

    fn setting(kind: Kind) -> ThemeSetting {
        ThemeSetting {
            name: "a".to_owned(),
            label: "A".to_owned(),
            help: String::new(),
            group: None,
            visible_if: None,
            in_css: false,
            kind,
        }
    }

    fn check(kind: Kind, fits: &[Value], refused: &[(Value, Code)]) {
        let setting = setting(kind);
        for value in fits {
            let taken = setting.check(value).unwrap();
            assert!(setting.accepts(&taken), "{value}");
        }
        for (value, code) in refused {
            assert_eq!(setting.check(value).unwrap_err().0, *code, "{value}");
        }
    }

    #[test]
    fn a_value_is_of_its_kind_and_within_its_bounds() {
        let id = "01j9z3ndektsv4rrffq69g5fav";
        check(
            Kind::Text { default: String::new(), longest: 3 },
            &[json!(""), json!("äöü")],
            &[
                (json!("four"), Code::TooLong),
                (json!("\0"), Code::ForbiddenCharacter),
                (json!(1), Code::WrongKind),
            ],
        );
        check(
            Kind::Number {
                default: None,
                least: Some(1.into()),
                most: Number::from_f64(2.5),
                unit: String::new(),
            },
            &[json!(1), json!(2.5)],
            &[(json!(0), Code::TooSmall), (json!(3), Code::TooLarge), (json!("1"), Code::WrongKind)],
        );
        check(Kind::Boolean { default: true }, &[json!(false)], &[(json!("true"), Code::WrongKind)]);
        let options = vec![Choice { value: "a".to_owned(), label: "A".to_owned() }];
        check(
            Kind::Select { default: "a".to_owned(), options },
            &[json!("a")],
            &[(json!("A"), Code::NotAnOption), (json!(["a"]), Code::WrongKind)],
        );
        check(
            Kind::Colour { default: None },
            &[json!("#a0B1c2")],
            &[
                (json!("red"), Code::WrongKind),
                (json!("#fff"), Code::WrongKind),
                (json!("#fffff;"), Code::WrongKind),
                (json!("#äöüx"), Code::WrongKind),
            ],
        );
        check(Kind::Image, &[json!(id)], &[(json!("x"), Code::WrongKind), (json!({}), Code::WrongKind)]);
        let content_type = "post".parse().unwrap();
        check(Kind::Reference { content_type }, &[json!(id)], &[(json!(7), Code::WrongKind)]);
        check(Kind::Group, &[], &[(json!(true), Code::UnknownField)]);
    }

    #[test]
    fn a_value_of_another_kind_does_not_fit_any_more() {
        let id: DocumentId = "01j9z3ndektsv4rrffq69g5fav".parse().unwrap();
        assert!(!setting(Kind::Image).accepts(&SettingValue::Reference(id)));
        assert!(!setting(Kind::Boolean { default: true }).accepts(&SettingValue::Text("true".to_owned())));
        assert!(!setting(Kind::Colour { default: None }).accepts(&SettingValue::Text("red".to_owned())));
    }
}
