//! SPARQL: prefixes, graphs, parameters, formats, error messages, the twelve questions.

use super::*;

const WHO_MET: &str = "SELECT ?who ?where { ?e a kb:Meet ; kb:participant/rdfs:label ?who ; kb:place/rdfs:label \
                       ?where FILTER(LANG(?where) = 'fa') } ORDER BY ?who";

#[test]
fn prefixes_are_known_and_graphs_are_one() {
    assert_eq!(rows(&store(), WHO_MET), [["داوود رستمی", "اسلو"], ["سارا کریمی", "اسلو"]]);
}

#[test]
fn a_graph_can_be_asked_for() {
    let found = rows(&store(), "SELECT DISTINCT ?g { GRAPH ?g { ?e a kb:Meet } }");
    assert_eq!(found, [["article/a"]]);
}

#[test]
fn results_in_the_formats_of_the_w3c() {
    let store = store();
    assert_eq!(text(&store, WHO_MET, Form::Csv), "who,where\r\nداوود رستمی,اسلو\r\nسارا کریمی,اسلو\r\n");
    assert!(text(&store, WHO_MET, Form::Tsv).starts_with("?who\t?where\n\"داوود رستمی\"@fa\t"));
    assert!(text(&store, WHO_MET, Form::Xml).contains("<literal xml:lang=\"fa\">اسلو</literal>"));
    let json: serde_json::Value = serde_json::from_str(&text(&store, WHO_MET, Form::Json)).unwrap();
    assert_eq!(json["results"]["bindings"][1]["who"]["value"], "سارا کریمی");
    assert_eq!(text(&store, "ASK { ?e a kb:Meet }", Form::Table), "true\n");
}

#[test]
fn csv_quotes_what_must_be_quoted_iris_too() {
    let sparql = r#"SELECT ?a ?b ?c { VALUES (?a ?b ?c) { (<urn:a,b> "x \"y\"" "1\n2") (UNDEF "z" UNDEF) } }"#;
    assert_eq!(text(&store(), sparql, Form::Csv), "a,b,c\r\n\"urn:a,b\",\"x \"\"y\"\"\",\"1\n2\"\r\n,z,\r\n");
}

#[test]
fn a_graph_is_written_as_turtle_in_a_fixed_order() {
    let construct = "CONSTRUCT { ?e kb:place ?p } { ?e kb:place ?p }";
    let turtle = text(&store(), construct, Form::Table);
    assert!(turtle.contains("<article/a/event/accident-1> kb:place <entity/karaj> ."), "{turtle}");
    assert!(turtle.find("accident-1") < turtle.find("meet-1"));
    let error = ask(&store(), construct, &[]).unwrap().write(Form::Csv, Vec::new()).unwrap_err();
    assert!(error.to_string().starts_with("a graph cannot be written as a table; use turtle"));
}

#[test]
fn the_table_isolates_cells_and_aligns_columns() {
    let table = text(&store(), WHO_MET, Form::Table);
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines[2], "\u{2068}داوود رستمی\u{2069} │ \u{2068}اسلو\u{2069}");
    let bars: Vec<usize> =
        [lines[0], lines[2], lines[3]].iter().map(|l| table::width(&l[..l.find('│').unwrap()])).collect();
    assert_eq!(bars, [12, 12, 12]);
}

#[test]
fn a_table_of_ascii_alone_holds_no_invisible_characters() {
    let mut table = Vec::new();
    table::write(&["event".to_owned()], &[vec!["Meet".to_owned()]], &mut table).unwrap();
    assert_eq!(String::from_utf8(table).unwrap(), "event\n─────\nMeet\n");
}

#[test]
fn zero_width_characters_take_no_room() {
    assert_eq!(table::width("می\u{200C}شود"), 5);
    assert_eq!(table::width("گفتهٔ"), 4);
    assert_eq!(table::width("سلام"), 4);
    assert_eq!(table::width("\u{2068}a\u{2069}"), 1);
}

#[test]
fn a_parameter_is_a_value_whatever_it_holds() {
    let store = store();
    let sparql = "SELECT ?e ?label { ?e a kb:Pledge ; rdfs:label ?label }";
    let label = |text: &str| {
        let term: Term = Literal::new_language_tagged_literal_unchecked(text, "fa").into();
        let parameters = [(Variable::new_unchecked("label"), term)];
        ask(&store, sparql, &parameters).unwrap().rows().unwrap().1.len()
    };
    assert_eq!(label("قول نروژ"), 1);
    assert_eq!(label("\" } ?e ?p ?label { \""), 0);
    let parameters = [(Variable::new_unchecked("nothing"), Literal::from(1).into())];
    let error = ask(&store, sparql, &parameters).err().unwrap();
    assert!(matches!(error, QueryError::Parameter(name) if name == "nothing"));
}

#[test]
fn malformed_queries_are_explained_in_one_line() {
    let store = store();
    let message = |q: &str| ask(&store, q, &[]).err().unwrap().to_string();
    let queries = [
        "",
        "SELEC ?x { ?x a kb:Meet }",
        "INSERT DATA { <a:b> <a:b> <a:b> }",
        "SELECT ?x {\n  ?x a kb:Meet FILTR(?x)\n}",
        "SELECT ?x {\n  ?x a foo:Meet }",
        "SELECT ?x { ?x a kb:Meet",
        "SELECT ?x { ?x rdfs:label \"دیدار }",
        "SELECT ?x { ?x a kb:Meet . } LIMIT ten",
        "SELECT ?x { ?x kb:دیدار ?y ) }",
        "SELECT ?x { ?x kb:a ?y } }",
        "SELECT ?x { ?x kb:a ?y FILTER(?y < 3 }",
        "SELECT ?x { ?x a kb:Meet ;;; ?y }",
        "SELECT ?x { ?x ?y 'it\\'s {' . FILTER(?y = ) }",
        "SELECT ?x { ?x ?y ?z } GROUP BY ?y",
        "SELECT ?x { BIND(1 AS ?x) BIND(2 AS ?x) }",
    ];
    let messages: Vec<String> = queries.iter().map(|q| message(q)).collect();
    assert!(messages.iter().all(|m| !m.contains('\n')));
    insta::assert_snapshot!(messages.join("\n"), @r#"
    line 1, column 1: the query is empty; it begins with SELECT, ASK, CONSTRUCT or DESCRIBE
    line 1, column 1: `SELEC` does not fit here; a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE and changes nothing
    line 1, column 1: `INSERT` does not fit here; a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE and changes nothing
    line 2, column 16: `FILTR` does not fit here; is `FILTER` meant?
    line 2, column 8: prefix `foo:` is not declared; known without a declaration are dct, geo, kb, nif, oa, owl, prov, rdf, rdfs, schema, sem, skos, time, wd, xsd
    line 1, column 11: `{` is never closed
    line 1, column 27: the string that begins here has no end; close it with "
    line 1, column 36: `ten` does not fit here
    line 1, column 28: `)` stands where `{` is to be closed
    line 1, column 26: `}` closes nothing
    line 1, column 38: `}` stands where `(` is to be closed
    line 1, column 30: `?y` does not fit here
    line 1, column 43: `)` does not fit here
    the query is not valid: a variable of SELECT has no value there; with GROUP BY, a variable of SELECT must be grouped or stand in an aggregate such as COUNT or SAMPLE
    line 1, column 42: the query cannot be read to its end; look for a missing bracket, a word in the wrong place, or a variable that gets a value twice
    "#);
}

proptest! {
    #[test]
    fn any_text_gives_an_answer_or_an_error(text in "\\PC{0,40}|([?a-zکب]{1,3}|[{}()<>\"'#;.,: \n]|SELECT |FILTER){0,20}") {
        if let Err(error) = ask(&Store::new().unwrap(), &text, &[]) {
            prop_assert!(!error.to_string().is_empty());
        }
    }
}

#[test]
fn the_questions_are_answered() {
    let mut store = knowledge("a");
    // The last question asks for a place by name.
    store.entities[2].label = "مراکش".into();
    let store = store_of(quads(&store, &Rules)).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/questions");
    let mut text = String::new();
    for name in files::names(&folder).unwrap().into_iter().filter(|name| name.ends_with(".rq")) {
        let sparql = fs::read_to_string(folder.join(&name)).unwrap();
        assert!(sparql.lines().take(2).all(|line| line.starts_with("# ")), "{name} begins with two comments");
        assert!(sparql.contains("ORDER BY"), "{name}");
        let (columns, rows) = ask(&store, &sparql, &[]).unwrap().rows().unwrap();
        text += &format!("{name}\n{}\n", columns.join(" | "));
        text.extend(rows.iter().map(|row| row.join(" | ") + "\n"));
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("questions", text);
    });
}

#[test]
fn there_is_no_network() {
    let sparql = "SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }";
    assert!(ask(&store(), sparql, &[]).and_then(super::query::Answer::rows).is_err());
}

#[test]
fn a_parameter_has_its_value_wherever_its_variable_stands() {
    let store = store();
    let parameters = [named::binding("wanted=\"اسلو\"@fa").unwrap()];
    let answer = |sparql: &str| ask(&store, sparql, &parameters).unwrap().rows().unwrap().1;
    let place = "?e a kb:Meet ; kb:place/rdfs:label";
    assert_eq!(answer(&format!("ASK {{ {place} ?wanted }}")), [["true"]]);
    assert_eq!(answer(&format!("ASK {{ {place} ?l FILTER(?l = ?wanted) }}")), [["true"]]);
    assert_eq!(answer(&format!("SELECT ?wanted {{ {{ {place} ?wanted }} UNION {{ ?e a kb:None }} }}")), [["اسلو"]]);
    let optional = format!("SELECT ?y {{ ?e a kb:Meet OPTIONAL {{ {place} ?y FILTER(?y = ?wanted) }} }}");
    assert_eq!(answer(&optional), [["اسلو"]]);
    assert_eq!(answer(&format!("SELECT ?e {{ {{ SELECT ?e {{ {place} ?l FILTER(?l = ?wanted) }} }} }}")).len(), 1);
    assert_eq!(answer("SELECT ?y { BIND(STR(?wanted) AS ?y) }"), [["اسلو"]]);
    assert_eq!(answer(&format!("SELECT ?e {{ ?e a kb:Meet MINUS {{ {place} ?wanted }} }}")).len(), 0);
    assert_eq!(answer(&format!("SELECT ?e {{ ?e a kb:Meet FILTER NOT EXISTS {{ {place} ?wanted }} }}")).len(), 0);
}

#[test]
fn every_named_query_can_be_asked_and_says_what_it_needs() {
    let store = store();
    let functions = persian();
    let queries = named::all();
    assert!(queries.len() >= 7);
    for query in queries {
        assert!(query.about.ends_with('.') && query.about.len() > 20, "@{}: {}", query.name, query.about);
        let given: Vec<_> =
            query.parameters.iter().map(|p| named::binding(&format!("{}=اسلو", p.name)).unwrap()).collect();
        query.accept(&given).unwrap();
        let required = query.parameters.iter().any(|p| p.required);
        assert_eq!(query.accept(&[]).is_err(), required, "@{}", query.name);
        let question = Question { sparql: query.sparql, functions: Some(&functions), ..Question::default() };
        Question { parameters: &given, ..question }.ask(&store).unwrap().rows().unwrap();
        if !required {
            let rows = question.ask(&store).unwrap().rows().unwrap().1;
            assert!(!rows.is_empty(), "@{} finds nothing without parameters", query.name);
        }
    }
}

#[test]
fn functions_fold_sort_and_count_in_the_language() {
    let store = store();
    let functions = persian();
    let answer = |sparql: &str| {
        let question = Question { sparql, functions: Some(&functions), ..Question::default() };
        question.ask(&store).unwrap().rows().unwrap().1.concat()
    };
    let sparql = "SELECT ?w { VALUES ?w { 'کابل' 'پاوه' 'تهران' 'آمل' } } ORDER BY kb:sortKey(?w)";
    assert_eq!(answer(sparql), ["آمل", "پاوه", "تهران", "کابل"]);
    assert_eq!(answer("ASK { FILTER(kb:fold('كتاب\u{200C}هاي') = kb:fold('کتابهای')) }"), ["true"]);
    assert_eq!(answer("SELECT (kb:digits('۱۲ کشته') + 1 AS ?n) {}"), ["13"]);
    assert_eq!(answer("ASK { ?a nif:isString ?t FILTER(kb:text(?t, 'سارا اسلو')) }"), ["true"]);
    assert_eq!(answer("ASK { ?a nif:isString ?t FILTER(kb:text(?t, 'سارا توکیو')) }"), ["false"]);
}

fn persian() -> functions::Functions {
    functions::Functions::new(crate::rules::Pack::embedded().unwrap().orthography)
}

proptest! {
    #[test]
    fn no_value_changes_what_is_asked(value in "\\PC{0,30}|[\"'<>{}?#;. \\\\A-Za-z\n]{0,30}") {
        let parameters = [named::binding(&format!("label={value}")).unwrap()];
        let sparql = "SELECT ?e { ?e a kb:Pledge ; rdfs:label ?l FILTER(STR(?l) = STR(?label)) }";
        let rows = ask(store_once(), sparql, &parameters).unwrap().rows().unwrap().1;
        prop_assert!(rows.is_empty());
    }
}

fn store_once() -> &'static Store {
    static STORE: std::sync::OnceLock<Store> = std::sync::OnceLock::new();
    STORE.get_or_init(store)
}
