use proptest::prelude::*;

use super::*;

fn first(text: &str, tag: &str) -> String {
    let found = find(text, &Habits::new(tag, ""));
    found
        .first()
        .map_or_else(String::new, |found| found.moment.to_string())
}

fn machine(text: &str) -> String {
    parse(text, &Habits::default()).map_or_else(String::new, |moment| moment.to_string())
}

#[test]
fn reads_what_people_write() {
    let cases = [
        ("en", "Published 05 Jun. 2025, 11:05", "2025-06-05T11:05:00"),
        (
            "en",
            "Updated 10:02 PM GMT, Mon March 3, 2025",
            "2025-03-03T22:02:00Z",
        ),
        (
            "en",
            "June 5th, 2025 at 9 a.m. ET",
            "2025-06-05T09:00:00-04:00",
        ),
        (
            "en",
            "Thursday 5 June 2025 11.05 BST",
            "2025-06-05T11:05:00+01:00",
        ),
        ("en-US", "3/4/2025 1:15pm", "2025-03-04T13:15:00"),
        ("en", "Jun 4, '25", "2025-06-04"),
        ("ko", "입력 25.06.04 10:30", "2025-06-04T10:30:00"),
        ("zh", "25-06-05 11:05", "2025-06-05T11:05:00"),
        ("pl", "5 czerwca 2025 r., 10:00", "2025-06-05T10:00:00"),
        ("es", "04/jun/25", "2025-06-04"),
        ("ca", "5 de juny de 2025", "2025-06-05"),
        ("sk", "5. júna 2025", "2025-06-05"),
        ("sl", "5. junija 2025", "2025-06-05"),
        ("sr", "5. јуна 2025", "2025-06-05"),
        ("bg", "5 юни 2025", "2025-06-05"),
        ("lt", "2025 birželio 5", "2025-06-05"),
        ("lv", "5. jūnijs 2025", "2025-06-05"),
        ("et", "5. juuni 2025", "2025-06-05"),
        ("he", "5 ביוני 2025", "2025-06-05"),
        ("tr", "5 Haz 2025", "2025-06-05"),
        (
            "es",
            "5 de junio de 2025, 10:30 p. m.",
            "2025-06-05T22:30:00",
        ),
        (
            "ar",
            "الخميس 5 يونيو 2025 - 10:30 مساءً",
            "2025-06-05T22:30:00",
        ),
        ("ar", "05 يونيو 2025 - 10:30 ص", "2025-06-05T10:30:00"),
        ("ar", "05 يونيو 2025 - 10:30 م", "2025-06-05T22:30:00"),
        ("el", "5 Ιουνίου 2025, 10:05 μ.μ.", "2025-06-05T22:05:00"),
        ("en-GB", "3/4/2025 1:15pm", "2025-04-03T13:15:00"),
        ("en", "Jan 1st 2024 12:30 am IST", "2024-01-01T00:30:00"),
        ("de", "5. Juni 2025, 11:05 Uhr", "2025-06-05T11:05:00"),
        ("de", "Stand: 05.06.2025 um 9 Uhr", "2025-06-05T09:00:00"),
        ("de", "Do., 11:05 Uhr, 5. März 2025", "2025-03-05T11:05:00"),
        ("de", "05.06.25", "2025-06-05"),
        (
            "fr",
            "Publié le 1er août 2025 à 10h30",
            "2025-08-01T10:30:00",
        ),
        (
            "fr",
            "mis à jour le 5 févr. 2025 à 9 h",
            "2025-02-05T09:00:00",
        ),
        (
            "es",
            "5 de junio de 2025 a las 11:05 h CEST",
            "2025-06-05T11:05:00+02:00",
        ),
        (
            "es",
            "jueves, 5 de setiembre del 2024 - 07:00",
            "2024-09-05T07:00:00",
        ),
        ("it", "5 giugno 2025 alle ore 11.05", "2025-06-05T11:05:00"),
        ("pt", "05/06/2025 às 11h05", "2025-06-05T11:05:00"),
        ("nl", "5 mei 2025 om 11.05 uur", "2025-05-05T11:05:00"),
        ("pl", "5 czerwca 2025, godz. 11:05", "2025-06-05T11:05:00"),
        ("sv", "5 juni 2025 kl 11.05", "2025-06-05T11:05:00"),
        ("ja", "2025年6月5日 11時05分", "2025-06-05T11:05:00"),
        ("ja", "2025年6月5日（木）午後3時5分", "2025-06-05T15:05:00"),
        ("ja", "令和7年6月5日", "2025-06-05"),
        ("ja", "２０２５年６月５日 １１：０５", "2025-06-05T11:05:00"),
        ("zh", "2025年06月05日11:05", "2025-06-05T11:05:00"),
        ("zh", "2025-06-05 11:05 来源：", "2025-06-05T11:05:00"),
        ("ko", "입력 2025. 06. 05. 오후 3:05", "2025-06-05T15:05:00"),
        ("ko", "2025년 6월 5일", "2025-06-05"),
        ("ru", "5 июня 2025 г. в 11:05", "2025-06-05T11:05:00"),
        ("hu", "2025. június 5. 11:05", "2025-06-05T11:05:00"),
        ("th", "5 มิถุนายน 2568", "2025-06-05"),
        ("tr", "5 Haziran 2025 - 11:05", "2025-06-05T11:05:00"),
        ("ar", "5 يونيو 2025", "2025-06-05"),
        (
            "en",
            "Thu Jun 05 11:05:00 CEST 2025",
            "2025-06-05T11:05:00+02:00",
        ),
        ("en", "11:05 - 12:10, 5 June 2025", "2025-06-05T12:10:00"),
    ];
    for (tag, text, wanted) in cases {
        assert_eq!(first(text, tag), wanted, "{tag}: {text}");
    }
}

#[test]
fn reads_what_programs_write() {
    let cases = [
        ("2024-05-13T13:24:16+07:00", "2024-05-13T13:24:16+07:00"),
        ("2023-11-14T12:48-0500", "2023-11-14T12:48:00-05:00"),
        ("2018-06-13T16:30:00.000Z", "2018-06-13T16:30:00Z"),
        ("2023-12-20 20:41:43 +0000 UTC", "2023-12-20T20:41:43Z"),
        ("12/20/2023 20:41:43", "2023-12-20T20:41:43"),
        ("Thu, 05 Jun 2025 11:05:00 GMT", "2025-06-05T11:05:00Z"),
        (
            "Thu Jun 05 2025 11:05:00 GMT+0200 (CEST)",
            "2025-06-05T11:05:00+02:00",
        ),
        ("20250605", "2025-06-05"),
        ("20250605T110500Z", "2025-06-05T11:05:00Z"),
        ("20250605110500", "2025-06-05T11:05:00"),
        ("1749121500", "2025-06-05T11:05:00Z"),
        ("1749121500000", "2025-06-05T11:05:00Z"),
        ("2025-06-05T00:00", "2025-06-05T00:00:00"),
    ];
    for (text, wanted) in cases {
        assert_eq!(machine(text), wanted, "{text}");
    }
}

#[test]
fn makes_nothing_up() {
    for text in [
        "5 June",
        "11:05",
        "31.02.2025",
        "2025",
        "call 0800 2025 06",
        "June 2025",
        "v1.2.25",
    ] {
        assert_eq!(first(text, "en"), "", "{text}");
    }
    assert_eq!(first("5 June 2025, 2-3 pm", "en").len(), "2025-06-05".len());
}

#[test]
fn knows_what_a_date_is_called() {
    let labels = |text: &str| -> Vec<_> {
        let found = find(text, &Habits::default());
        found.into_iter().map(|found| found.label).collect()
    };
    assert_eq!(
        labels("Published: 5 June 2025, last updated 6 June 2025"),
        [Some(Label::Published), Some(Label::Updated)]
    );
    assert_eq!(
        labels("Veröffentlicht am 5.6.2025"),
        [Some(Label::Published)]
    );
    assert_eq!(labels("Mis à jour le 5 juin 2025"), [Some(Label::Updated)]);
    assert_eq!(
        labels("2025年6月5日更新 2025年6月4日"),
        [Some(Label::Updated), None]
    );
    for (line, first) in [
        (
            "2025年6月4日 10:00 公開　2025年6月5日 12:00 更新",
            Some(Label::Published),
        ),
        ("2025年6月4日（2025年6月5日更新）", None),
        (
            "5 June 2025 (published), 6 June 2025 (updated)",
            Some(Label::Published),
        ),
        ("5 June 2025 Updated 6 June 2025", None),
    ] {
        assert_eq!(labels(line), [first, Some(Label::Updated)], "{line}");
    }
    assert_eq!(labels("© 1 January 2020"), [Some(Label::Other)]);
}

proptest! {
    #[test]
    fn reads_back_what_it_writes(seconds in 0_i64..4_000_000_000, quarters in -48_i32..56) {
        let offset = Offset::from_seconds(quarters * 900).unwrap();
        let local = offset.to_datetime(jiff::Timestamp::from_second(seconds).unwrap());
        let moment = Moment { day: local.date(), time: Some(local.time()), offset: Some(offset) };
        prop_assert_eq!(Moment::read(&moment.to_string()), Some(moment));
        prop_assert_eq!(moment.seconds(), seconds);
    }

    #[test]
    fn never_fails(text in "\\PC*", tag in "[a-z]{0,3}(-[A-Z]{2})?") {
        let _ = parse(&text, &Habits::new(&tag, "example.com"));
        let _ = find(&text, &Habits::new(&tag, ""));
    }

    #[test]
    fn never_fails_on_what_looks_like_dates(text in "([0-9]{1,4}|[-/.:,T+ ]|年|月|日|jun|am|gmt|h|de){0,30}") {
        let _ = parse(&text, &Habits::default());
        for found in find(&text, &Habits::default()) {
            prop_assert!(text.get(found.begin..found.end).is_some());
        }
    }
}

#[test]
fn labels_are_whole_words() {
    for (text, said) in [
        ("Stand: 5. Juni 2025", Some(Label::Updated)),
        ("Der Standard, 5. Juni 2025", None),
        ("By Jane Standish, 5 June 2025", None),
        ("Seite 3 | 5. Juni 2025", None),
        ("Seit 5. Juni 2025", Some(Label::Other)),
        ("Stand: 11 Uhr, Der Standard", Some(Label::Updated)),
        ("3 comments, 5 June 2025", Some(Label::Other)),
        ("อัปเดตล่าสุด 5 มิถุนายน 2568", Some(Label::Updated)),
        ("最終更新日2025年6月5日", Some(Label::Updated)),
    ] {
        assert_eq!(label(text), said, "{text}");
    }
}
