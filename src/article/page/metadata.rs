//! What a page says of itself: JSON-LD, `meta`, `time`, its headline.
//!
//! JSON-LD of an article comes first, then `meta` elements, then what stands in the page. What is written wrongly is
//! passed over.

use super::tree::{Id, Tree, one_line};
use super::{classes, date};
use crate::rules::boilerplate::Boilerplate;
use serde_json::Value;

/// Title, day, publisher and address of a page, and the text that it gives of itself.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub title: Option<String>,
    pub published: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    /// The text as JSON-LD has it, for a page whose elements do not tell.
    pub body: Option<String>,
}

impl Metadata {
    /// Reads what the page says of itself.
    pub(super) fn of(tree: &Tree, known: &Boilerplate) -> Self {
        let mut found = tree.named("script").filter_map(|script| linked_data(tree, script)).fold(
            Self::default(),
            |found, value| {
                let mut nested = 0;
                found.or_linked(&value, known, &mut nested)
            },
        );
        let names = |names: &[&str]| names.iter().find_map(|name| meta(tree, name));
        let site = names(&["og:site_name"]);
        found.title = found.title.or_else(|| title(tree, &names, site.as_deref(), known)).map(|t| characters(&t));
        found.publisher =
            found.publisher.or(site).or_else(|| names(&["publisher", "dc.publisher", "application-name"]));
        found.publisher = found.publisher.map(|p| characters(&p));
        found.published = found.published.or_else(|| published(tree, &names, found.title.as_deref(), known));
        let canonical = tree.named("link").find(|link| tree.node(*link).attribute("rel") == Some("canonical"));
        let canonical = canonical.and_then(|link| tree.node(link).attribute("href")).map(str::to_owned);
        let url = canonical.or(found.url).or_else(|| names(&["og:url"]));
        found.url = url.filter(|url| url.starts_with("http://") || url.starts_with("https://"));
        found
    }

    /// Fills what is missing from JSON-LD, wherever in it the article stands.
    fn or_linked(mut self, value: &Value, known: &Boilerplate, seen: &mut usize) -> Self {
        *seen += 1;
        if *seen > 2000 {
            return self;
        }
        match value {
            Value::Array(values) => values.iter().fold(self, |found, value| found.or_linked(value, known, seen)),
            Value::Object(object) => {
                if object.get("@type").is_some_and(is_article) {
                    let text =
                        |field: &str| object.get(field).and_then(Value::as_str).map(one_line).filter(|t| !t.is_empty());
                    self.title = self.title.or_else(|| text("headline"));
                    let day = || date::day(&text("datePublished")?, known);
                    self.published = self.published.or_else(day);
                    let publisher = || name_of(object.get("publisher")?);
                    self.publisher = self.publisher.or_else(publisher);
                    let page = || {
                        let page = object.get("mainEntityOfPage")?;
                        page.as_str().or_else(|| page.get("@id")?.as_str()).map(str::to_owned)
                    };
                    self.url = self.url.or_else(|| text("url")).or_else(page);
                    let body = || object.get("articleBody").and_then(Value::as_str).map(str::to_owned);
                    self.body = self.body.or_else(body);
                }
                object.get("@graph").into_iter().fold(self, |found, value| found.or_linked(value, known, seen))
            }
            _ => self,
        }
    }
}

fn linked_data(tree: &Tree, script: Id) -> Option<Value> {
    let node = tree.node(script);
    node.attribute("type").filter(|kind| kind.eq_ignore_ascii_case("application/ld+json"))?;
    let text: String = node.children.iter().map(|child| tree.node(*child).text.as_str()).collect();
    serde_json::from_str(text.trim()).ok()
}

fn is_article(kind: &Value) -> bool {
    let named = |kind: &Value| kind.as_str().is_some_and(|k| k.ends_with("Article") || k == "BlogPosting");
    named(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(named))
}

fn name_of(publisher: &Value) -> Option<String> {
    let publisher = publisher.as_array().map_or(Some(publisher), |all| all.first())?;
    let name = publisher.as_str().or_else(|| publisher.get("name")?.as_str())?;
    Some(one_line(name)).filter(|name| !name.is_empty())
}

/// The content of the first `meta` element of a name.
fn meta(tree: &Tree, wanted: &str) -> Option<String> {
    tree.named("meta").find_map(|id| {
        let node = tree.node(id);
        let names = ["property", "name", "itemprop"];
        let named = names.iter().any(|a| node.attribute(a).is_some_and(|v| v.eq_ignore_ascii_case(wanted)));
        named.then(|| node.attribute("content").map(one_line))?.filter(|content| !content.is_empty())
    })
}

/// The headline: that of the page, when what the page is called has it in itself.
fn title(
    tree: &Tree,
    names: &dyn Fn(&[&str]) -> Option<String>,
    site: Option<&str>,
    known: &Boilerplate,
) -> Option<String> {
    let called = names(&["og:title", "twitter:title"]);
    let whole = tree.named("title").next().map(|title| tree.text(title)).filter(|title| !title.is_empty());
    let headlines: Vec<String> = (0..tree.nodes.len())
        .filter(|id| &*tree.node(*id).name == "h1" || tree.node(*id).attribute("itemprop") == Some("headline"))
        .map(|id| tree.node(id).attribute("content").map_or_else(|| tree.text(id), one_line))
        .filter(|headline| !headline.is_empty())
        .collect();
    let fits = |headline: &&String| {
        let calls = |called: &Option<String>| called.as_ref().is_some_and(|called| known.holds(called, headline));
        calls(&called) || calls(&whole)
    };
    // The name of the site may be a headline, too, so the longest counts.
    let fitting = headlines.iter().filter(fits).max_by_key(|headline| headline.len()).cloned();
    let only = || if headlines.len() == 1 { headlines.first().cloned() } else { None };
    fitting.or_else(only).or_else(|| called.or(whole).map(|called| without_site(&called, site, known)))
}

/// A title without the name of the site behind it.
fn without_site(title: &str, site: Option<&str>, known: &Boilerplate) -> String {
    for mark in [" | ", " - ", " – ", " — ", " :: ", " » ", " / "] {
        if let Some((headline, rest)) = title.rsplit_once(mark)
            && (site.is_some_and(|site| known.alike(site, rest)) || rest.chars().count() * 2 < headline.chars().count())
        {
            return headline.trim().to_owned();
        }
    }
    title.to_owned()
}

/// Fields of JSON hold characters in the spelling of HTML now and then.
fn characters(text: &str) -> String {
    if text.contains('&') { Tree::parse(text).text(0) } else { text.to_owned() }
}

fn published(
    tree: &Tree,
    names: &dyn Fn(&[&str]) -> Option<String>,
    title: Option<&str>,
    known: &Boilerplate,
) -> Option<String> {
    const NAMES: &[&str] = &[
        "article:published_time",
        "datePublished",
        "og:published_time",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "dcterms.date",
        "pubdate",
        "publishdate",
        "publish-date",
        "parsely-pub-date",
        "sailthru.date",
        "article_date_original",
    ];
    let named = NAMES.iter().find_map(|name| date::day(&names(&[name])?, known));
    let elements = || 0..tree.nodes.len();
    let of = |id: Id| {
        let node = tree.node(id);
        let written = node.attribute("datetime").or_else(|| node.attribute("content"));
        written.and_then(|w| date::day(w, known)).or_else(|| short_day(tree, id, known))
    };
    let marked = || elements().filter(|id| tree.node(*id).attribute("itemprop") == Some("datePublished")).find_map(of);
    let dated = |id: &Id| {
        let words = ["date", "time", "pub", "publish", "published", "datetime", "newsdate", "pubdate"];
        let node = tree.node(*id);
        &*node.name == "time" || classes(node).any(|word| words.contains(&word.as_str()))
    };
    // The day of a page stands near its headline; dates far before that are today's and those of other news.
    let called = |id: &Id| title.is_some_and(|title| known.alike(title, &tree.text(*id)));
    let headline = tree.named("h1").filter(called).last().or_else(|| tree.named("h1").last()).unwrap_or(0);
    let after = || elements().filter(|id| *id > headline).filter(dated).find_map(of);
    let before = || elements().filter(|id| *id < headline).filter(dated).filter_map(of).next_back();
    named.or_else(marked).or_else(after).or_else(before)
}

fn short_day(tree: &Tree, id: Id, known: &Boilerplate) -> Option<String> {
    let text = tree.text(id);
    date::is_date(&text, known).then(|| date::day(&text, known))?
}
