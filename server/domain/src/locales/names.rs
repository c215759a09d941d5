//! What languages call themselves.

use super::Locale;

/// By the first subtag of their code.
const NAMES: [(&str, &str); 48] = [
    ("ar", "العربية"),
    ("az", "azərbaycanca"),
    ("be", "беларуская"),
    ("bg", "български"),
    ("bn", "বাংলা"),
    ("bs", "bosanski"),
    ("ca", "català"),
    ("cs", "čeština"),
    ("cy", "Cymraeg"),
    ("da", "dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("eo", "Esperanto"),
    ("es", "español"),
    ("et", "eesti"),
    ("eu", "euskara"),
    ("fa", "فارسی"),
    ("fi", "suomi"),
    ("fr", "français"),
    ("ga", "Gaeilge"),
    ("gl", "galego"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "hrvatski"),
    ("hu", "magyar"),
    ("id", "Bahasa Indonesia"),
    ("is", "íslenska"),
    ("it", "italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("lt", "lietuvių"),
    ("lv", "latviešu"),
    ("nb", "norsk bokmål"),
    ("nl", "Nederlands"),
    ("pl", "polski"),
    ("pt", "português"),
    ("ro", "română"),
    ("ru", "русский"),
    ("sk", "slovenčina"),
    ("sl", "slovenščina"),
    ("sr", "српски"),
    ("sv", "svenska"),
    ("tr", "Türkçe"),
    ("uk", "українська"),
    ("ur", "اردو"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
];

impl Locale {
    /// The name of the language in itself, with what else the code says: `português (BR)`. The code where we do not know
    /// the name.
    pub fn own_name(&self) -> String {
        let (language, more) = self.as_str().split_once('-').unwrap_or((self.as_str(), ""));
        match NAMES.iter().find(|(code, _)| *code == language) {
            None => self.to_string(),
            Some((_, name)) if more.is_empty() => (*name).to_owned(),
            Some((_, name)) => format!("{name} ({more})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_name_themselves() {
        for (code, name) in [
            ("fr", "français"),
            ("pt-BR", "português (BR)"),
            ("zh-Hant-TW", "中文 (Hant-TW)"),
            ("tlh", "tlh"),
        ] {
            assert_eq!(code.parse::<Locale>().unwrap().own_name(), name);
        }
        assert!(NAMES.is_sorted_by(|one, next| one.0 < next.0));
    }
}
