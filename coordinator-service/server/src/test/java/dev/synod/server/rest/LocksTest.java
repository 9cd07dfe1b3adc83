package dev.synod.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.ProblemType;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RestDoorTest
class LocksTest {

    @Autowired
    private Http http;

    private static String path(String lock, String hold) {
        return "/v1/locks/" + lock + "/holds/" + hold;
    }

    @Test
    void isHeldWithEveryFieldInItsPlaceAndNoOther() {
        String lock = Http.unique("lock");
        String session = http.session();

        var held = http.hold(lock, "a1", session).is(200);

        long token = held.number("fencingToken");
        assertThat(held.header("Content-Type")).contains("application/json");
        assertThat(held.response().body()).matches("""
                \\{"lock":"%s","hold":"a1","session":"%s","mode":"exclusive","state":"held",\
                "fencingToken":%d,"grantedPosition":%d,"grantedAt":"[^"]+Z"}""".formatted(lock, session, token, token));
        assertThat(held.position()).isGreaterThanOrEqualTo(token);
        assertThat(http.get(path(lock, "a1")).is(200).json()).isEqualTo(held.json());
    }

    @Test
    void isAnsweredTheSameTwice() {
        String lock = Http.unique("lock");
        String session = http.session();

        var first = http.hold(lock, "a", session).is(200);

        assertThat(http.hold(lock, "a", session).is(200).json()).isEqualTo(first.json());
    }

    @Test
    void isAwaitedInAQueueThatKeepsItsPlaces() {
        String lock = Http.unique("lock");
        String holder = http.session();
        http.hold(lock, "a", holder).is(200);
        String first = "{\"session\":\"" + http.session() + "\",\"queue\":true}";
        String second = "{\"session\":\"" + http.session() + "\",\"queue\":true,\"wait\":\"10ms\"}";

        var waiting = http.put(path(lock, "b"), first).is(200);
        var next = http.put(path(lock, "c"), second).is(200);

        assertThat(waiting.response().body()).matches("""
                \\{"lock":"%s","hold":"b","session":"[^"]+","mode":"exclusive","state":"waiting",\
                "queuePosition":1}""".formatted(lock));
        assertThat(next.number("queuePosition")).isEqualTo(2);
        assertThat(http.get(path(lock, "c")).is(200).json()).isEqualTo(next.json());
        assertThat(http.put(path(lock, "b"), first).is(200).json()).isEqualTo(waiting.json());
        http.delete(path(lock, "a")).is(204);
        assertThat(http.put(path(lock, "b"), first).is(200).text("state")).isEqualTo("held");
        http.delete(path(lock, "b")).is(204);
        http.delete(path(lock, "c")).is(204);
        http.get(path(lock, "c")).is(ProblemType.NO_SUCH_HOLD);
    }

    @Test
    void showsItsHoldersAndQueue() {
        String lock = Http.unique("lock");
        String reader = http.session();
        String writer = http.session();
        var one = http.put(path(lock, "r1"), "{\"session\":\"" + reader + "\",\"mode\":\"shared\"}").is(200);
        var two = http.put(path(lock, "r2"), "{\"session\":\"" + reader + "\",\"mode\":\"shared\"}").is(200);
        http.put(path(lock, "w"), "{\"session\":\"" + writer + "\",\"queue\":true}").is(200);

        var shown = http.get("/v1/locks/" + lock).is(200).json();

        assertThat(shown.propertyNames()).containsExactly("lock", "mode", "fencingToken", "holders", "waiting");
        assertThat(shown.path("mode").asString()).isEqualTo("shared");
        assertThat(shown.path("fencingToken").asLong()).isEqualTo(two.number("fencingToken"));
        assertThat(shown.path("holders").valueStream()).containsExactly(one.json(), two.json());
        assertThat(shown.path("waiting").toString()).isEqualTo("[{\"hold\":\"w\",\"session\":\"" + writer
                + "\",\"mode\":\"exclusive\",\"queuePosition\":1}]");
    }

    @Test
    void admitsAsManyPermitsAsItsFirstHoldFixed() {
        String lock = Http.unique("lock");
        String session = http.session();
        String body = "{\"session\":\"" + session + "\",\"mode\":\"permit\",\"permits\":2}";

        assertThat(http.put(path(lock, "1"), body).is(200).text("mode")).isEqualTo("permit");
        http.put(path(lock, "2"), body).is(200);

        http.put(path(lock, "3"), body).is(ProblemType.LOCK_UNAVAILABLE);
        http.put(path(lock, "3"), body.replace("2}", "3}")).is(ProblemType.HOLD_CONFLICT);
    }

    @Test
    void canBeHeldWithATimeToLiveOfItsOwn() {
        String lock = Http.unique("lock");

        var held = http.put(path(lock, "a"), "{\"ttl\":\"1m\",\"process\":\"cron\"}").is(200);
        var anonymous = http.put(path(Http.unique("lock"), "a"), "{\"ttl\":\"1m\"}").is(200);

        assertThat(held.text("session")).startsWith("cron@");
        assertThat(anonymous.text("session")).startsWith("anonymous@");
        assertThat(http.get("/v1/sessions/" + held.text("session")).is(200).text("ttl")).isEqualTo("1m");
        assertThat(http.post(path(lock, "a") + "/renew", "{}").is(200).json()).isEqualTo(held.json());
        assertThat(http.post(path(lock, "a") + "/renew").is(200).json()).isEqualTo(held.json());
        http.delete(path(lock, "a")).is(204);
        http.get("/v1/sessions/" + held.text("session")).is(ProblemType.SESSION_EXPIRED);
        // Its name may be used again.
        assertThat(http.put(path(lock, "a"), "{\"ttl\":\"1m\",\"process\":\"cron\"}").is(200).number("fencingToken"))
                .isGreaterThan(held.number("fencingToken"));
    }

    @Test
    void expiresWithItsOwnTimeToLiveAndItsTokensGrow() {
        String lock = Http.unique("lock");
        long token = http.put(path(lock, "a"), "{\"ttl\":\"1s\"}").is(200).number("fencingToken");

        var next = http.put(path(lock, "b"), "{\"session\":\"" + http.session() + "\",\"wait\":\"20s\"}").is(200);

        assertThat(next.number("fencingToken")).isGreaterThan(token);
    }

    @Test
    void isBrokenByAnOperatorWhileItsHoldersSessionGoesOn() {
        String lock = Http.unique("lock");
        String session = http.session();
        http.hold(lock, "a", session).is(200);

        http.delete("/v1/locks/" + lock).is(204);

        assertThat(http.get("/v1/locks/" + lock).json().path("holders")).isEmpty();
        http.get("/v1/sessions/" + session).is(200);
        http.delete("/v1/locks/" + lock).is(204);
    }

    @Test
    void isListedByNameWhileHeldOrAwaited() {
        String prefix = Http.unique("listed") + ".";
        String session = http.session();
        http.hold(prefix + "b", "h", session).is(200);
        http.hold(prefix + "a", "h", session).is(200);
        http.hold(prefix + "c", "h", session).is(200);
        http.get("/v1/locks/" + prefix + "unused").is(200);

        var all = http.get("/v1/locks?prefix=" + prefix).is(200).json();
        var page = http.get("/v1/locks?limit=1&prefix=" + prefix + "&after=" + prefix + "a&consistency=local")
                .is(200)
                .json();

        assertThat(all.path("locks").valueStream().map(lock -> lock.path("lock").asString()))
                .containsExactly(prefix + "a", prefix + "b", prefix + "c");
        assertThat(all.has("next")).isFalse();
        assertThat(page.path("locks").get(0)).isEqualTo(http.get("/v1/locks/" + prefix + "b").json());
        assertThat(page.path("next").asString()).isEqualTo(prefix + "b");
    }

    @Test
    void isReleasedOrLeftWithoutAWordWhereThereIsNothing() {
        http.delete(path(Http.unique("lock"), "never")).is(204);
        http.delete(path(Http.unique("lock"), "never") + "?fencingToken=5").is(204);
    }
}
