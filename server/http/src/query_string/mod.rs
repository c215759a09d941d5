//! Query strings in bracket notation (`filters[author][name][$eq]=x`), as Strapi's clients write them with `qs`.
//!
//! Owns the syntax only: from text to a tree of texts, within limits. What the names mean is not known here; see
//! `content::requested`. Whatever could be read in two ways is refused, with the parameter that it stands in.

mod canonical;
mod key;
mod percent;
mod tree;

pub(crate) use canonical::{canonical_query, ignores_some};
pub(crate) use tree::{ParameterError, QueryTree};

use tree::{Node, insert};

const MAX_PARAMETERS: usize = 1_000;

/// Reads a query string (without the `?`) into its top-level parameters.
pub(crate) fn parse(query: &str) -> Result<indexmap::IndexMap<String, QueryTree>, ParameterError> {
    let mut root = Node::empty_map();
    let mut count = 0;
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        count += 1;
        if count > MAX_PARAMETERS {
            return Err(ParameterError::new("", format!("at most {MAX_PARAMETERS} parameters are read")));
        }
        let (raw_key, raw_value) = pair.split_once('=').unwrap_or((pair, ""));
        let key = percent::decode(raw_key).map_err(|broken| ParameterError::new(raw_key, broken))?;
        let value = percent::decode(raw_value).map_err(|broken| ParameterError::new(&key, broken))?;
        let segments = key::segments(&key).map_err(|broken| ParameterError::new(&key, broken))?;
        insert(&mut root, &segments, value).map_err(|broken| ParameterError::new(&key, broken))?;
    }
    root.into_parameters()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(query: &str) -> Result<String, String> {
        parse(query)
            .map(|parameters| text(&QueryTree::Map(parameters)))
            .map_err(|error| format!("{}: {}", error.parameter, error.message))
    }

    fn text(tree: &QueryTree) -> String {
        match tree {
            QueryTree::Leaf(value) => format!("{value:?}"),
            QueryTree::List(items) => format!("[{}]", items.iter().map(text).collect::<Vec<_>>().join(", ")),
            QueryTree::Map(members) => {
                let members = members.iter().map(|(name, member)| format!("{name:?}: {}", text(member)));
                format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
            }
        }
    }

    #[test]
    fn the_notations_of_strapi_clients_are_read() {
        let cases = [
            ("", "{}"),
            ("&&", "{}"),
            ("filters[a][$eq]=x", r#"{"filters": {"a": {"$eq": "x"}}}"#),
            ("filters%5Ba%5D%5B%24eq%5D=x%20y+z", r#"{"filters": {"a": {"$eq": "x y z"}}}"#),
            ("sort[0]=a&sort[1]=b", r#"{"sort": ["a", "b"]}"#),
            ("sort[1]=b&sort[0]=a", r#"{"sort": ["a", "b"]}"#),
            ("sort[]=a&sort[]=b", r#"{"sort": ["a", "b"]}"#),
            ("sort=a&sort=b", r#"{"sort": ["a", "b"]}"#),
            ("sort[3]=a&sort[7]=b", r#"{"sort": ["a", "b"]}"#),
            ("sort=a,b:desc", r#"{"sort": "a,b:desc"}"#),
            ("populate=*", r#"{"populate": "*"}"#),
            ("populate[a][fields][0]=x", r#"{"populate": {"a": {"fields": ["x"]}}}"#),
            (
                "populate[blocks][on][shared.quote][populate]=*",
                r#"{"populate": {"blocks": {"on": {"shared.quote": {"populate": "*"}}}}}"#,
            ),
            (
                "filters[$or][0][a]=1&filters[$or][1][b]=2",
                r#"{"filters": {"$or": [{"a": "1"}, {"b": "2"}]}}"#,
            ),
            ("a=%C3%A9&b=&c", r#"{"a": "é", "b": "", "c": ""}"#),
            ("a=b=c", r#"{"a": "b=c"}"#),
            ("a[toString]=1", r#"{"a": {"toString": "1"}}"#),
        ];
        for (query, expected) in cases {
            assert_eq!(shown(query).as_deref(), Ok(expected), "{query}");
        }
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_refused() {
        let cases = [
            ("a=1&a[b]=2", "a[b]: is given both as a value and as a group"),
            ("a[b]=2&a=1", "a: is given both as a value and as a group"),
            ("a=1&a=2&a[b]=2", "a[b]: is given both as a value and as a group"),
            ("a[0]=1&a[b]=2", "a: mixes names and list positions"),
            ("a[0]=1&a[]=2", "a[]: mixes `[]` and list positions"),
            ("a[]=1&a[0]=2", "a[0]: mixes `[]` and list positions"),
            ("a[99999999]=1", "a[99999999]: has a list position over 199"),
            ("a[99999999999999999999999]=1", "a[99999999999999999999999]: has a list position over 199"),
            ("a[007]=1", "a[007]: has a list position with leading zeros"),
            ("a[__proto__][b]=1", "a[__proto__][b]: contains the name `__proto__`"),
            ("__proto__=1", "__proto__: contains the name `__proto__`"),
            ("=1", ": has no name"),
            ("[a]=1", "[a]: has no name"),
            ("a[[b]]=1", "a[[b]]: has unbalanced brackets"),
            ("a[b=1", "a[b: has unbalanced brackets"),
            ("a]b=1", "a]b: has unbalanced brackets"),
            ("a[b]c=1", "a[b]c: has text between its brackets"),
            ("a[][b]=1", "a[][b]: has `[]` before its end"),
            ("a=%zz", "a: has a broken percent-encoding"),
            ("a%=1", "a%: has a broken percent-encoding"),
            ("a=%ff", "a: is not UTF-8"),
            ("a=%00", "a: contains U+0000"),
        ];
        for (query, expected) in cases {
            assert_eq!(shown(query).unwrap_err(), expected, "{query}");
        }
    }

    #[test]
    fn sizes_are_bounded() {
        let deep = |depth: usize| format!("a{}=1", "[b]".repeat(depth));
        assert!(shown(&deep(19)).is_ok());
        assert!(shown(&deep(20)).unwrap_err().ends_with("is nested more than 20 deep"));
        let list = |length: usize| (0..length).map(|_| "a[]=1").collect::<Vec<_>>().join("&");
        assert!(shown(&list(200)).is_ok());
        assert_eq!(shown(&list(201)).unwrap_err(), "a[]: has more than 200 values");
        let repeated = vec!["a=1"; 201].join("&");
        assert_eq!(shown(&repeated).unwrap_err(), "a: has more than 200 values");
        let many = (0..1_001).map(|index| format!("a{index}=1")).collect::<Vec<_>>().join("&");
        assert_eq!(shown(&many).unwrap_err(), ": at most 1000 parameters are read");
    }
}
