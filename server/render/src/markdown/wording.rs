//! The words that rendering itself puts into a text, in the languages that it knows.
//!
//! They are part of what a source becomes, so what is kept is kept for one language.

/// The words of one language.
#[derive(Debug, PartialEq, Eq)]
struct Words {
    /// The first subtag of its code.
    code: &'static str,
    note: &'static str,
    tip: &'static str,
    important: &'static str,
    warning: &'static str,
    caution: &'static str,
    details: &'static str,
    footnotes: &'static str,
    /// Before the number of a footnote, on the way back from it.
    back: &'static str,
}

/// The language of the words that rendering adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wording(&'static Words);

/// The one that stands in for languages that are not here.
const ENGLISH: Words = Words {
    code: "en",
    note: "Note",
    tip: "Tip",
    important: "Important",
    warning: "Warning",
    caution: "Caution",
    details: "Details",
    footnotes: "Footnotes",
    back: "Back to reference",
};

/// Rows of: code, note, tip, important, warning, caution, details, footnotes, the way back.
static LANGUAGES: [Words; 18] = [
    ENGLISH,
    row(["ar", "ملاحظة", "نصيحة", "مهم", "تحذير", "تنبيه", "التفاصيل", "الحواشي", "العودة إلى الإحالة"]),
    row([
        "cs",
        "Poznámka",
        "Tip",
        "Důležité",
        "Varování",
        "Pozor",
        "Podrobnosti",
        "Poznámky pod čarou",
        "Zpět k odkazu",
    ]),
    row([
        "da",
        "Bemærk",
        "Tip",
        "Vigtigt",
        "Advarsel",
        "Forsigtig",
        "Detaljer",
        "Fodnoter",
        "Tilbage til henvisning",
    ]),
    row([
        "de",
        "Hinweis",
        "Tipp",
        "Wichtig",
        "Warnung",
        "Vorsicht",
        "Einzelheiten",
        "Fußnoten",
        "Zurück zur Stelle",
    ]),
    row([
        "es",
        "Nota",
        "Consejo",
        "Importante",
        "Advertencia",
        "Precaución",
        "Detalles",
        "Notas al pie",
        "Volver a la referencia",
    ]),
    row([
        "fr",
        "Note",
        "Astuce",
        "Important",
        "Avertissement",
        "Attention",
        "Détails",
        "Notes",
        "Retour à l’appel",
    ]),
    row([
        "it",
        "Nota",
        "Suggerimento",
        "Importante",
        "Avviso",
        "Attenzione",
        "Dettagli",
        "Note",
        "Torna al richiamo",
    ]),
    row(["ja", "メモ", "ヒント", "重要", "警告", "注意", "詳細", "脚注", "本文に戻る"]),
    row(["ko", "참고", "팁", "중요", "경고", "주의", "자세히", "각주", "본문으로 돌아가기"]),
    row([
        "nl",
        "Opmerking",
        "Tip",
        "Belangrijk",
        "Waarschuwing",
        "Let op",
        "Details",
        "Voetnoten",
        "Terug naar verwijzing",
    ]),
    row([
        "pl",
        "Uwaga",
        "Wskazówka",
        "Ważne",
        "Ostrzeżenie",
        "Ostrożnie",
        "Szczegóły",
        "Przypisy",
        "Powrót do odnośnika",
    ]),
    row([
        "pt",
        "Nota",
        "Dica",
        "Importante",
        "Aviso",
        "Cuidado",
        "Detalhes",
        "Notas de rodapé",
        "Voltar à referência",
    ]),
    row([
        "ru",
        "Примечание",
        "Совет",
        "Важно",
        "Предупреждение",
        "Осторожно",
        "Подробности",
        "Примечания",
        "Вернуться к ссылке",
    ]),
    row([
        "sv",
        "Obs",
        "Tips",
        "Viktigt",
        "Varning",
        "Försiktigt",
        "Detaljer",
        "Fotnoter",
        "Tillbaka till hänvisning",
    ]),
    row(["tr", "Not", "İpucu", "Önemli", "Uyarı", "Dikkat", "Ayrıntılar", "Dipnotlar", "Göndermeye dön"]),
    row([
        "uk",
        "Примітка",
        "Порада",
        "Важливо",
        "Попередження",
        "Обережно",
        "Подробиці",
        "Примітки",
        "Повернутися до посилання",
    ]),
    row(["zh", "注意", "提示", "重要", "警告", "小心", "详情", "脚注", "返回正文"]),
];

const fn row(
    [code, note, tip, important, warning, caution, details, footnotes, back]: [&'static str; 9],
) -> Words {
    Words { code, note, tip, important, warning, caution, details, footnotes, back }
}

impl Default for Wording {
    fn default() -> Self {
        Self(&ENGLISH)
    }
}

impl Wording {
    /// The words for a language tag such as `de-AT`; English when its language is not known here.
    pub fn of_language(tag: &str) -> Self {
        let language = tag.split('-').next().unwrap_or_default();
        let known = LANGUAGES.iter().find(|words| words.code.eq_ignore_ascii_case(language));
        known.map_or_else(Self::default, Self)
    }

    /// The code of the language that the words are in.
    pub const fn code(self) -> &'static str {
        self.0.code
    }

    pub(super) const fn note(self) -> &'static str {
        self.0.note
    }

    pub(super) const fn tip(self) -> &'static str {
        self.0.tip
    }

    pub(super) const fn important(self) -> &'static str {
        self.0.important
    }

    pub(super) const fn warning(self) -> &'static str {
        self.0.warning
    }

    pub(super) const fn caution(self) -> &'static str {
        self.0.caution
    }

    pub(super) const fn details(self) -> &'static str {
        self.0.details
    }

    pub(super) const fn footnotes(self) -> &'static str {
        self.0.footnotes
    }

    pub(super) const fn back(self) -> &'static str {
        self.0.back
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_found_by_its_first_part_and_english_stands_in() {
        for (tag, code) in
            [("de", "de"), ("DE-at", "de"), ("pt-BR", "pt"), ("zh-Hant-TW", "zh"), ("tlh", "en"), ("", "en")]
        {
            assert_eq!(Wording::of_language(tag).code(), code, "{tag}");
        }
    }

    #[test]
    fn each_language_is_there_once_and_says_every_word() {
        for (place, words) in LANGUAGES.iter().enumerate() {
            assert!(LANGUAGES.iter().skip(place + 1).all(|other| other.code != words.code), "{}", words.code);
            let Words { code, note, tip, important, warning, caution, details, footnotes, back } = words;
            let all = [code, note, tip, important, warning, caution, details, footnotes, back];
            assert!(all.iter().all(|word| !word.trim().is_empty()), "{code}");
        }
    }
}
