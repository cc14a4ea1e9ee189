//! The elements of a page as a tree that is as deep and as large as we say, whatever the page does.
//!
//! The tokens are those of the standard (`html5gum`); the tree is simpler than a browser's: formatting that is nested
//! wrongly is not repaired, because only blocks matter here. Every page gives a tree, in time linear in its length.

use html5gum::{DefaultEmitter, Token, Tokenizer};

/// Elements inside each other beyond this depth are taken as one.
const DEPTH: usize = 200;
/// Elements beyond this number are not made; their text belongs to the last that was.
const ELEMENTS: usize = 300_000;

/// Attributes that say what an element is; the others are not kept.
const ATTRIBUTES: &[&str] = &[
    "aria-hidden",
    "class",
    "content",
    "datetime",
    "hidden",
    "href",
    "id",
    "itemprop",
    "itemtype",
    "name",
    "property",
    "rel",
    "role",
    "style",
    "type",
];
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements that end an open paragraph.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Whether an element of this name is a block.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.binary_search(&name).is_ok()
}

/// The number of a node.
pub(super) type Id = usize;

/// An element or a piece of text.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// The element around it; the root is its own.
    pub parent: Id,
    /// What is inside, in order.
    pub children: Vec<Id>,
    /// The element's name in small letters; empty for text.
    pub name: Box<str>,
    /// The text; empty for elements.
    pub text: String,
    attributes: Vec<(&'static str, Box<str>)>,
}

impl Node {
    /// An attribute's value.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_ref())
    }
}

/// A page. Nodes stand in the order of the page; the root is node 0.
#[derive(Debug)]
pub(super) struct Tree {
    /// All nodes.
    pub nodes: Vec<Node>,
}

impl Tree {
    /// Reads a page.
    pub(super) fn parse(html: &str) -> Self {
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        let mut making = Making { nodes: vec![Node::default()], open: vec![0], beyond: 0 };
        for token in Tokenizer::new_with_emitter(html, emitter) {
            // Reading from memory cannot fail.
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name);
                    let attributes = ATTRIBUTES.iter().filter_map(|wanted| {
                        let value = tag.attributes.get(wanted.as_bytes())?;
                        Some((*wanted, String::from_utf8_lossy(value).into_owned().into_boxed_str()))
                    });
                    making.start(&name, attributes.collect());
                }
                Token::EndTag(tag) => making.end(&String::from_utf8_lossy(&tag.name)),
                Token::String(text) => making.text(&String::from_utf8_lossy(&text)),
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        Self { nodes: making.nodes }
    }

    /// A node.
    pub(super) fn node(&self, id: Id) -> &Node {
        &self.nodes[id]
    }

    /// The elements around a node, the nearest first, without the root.
    pub(super) fn around(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(Some(id), |id| Some(self.nodes[*id].parent)).skip(1).take_while(|id| *id != 0)
    }

    /// Whether a node is an element or inside of it.
    pub(super) fn is_in(&self, id: Id, element: Id) -> bool {
        id == element || element == 0 || self.around(id).any(|around| around == element)
    }

    /// Elements of a name, in the order of the page.
    pub(super) fn named<'t>(&'t self, name: &'t str) -> impl Iterator<Item = Id> + 't {
        (0..self.nodes.len()).filter(move |id| *self.nodes[*id].name == *name)
    }

    /// All the text in an element, with single spaces.
    pub(super) fn text(&self, id: Id) -> String {
        let mut text = String::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            let node = self.node(id);
            text.push_str(&node.text);
            if is_block(&node.name) || *node.name == *"br" {
                text.push(' ');
            }
            open.extend(node.children.iter().rev());
        }
        one_line(&text)
    }
}

/// A text with single spaces and none around.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Making {
    nodes: Vec<Node>,
    open: Vec<Id>,
    /// Open elements that were not made.
    beyond: usize,
}

impl Making {
    fn innermost(&self) -> Id {
        self.open.last().copied().unwrap_or(0)
    }

    fn add(&mut self, node: Node) -> Id {
        let id = self.nodes.len();
        let parent = self.innermost();
        self.nodes[parent].children.push(id);
        self.nodes.push(Node { parent, ..node });
        id
    }

    fn start(&mut self, name: &str, attributes: Vec<(&'static str, Box<str>)>) {
        if is_block(name) {
            self.close("p", &[]);
        }
        match name {
            "li" => self.close("li", &["ul", "ol", "menu"]),
            "dt" | "dd" => {
                self.close("dt", &["dl"]);
                self.close("dd", &["dl"]);
            }
            "td" | "th" => {
                self.close("td", &["tr"]);
                self.close("th", &["tr"]);
            }
            "tr" => self.close("tr", &["table"]),
            "option" => self.close("option", &["select"]),
            "a" => self.close("a", BLOCKS),
            _ => {}
        }
        let is_void = VOID.contains(&name);
        if self.open.len() >= DEPTH || self.nodes.len() >= ELEMENTS {
            self.beyond += usize::from(!is_void);
            return;
        }
        let id = self.add(Node { name: name.into(), attributes, ..Node::default() });
        if !is_void {
            self.open.push(id);
        }
    }

    fn end(&mut self, name: &str) {
        if VOID.contains(&name) {
            return;
        }
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        // An inline element does not end the block around it.
        self.close(name, if is_block(name) { &["html"] } else { BLOCKS });
    }

    /// Ends the innermost open element of a name, with those inside it, unless one of `walls` stands between.
    fn close(&mut self, name: &str, walls: &[&str]) {
        for (n, id) in self.open.iter().enumerate().skip(1).rev() {
            let open = &*self.nodes[*id].name;
            if open == name {
                self.open.truncate(n);
                return;
            }
            let wall = walls.contains(&open) || (name == "p" && matches!(open, "td" | "th" | "table" | "li" | "div"));
            if wall {
                return;
            }
        }
    }

    fn text(&mut self, text: &str) {
        let parent = self.innermost();
        if let Some(last) = self.nodes[parent].children.last().copied()
            && self.nodes[last].name.is_empty()
        {
            self.nodes[last].text.push_str(text);
        } else {
            self.add(Node { text: text.to_owned(), ..Node::default() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_blocks_are_sorted_as_the_search_needs_them() {
        assert!(BLOCKS.is_sorted());
    }

    #[test]
    fn elements_that_are_not_closed_end_where_the_standard_says() {
        let tree = Tree::parse("<ul><li>one<li>two</ul><p>three<p>four<div>five</div>");
        let names = |id: Id| tree.node(id).children.iter().map(|c| &*tree.node(*c).name).collect::<Vec<_>>();
        assert_eq!(names(0), ["ul", "p", "p", "div"]);
        assert_eq!(names(1), ["li", "li"]);
    }

    #[test]
    fn a_page_of_a_million_open_elements_is_read_in_bounded_depth() {
        let tree = Tree::parse(&("<div>".repeat(1_000_000) + "end"));
        assert!(tree.nodes.len() <= DEPTH + 1);
        assert_eq!(tree.text(0), "end");
    }

    #[test]
    fn text_of_a_script_is_no_markup_and_entities_are_characters() {
        let tree = Tree::parse("<script>if (a < b) { '<p>' }</script><p>می&zwnj;رود &amp; &#x06CC;</p>");
        let p = tree.named("p").next().expect("one paragraph");
        assert_eq!(tree.text(p), "می\u{200C}رود & ی");
        assert_eq!(tree.named("p").count(), 1);
    }
}
