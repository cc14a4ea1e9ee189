//! Quantities become numbers: «۱۲ هزار و ۵۰۰ نفر» (12,500 people) is 12500 of «نفر».
//!
//! Only what is one number is read: «ده‌ها هزار» (tens of thousands), «۱۰ تا ۱۵» (10 to 15), «دو سه» (two or three) and «یک سوم» (a third) keep
//! their words and have no value.

use crate::analysis::Word;
use crate::rules::Pack;
use crate::rules::lexicon::Pos;

/// The value of a quantity, and the words that say of what.
pub(super) fn read(text: &str, words: &[Word], pack: &Pack) -> (Option<f64>, Option<String>) {
    let (Some(first), Some(last)) =
        (words.iter().position(|w| w.number.is_some()), words.iter().rposition(|w| w.number.is_some()))
    else {
        return (None, None);
    };
    let and = pack.grammar.and;
    let one = words[first..=last].iter().all(|w| w.number.is_some() || w.is(and));
    // «دو سه» (two or three): one after the other without «و» counts the same thing.
    let digit = |w: &Word| w.number.is_some_and(|n| n < 10.0);
    let either = words[first..=last].windows(2).any(|w| digit(&w[0]) && digit(&w[1]));
    // «چند هزار» (some thousands), «سی و چند» (thirty-odd): nobody knows how much.
    let vague = first.checked_sub(1).is_some_and(|before| matches!(words[before].pos(), Pos::Num | Pos::Det))
        || words.get(last + 1).is_some_and(|after| after.is(and));
    let ordinal = pack.lexicon.classes.get("ordinal");
    let fraction = words.get(last + 1).is_some_and(|after| after.is(ordinal));
    if !one || either || vague || fraction {
        return (None, None);
    }
    let value = value(words[first..=last].iter().filter_map(|w| w.number));
    let unit = words[last + 1..].iter().map(|w| w.span.of(text)).collect::<Vec<_>>().join(" ");
    (Some(value), (!unit.is_empty()).then_some(unit))
}

/// Numbers in the order in which they are said: what stands before a thousand, a million … multiplies it.
fn value(numbers: impl Iterator<Item = f64>) -> f64 {
    let (mut total, mut current) = (0.0, 0.0);
    for number in numbers {
        if number >= 1000.0 && is_power_of_ten(number) {
            total += if current > 0.0 { current * number } else { number };
            current = 0.0;
        } else if is_power_of_ten(number) && number >= 100.0 && (1.0..10.0).contains(&current) {
            current *= number;
        } else {
            current += number;
        }
    }
    total + current
}

fn is_power_of_ten(number: f64) -> bool {
    let exponent = number.log10();
    (exponent - exponent.round()).abs() < 1e-9
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::rules::Pack;
    use crate::schema::EntityType;

    #[test]
    fn numbers_are_put_together_as_they_are_said() {
        for (said, expected) in [
            (vec![12.0], 12.0),
            (vec![12.0, 1000.0, 500.0], 12_500.0),
            (vec![2.0, 1e6, 300.0, 1000.0], 2_300_000.0),
            (vec![3.5, 1e6], 3_500_000.0),
            (vec![1000.0, 100.0], 1100.0),
            (vec![3.0, 100.0, 20.0], 320.0),
            (vec![100.0, 20.0, 1000.0], 120_000.0),
        ] {
            assert!((super::value(said.iter().copied()) - expected).abs() < 1e-6, "{said:?}");
        }
    }

    #[test]
    fn quantities_of_an_article_have_their_number_and_unit() {
        let pack = Pack::embedded().expect("the pack loads");
        let quantities = |text: &str| -> Vec<(Option<f64>, Option<String>)> {
            let article = Article { id: "a".into(), text: text.into(), ..Article::default() };
            let found = crate::extract(&article, &pack).entities.into_iter();
            let quantity = found.filter(|e| e.kind == EntityType::Quantity);
            quantity.map(|e| (e.identity.number, e.identity.unit)).collect()
        };
        let people = |number: f64| vec![(Some(number), Some("نفر".to_owned()))];
        assert_eq!(quantities("۱۲ نفر در کابل کشته شدند."), people(12.0));
        assert_eq!(quantities("هفت نفر در کابل کشته شدند."), people(7.0));
        assert_eq!(quantities("۱۲ هزار و ۵۰۰ نفر از هرات گریختند."), people(12_500.0));
        for vague in [
            "ده‌ها هزار نفر از هرات گریختند.",
            "چند هزار نفر از هرات گریختند.",
            "دو سه نفر از هرات گریختند.",
            "یک یا دو نفر از هرات گریختند.",
            "سی و چند نفر از هرات گریختند.",
            "بین ۴۰ تا ۵۰ نفر از هرات گریختند.",
            "۴۰-۵۰ نفر از هرات گریختند.",
        ] {
            assert!(quantities(vague).iter().all(|(number, _)| number.is_none()), "{vague}");
        }
    }
}
