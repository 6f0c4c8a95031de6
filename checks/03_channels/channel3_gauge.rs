use exercise::rain_of_the_day;
use probes::{quiesce, thread_count};
use std::sync::mpsc;
use std::thread;

/// The total of a day whose readings have all arrived before anybody looks.
fn already_over(readings: &[u32]) -> u32 {
    let (roof, gauge) = mpsc::channel();
    for &millimetres in readings {
        roof.send(millimetres).unwrap();
    }
    drop(roof);
    rain_of_the_day(gauge)
}

/// A day can have any number of readings.
#[test]
fn any_number_of_readings() {
    let days: [&[u32]; 6] = [
        &[2, 1, 4],
        &[5],
        &[3, 3, 1, 9, 2, 1, 6],
        &[],
        &[2, 1, 4],
        &[300, 70_003, 3_000_000_001],
    ];
    for readings in days {
        let total = already_over(readings);
        let expected: u32 = readings.iter().sum();
        assert!(
            total == expected,
            "The gauge sent {readings:?}, which makes {expected} mm, but the total was {total} mm."
        );
    }
}

/// A bucket that was tipped by the wind adds nothing, and the day goes on.
#[test]
fn the_wind_may_tip_it() {
    for readings in [&[4, 0, 3][..], &[0, 5, 2], &[0, 0, 7], &[7, 0]] {
        let total = already_over(readings);
        assert!(
            total == 7,
            "The gauge sent {readings:?}, but the total was {total} mm. The wind tipped the bucket, and a reading of 0 mm is a reading: the day goes on."
        );
    }
}

/// No reading is missed, however the gauge and `rain_of_the_day` take turns.
#[test]
fn no_reading_is_missed() {
    let (roof, gauge) = mpsc::channel();
    let weather = thread::spawn(move || {
        for millimetres in [10, 200, 3000] {
            // Somebody who has stopped listening is found out below.
            let _ = roof.send(millimetres);
        }
    });
    let total = rain_of_the_day(gauge);
    weather.join().unwrap();
    assert!(
        total == 3210,
        "The gauge sent 10, 200 and 3000 mm and was then taken down, but the total was {total} mm: somebody stopped listening too early."
    );
}

/// Without a drop of rain the total is 0, even if the gauge stays up all day.
#[test]
fn a_dry_day() {
    let (roof, gauge) = mpsc::channel();
    let evening = thread::spawn(move || drop(roof));
    let total = rain_of_the_day(gauge);
    evening.join().unwrap();
    assert!(
        total == 0,
        "The gauge was taken down without having sent anything, but the total was {total} mm."
    );
}

/// It may stay dry for hours before the next reading.
#[test]
fn it_may_stay_dry_for_hours() {
    // On real threads nobody can say when others sleep.
    if thread_count().is_none() {
        return;
    }
    let (roof, gauge) = mpsc::channel();
    let weather = thread::spawn(move || {
        for millimetres in [10, 200, 3000] {
            quiesce();
            let _ = roof.send(millimetres);
        }
    });
    let total = rain_of_the_day(gauge);
    weather.join().unwrap();
    assert!(
        total == 3210,
        "The gauge sent 10, 200 and 3000 mm with hours in between, but the total was {total} mm: somebody stopped listening too early."
    );
}

/// On a very wet day there are very many readings, and much water.
#[test]
fn a_very_wet_day() {
    let readings: Vec<u32> = (1..=1_500).collect();
    let total = already_over(&readings);
    assert!(
        total == 1_125_750,
        "The gauge sent 1,500 readings, 1 mm, 2 mm, 3 mm and so on up to 1,500 mm. That makes 1125750 mm, but the total was {total} mm."
    );
}

/// Two gauges on two roofs have two totals, even at the same time.
#[test]
fn another_roof_has_another_total() {
    let valley = thread::spawn(|| already_over(&[10, 200]));
    let hill = already_over(&[4000]);
    let Ok(valley) = valley.join() else {
        panic!("While the rain on the hill was added up, adding up that in the valley panicked.");
    };
    assert!(
        valley == 210 && hill == 4000,
        "In the valley the gauge sent 10 and 200 mm. On the hill another one sent 4000 mm, and somebody added that up at the \
         same time. The totals were {valley} mm for the valley and {hill} mm for the hill."
    );
}

/// While one gauge is still up, another one is taken down, and its total is known.
#[test]
fn nobody_waits_for_another_gauge() {
    let (hill, hill_gauge) = mpsc::channel();
    let (valley, valley_gauge) = mpsc::channel();
    hill.send(4000).unwrap();
    valley.send(10).unwrap();
    // The gauge on the hill is up until the total of the valley is known.
    let on_the_hill = thread::spawn(move || rain_of_the_day(hill_gauge));
    drop(valley);
    let in_the_valley = rain_of_the_day(valley_gauge);
    hill.send(200).unwrap();
    drop(hill);
    let Ok(on_the_hill) = on_the_hill.join() else {
        panic!("While the rain in the valley was added up, adding up that on the hill panicked.");
    };
    assert!(
        (on_the_hill, in_the_valley) == (4200, 10),
        "On the hill the gauge sent 4000 mm and, when the one in the valley had been taken down after 10 mm, 200 more. The totals \
         were {on_the_hill} mm for the hill and {in_the_valley} mm for the valley."
    );
}
