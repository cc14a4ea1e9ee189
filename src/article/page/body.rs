//! Which paragraphs of a page are its article.
//!
//! First all that cannot be (navigation, forms, what is hidden, what its class calls related or a comment) is left
//! out; then the narrowest element is taken that holds most of the remaining prose; then single paragraphs go that
//! are links, that the words of the pack know as boilerplate, or that stand behind the words that end an article.

use super::classes;
use super::date;
use super::tree::{Id, Tree, is_block, one_line};
use crate::rules::boilerplate::Boilerplate;

/// Letters that make a block prose.
const PROSE: usize = 40;

const NEVER: &[&str] = &[
    "aside", "audio", "button", "canvas", "figure", "footer", "form", "iframe", "label", "link", "math", "meta", "nav",
    "noscript", "object", "script", "select", "style", "svg", "template", "textarea", "title", "video",
];
/// Words in classes and ids of what stands beside an article.
const BESIDE: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "author",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "caption",
    "comment",
    "comments",
    "cookie",
    "copyright",
    "date",
    "datetime",
    "disqus",
    "footer",
    "login",
    "menu",
    "meta",
    "modal",
    "mostviewed",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "pagination",
    "pager",
    "popular",
    "popup",
    "print",
    "promo",
    "rating",
    "recommended",
    "related",
    "relatednews",
    "relateds",
    "rutitr",
    "search",
    "share",
    "sharing",
    "shares",
    "sidebar",
    "social",
    "suggested",
    "suggestions",
    "tags",
    "time",
    "timestamp",
    "toolbar",
    "tools",
    "trending",
    "widget",
];
/// Words in classes and ids of the element that holds an article.
const HOLDS: &[&str] = &[
    "articlebody",
    "article-body",
    "article-text",
    "body-text",
    "content-body",
    "entry-content",
    "item-text",
    "main-text",
    "news-body",
    "news-content",
    "news-text",
    "newsbody",
    "post-content",
    "post-body",
    "story-body",
    "text-body",
];
/// Words in classes of the lead of an article.
const LEAD: &[&str] = &["intro", "introtext", "lead", "lede", "leadtext", "standfirst", "summary"];

/// One paragraph, heading, item or row.
#[derive(Debug)]
struct Block {
    /// The block element around it.
    element: Id,
    text: String,
    letters: usize,
    /// How many of the letters are links.
    linked: usize,
    is_heading: bool,
    is_item: bool,
}

impl Block {
    fn is_linked(&self) -> bool {
        self.linked * 2 > self.letters
    }

    fn weight(&self) -> usize {
        if self.is_heading || self.is_linked() || self.letters < PROSE { 0 } else { self.letters }
    }
}

/// The text of the article, a paragraph a line; empty when there is none.
pub(super) fn body(tree: &Tree, title: Option<&str>, known: &Boilerplate) -> String {
    let strict = of(tree, &left_out(tree, true), title, known);
    if strict.chars().count() >= 2 * PROSE {
        return strict;
    }
    // A page may call its article by a name that others give to what stands beside it.
    let lenient = of(tree, &left_out(tree, false), title, known);
    if lenient.len() > strict.len() * 2 { lenient } else { strict }
}

fn of(tree: &Tree, left_out: &[bool], title: Option<&str>, known: &Boilerplate) -> String {
    let blocks = blocks(tree, left_out);
    let mut weights = vec![0; tree.nodes.len()];
    for block in &blocks {
        weights[block.element] += block.weight();
        tree.around(block.element).for_each(|around| weights[around] += block.weight());
        if block.element != 0 {
            weights[0] += block.weight();
        }
    }
    let (scope, holder) = holder(tree, &weights);
    let lead = lead(tree, &blocks, scope, holder);
    let inside: Vec<&Block> = blocks.iter().filter(|b| tree.is_in(b.element, holder)).collect();
    let lead = lead.filter(|lead| !inside.iter().any(|b| known.holds(&b.text, &lead.text)));
    let lines = lead.into_iter().chain(article(&inside, title, known)).map(|block| block.text.as_str());
    let mut lines: Vec<&str> = lines.flat_map(str::lines).collect();
    if let Some(end) = lines.iter().position(|line| known.ends(line) || known.without_end(line).is_some()) {
        let last = known.without_end(lines[end]);
        lines.truncate(end);
        lines.extend(last.filter(|line| !line.is_empty()));
    }
    lines.join("\n")
}

/// What cannot be part of an article, with all inside it.
fn left_out(tree: &Tree, by_class: bool) -> Vec<bool> {
    let mut out = vec![false; tree.nodes.len()];
    for id in 1..tree.nodes.len() {
        let node = tree.node(id);
        out[id] = out[node.parent] || cannot_be(tree, id) || (by_class && is_beside(tree, id));
    }
    out
}

fn cannot_be(tree: &Tree, id: Id) -> bool {
    let node = tree.node(id);
    let hidden = node.attribute("hidden").is_some()
        || node.attribute("aria-hidden") == Some("true")
        || node.attribute("style").is_some_and(|style| {
            let style: String = style.split_whitespace().collect();
            style.contains("display:none") || style.contains("visibility:hidden")
        });
    let role = node.attribute("role");
    let away = matches!(role, Some("navigation" | "complementary" | "banner" | "contentinfo" | "search" | "dialog"));
    let top = &*node.name == "header" && !tree.around(id).any(|a| matches!(&*tree.node(a).name, "article" | "main"));
    hidden || away || top || NEVER.contains(&&*node.name)
}

fn is_beside(tree: &Tree, id: Id) -> bool {
    let node = tree.node(id);
    if matches!(&*node.name, "" | "html" | "body" | "main") {
        return false;
    }
    if node.attribute("itemprop") == Some("articleBody") || holds(tree, id) {
        return false;
    }
    // Pages put the words of their categories and switches on the article itself: `tag-economy comments-open`.
    if &*node.name == "article" {
        return classes(node).next().is_some_and(|word| word.starts_with("related") || word.starts_with("comment"));
    }
    let mut before = String::new();
    for word in classes(node) {
        // A class such as `with-sidebar` tells what the page has, not what the element is.
        let about = matches!(before.as_str(), "with" | "has" | "no" | "without" | "not");
        if !about && BESIDE.contains(&word.as_str()) {
            return true;
        }
        before = word;
    }
    false
}

fn holds(tree: &Tree, id: Id) -> bool {
    let node = tree.node(id);
    let named = |value: &str| {
        value.split_whitespace().any(|class| HOLDS.contains(&class.to_ascii_lowercase().replace('_', "-").as_str()))
    };
    node.attribute("class").is_some_and(named) || node.attribute("id").is_some_and(named)
}

/// The element in which the article lies, with its headline and lead, and the one that holds its text.
fn holder(tree: &Tree, weights: &[usize]) -> (Id, Id) {
    let heaviest = |ids: &mut dyn Iterator<Item = Id>, share: usize, of: usize| {
        // Of equal elements the innermost is the last.
        ids.max_by_key(|id| (weights[*id], *id)).filter(|id| weights[*id] > 0 && weights[*id] * share >= of)
    };
    let elements = || 1..tree.nodes.len();
    let whole = weights[0];
    let articles = || elements().filter(|id| matches!(&*tree.node(*id).name, "article"));
    let mains =
        || elements().filter(|id| &*tree.node(*id).name == "main" || tree.node(*id).attribute("role") == Some("main"));
    let scope = heaviest(&mut articles(), 4, whole).or_else(|| heaviest(&mut mains(), 4, whole)).unwrap_or(0);
    let marked = &mut elements().filter(|id| tree.node(*id).attribute("itemprop") == Some("articleBody"));
    if let Some(marked) = heaviest(marked, 4, whole) {
        return (scope, marked);
    }
    if let Some(named) =
        heaviest(&mut elements().filter(|id| holds(tree, *id) && tree.is_in(*id, scope)), 3, weights[scope])
    {
        return (scope, named);
    }
    let mut holder = scope;
    loop {
        let next = tree.node(holder).children.iter().copied().find(|child| weights[*child] * 4 > weights[holder] * 3);
        match next {
            // A single long paragraph is no holder.
            Some(child) if !matches!(&*tree.node(child).name, "p" | "li" | "blockquote") => holder = child,
            _ => return (scope, holder),
        }
    }
}

/// The lead that stands before the holder, after the headline.
fn lead<'b>(tree: &Tree, blocks: &'b [Block], scope: Id, holder: Id) -> Option<&'b Block> {
    let headline = (1..holder).rfind(|id| &*tree.node(*id).name == "h1");
    if headline.is_none() && scope == 0 {
        return None;
    }
    let is_lead = |id: Id| {
        let node = tree.node(id);
        node.attribute("itemprop") == Some("description") || classes(node).any(|word| LEAD.contains(&word.as_str()))
    };
    blocks.iter().find(|block| {
        let element = block.element;
        element < holder
            && element > headline.unwrap_or(0)
            && !tree.is_in(element, holder)
            && tree.is_in(element, scope)
            && block.weight() > 0
            && (is_lead(element) || tree.around(element).take(2).any(|a| !tree.is_in(holder, a) && is_lead(a)))
    })
}

/// The blocks of the holder that belong to the article.
fn article<'b>(inside: &[&'b Block], title: Option<&str>, known: &Boilerplate) -> Vec<&'b Block> {
    let is_title = |block: &Block| block.is_heading && title.is_some_and(|title| known.alike(title, &block.text));
    // What stands before the headline is the site's.
    let begins = inside.iter().position(|block| is_title(block)).unwrap_or(0);
    let mut article: Vec<&Block> = Vec::new();
    let mut beside = false;
    for block in &inside[begins..] {
        if is_title(block) || date::is_date(&block.text, known) && !block.text.ends_with('.') {
            continue;
        }
        if known.ends(&block.text) {
            break;
        }
        if known.is_aside(&block.text, block.is_linked()) {
            beside = true;
            continue;
        }
        // What is only links beside a marker, or alone, leads to other articles.
        if block.is_linked() {
            continue;
        }
        if beside && block.is_item && block.weight() == 0 {
            continue;
        }
        beside = false;
        article.push(block);
    }
    while article.last().is_some_and(|block| block.is_heading) {
        article.pop();
    }
    article
}

/// All blocks of the page that are not left out, in order.
fn blocks(tree: &Tree, left_out: &[bool]) -> Vec<Block> {
    let mut walk = Walk { tree, left_out, blocks: Vec::new(), line: Line::default() };
    walk.element(0, 0, false);
    walk.end(0);
    walk.blocks
}

#[derive(Default)]
struct Line {
    text: String,
    linked: usize,
}

struct Walk<'t> {
    tree: &'t Tree,
    left_out: &'t [bool],
    blocks: Vec<Block>,
    line: Line,
}

impl Walk<'_> {
    /// Goes through an element; the tree is not deep.
    fn element(&mut self, id: Id, block: Id, in_link: bool) {
        for child in &self.tree.node(id).children {
            if self.left_out[*child] {
                continue;
            }
            let node = self.tree.node(*child);
            match &*node.name {
                "" => {
                    self.line.text.push_str(&spaces(&node.text));
                    if in_link {
                        self.line.linked += letters(&node.text);
                    }
                }
                "br" => self.line.text.push('\n'),
                "td" | "th" => {
                    self.element(*child, block, in_link);
                    self.line.text.push('\t');
                }
                name if is_block(name) => {
                    self.end(block);
                    self.element(*child, *child, in_link);
                    self.end(*child);
                }
                name => self.element(*child, block, in_link || name == "a"),
            }
        }
    }

    /// Ends a line of blocks, which becomes one when anything stands on it.
    fn end(&mut self, element: Id) {
        let line = std::mem::take(&mut self.line);
        let cells = |line: &str| line.split('\t').map(one_line).collect::<Vec<_>>().join("\t");
        let lines = line.text.split('\n').map(|line| cells(line).trim().to_owned());
        let text = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        if text.is_empty() {
            return;
        }
        let tree = self.tree;
        let inside = |names: &[&str]| {
            names.contains(&&*tree.node(element).name)
                || tree.around(element).take(3).any(|a| names.contains(&&*tree.node(a).name))
        };
        self.blocks.push(Block {
            element,
            letters: letters(&text),
            linked: line.linked,
            is_heading: inside(&["h1", "h2", "h3", "h4", "h5", "h6"]),
            is_item: inside(&["li", "dd", "dt"]),
            text,
        });
    }
}

/// Line ends and tabs of the page's source are spaces.
fn spaces(text: &str) -> String {
    text.replace(['\n', '\t', '\r'], " ")
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}
