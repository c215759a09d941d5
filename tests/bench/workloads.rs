//! What is asked of the server: the same requests that other systems were measured with.

/// One kind of request.
#[derive(Debug)]
pub(crate) struct Workload {
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    /// `%SLUG%` stands for a post that changes with every request.
    pub(crate) path: &'static str,
    /// Text that stands in the answer once for each item, and how often it must.
    pub(crate) each: &'static str,
    pub(crate) at_least: usize,
    pub(crate) goal: &'static str,
}

pub(crate) const READS: &[Workload] = &[
    Workload {
        name: "W1",
        what: "one post by slug, with author and tags",
        path: "/api/posts?filters[slug][$eq]=%SLUG%&populate[0]=author&populate[1]=tags",
        each: "\"tag-",
        at_least: 3,
        goal: "6,000/s",
    },
    Workload {
        name: "W2",
        what: "newest 20, with author, tags and bodies",
        path: "/api/posts?sort=publishedAt:desc&pagination[pageSize]=20&populate[0]=author&populate[1]=tags",
        each: "\"post-",
        at_least: 20,
        goal: "2,000/s",
    },
    Workload {
        name: "W3",
        what: "by a common tag, newest first, page 10",
        path: "/api/posts?filters[tags][slug][$eq]=tag-01&sort=publishedAt:desc&pagination[page]=10\
               &pagination[pageSize]=20&populate[0]=author&populate[1]=tags",
        each: "\"tag-01\"",
        at_least: 20,
        goal: "1,500/s",
    },
    Workload {
        name: "W2n",
        what: "as W2, without a total",
        path: "/api/posts?sort=publishedAt:desc&pagination[pageSize]=20&populate[0]=author&populate[1]=tags\
               &pagination[withCount]=false",
        each: "\"post-",
        at_least: 20,
        goal: "\u{2264} 2 × at 1,000",
    },
    Workload {
        name: "W3n",
        what: "as W3, without a total",
        path: "/api/posts?filters[tags][slug][$eq]=tag-01&sort=publishedAt:desc&pagination[page]=10\
               &pagination[pageSize]=20&populate[0]=author&populate[1]=tags&pagination[withCount]=false",
        each: "\"tag-01\"",
        at_least: 20,
        goal: "\u{2264} 2 × at 1,000",
    },
    Workload {
        name: "W4",
        what: "home page, in HTML",
        path: "/",
        each: "href=\"/blog/post-",
        at_least: 13,
        goal: "2,000/s",
    },
    Workload {
        name: "W5",
        what: "page of one post, in HTML",
        path: "/blog/%SLUG%",
        each: "</article>",
        at_least: 1,
        goal: "4,000/s",
    },
    Workload {
        name: "W7",
        what: "menu: 66 relations in three component levels",
        path: "/api/menus?filters[slug][$eq]=mega-menu&populate[sections][populate][columns][populate][links]\
               [populate][post][fields][0]=title&populate[sections][populate][columns][populate][links]\
               [populate][post][fields][1]=slug",
        each: "\"post-",
        at_least: 60,
        goal: "2,500/s",
    },
];

pub(crate) const WRITE: Workload = Workload {
    name: "W6",
    what: "create a draft with a 6 KB body, one after another",
    path: "/api/posts?status=draft",
    each: "",
    at_least: 0,
    goal: "p50 < 2 ms",
};

/// `%N%` stands for a number that changes with every request.
pub(crate) fn write_body() -> String {
    let body = "word ".repeat(1_200);
    format!(r#"{{"data":{{"title":"Draft %N%","slug":"draft-%N%","excerpt":"x","body":"{body}"}}}}"#)
}
