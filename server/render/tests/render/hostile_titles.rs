//! Texts that would break out of wherever they stand if it were not escaped for that place.

pub(crate) const HOSTILE: [&str; 12] = [
    "</title><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</script><script>alert(1)//",
    "<!--<script>",
    "]]><x/>&lt;b&gt; &amp;amp; &#60;",
    "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]>&y;",
    "{{ site.title }} {% raw %}",
    "\\\"}],\"x\":[{\"",
    "line\u{2028}and\u{2029}paragraph",
    "right\u{202e}tfel \u{1f600} e\u{301}",
    "javascript:alert(1)",
];
