//! The few texts that the program itself writes into pages, in the languages that it knows.
//!
//! A theme may say them in its own words: in `locales/{language}.toml`, under the same names.

/// What the program says in one language.
pub(crate) struct OwnTexts {
    language: &'static str,
    pub(crate) not_found: &'static str,
    pub(crate) failed: &'static str,
    /// The line above a preview: what it is, and more about it.
    pub(crate) preview: (&'static str, &'static str),
}

const ENGLISH: OwnTexts = OwnTexts {
    language: "en",
    not_found: "Not found",
    failed: "Something went wrong",
    preview: ("Preview", " of a draft. Only people with this link can see it."),
};

const OTHERS: [OwnTexts; 7] = [
    OwnTexts {
        language: "ar",
        not_found: "الصفحة غير موجودة",
        failed: "حدث خطأ ما",
        preview: ("معاينة", " مسودة. لا يراها إلا من لديه هذا الرابط."),
    },
    OwnTexts {
        language: "de",
        not_found: "Nicht gefunden",
        failed: "Etwas ist schiefgegangen",
        preview: ("Vorschau", " eines Entwurfs. Nur wer diesen Link hat, kann ihn sehen."),
    },
    OwnTexts {
        language: "es",
        not_found: "Página no encontrada",
        failed: "Algo ha fallado",
        preview: ("Vista previa", " de un borrador. Solo quien tiene este enlace puede verlo."),
    },
    OwnTexts {
        language: "fr",
        not_found: "Page introuvable",
        failed: "Une erreur est survenue",
        preview: ("Aperçu", " d’un brouillon. Seules les personnes qui ont ce lien peuvent le voir."),
    },
    OwnTexts {
        language: "it",
        not_found: "Pagina non trovata",
        failed: "Qualcosa è andato storto",
        preview: ("Anteprima", " di una bozza. Solo chi ha questo link può vederla."),
    },
    OwnTexts {
        language: "nl",
        not_found: "Pagina niet gevonden",
        failed: "Er is iets misgegaan",
        preview: ("Voorbeeld", " van een concept. Alleen wie deze link heeft, kan het zien."),
    },
    OwnTexts {
        language: "pt",
        not_found: "Página não encontrada",
        failed: "Ocorreu um erro",
        preview: ("Pré-visualização", " de um rascunho. Só quem tem este link pode vê-lo."),
    },
];

/// In the language of a page or its base; none when the program does not know it.
pub(crate) fn known(language: &str) -> Option<&'static OwnTexts> {
    let base = language.split('-').next().unwrap_or_default();
    std::iter::once(&ENGLISH).chain(&OTHERS).find(|texts| texts.language.eq_ignore_ascii_case(base))
}

/// As [`known`], else in English.
pub(crate) fn in_language(language: &str) -> &'static OwnTexts {
    known(language).unwrap_or(&ENGLISH)
}
