//! The tree that a query string means, and how parameters are put into it.

use indexmap::IndexMap;

const MAX_LIST: usize = 200;

/// A parameter's value: a text, or named or numbered parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum QueryTree {
    Leaf(String),
    List(Vec<QueryTree>),
    Map(IndexMap<String, QueryTree>),
}

/// A parameter that cannot be taken: its name as the client wrote it (decoded, shortened), and what is wrong, as a
/// sentence without subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ParameterError {
    pub(crate) parameter: String,
    pub(crate) message: String,
}

impl ParameterError {
    pub(crate) fn new(parameter: &str, message: impl Into<String>) -> Self {
        let parameter = parameter.chars().filter(|c| !c.is_control()).take(120).collect();
        Self { parameter, message: message.into() }
    }
}

/// The tree while it grows.
#[derive(Debug)]
pub(super) enum Node {
    Leaf(String),
    /// `a=1&a=2` or `a[]=1&a[]=2`
    Repeated(Vec<String>, Spelling),
    Map(IndexMap<String, Node>),
}

/// How a repeated value was written; the two do not mix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    Plain,
    Appended,
}

const MIXED_SHAPES: &str = "is given both as a value and as a group";
const MIXED_LISTS: &str = "mixes `[]` and list positions";

impl Node {
    pub(super) fn empty_map() -> Self {
        Self::Map(IndexMap::new())
    }

    pub(super) fn into_parameters(self) -> Result<IndexMap<String, QueryTree>, ParameterError> {
        let Self::Map(members) = self else { return Ok(IndexMap::new()) };
        members
            .into_iter()
            .map(|(name, node)| {
                let tree = node.into_tree(&name)?;
                Ok((name, tree))
            })
            .collect()
    }

    fn into_tree(self, path: &str) -> Result<QueryTree, ParameterError> {
        match self {
            Self::Leaf(text) => Ok(QueryTree::Leaf(text)),
            Self::Repeated(texts, _) => Ok(QueryTree::List(texts.into_iter().map(QueryTree::Leaf).collect())),
            Self::Map(members) => map_into_tree(members, path),
        }
    }
}

/// A group whose names are all positions is a list, in the order of the positions and without gaps.
fn map_into_tree(members: IndexMap<String, Node>, path: &str) -> Result<QueryTree, ParameterError> {
    let positions = members.keys().filter(|name| is_position(name)).count();
    let mut children = Vec::with_capacity(members.len());
    for (name, node) in members {
        let child = node.into_tree(&format!("{path}[{name}]"))?;
        children.push((name, child));
    }
    if positions == 0 {
        return Ok(QueryTree::Map(children.into_iter().collect()));
    }
    if positions < children.len() {
        return Err(ParameterError::new(path, "mixes names and list positions"));
    }
    children.sort_by_key(|(name, _)| name.parse::<usize>().unwrap_or(MAX_LIST));
    Ok(QueryTree::List(children.into_iter().map(|(_, child)| child).collect()))
}

fn is_position(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit())
}

/// Puts one parameter into the tree. The error says what is wrong, to follow the parameter's name.
pub(super) fn insert(root: &mut Node, segments: &[&str], value: String) -> Result<(), String> {
    let mut node = root;
    let mut segments = segments.iter().copied().peekable();
    while let Some(segment) = segments.next() {
        if is_position(segment) {
            check_position(segment)?;
        }
        let members = match node {
            Node::Map(members) => members,
            Node::Repeated(_, Spelling::Appended) if is_position(segment) => {
                return Err(MIXED_LISTS.to_owned());
            }
            Node::Leaf(_) | Node::Repeated(..) => return Err(MIXED_SHAPES.to_owned()),
        };
        match segments.peek() {
            None => return put(members, segment, value, Spelling::Plain),
            // `[]` stands only at the end, so it belongs to this name.
            Some(&"") => return put(members, segment, value, Spelling::Appended),
            Some(_) => node = members.entry(segment.to_owned()).or_insert_with(Node::empty_map),
        }
    }
    Ok(())
}

fn check_position(segment: &str) -> Result<(), String> {
    if segment.len() > 1 && segment.starts_with('0') {
        return Err("has a list position with leading zeros".to_owned());
    }
    match segment.parse::<usize>() {
        Ok(position) if position < MAX_LIST => Ok(()),
        Ok(_) | Err(_) => Err(format!("has a list position over {}", MAX_LIST - 1)),
    }
}

fn put(
    members: &mut IndexMap<String, Node>,
    name: &str,
    value: String,
    spelling: Spelling,
) -> Result<(), String> {
    let Some(existing) = members.get_mut(name) else {
        let node = match spelling {
            Spelling::Plain => Node::Leaf(value),
            Spelling::Appended => Node::Repeated(vec![value], spelling),
        };
        members.insert(name.to_owned(), node);
        return Ok(());
    };
    match existing {
        Node::Leaf(first) if spelling == Spelling::Plain => {
            *existing = Node::Repeated(vec![std::mem::take(first), value], spelling);
            Ok(())
        }
        Node::Repeated(values, before) if *before == spelling => {
            if values.len() == MAX_LIST {
                return Err(format!("has more than {MAX_LIST} values"));
            }
            values.push(value);
            Ok(())
        }
        Node::Map(members)
            if spelling == Spelling::Appended && members.keys().any(|name| is_position(name)) =>
        {
            Err(MIXED_LISTS.to_owned())
        }
        Node::Leaf(_) | Node::Repeated(..) | Node::Map(_) => Err(MIXED_SHAPES.to_owned()),
    }
}
