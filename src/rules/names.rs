//! The tables of names below `gazetteer/`, and the lists that patterns ask for.

use super::files::RuleFiles;
use super::gazetteer::{ListId, Record};
use super::lexicon::{Classes, Pos, Reading};
use super::load::Loader;
use super::table::Row;
use crate::schema::EntityType;

/// A cell, when there is something in it.
fn optional(cell: &str) -> Option<&str> {
    Some(cell).filter(|cell| !cell.is_empty())
}

/// What the rows of places and of organizations begin with: name, aliases, type, Wikidata id, English name, country.
fn record<'t>(row: Row<'_, 't>, entity: EntityType) -> Record<'t> {
    Record {
        name: row.cell(0),
        kind: row.cell(2),
        wikidata: optional(row.cell(3)),
        english: optional(row.cell(4)),
        country: optional(row.cell(5)),
        entity: Some(entity),
        ..Record::default()
    }
}

impl Loader<'_> {
    /// Adds a record and its names to a list; single names also become words, so that phrases are cut rightly.
    fn add_names<'n>(
        &mut self,
        list: ListId,
        record: Record<'_>,
        names: impl Iterator<Item = &'n str>,
        word: Option<Classes>,
    ) {
        let number = self.gazetteer.add_record(record);
        for name in names {
            // Names are found without their inner commas («صنعت، معدن و تجارت»), so they are stored without them.
            if name.contains(|c| self.orthography.is_comma(c)) {
                self.fold(&name.replace(|c| self.orthography.is_comma(c), " "));
            } else {
                self.fold(name);
            }
            if self.folded.count() == 0 {
                continue;
            }
            self.gazetteer.add_phrase(&mut self.lexicon.symbols, &self.folded, name, list, number);
            if let (Some(classes), false) = (word, name.contains(' ')) {
                let lemma = self.lexicon.symbols.intern(self.folded.key(), name);
                self.add_reading(lemma, name, Reading { classes, ..Reading::of(lemma, Pos::Propn) });
            }
        }
    }

    pub(super) fn places(&mut self, files: &RuleFiles) {
        let coordinates = |row: Row<'_, '_>, n: usize| Some((row.cell(n).parse().ok()?, row.cell(n + 1).parse().ok()?));
        let name_class = self.lexicon.classes.intern("place-name");
        let demonym_class = self.lexicon.classes.intern("demonym");
        let (countries, demonyms) = (self.gazetteer.list_or_new("countries"), self.gazetteer.list_or_new("demonyms"));
        let columns =
            ["name", "aliases", "wikidata", "english", "iso", "latitude", "longitude", "demonyms", "capitals"];
        self.table(files, "gazetteer/countries.tsv", &columns, |me, row| {
            let record = Record {
                name: row.cell(0),
                kind: "country",
                wikidata: optional(row.cell(2)),
                english: optional(row.cell(3)),
                country: optional(row.cell(4)),
                coordinates: coordinates(row, 5),
                entity: Some(EntityType::Place),
                ..Record::default()
            };
            let demonym = Record { name: row.cell(0), kind: "demonym", entity: None, ..record };
            me.add_names(countries, record, std::iter::once(row.cell(0)).chain(row.parts(1, '|')), Some(name_class));
            let number = me.gazetteer.add_record(demonym);
            for name in row.parts(7, '|') {
                me.fold(name);
                me.gazetteer.add_phrase(&mut me.lexicon.symbols, &me.folded, name, demonyms, number);
                let lemma = me.lexicon.symbols.intern(me.folded.key(), name);
                me.add_reading(lemma, name, Reading { classes: demonym_class, ..Reading::of(lemma, Pos::Adj) });
            }
        });
        let places = self.gazetteer.list_or_new("places");
        let columns = ["name", "aliases", "type", "wikidata", "english", "country", "latitude", "longitude", "within"];
        self.table(files, "gazetteer/places.tsv", &columns, |me, row| {
            let place = record(row, EntityType::Place);
            let record = Record { coordinates: coordinates(row, 6), within: optional(row.cell(8)), ..place };
            me.add_names(places, record, std::iter::once(row.cell(0)).chain(row.parts(1, '|')), Some(name_class));
        });
        self.table(files, "gazetteer/ambiguous.tsv", &["name", "needs"], |me, row| {
            me.fold(row.cell(0));
            let Some(symbol) = me.lexicon.symbols.get(me.folded.key()) else { return };
            me.gazetteer.require(symbol, &[places, countries], row.cell(0), row.cell(1));
        });
        let metonyms = self.gazetteer.list_or_new("metonyms");
        self.table(files, "gazetteer/metonyms.tsv", &["name", "stands_for", "type"], |me, row| {
            let record = Record {
                name: row.cell(0),
                kind: "seat",
                country: optional(row.cell(1)),
                entity: row.cell(2).parse().ok(),
                ..Record::default()
            };
            me.add_names(metonyms, record, std::iter::once(row.cell(0)), Some(name_class));
        });
    }

    pub(super) fn names(&mut self, files: &RuleFiles) {
        let organization_class = self.lexicon.classes.intern("organization-name");
        let organizations = self.gazetteer.list_or_new("organizations");
        let columns = ["name", "aliases", "type", "wikidata", "english", "country"];
        self.table(files, "gazetteer/organizations.tsv", &columns, |me, row| {
            let record = record(row, EntityType::Organization);
            // A name with a question mark is also another word: it names something only where that is asked for.
            let cued = Record { needs: Some("cue"), ..record };
            let sure = row.parts(1, '|').filter(|n| !n.starts_with('?'));
            me.add_names(organizations, record, std::iter::once(row.cell(0)).chain(sure), Some(organization_class));
            let unsure = row.parts(1, '|').filter_map(|n| n.strip_prefix('?'));
            me.add_names(organizations, cued, unsure, None);
        });
        for (file, list, columns, class) in [
            ("given_names", "given_names", ["name", "gender", "origin"].as_slice(), "given"),
            ("family_names", "family_names", &["name", "origin"], "family"),
        ] {
            let list = self.gazetteer.list_or_new(list);
            let class = self.lexicon.classes.intern(class);
            self.table(files, &format!("gazetteer/{file}.tsv"), columns, |me, row| {
                let record = Record { name: row.cell(0), kind: row.cell(1), ..Record::default() };
                me.add_names(list, record, std::iter::once(row.cell(0)), Some(class));
            });
        }
        let works = self.gazetteer.list_or_new("works");
        self.table(files, "gazetteer/works.tsv", &["name", "type"], |me, row| {
            let record =
                Record { name: row.cell(0), kind: row.cell(1), entity: Some(EntityType::Product), ..Record::default() };
            me.add_names(works, record, std::iter::once(row.cell(0)), None);
        });
    }

    /// The remaining lists: a phrase and what kind it is.
    pub(super) fn lists(&mut self, files: &RuleFiles) {
        for (list, columns) in [
            ("organization_heads", ["word", "type"].as_slice()),
            ("place_heads", &["word", "type"]),
            ("titles", &["title", "kind", "scope"]),
            ("portfolios", &["name"]),
            ("calendar", &["name", "calendar", "month", "note"]),
            ("units", &["unit", "kind", "symbol"]),
            ("approximators", &["phrase", "kind"]),
            ("name_affixes", &["affix", "kind"]),
        ] {
            let id = self.gazetteer.list_or_new(list);
            self.table(files, &format!("gazetteer/{list}.tsv"), columns, |me, row| {
                let mut record =
                    Record { name: row.cell(0), kind: row.cell(1), value: row.cell(2), ..Record::default() };
                if list == "calendar" {
                    record.within = optional(row.cell(3));
                }
                // Each kind of a list is a list of its own for patterns: `calendar_month`.
                let kind = row.cell(1);
                if !kind.is_empty() {
                    let sub = me.gazetteer.list_or_new(&format!("{list}_{}", kind.replace('-', "_")));
                    me.add_names(sub, record, std::iter::once(row.cell(0)), None);
                }
                me.add_names(id, record, std::iter::once(row.cell(0)), None);
            });
        }
    }
}
