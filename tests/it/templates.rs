//! Templates: what rules take over, from where, and what they override.

use crate::support::{Folder, json_lines, khabar, list, root, string};

/// Reads a text with the English pack and a folder laid over it: `TYPE by RULE: role=text, …` for each event.
fn found(folder: &Folder, text: &str) -> Vec<String> {
    let english = root("tests/packs/english").display().to_string();
    let article = folder.file("article.txt", text);
    let command = ["--rules", &english, "--add-rules", &folder.path("more"), "extract", "-f", "jsonl", &article];
    let lines = json_lines(&khabar(&command).fine());
    let told = |event: &serde_json::Value| {
        let roles = list(event, "args").iter().map(|a| format!("{}={}", string(a, "role"), string(a, "text")));
        let roles: Vec<String> = roles.collect();
        format!("{} by {}: {}", string(event, "type"), string(event, "rule"), roles.join(", "))
    };
    list(&lines[0], "events").iter().map(told).collect()
}

/// The rule for praise with another type: it takes over what `template` names and writes `rest` itself.
fn praise(template: &str, rest: &str) -> String {
    format!(
        "[[event]]\nid = \"en.praise\"\ntype = \"Support\"\ntemplate = {template}\n\
         about = \"x\"\nverbs = [\"praise\"]\n{rest}\n[[event.example]]\ntext = \"The minister praised the police.\"\n\
         [[event.counterexample]]\ntext = \"The minister met the police.\"\n"
    )
}

const TEXT: &str = "The minister praised the police in Cairo.";

#[test]
fn a_rule_takes_over_roles_and_conditions_and_overrides_them_key_by_key() {
    let folder = Folder::new();
    let template =
        "[template.praise]\nroles.agent = [\"subject\"]\nroles.addressee = [\"object\"]\nexcludes = [\"in\"]\n";
    folder.file("more/events/new.toml", format!("{template}{}", praise("\"praise\"", "")));
    assert!(found(&folder, TEXT).is_empty(), "the template excludes what stands there");
    folder.file("more/events/new.toml", format!("{template}{}", praise("\"praise\"", "excludes = [\"on\"]")));
    assert_eq!(found(&folder, TEXT), ["Support by en.praise: agent=The minister, addressee=the police, place=Cairo"]);
    let own = "excludes = [\"on\"]\n[event.roles]\naddressee = [\"with\"]\ntopic = [\"object\"]\n";
    folder.file("more/events/new.toml", format!("{template}{}", praise("\"praise\"", own)));
    assert_eq!(found(&folder, TEXT), ["Support by en.praise: agent=The minister, topic=the police, place=Cairo"]);
}

#[test]
fn of_several_templates_the_later_one_counts_and_default_keeps_the_slots_below() {
    let folder = Folder::new();
    let templates = "[template.first]\nroles.agent = [\"subject\"]\nroles.topic = [\"object\"]\n\
                     [template.second]\ntemplate = \"first\"\nroles.topic = [\"with\", \"default\"]\n\
                     [template.third]\nroles.agent = [\"on\"]\n";
    folder.file("more/events/new.toml", format!("{templates}{}", praise("[\"second\", \"third\"]", "")));
    assert_eq!(found(&folder, TEXT), ["Support by en.praise: topic=the police, place=Cairo"]);
    folder.file("more/events/new.toml", format!("{templates}{}", praise("[\"third\", \"second\"]", "")));
    assert_eq!(found(&folder, TEXT), ["Support by en.praise: agent=The minister, topic=the police, place=Cairo"]);
}

#[test]
fn a_template_is_looked_up_in_the_file_then_in_its_folder_then_in_the_defaults_of_all() {
    let folder = Folder::new();
    let role = |role: &str| format!("[template.praise]\nroles.{role} = [\"object\"]\n");
    let shared = std::fs::read_to_string(root("tests/packs/english/events/defaults.toml")).expect("it is there");
    folder.file("more/events/defaults.toml", format!("{shared}{}", role("topic")));
    folder.file("more/events/mine/new.toml", praise("\"praise\"", ""));
    let of = |role: &str| vec![format!("Support by en.praise: {role}=the police, place=Cairo")];
    assert_eq!(found(&folder, TEXT), of("topic"));
    folder.file("more/events/mine/defaults.toml", role("patient"));
    assert_eq!(found(&folder, TEXT), of("patient"));
    folder.file("more/events/mine/new.toml", format!("{}{}", role("addressee"), praise("\"praise\"", "")));
    assert_eq!(found(&folder, TEXT), of("addressee"));
}

#[test]
fn what_defaults_say_of_a_type_holds_for_its_rules_until_they_say_it_otherwise() {
    let folder = Folder::new();
    let shared = std::fs::read_to_string(root("tests/packs/english/events/defaults.toml")).expect("it is there");
    let of_all = format!("{shared}[type.Support]\nroles.addressee = [\"object\"]\n[type.Talk]\nexcludes = [\"in\"]\n");
    folder.file("more/events/defaults.toml", &of_all);
    let own = "[template.own]\nroles.agent = [\"subject\"]\n";
    folder.file("more/events/mine/new.toml", format!("{own}{}", praise("\"own\"", "")));
    assert_eq!(found(&folder, TEXT), ["Support by en.praise: agent=The minister, addressee=the police, place=Cairo"]);
    folder
        .file("more/events/mine/defaults.toml", "[type.Support]\nroles.patient = [\"object\"]\nexcludes = [\"on\"]\n");
    assert_eq!(found(&folder, TEXT), ["Support by en.praise: agent=The minister, patient=the police, place=Cairo"]);
    let own = format!("{own}roles.patient = [\"with\"]\nexcludes = [\"in\"]\n");
    folder.file("more/events/mine/new.toml", format!("{own}{}", praise("\"own\"", "")));
    assert!(found(&folder, TEXT).is_empty(), "the rule excludes what stands there");
    folder.file("more/events/defaults.toml", of_all.replace("type.Support", "type.Suport"));
    let english = root("tests/packs/english").display().to_string();
    let said = khabar(&["--rules", &english, "--add-rules", &folder.path("more"), "rules", "lint"]).out;
    assert!(said.contains("unknown event type `Suport`") && said.contains("did you mean `Support`?"), "{said}");
    assert!(said.contains("--> events/defaults.toml:7:7"), "{said}");
}

#[test]
fn the_page_of_a_rule_names_its_templates_and_shows_what_they_give() {
    let folder = Folder::new();
    let english = root("tests/packs/english").display().to_string();
    khabar(&["--rules", &english, "rules", "doc", "-o", &folder.path("pages")]).fine();
    let page = std::fs::read_to_string(folder.path("pages/events/meet.md")).expect("the page is there");
    let rule = &page[page.find("## `en.meeting`").expect("the rule has a section")..];
    assert!(rule.contains("- Templates: sides\n") && rule.contains("| participant | `@with` |"), "{rule}");
}
