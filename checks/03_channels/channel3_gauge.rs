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
    let days: [&[u32]; 4] = [&[2, 1, 4], &[5], &[3, 3, 1, 9, 2, 1, 6], &[]];
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
    let total = already_over(&[4, 0, 3]);
    assert!(
        total == 7,
        "The gauge sent 4, 0 and 3, but the total was {total} mm. The wind tipped the bucket, and a reading of 0 mm is a reading: the day goes on."
    );
}

/// No reading is missed, however the gauge and the one who adds up take turns.
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

/// Two gauges on two roofs have two totals, also at the same time.
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
