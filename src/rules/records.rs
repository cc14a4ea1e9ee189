//! The records of the gazetteer, packed.
//!
//! There are tens of thousands of them with several short texts each, so all texts stand in one, and a record is made of
//! them when it is asked for.

use super::gazetteer::Record;
use crate::schema::EntityType;

/// Records by their number.
#[derive(Debug, Clone, Default)]
pub(super) struct Records {
    letters: String,
    packed: Vec<Packed>,
}

/// Where a text stands in the letters.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: u32,
    end: u32,
}

/// The place of a text that a record does not have: no letters stand there.
const NONE: Place = Place { start: u32::MAX, end: u32::MAX };

#[derive(Debug, Clone, Copy)]
struct Packed {
    name: Place,
    kind: Place,
    value: Place,
    wikidata: Place,
    english: Place,
    country: Place,
    within: Place,
    needs: Place,
    coordinates: Option<(f64, f64)>,
    entity: Option<EntityType>,
}

const EMPTY: Packed = Packed {
    name: NONE,
    kind: NONE,
    value: NONE,
    wikidata: NONE,
    english: NONE,
    country: NONE,
    within: NONE,
    needs: NONE,
    coordinates: None,
    entity: None,
};

impl Records {
    /// Adds a record; its number.
    pub(super) fn push(&mut self, record: Record<'_>) -> u32 {
        // Neighbours in a table have much in common.
        let before = self.packed.last().copied().unwrap_or(EMPTY);
        let mut optional = |text: Option<&str>, before: Place| match text {
            Some(text) => self.place(text, before),
            None => NONE,
        };
        let packed = Packed {
            wikidata: optional(record.wikidata, before.wikidata),
            english: optional(record.english, before.english),
            country: optional(record.country, before.country),
            within: optional(record.within, before.within),
            needs: optional(record.needs, before.needs),
            name: self.place(record.name, before.name),
            kind: self.place(record.kind, before.kind),
            value: self.place(record.value, before.value),
            coordinates: record.coordinates,
            entity: record.entity,
        };
        self.packed.push(packed);
        self.len() - 1
    }

    /// The record of a number, which [`Self::push`] gave.
    pub(super) fn get(&self, number: u32) -> Record<'_> {
        let packed = &self.packed[number as usize];
        Record {
            name: self.text(packed.name).unwrap_or_default(),
            kind: self.text(packed.kind).unwrap_or_default(),
            value: self.text(packed.value).unwrap_or_default(),
            wikidata: self.text(packed.wikidata),
            english: self.text(packed.english),
            country: self.text(packed.country),
            within: self.text(packed.within),
            coordinates: packed.coordinates,
            entity: packed.entity,
            needs: self.text(packed.needs),
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> u32 {
        self.packed.len() as u32
    }

    /// Lets a record count only beside what it `needs`, when `name` is its own name; another name of it gets a record of
    /// its own for that. The number of the record that needs something.
    pub(super) fn require(&mut self, number: u32, name: &str, needs: &str) -> u32 {
        let own = self.get(number).name == name;
        let needs = self.place(needs, NONE);
        if own {
            self.packed[number as usize].needs = needs;
            return number;
        }
        let part = Packed { needs, ..self.packed[number as usize] };
        self.packed.push(part);
        self.len() - 1
    }

    fn text(&self, place: Place) -> Option<&str> {
        self.letters.get(place.start as usize..place.end as usize)
    }

    /// The place of a text: that of the record before when it has the same one.
    fn place(&mut self, text: &str, before: Place) -> Place {
        if self.text(before) == Some(text) {
            return before;
        }
        let start = self.letters.len() as u32;
        self.letters.push_str(text);
        Place { start, end: self.letters.len() as u32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_comes_back_as_it_was_added() {
        let mut records = Records::default();
        let first = Record { name: "a", kind: "city", country: Some("IR"), needs: Some(""), ..Record::default() };
        let second = Record { name: "b", english: Some("B"), coordinates: Some((1.0, 2.0)), ..first };
        let third = Record { name: "", kind: "c", country: None, needs: None, ..second };
        let numbers: Vec<u32> = [first, second, third].into_iter().map(|record| records.push(record)).collect();
        assert_eq!(numbers, [0, 1, 2]);
        assert_eq!([records.get(0), records.get(1), records.get(2)], [first, second, third]);
    }

    #[test]
    fn what_another_name_needs_is_no_need_of_the_record() {
        let mut records = Records::default();
        let number = records.push(Record { name: "a", kind: "city", ..Record::default() });
        let part = records.require(number, "alias", "head");
        assert_eq!((records.get(number).needs, records.get(part).needs), (None, Some("head")));
        assert_eq!(records.get(part).name, "a");
        assert_eq!(records.require(number, "a", "never-alone"), number);
        assert_eq!(records.get(number).needs, Some("never-alone"));
    }
}
