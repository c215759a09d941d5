//! What a configuration says when it is wrong, and which source wins.

use std::ffi::OsString;
use std::path::PathBuf;

use super::{Config, ConfigError, Flag, LogFormat, SecretConfig, Sources};

fn environment(pairs: &[(&str, &str)]) -> Vec<(OsString, OsString)> {
    pairs.iter().map(|(name, value)| (OsString::from(name), OsString::from(value))).collect()
}

fn with_file(text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("galley.toml");
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

fn load(file: &str, pairs: &[(&str, &str)], flags: &[(&'static str, &str)]) -> Result<Config, ConfigError> {
    let (_folder, path) = with_file(file);
    let flags = flags.iter().map(|(key, value)| Flag { key, value: (*value).to_owned() }).collect();
    Config::load(&Sources { file: Some(path), environment: environment(pairs), flags })
}

#[test]
fn nothing_configured_is_a_local_site_in_the_data_folder() {
    let config = load("", &[], &[]).unwrap();
    assert_eq!(config.http.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.http.site_address(), "http://127.0.0.1:8080");
    assert_eq!(config.database.url, "sqlite:data/galley.sqlite");
    assert_eq!(config.media_url, "file:data/media");
    assert!(config.http.is_plain());
}

#[test]
fn flags_win_over_variables_and_variables_over_the_file() {
    let file = "listen = \"127.0.0.1:1001\"\ndata_dir = \"from-file\"\nlog_format = \"json\"";
    let variables = [("GALLEY_LISTEN", "127.0.0.1:1002"), ("GALLEY_LOG", "debug")];
    let config = load(file, &variables, &[("listen", "127.0.0.1:1003")]).unwrap();
    assert_eq!(config.http.listen.port(), 1003);
    assert_eq!(config.logs.filter, "debug");
    assert_eq!(config.logs.format, LogFormat::Json);
    assert_eq!(config.data_dir, PathBuf::from("from-file"));
    assert_eq!(load(file, &variables, &[]).unwrap().http.listen.port(), 1002);
}

#[test]
fn readers_have_a_budget_unless_they_are_measured() {
    let reads = |file: &str, pairs: &[(&str, &str)]| load(file, pairs, &[]).unwrap().http.reads;
    assert_eq!(reads("", &[]).per_actor, Some(100_000));
    assert_eq!(reads("read_budget_per_actor = 5", &[]).per_actor, Some(5));
    assert_eq!(reads("", &[("GALLEY_READ_BUDGET_PER_ADDRESS", "0")]).per_address, None);
    let measured = reads("cache = \"off\"\nread_budget_per_actor = 7", &[]);
    assert_eq!((measured.per_actor, measured.per_address), (Some(7), None));
}

#[test]
fn the_size_of_the_cache_is_a_number_of_mebibytes() {
    let bytes = |file: &str, pairs: &[(&str, &str)]| load(file, pairs, &[]).unwrap().cache_bytes;
    assert_eq!(bytes("", &[]), 64 << 20);
    assert_eq!(bytes("cache_size = 5", &[]), 5 << 20);
    assert_eq!(bytes("cache_size = 5", &[("GALLEY_CACHE_SIZE", "1")]), 1 << 20);
    assert_eq!(bytes("cache = \"off\"", &[("GALLEY_CACHE_SIZE", "1")]), 0);
}

#[test]
fn a_wrong_file_is_refused_with_the_key_and_the_file() {
    let cases = [
        ("listn = \"x\"", "listn"),
        ("listen = \"localhost\"", "listen"),
        ("listen = 8080", "listen"),
        ("base_url = \"example.org\"", "base_url"),
        ("base_url = \"https://example.org/blog\"", "base_url"),
        ("database_url = \"mysql://localhost/x\"", "database_url"),
        ("database_url = \"galley.db\"", "database_url"),
        ("database_url = \"sqlite:\"", "database_url"),
        ("database_url = \"sqlite::memory:\"", "database_url"),
        ("database_url = 7", "database_url"),
        ("strict_parameters = \"on\"", "strict_parameters"),
        ("strict_parameters = 1", "strict_parameters"),
        ("read_budget_per_actor = -1", "read_budget_per_actor"),
        ("read_budget_per_address = \"much\"", "read_budget_per_address"),
        ("trusted_proxies = [\"10.0.0.0/99\"]", "trusted_proxies"),
        ("trusted_proxies = 7", "trusted_proxies"),
        ("log = \"info,[\"", "log"),
        ("log_format = \"xml\"", "log_format"),
        ("cache = \"maybe\"", "cache"),
        ("secret = \"short\"", "secret"),
        ("secret = 123456", "secret"),
        ("data_dir = 1", "data_dir"),
        ("[http]\nlisten = \"127.0.0.1:1\"", "http"),
    ];
    for (file, key) in cases {
        let error = load(file, &[], &[]).unwrap_err().to_string();
        assert!(error.contains(&format!("`{key}`")) && error.contains("galley.toml"), "{file}: {error}");
    }
}

#[test]
fn a_wrong_variable_or_flag_is_refused_with_its_own_name() {
    for (variable, value, key) in [
        ("GALLEY_LISTN", "127.0.0.1:1", "listn"),
        ("GALLEY_LISTEN", "nowhere", "listen"),
        ("GALLEY_LISTEN", "", "listen"),
        ("GALLEY_BASE_URL", "ftp://example.org", "base_url"),
        ("GALLEY_SECRET", "changeme-changeme-changeme-changeme", "secret"),
        ("GALLEY_SECRET", "00000000000000000000000000000000", "secret"),
    ] {
        let error = load("", &[(variable, value)], &[]).unwrap_err().to_string();
        assert!(error.contains(&format!("`{key}`")) && error.contains(variable), "{variable}: {error}");
    }
    let error = load("", &[("GALLEY_ADMIN_URL", "https://admin.example.org")], &[]).unwrap_err().to_string();
    assert!(error.contains("`admin_url`") && error.contains("`base_url`"), "{error}");
    let error = load("", &[], &[("listen", "x")]).unwrap_err().to_string();
    assert!(error.contains("--listen"), "{error}");
}

#[test]
fn a_broken_file_is_refused_with_its_line_and_a_missing_one_by_name() {
    let error = load("data_dir = \"a\"\nlisten = \n", &[], &[]).unwrap_err().to_string();
    assert!(error.contains("galley.toml") && error.contains("line 2"), "{error}");
    let (_folder, path) = with_file("");
    std::fs::write(&path, b"listen = \"127.0.0.1:1\"\nlog = \"\xff\"\n").unwrap();
    let sources = Sources { file: Some(path), ..Sources::default() };
    let error = Config::load(&sources).unwrap_err().to_string();
    assert!(error.contains("galley.toml") && error.contains("line 2 is not UTF-8"), "{error}");
    let missing = Sources { file: Some(PathBuf::from("/nowhere/galley.toml")), ..Sources::default() };
    let error = Config::load(&missing).unwrap_err().to_string();
    assert!(error.contains("/nowhere/galley.toml"), "{error}");
}

#[test]
fn the_variables_of_tests_configure_nothing() {
    assert!(load("", &[("GALLEY_TEST_POSTGRES_URL", "postgres://x"), ("PATH", "/bin")], &[]).is_ok());
}

#[test]
fn lists_are_lists_or_texts_with_commas() {
    let from_file = load("trusted_proxies = [\"10.0.0.0/8\", \"::1\"]", &[], &[]).unwrap();
    let from_variable = load("", &[("GALLEY_TRUSTED_PROXIES", "10.0.0.0/8, ::1")], &[]).unwrap();
    assert_eq!(from_file.http.trusted_proxies.len(), 2);
    assert_eq!(from_variable.http.trusted_proxies, from_file.http.trusted_proxies);
}

#[test]
fn secrets_do_not_show() {
    let secret = "k3s0Qn7rYv1pXw9zTb5mLd8hGf2jCa4e";
    let variables =
        [("GALLEY_SECRET", secret), ("GALLEY_DATABASE_URL", "postgres://user:hidden@localhost/galley")];
    let shown = format!("{:?}", load("", &variables, &[]).unwrap());
    assert!(!shown.contains(secret) && !shown.contains("hidden"), "{shown}");
    let error = load("", &[("GALLEY_SECRET", "hidden")], &[]).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hidden"));
    for (variable, value) in [
        ("GALLEY_BASE_URL", "https://user:hidden@example.org"),
        ("GALLEY_DATABASE_URL", "mysql://user:hidden@localhost/galley"),
    ] {
        let error = load("", &[(variable, value)], &[]).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("hidden"), "{error}");
    }
}

#[test]
fn a_secret_of_our_own_is_made_once_and_for_its_owner_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data/secret");
    let own = SecretConfig::Own(path.clone());
    let first = own.key("k3s0Qn7rYv1pXw9zTb5mLd8hGf2jCa4e").unwrap();
    let second = own.key("another0Qn7rYv1pXw9zTb5mLd8hGf2jC").unwrap();
    assert_eq!(first, second);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
