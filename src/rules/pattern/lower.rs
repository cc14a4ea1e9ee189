//! From the syntax tree to the plan: every name is looked up, every sub-pattern put in its place.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Fault;
use super::fault::nearest;
use super::optimise::optimise;
use super::plan::{Bounds, Plan, Spot};
use super::regex::TokenRegex;
use super::resolve::{CaptureId, KindSet, Namespace, Resolver};
use super::syntax::{FeatureTest, Named, Node, NodeKind, Polarity, Syntax};
use super::test::Test;

/// An automaton may have so many states. Patterns written by people have a few hundred at most.
const MAX_STATES: usize = 20_000;
/// Expressions may be nested this deep, sub-patterns included.
const MAX_DEPTH: usize = 150;
const TOO_BIG: &str = "the pattern is too big";

/// The names in a pattern by their numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// Those of captures, indexed by [`CaptureId`].
    pub captures: Vec<String>,
    /// Those of the sub-patterns that it holds.
    pub subs: Vec<String>,
}

/// Resolves a pattern.
pub(super) fn lower(syntax: &Syntax, resolver: &dyn Resolver) -> Result<(Plan, Names), Vec<Fault>> {
    let mut lowering = Lowering {
        resolver,
        source: syntax.source.clone(),
        faults: Vec::new(),
        names: Names::default(),
        regexes: FxHashMap::default(),
        open: Vec::new(),
        origin: None,
        nodes: 0,
        depth: 0,
        looks: 0,
    };
    let plan = lowering.node(&syntax.root);
    if lowering.faults.is_empty() && plan.size() > MAX_STATES {
        lowering.too_big(syntax.root.span.clone());
    }
    if lowering.faults.is_empty() {
        return Ok((plan, lowering.names));
    }
    lowering.faults.sort_by_key(|fault| fault.span.start);
    lowering.faults.dedup();
    Err(lowering.faults)
}

struct Lowering<'r> {
    resolver: &'r dyn Resolver,
    /// The text in which the node at hand was written.
    source: String,
    faults: Vec<Fault>,
    names: Names,
    /// Compiled once, however often a sub-pattern is used.
    regexes: FxHashMap<String, TokenRegex>,
    /// The sub-patterns being expanded, by their numbers, outermost first.
    open: Vec<u16>,
    /// Where the outermost of them is used; spans inside it would point into another text.
    origin: Option<Range<usize>>,
    nodes: usize,
    depth: usize,
    looks: usize,
}

impl Lowering<'_> {
    fn report(&mut self, mut fault: Fault) {
        if let (Some(origin), Some(sub)) = (&self.origin, self.open.last()) {
            let name = &self.names.subs[usize::from(*sub)];
            fault.span = origin.clone();
            fault.message = format!("in the sub-pattern `${name}`: {}", fault.message);
        }
        self.faults.push(fault);
    }

    fn too_big(&mut self, span: Range<usize>) {
        let fault = Fault::new(span, format!("{TOO_BIG}: it would need more than {MAX_STATES} states"));
        self.report(fault.propose("use smaller counts in `{n,m}`, or a list for long alternations"));
    }

    fn spot(&self, node: &Node) -> Spot {
        match (&self.origin, self.open.last()) {
            (Some(origin), Some(sub)) => Spot::inside(origin, *sub, &node.span),
            _ => Spot::here(&node.span),
        }
    }

    fn unknown(&mut self, span: Range<usize>, what: &str, written: String, name: &str, known: &[String], sign: &str) {
        let fault = Fault::new(span, format!("unknown {what} `{written}`"));
        let fault = match nearest(name, known) {
            Some(near) => fault.propose(format!("did you mean `{sign}{near}`?")),
            None if known.is_empty() => fault,
            None if known.len() <= 12 => fault.propose(format!("known are: {}", sorted(known).join(", "))),
            None => fault,
        };
        self.report(fault);
    }

    fn node(&mut self, node: &Node) -> Plan {
        self.nodes += 1;
        if self.nodes > MAX_STATES {
            // Sub-patterns that use each other twice grow without measure; one fault about that is enough.
            if self.nodes == MAX_STATES + 1 {
                self.too_big(node.span.clone());
            }
            return Plan::Never;
        }
        if self.depth >= MAX_DEPTH {
            let fault = Fault::new(node.span.clone(), format!("expressions are nested more than {MAX_DEPTH} deep"));
            self.report(fault.propose("use fewer sub-patterns inside sub-patterns"));
            return Plan::Never;
        }
        self.depth += 1;
        let plan = self.kind(node);
        self.depth -= 1;
        plan
    }

    fn kind(&mut self, node: &Node) -> Plan {
        let spot = self.spot(node);
        match &node.kind {
            NodeKind::Empty => Plan::Empty,
            NodeKind::Word(word) => Plan::Test(Test::Keys(vec![self.resolver.key(word)]), spot),
            NodeKind::Lemma(lemmas) => {
                let mut ids: Vec<_> = lemmas.iter().map(|lemma| self.resolver.lemma(&lemma.name)).collect();
                ids.sort_unstable();
                ids.dedup();
                Plan::Test(Test::Lemmas(ids), spot)
            }
            NodeKind::Features(tests) => {
                let mut tests: Vec<Test> = tests.iter().map(|test| self.feature(test)).collect();
                let test = if tests.len() == 1 { tests.swap_remove(0) } else { Test::All(tests) };
                Plan::Test(test, spot)
            }
            NodeKind::List(name) => match self.resolver.list(name) {
                Some(list) => Plan::List(list, spot),
                None => {
                    let known = self.resolver.known(Namespace::Lists);
                    self.unknown(node.span.clone(), "list", format!("@{name}"), name, &known, "@");
                    Plan::Never
                }
            },
            NodeKind::Entity(kinds) => Plan::Entity(self.kinds(kinds), spot),
            NodeKind::Regex(source) => self.regex(node, source),
            NodeKind::AnyToken => Plan::Test(Test::AnyToken, spot),
            NodeKind::Sequence(nodes) => Plan::Sequence(nodes.iter().map(|node| self.node(node)).collect()),
            NodeKind::Alternation(nodes) => Plan::Alternation(nodes.iter().map(|node| self.node(node)).collect()),
            NodeKind::Repeat { body, min, max, greed } => {
                let body = self.node(body);
                let bounds = Bounds { min: *min, max: *max, greed: *greed };
                if bounds.times(body.size()) > MAX_STATES {
                    self.too_big(node.span.clone());
                    return Plan::Never;
                }
                Plan::Repeat(Box::new(body), bounds)
            }
            NodeKind::Capture { name, body } => self.capture(node, name, body),
            NodeKind::Not(body) => self.not(node, body),
            NodeKind::Look { direction, polarity, body } => {
                self.looks += 1;
                let body = self.node(body);
                self.looks -= 1;
                Plan::Look(*direction, *polarity, Box::new(body), spot)
            }
            NodeKind::Reference(name) => self.reference(node, name),
            NodeKind::Start => Plan::Start(spot),
            NodeKind::End => Plan::End(spot),
        }
    }

    fn feature(&mut self, test: &FeatureTest) -> Test {
        let name = &test.name.name;
        let mut ids = Vec::new();
        for value in &test.values {
            if let Some(id) = self.resolver.feature(name, &value.name) {
                ids.push(id);
                continue;
            }
            let features = self.resolver.known(Namespace::Features);
            if !features.contains(name) {
                self.unknown(test.name.span.clone(), "feature", name.clone(), name, &features, "");
                break;
            }
            let values = self.resolver.known(Namespace::Values(name));
            let what = format!("value of `{name}`");
            self.unknown(value.span.clone(), &what, value.name.clone(), &value.name, &values, "");
        }
        ids.sort_unstable();
        ids.dedup();
        match test.polarity {
            Polarity::Positive => Test::Features(ids),
            Polarity::Negative => Test::Features(ids).negate(),
        }
    }

    fn kinds(&mut self, kinds: &[Named]) -> KindSet {
        let mut set = KindSet::default();
        for kind in kinds {
            match self.resolver.kind(&kind.name) {
                Some(kinds) => set = set | kinds,
                None => {
                    let known = self.resolver.known(Namespace::Kinds);
                    self.unknown(kind.span.clone(), "entity kind", kind.name.clone(), &kind.name, &known, "");
                }
            }
        }
        set
    }

    fn regex(&mut self, node: &Node, source: &str) -> Plan {
        if let Some(regex) = self.regexes.get(source) {
            return Plan::Test(Test::Regex(regex.clone()), self.spot(node));
        }
        match self.resolver.regex(source) {
            Ok(regex) => {
                self.regexes.insert(source.to_owned(), regex.clone());
                Plan::Test(Test::Regex(regex), self.spot(node))
            }
            Err(error) => {
                // The last line of the library's message says what is wrong; the lines before it draw the place.
                let text = error.to_string();
                let reason = text.lines().last().unwrap_or_default().trim().trim_start_matches("error: ");
                self.report(Fault::new(node.span.clone(), format!("ill-formed regular expression: {reason}")));
                Plan::Never
            }
        }
    }

    fn capture(&mut self, node: &Node, name: &str, body: &Node) -> Plan {
        if self.looks > 0 {
            let fault = Fault::new(node.span.clone(), format!("the capture `{name}:` stands inside a look-around"));
            self.report(fault.propose("what is only looked at cannot be captured; move the capture out, or remove it"));
        }
        let id = number(&mut self.names.captures, name);
        Plan::Capture(CaptureId(id), Box::new(self.node(body)))
    }

    fn not(&mut self, node: &Node, body: &Node) -> Plan {
        let faults = self.faults.len();
        let plan = optimise(self.node(body));
        if self.faults.len() > faults {
            return Plan::Never;
        }
        match plan {
            Plan::Test(Test::AnyToken, _) => {
                self.report(Fault::new(node.span.clone(), "no token is left when any token is excluded"));
                Plan::Never
            }
            Plan::Test(test, _) => Plan::Test(test.negate(), self.spot(node)),
            _ => {
                let text = self.source.get(body.span.clone()).unwrap_or("…");
                let proposal = format!("write `(?! {} ) .`", text.trim());
                let fault = Fault::new(node.span.clone(), "`!` negates a test on exactly one token");
                self.report(fault.propose(proposal));
                Plan::Never
            }
        }
    }

    fn reference(&mut self, node: &Node, name: &str) -> Plan {
        let names = &self.names.subs;
        if let Some(first) = self.open.iter().position(|open| names[usize::from(*open)] == name) {
            let cycle: Vec<String> =
                self.open[first..].iter().map(|open| format!("${}", names[usize::from(*open)])).collect();
            let message = format!("sub-patterns use each other in a circle: {} → ${name}", cycle.join(" → "));
            let span = self.origin.clone().unwrap_or_else(|| node.span.clone());
            // Not through `report`: the circle names all that is involved.
            self.faults.push(Fault::new(span, message).propose("a pattern cannot contain itself; use `*` or `+`"));
            return Plan::Never;
        }
        let Some(syntax) = self.resolver.subpattern(name) else {
            let known = self.resolver.known(Namespace::Subpatterns);
            self.unknown(node.span.clone(), "sub-pattern", format!("${name}"), name, &known, "$");
            return Plan::Never;
        };
        let outer = self.origin.clone();
        self.origin.get_or_insert_with(|| node.span.clone());
        self.open.push(number(&mut self.names.subs, name));
        let source = std::mem::replace(&mut self.source, syntax.source.clone());
        let plan = self.node(&syntax.root);
        self.source = source;
        self.open.pop();
        self.origin = outer;
        plan
    }
}

/// The number of a name, which may be new.
fn number(names: &mut Vec<String>, name: &str) -> u16 {
    let number = names.iter().position(|known| known == name).unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    });
    // The number of nodes is bounded well below 65,536, so it fits.
    u16::try_from(number).unwrap_or(u16::MAX)
}

fn sorted(names: &[String]) -> Vec<&str> {
    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
    names.sort_unstable();
    names
}
