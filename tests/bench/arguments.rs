//! What the caller wants measured.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// Where the content of one table comes from.
#[derive(Debug)]
pub(crate) enum Content {
    /// A file that `tests/bench/dataset.py` wrote.
    Dataset(PathBuf),
    /// Posts of the same shapes, made by `galley seed`.
    Entries(u32),
}

impl Content {
    /// The number of posts.
    pub(crate) fn entries(&self) -> Result<u32> {
        match self {
            Self::Entries(entries) => Ok(*entries),
            Self::Dataset(path) => {
                let text = std::fs::read(path).with_context(|| format!("reading `{}`", path.display()))?;
                let dataset: serde_json::Value = serde_json::from_slice(&text)?;
                let posts = dataset["posts"].as_array().context("the data set has no posts")?;
                Ok(u32::try_from(posts.len())?)
            }
        }
    }
}

/// Whether the server may keep answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeping {
    On,
    /// In so little room that an answer is gone before it is asked for again: what recording and keeping cost.
    Little,
    Off,
}

impl Keeping {
    fn parse(word: &str) -> Result<Self> {
        match word {
            "on" => Ok(Self::On),
            "little" => Ok(Self::Little),
            "off" => Ok(Self::Off),
            _ => bail!("`--cache` is `on`, `little` or `off`"),
        }
    }

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Little => "little",
            Self::Off => "off",
        }
    }

    /// The settings of the server. Nobody is refused for reading much: it is one generator that reads.
    pub(crate) const fn settings(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::On => &[("GALLEY_READ_BUDGET_PER_ADDRESS", "4294967295")],
            Self::Little => &[("GALLEY_READ_BUDGET_PER_ADDRESS", "4294967295"), ("GALLEY_CACHE_SIZE", "1")],
            Self::Off => &[("GALLEY_CACHE", "off")],
        }
    }
}

#[derive(Debug)]
pub(crate) struct Arguments {
    pub(crate) contents: Vec<Content>,
    /// Names of workloads; empty: all.
    pub(crate) only: Vec<String>,
    pub(crate) seconds: Duration,
    pub(crate) rounds: u32,
    pub(crate) cache: Keeping,
    /// Measures what one publication drops of so many kept answers, and nothing else.
    pub(crate) dropped: Option<usize>,
    /// Measures how soon so many publications are on the home page, and nothing else.
    pub(crate) visible: Option<usize>,
}

impl Arguments {
    pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Self> {
        let mut arguments = Self {
            contents: Vec::new(),
            only: Vec::new(),
            seconds: Duration::from_secs(6),
            rounds: 3,
            cache: Keeping::Off,
            dropped: None,
            visible: None,
        };
        while let Some(name) = words.next() {
            let value = words.next().with_context(|| format!("`{name}` needs a value"))?;
            match name.as_str() {
                "--dataset" => arguments.contents.push(Content::Dataset(value.into())),
                "--entries" => arguments.contents.push(Content::Entries(value.parse()?)),
                "--only" => arguments.only = value.split(',').map(str::to_owned).collect(),
                "--seconds" => arguments.seconds = Duration::from_secs(value.parse()?),
                "--cache" => arguments.cache = Keeping::parse(&value)?,
                "--dropped" => arguments.dropped = Some(value.parse()?),
                "--visible" => arguments.visible = Some(value.parse()?),
                "--rounds" => arguments.rounds = value.parse()?,
                _ => bail!("unknown argument: `{name}`"),
            }
        }
        Ok(arguments)
    }

    pub(crate) fn wants(&self, workload: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| name == workload)
    }
}
