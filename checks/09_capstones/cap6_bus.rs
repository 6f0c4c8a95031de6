use exercise::Bus;
use probes::{Meeting, ThreadLog, no_thread_left_behind};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::thread;

/// What has arrived so far.
fn heard(events: &Receiver<String>) -> Vec<String> {
    events.try_iter().collect()
}

/// Callbacks and listeners hear what is published, in its order, before `publish` returns.
#[test]
fn everybody_hears_it() {
    let bus = Bus::open();
    let reached = bus.publish("a draught");
    assert!(
        reached == 0,
        "Nobody had subscribed, but `publish` says that it reached {reached}."
    );
    let log = ThreadLog::new();
    let notes = log.clone();
    bus.subscribe(move |event| notes.note(event));
    let diary = bus.listen();
    let reached = [bus.publish("the door"), bus.publish("the cat")];
    let (called, listened) = (log.entries(), heard(&diary));
    assert!(
        called == ["the door", "the cat"] && log.at_home() == called,
        "Published were the door and the cat. The callback should have been called with both on the publisher's own thread: \
         it was called with {called:?}, and there with {:?}.",
        log.at_home()
    );
    assert!(
        listened == ["the door", "the cat"],
        "Published were the door and the cat. When `publish` had returned, the listener found {listened:?}."
    );
    assert!(
        reached == [2, 2] && bus.subscribers() == 2,
        "There was one callback and one listener. The two `publish`es reached {reached:?}, and `subscribers` says {}.",
        bus.subscribers()
    );
}

/// Every event is passed on as it is: however many wait to be read, whatever they say, and if they say it again.
#[test]
fn every_event_is_passed_on() {
    let bus = Bus::open();
    let log = ThreadLog::new();
    let notes = log.clone();
    bus.subscribe(move |event| notes.note(event));
    let diary = bus.listen();
    let mut events = vec!["the cat".to_owned(), "the cat".to_owned(), String::new()];
    events.extend(["", " the cat\n", "The cat", "end", "the cat"].map(str::to_owned));
    events.extend((0..40).map(|hour| format!("hour {hour}")));
    for event in &events {
        let reached = bus.publish(event);
        assert!(
            reached == 2,
            "A callback and a listener had subscribed, and {event:?} was published. `publish` says that it reached {reached}."
        );
    }
    let (called, listened) = (log.entries(), heard(&diary));
    assert!(
        called == events,
        "Published were {events:?}. The callback was called with {called:?}."
    );
    assert!(
        listened == events,
        "Published were {events:?}, and then a listener looked what had come: {listened:?}."
    );
}

/// Every bus has subscribers of its own, and a callback of one may publish on another.
#[test]
fn every_bus_has_its_own_list() {
    let (house, garden) = (Bus::open(), Bus::open());
    let shed = garden.clone();
    house.subscribe(move |event| {
        shed.publish(event);
        shed.publish("the dog");
    });
    let (inside, outside) = (house.listen(), garden.listen());
    let reached = house.publish("the cat");
    let lists = [house.subscribers(), garden.subscribers()];
    let (inside, outside) = (heard(&inside), heard(&outside));
    assert!(
        inside == ["the cat"] && outside == ["the cat", "the dog"],
        "The cat was published on the bus of the house. A callback there published the cat and the dog on that of the garden. A \
         listener in the house heard {inside:?}, and one in the garden {outside:?}."
    );
    assert!(
        reached == 2 && lists == [2, 1],
        "A callback and a listener had subscribed in the house, and a listener in the garden. A `publish` in the house reached \
         {reached}, and `subscribers` says {} in the house and {} in the garden.",
        lists[0],
        lists[1]
    );
}

/// A subscriber who has unsubscribed, even twice, hears nothing more; all others do.
#[test]
fn one_may_unsubscribe() {
    let bus = Bus::open();
    let log = ThreadLog::new();
    let subscriptions = ["first", "second", "third"].map(|who| {
        let log = log.clone();
        bus.subscribe(move |event| log.note(format!("{who}: {event}")))
    });
    bus.unsubscribe(subscriptions[1]);
    bus.unsubscribe(subscriptions[1]);
    let reached = bus.publish("the cat");
    let called = log.entries();
    assert!(
        called == ["first: the cat", "third: the cat"] && reached == 2,
        "Of three callbacks the second had unsubscribed (twice, to be sure). Then {called:?} were called, and `publish` said {reached}."
    );
}

/// A callback may publish an answer.
#[test]
fn a_callback_may_publish() {
    let bus = Bus::open();
    let kitchen = bus.clone();
    bus.subscribe(move |event| {
        if event == "how warm is it?" {
            kitchen.publish("21 degrees");
        }
    });
    let answers = bus.listen();
    bus.publish("how warm is it?");
    let mut heard = heard(&answers);
    heard.sort();
    assert!(
        heard == ["21 degrees", "how warm is it?"],
        "Somebody asked how warm it is, and the kitchen's callback published \"21 degrees\". A listener heard {heard:?}."
    );
}

/// An answer may be answered, and that answer too.
#[test]
fn answers_are_answered() {
    let bus = Bus::open();
    let hall = bus.clone();
    bus.subscribe(move |event| {
        let answer = match event {
            "who is there?" => "who asks?",
            "who asks?" => "the cat",
            "the cat" => "which cat?",
            "which cat?" => "the one from the stove",
            _ => return,
        };
        hall.publish(answer);
    });
    let diary = bus.listen();
    bus.publish("who is there?");
    let mut heard = heard(&diary);
    heard.sort();
    assert!(
        heard
            == [
                "the cat",
                "the one from the stove",
                "which cat?",
                "who asks?",
                "who is there?"
            ],
        "Somebody asked who is there, and a callback answered that and every answer: \"who asks?\", \"the cat\", \"which cat?\", \
         \"the one from the stove\". A listener heard {heard:?}."
    );
}

/// When a callback's `publish` returns, all have been reached, as with any other.
#[test]
fn an_answer_is_heard_at_once() {
    let bus = Bus::open();
    let answers = Arc::new(Mutex::new(bus.listen()));
    let found = Arc::new(Mutex::new(None));
    let (kitchen, diary, note) = (bus.clone(), Arc::clone(&answers), Arc::clone(&found));
    bus.subscribe(move |event| {
        if event == "how warm is it?" {
            let reached = kitchen.publish("21 degrees");
            let heard = heard(&diary.lock().unwrap());
            *note.lock().unwrap() = Some((reached, heard));
        }
    });
    bus.publish("how warm is it?");
    let found = found.lock().unwrap().take();
    assert!(
        matches!(&found, Some((2, heard)) if heard.iter().any(|event| event == "21 degrees")),
        "Somebody asked how warm it is, and a callback published \"21 degrees\". When that `publish` returned, it said how many it \
         had reached (should be 2, the callback and a listener), and the listener had heard: {found:?}."
    );
}

/// A callback may subscribe somebody else.
#[test]
fn a_callback_may_subscribe() {
    let bus = Bus::open();
    let diaries = Arc::new(Mutex::new(Vec::new()));
    let (hall, shelf) = (bus.clone(), Arc::clone(&diaries));
    let guest = bus.subscribe(move |_| shelf.lock().unwrap().push(hall.listen()));
    bus.publish("the door bell");
    bus.unsubscribe(guest);
    let diary = diaries.lock().unwrap().pop();
    let reached = bus.publish("the cat");
    let heard = diary.map(|diary| heard(&diary));
    assert!(
        reached == 1
            && heard
                .as_ref()
                .is_some_and(|heard| heard.ends_with(&["the cat".to_owned()])),
        "When the door bell rang, a callback made a new listener. The next event, the cat, reached {reached}, and the listener heard {heard:?}."
    );
}

/// A callback may unsubscribe, even itself.
#[test]
fn a_callback_may_unsubscribe() {
    let bus = Bus::open();
    let log = ThreadLog::new();
    let own = Arc::new(Mutex::new(None));
    let (hall, notes, me) = (bus.clone(), log.clone(), Arc::clone(&own));
    let once = bus.subscribe(move |event| {
        notes.note(event);
        let subscription = me.lock().unwrap().take();
        if let Some(subscription) = subscription {
            hall.unsubscribe(subscription);
        }
    });
    *own.lock().unwrap() = Some(once);
    let diary = bus.listen();
    let reached = [bus.publish("the bell"), bus.publish("the bell again")];
    let (called, heard) = (log.entries(), heard(&diary));
    assert!(
        called == ["the bell"] && reached == [2, 1],
        "A callback unsubscribed itself when it was first called, and a listener stayed. The callback was called with {called:?}, and the \
         two `publish`es said that they had reached {reached:?}."
    );
    assert!(
        heard == ["the bell", "the bell again"],
        "While the bell was being published, a callback unsubscribed itself. The listener next on the list, who stayed, heard {heard:?}."
    );
}

/// A listener may leave: all others still hear everything, and the next `publish` removes it from the list.
#[test]
fn a_listener_may_leave() {
    let bus = Bus::open();
    let gone = [(); 3].map(|()| bus.listen());
    let diary = bus.listen();
    let gone_too = bus.listen();
    drop((gone, gone_too));
    let reached = bus.publish("the cat");
    let left = bus.subscribers();
    let heard = heard(&diary);
    assert!(
        reached == 1 && heard == ["the cat"],
        "Of five listeners all but the fourth had left. `publish` said that it had reached {reached}, and the fourth heard {heard:?}."
    );
    assert!(
        left == 1,
        "Of five listeners four had left. After a `publish`, the number of subscribers was {left}."
    );
}

/// What two threads publish at once all arrives, and what one of them published is in its order.
#[test]
fn two_may_publish_at_once() {
    let bus = Bus::open();
    let diary = bus.listen();
    let cellar = bus.clone();
    let publishing = thread::spawn(move || {
        cellar.publish("cellar 1");
        cellar.publish("cellar 2");
    });
    bus.publish("attic 1");
    let listed = bus.subscribers();
    let published = publishing.join().is_ok();
    let heard = heard(&diary);
    let cellar: Vec<_> = heard
        .iter()
        .filter(|event| event.starts_with("cellar"))
        .collect();
    assert!(
        published && heard.len() == 3 && cellar == ["cellar 1", "cellar 2"],
        "A thread published cellar 1 and cellar 2, and `main` published attic 1. A listener heard {heard:?}."
    );
    assert!(
        listed == 1,
        "A thread published, and meanwhile `main` asked how many are on the list. It was one listener, and `subscribers` said {listed}."
    );
}

/// A subscriber stays on the list even when two threads remove another one at once.
#[test]
fn two_may_notice_who_left() {
    let bus = Bus::open();
    drop(bus.listen());
    let diary = bus.listen();
    let cellar = bus.clone();
    let publishing = thread::spawn(move || {
        cellar.publish("cellar");
    });
    bus.publish("attic");
    let published = publishing.join().is_ok();
    bus.publish("the cat");
    let mut heard = heard(&diary);
    heard.sort();
    assert!(
        published && heard == ["attic", "cellar", "the cat"],
        "One listener had left, another had not. Two threads published attic and cellar at once, and later came the cat. The one who had \
         stayed heard {heard:?}."
    );
}

/// A subscriber who is added during a `publish` is on the list, and so are those who were there before.
#[test]
fn one_may_subscribe_meanwhile() {
    let bus = Bus::open();
    drop(bus.listen());
    let old = bus.listen();
    let cellar = bus.clone();
    let publishing = thread::spawn(move || {
        cellar.publish("cellar");
    });
    let new = bus.listen();
    let published = publishing.join().is_ok();
    let listed = bus.subscribers();
    let reached = bus.publish("the cat");
    let (old, new) = (heard(&old), heard(&new));
    assert!(
        published && old == ["cellar", "the cat"],
        "A thread published cellar, then `main` published the cat. The one who had been listening all the time heard {old:?}."
    );
    assert!(
        reached == 2 && new.ends_with(&["the cat".to_owned()]),
        "Somebody began to listen while a thread published cellar. Later `main` published the cat: it reached {reached}, and the new \
         listener heard {new:?}."
    );
    assert!(
        listed == 2,
        "One listener had left and another had not, and a third one came while a thread published cellar. After that the number of \
         subscribers was {listed}."
    );
}

/// Unsubscribing takes effect even while another thread publishes.
#[test]
fn one_may_unsubscribe_meanwhile() {
    let bus = Bus::open();
    let log = ThreadLog::new();
    let notes = log.clone();
    let subscription = bus.subscribe(move |event| notes.note(event));
    let cellar = bus.clone();
    let publishing = thread::spawn(move || {
        cellar.publish("cellar");
    });
    bus.unsubscribe(subscription);
    let published = publishing.join().is_ok();
    let reached = bus.publish("the cat");
    let called = log.entries();
    assert!(
        published && reached == 0 && !called.contains(&"the cat".to_owned()),
        "A callback unsubscribed while a thread published cellar. Later `main` published the cat: it reached {reached}, and what the callback \
         had been called with is {called:?}."
    );
}

/// When the last `Bus` is dropped, listeners learn of the end.
#[test]
fn the_end_is_heard() {
    no_thread_left_behind();
    let bus = Bus::open();
    let diary = bus.listen();
    let writing = thread::spawn(move || diary.into_iter().count());
    bus.subscribe(|_| ());
    let upstairs = bus.clone();
    upstairs.publish("the cat");
    drop((bus, upstairs));
    let written = writing.join().ok();
    assert!(
        written == Some(1),
        "One event had been published and the bus was gone. A listener who wrote to the end wrote down {written:?}."
    );
}

/// Two threads that subscribe at once each get a subscription of their own.
#[test]
fn each_has_a_subscription_of_their_own() {
    let bus = Bus::open();
    let log = ThreadLog::new();
    let subscribe = |who: &'static str| {
        let log = log.clone();
        bus.subscribe(move |event| log.note(format!("{who}: {event}")))
    };
    let lamp = thread::scope(|house| {
        let lamp = house.spawn(|| subscribe("the lamp"));
        subscribe("the radio");
        lamp.join().unwrap()
    });
    bus.unsubscribe(lamp);
    let reached = bus.publish("the cat");
    let called = log.entries();
    assert!(
        called == ["the radio: the cat"] && reached == 1,
        "The lamp and the radio subscribed at once, and then the lamp unsubscribed. Now {called:?} were called, and `publish` \
         said {reached}: whose subscription was it?"
    );
}

/// Unsubscribing twice removes nobody else from the list, even when somebody new is on it.
#[test]
fn a_subscription_is_used_once() {
    let bus = Bus::open();
    let log = ThreadLog::new();
    let subscribe = |who: &'static str| {
        let log = log.clone();
        bus.subscribe(move |_| log.note(who))
    };
    let first = subscribe("first");
    subscribe("second");
    bus.unsubscribe(first);
    let third = subscribe("third");
    bus.unsubscribe(first);
    bus.publish("the cat");
    bus.unsubscribe(third);
    bus.publish("the cat again");
    let called = log.entries();
    assert!(
        called == ["second", "third", "second"],
        "First and second subscribed, first left, third came, first left once more. Then the cat was published, third left, and the cat \
         was published again. Called were {called:?}."
    );
}

/// Two threads can be in the middle of a `publish` at the same time.
#[test]
fn two_callbacks_at_once() {
    let bus = Bus::open();
    let stairs = Meeting::new(2);
    let meeting = stairs.clone();
    bus.subscribe(move |event| meeting.wait(format!("the callback that was told of {event}")));
    let cellar = bus.clone();
    let publishing = thread::spawn(move || {
        cellar.publish("the cellar");
    });
    bus.publish("the attic");
    let published = publishing.join().is_ok();
    let met = stairs.count();
    assert!(
        published && met == 2,
        "Two threads published, and the callback was to wait until it had been called by both. {met} of them had called it."
    );
}
