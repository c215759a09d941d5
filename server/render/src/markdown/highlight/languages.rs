//! What a language's tokens look like, and the names that a code block may give it.

/// How a language is read.
pub(super) enum Kind {
    Code(&'static Grammar),
    Markup,
    Data(&'static Data),
    Diff,
}

/// A language with comments, strings and words.
pub(super) struct Grammar {
    /// What begins a comment to the end of the line.
    pub(super) lines: &'static [&'static str],
    pub(super) blocks: &'static [(&'static str, &'static str)],
    pub(super) quotes: &'static [Quote],
    /// Words, separated by spaces.
    keywords: &'static str,
    constants: &'static str,
    types: &'static str,
    /// Signs that are part of words besides letters, digits and `_`.
    pub(super) word_signs: &'static [char],
    /// Signs that begin a variable.
    pub(super) variables: &'static [char],
    /// What begins an attribute or an instruction to a compiler.
    pub(super) meta: &'static [&'static str],
    habits: &'static [Habit],
}

/// What is so in some languages and not in others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Habit {
    /// The case of words means nothing.
    AnyCase,
    /// A word before a bracket is a function.
    Calls,
    /// A word with a capital is a type.
    CapitalTypes,
    /// `word!(…)` is called too.
    Macros,
    /// Quotes are those of Rust.
    RustQuotes,
    /// A word or string before a colon is a key.
    Keys,
}

pub(super) struct Quote {
    pub(super) mark: &'static str,
    pub(super) escapes: bool,
    pub(super) many_lines: bool,
}

/// A format of keys and values.
pub(super) struct Data {
    pub(super) comments: &'static [&'static str],
    pub(super) sections: bool,
    pub(super) items: bool,
    pub(super) separator: char,
    pub(super) values: Grammar,
}

pub(super) enum Word {
    Keyword,
    Constant,
    Type,
}

impl Grammar {
    pub(super) fn has(&self, habit: Habit) -> bool {
        self.habits.contains(&habit)
    }

    pub(super) fn word(&self, word: &str) -> Option<Word> {
        let is_in = |list: &str| {
            list.split(' ').any(|known| {
                if self.has(Habit::AnyCase) { known.eq_ignore_ascii_case(word) } else { known == word }
            })
        };
        if is_in(self.keywords) {
            Some(Word::Keyword)
        } else if is_in(self.constants) {
            Some(Word::Constant)
        } else {
            is_in(self.types).then_some(Word::Type)
        }
    }
}

/// The language of a name, as people write it behind the fence, in lower case.
pub(super) fn language(name: &str) -> Option<Kind> {
    Some(Kind::Code(match name {
        "rust" | "rs" => &RUST,
        "c" | "h" | "cpp" | "c++" | "cc" | "cxx" | "hpp" | "objc" => &C,
        "csharp" | "cs" | "c#" | "java" | "kotlin" | "kt" | "scala" | "swift" | "dart" | "groovy" => &JAVA,
        "go" | "golang" => &GO,
        "javascript" | "js" | "jsx" | "mjs" | "cjs" | "typescript" | "ts" | "tsx" => &JAVASCRIPT,
        "json" | "json5" | "jsonc" => &JSON,
        "python" | "py" | "python3" | "pycon" => &PYTHON,
        "ruby" | "rb" => &RUBY,
        "php" => &PHP,
        "sh" | "bash" | "zsh" | "shell" | "console" | "fish" | "dockerfile" | "docker" | "make"
        | "makefile" => &SHELL,
        "sql" | "sqlite" | "postgresql" | "mysql" => &SQL,
        "css" | "scss" | "less" => &CSS,
        "lua" => &LUA,
        "html" | "xml" | "svg" | "xhtml" | "vue" | "svelte" | "rss" | "atom" => return Some(Kind::Markup),
        "toml" | "ini" | "cfg" | "conf" | "properties" | "env" => return Some(Kind::Data(&TOML)),
        "yaml" | "yml" => return Some(Kind::Data(&YAML)),
        "diff" | "patch" => return Some(Kind::Diff),
        _ => return None,
    }))
}

const DOUBLE: Quote = Quote { mark: "\"", escapes: true, many_lines: false };
const SINGLE: Quote = Quote { mark: "'", escapes: true, many_lines: false };
const BACKTICK: Quote = Quote { mark: "`", escapes: true, many_lines: true };

/// A language with the comments and strings of C; the others say how they differ.
const PLAIN: Grammar = Grammar {
    lines: &["//"],
    blocks: &[("/*", "*/")],
    quotes: &[DOUBLE, SINGLE],
    keywords: "",
    constants: "true false null",
    types: "",
    word_signs: &[],
    variables: &[],
    meta: &[],
    habits: &[Habit::Calls, Habit::CapitalTypes],
};

static RUST: Grammar = Grammar {
    quotes: &[],
    keywords: "as async await break const continue crate dyn else enum extern fn for if impl in let loop match mod \
        move mut pub ref return static struct super trait type union unsafe use where while yield self",
    constants: "true false",
    types: "Self bool char str i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64",
    variables: &['\''],
    meta: &["#[", "#!["],
    habits: &[Habit::Calls, Habit::CapitalTypes, Habit::Macros, Habit::RustQuotes],
    ..PLAIN
};

static C: Grammar = Grammar {
    keywords: "alignas alignof auto break case catch class const constexpr continue decltype default delete do else \
        enum explicit export extern final for friend goto if inline namespace new noexcept operator override private \
        protected public register return sizeof static static_assert struct switch template this throw try typedef \
        typename union using virtual volatile while",
    constants: "true false nullptr NULL",
    types: "bool char double float int long short signed size_t ssize_t unsigned void wchar_t int8_t int16_t int32_t \
        int64_t uint8_t uint16_t uint32_t uint64_t uintptr_t",
    meta: &["#"],
    ..PLAIN
};

static JAVA: Grammar = Grammar {
    quotes: &[Quote { mark: "\"\"\"", escapes: true, many_lines: true }, DOUBLE, SINGLE],
    keywords: "abstract as assert async await base break case catch class companion const continue data def default \
        defer delegate do else enum event explicit export extends extension extern final finally fixed for foreach fun \
        func get goto guard if implements implicit import in init inner interface internal is lazy let lock match \
        module mut namespace native new object open operator out override package params partial private protocol \
        protected public readonly record ref return sealed set static struct suspend switch synchronized this throw \
        throws trait transient try typealias typeof using val var virtual volatile when where while with yield",
    constants: "true false null nil",
    types: "bool boolean byte char decimal double float int long short string void",
    meta: &["@"],
    ..PLAIN
};

static GO: Grammar = Grammar {
    quotes: &[DOUBLE, SINGLE, Quote { mark: "`", escapes: false, many_lines: true }],
    keywords: "break case chan const continue default defer else fallthrough for func go goto if import interface map \
        package range return select struct switch type var",
    constants: "true false nil iota",
    types: "any bool byte complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 \
        uint16 uint32 uint64 uintptr",
    ..PLAIN
};

static JAVASCRIPT: Grammar = Grammar {
    quotes: &[DOUBLE, SINGLE, BACKTICK],
    keywords: "abstract as async await break case catch class const continue debugger declare default delete do else \
        enum export extends finally for from function get if implements import in infer instanceof interface keyof let \
        namespace new of private protected public readonly return satisfies set static super switch this throw try \
        type typeof var void while with yield",
    constants: "true false null undefined NaN Infinity",
    types: "any bigint boolean never number object string symbol unknown",
    word_signs: &['$'],
    meta: &["@"],
    ..PLAIN
};

static JSON: Grammar = Grammar { habits: &[Habit::Keys], ..PLAIN };

static PYTHON: Grammar = Grammar {
    lines: &["#"],
    blocks: &[],
    quotes: &[
        Quote { mark: "\"\"\"", escapes: true, many_lines: true },
        Quote { mark: "'''", escapes: true, many_lines: true },
        DOUBLE,
        SINGLE,
    ],
    keywords: "and as assert async await break case class continue def del elif else except finally for from global if \
        import in is lambda match nonlocal not or pass raise return try while with yield",
    constants: "True False None self cls",
    types: "bool bytes dict float frozenset int list object set str tuple",
    meta: &["@"],
    ..PLAIN
};

static RUBY: Grammar = Grammar {
    lines: &["#"],
    blocks: &[("=begin", "=end")],
    keywords: "alias and begin break case class def defined do else elsif end ensure extend for if in include loop \
        module next not or private protected public raise redo require require_relative rescue retry return self super \
        then undef unless until when while yield attr_accessor attr_reader attr_writer",
    constants: "true false nil",
    variables: &['@', '$', ':'],
    ..PLAIN
};

static PHP: Grammar = Grammar {
    lines: &["//", "#"],
    keywords: "abstract and array as break case catch class clone const continue declare default do echo else elseif \
        enum extends final finally fn for foreach function global if implements include include_once instanceof \
        interface isset list match namespace new or print private protected public readonly require require_once \
        return static switch throw trait try unset use var while yield php",
    types: "bool float int iterable mixed object string void",
    variables: &['$'],
    ..PLAIN
};

static SHELL: Grammar = Grammar {
    lines: &["#"],
    blocks: &[],
    quotes: &[
        Quote { mark: "\"", escapes: true, many_lines: true },
        Quote { mark: "'", escapes: false, many_lines: true },
    ],
    keywords: "if then else elif fi for in do done while until case esac function return export local readonly set \
        unset source alias exit break continue sudo cd echo FROM RUN CMD COPY ADD ENV ARG WORKDIR EXPOSE ENTRYPOINT \
        USER VOLUME LABEL",
    constants: "true false",
    word_signs: &['-', '.', '/'],
    variables: &['$'],
    habits: &[],
    ..PLAIN
};

static SQL: Grammar = Grammar {
    lines: &["--"],
    keywords: "add all alter analyze and as asc begin between by cascade case check collate column commit conflict \
        constraint create cross database default delete desc distinct do drop else end except exists explain foreign \
        from full function grant group having if in index inner insert intersect into is join key left like limit not \
        nothing offset on or order outer over partition primary references returning revoke right rollback select set \
        table then to transaction trigger union unique update using values view when where with",
    constants: "true false null",
    types: "bigint binary blob boolean bytea char date decimal double float int integer json jsonb numeric real \
        serial smallint text time timestamp timestamptz tinyint uuid varchar",
    habits: &[Habit::AnyCase, Habit::Calls],
    ..PLAIN
};

static CSS: Grammar = Grammar {
    lines: &[],
    keywords: "important",
    constants: "auto inherit initial none unset revert",
    word_signs: &['-'],
    variables: &[],
    meta: &["@"],
    habits: &[Habit::Calls, Habit::Keys],
    ..PLAIN
};

static LUA: Grammar = Grammar {
    lines: &["--"],
    blocks: &[("--[[", "]]")],
    keywords: "and break do else elseif end for function goto if in local not or repeat return then until while",
    constants: "true false nil",
    ..PLAIN
};

/// The right sides of keys.
const VALUES: Grammar = Grammar {
    lines: &["#"],
    blocks: &[],
    constants: "true false null yes no on off",
    habits: &[],
    word_signs: &['-', '.', '/'],
    ..PLAIN
};

static TOML: Data =
    Data { comments: &["#", ";"], sections: true, items: false, separator: '=', values: VALUES };

static YAML: Data = Data { comments: &["#"], sections: false, items: true, separator: ':', values: VALUES };
