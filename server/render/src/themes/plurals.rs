//! Which form of a word goes with a number, by language. The rules are those of CLDR for whole numbers.

/// The forms that languages have; every text that counts has `other`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Form {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "zero" => Self::Zero,
            "one" => Self::One,
            "two" => Self::Two,
            "few" => Self::Few,
            "many" => Self::Many,
            "other" => Self::Other,
            _ => return None,
        })
    }

    /// The form for a number in a language, which is named by a BCP 47 code.
    #[expect(clippy::match_same_arms, reason = "one row for each rule of CLDR, whatever others say")]
    pub(super) fn of(language: &str, number: u64) -> Self {
        let tens = number % 10;
        let hundreds = number % 100;
        let teen = (11..=19).contains(&hundreds);
        match language.split('-').next().unwrap_or_default() {
            "ja" | "zh" | "ko" | "vi" | "th" | "id" | "ms" | "lo" | "my" | "bo" | "dz" | "yo" => Self::Other,
            "fr" | "pt" | "hi" | "bn" | "fa" | "am" | "gu" | "kn" | "zu" | "hy" | "ff" if number < 2 => {
                Self::One
            }
            "fr" | "pt" | "hi" | "bn" | "fa" | "am" | "gu" | "kn" | "zu" | "hy" | "ff" => Self::Other,
            "ru" | "uk" | "be" | "sr" | "hr" | "bs" if tens == 1 && hundreds != 11 => Self::One,
            "ru" | "uk" | "be" | "sr" | "hr" | "bs" if (2..=4).contains(&tens) && !teen => Self::Few,
            "ru" | "uk" | "be" => Self::Many,
            "sr" | "hr" | "bs" => Self::Other,
            "pl" if number == 1 => Self::One,
            "pl" if (2..=4).contains(&tens) && !teen => Self::Few,
            "pl" => Self::Many,
            "cs" | "sk" if number == 1 => Self::One,
            "cs" | "sk" if (2..=4).contains(&number) => Self::Few,
            "cs" | "sk" => Self::Other,
            "ro" | "mo" if number == 1 => Self::One,
            "ro" | "mo" if number == 0 || (1..=19).contains(&hundreds) => Self::Few,
            "ro" | "mo" => Self::Other,
            "lt" if tens == 1 && !teen => Self::One,
            "lt" if tens >= 2 && !teen => Self::Few,
            "lt" => Self::Other,
            "lv" if tens == 0 || teen => Self::Zero,
            "lv" if tens == 1 => Self::One,
            "lv" => Self::Other,
            "sl" => match hundreds {
                1 => Self::One,
                2 => Self::Two,
                3 | 4 => Self::Few,
                _ => Self::Other,
            },
            "ar" => match (number, hundreds) {
                (0, _) => Self::Zero,
                (1, _) => Self::One,
                (2, _) => Self::Two,
                (_, 3..=10) => Self::Few,
                (_, 11..=99) => Self::Many,
                _ => Self::Other,
            },
            "he" if number == 2 => Self::Two,
            "cy" => match number {
                0 => Self::Zero,
                1 => Self::One,
                2 => Self::Two,
                3 => Self::Few,
                6 => Self::Many,
                _ => Self::Other,
            },
            "ga" => match number {
                1 => Self::One,
                2 => Self::Two,
                3..=6 => Self::Few,
                7..=10 => Self::Many,
                _ => Self::Other,
            },
            _ if number == 1 => Self::One,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(language: &str, expected: &[(u64, Form)]) {
        for (number, form) in expected {
            assert_eq!(Form::of(language, *number), *form, "{number} in {language}");
        }
    }

    #[test]
    fn numbers_take_the_form_of_their_language() {
        check("en", &[(0, Form::Other), (1, Form::One), (2, Form::Other)]);
        check("de-CH", &[(1, Form::One), (21, Form::Other)]);
        check("fr", &[(0, Form::One), (1, Form::One), (2, Form::Other)]);
        check("ja", &[(1, Form::Other)]);
        check("ru", &[(1, Form::One), (11, Form::Many), (21, Form::One), (22, Form::Few), (12, Form::Many)]);
        check("pl", &[(1, Form::One), (21, Form::Many), (22, Form::Few), (5, Form::Many)]);
        check("cs", &[(1, Form::One), (3, Form::Few), (22, Form::Other)]);
        check(
            "ar",
            &[(0, Form::Zero), (2, Form::Two), (103, Form::Few), (111, Form::Many), (100, Form::Other)],
        );
        check("lv", &[(10, Form::Zero), (21, Form::One), (11, Form::Zero), (5, Form::Other)]);
    }
}
