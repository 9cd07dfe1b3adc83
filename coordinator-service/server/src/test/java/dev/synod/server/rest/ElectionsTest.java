package dev.synod.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RestDoorTest
class ElectionsTest {

    @Autowired
    private Http http;

    @Autowired
    private ScriptedCoordinator coordinator;

    private String election = "";

    @BeforeEach
    void name() {
        election = "/v1/elections/" + Http.unique("election");
    }

    @Test
    void isLedByItsFirstCandidateWithEveryFieldInItsPlace() {
        String session = http.session();

        var entered = http.put(
                        election + "/candidates/c",
                        "{\"session\":\"" + session + "\",\"value\":\"http://10.0.0.7:8080\",\"priority\":3}")
                .is(200);

        String name = election.substring("/v1/elections/".length());
        long term = entered.number("term");
        String leader = """
                {"election":"%s","candidate":"c","session":"%s","value":"http://10.0.0.7:8080",\
                "priority":3,"state":"leader","term":%d}""".formatted(name, session, term);
        assertThat(entered.response().body()).isEqualTo(leader);
        assertThat(http.get(election).is(200).response().body())
                .isEqualTo("""
                        {"election":"%s","term":%d,"leader":%s,"candidates":[%s],"position":%d}"""
                        .formatted(name, term, leader, leader, term));
    }

    @Test
    void hasNoTermForThoseWhoDoNotLead() {
        enter("a", 0);

        var second = enter("b", 9);

        assertThat(second.text("state")).isEqualTo("candidate");
        assertThat(second.json().path("term").isNull()).isTrue();
    }

    @Test
    void keepsThePlaceOfWhoUpdatesItsValue() {
        String session = http.session();
        var first = http.put(election + "/candidates/a", "{\"session\":\"" + session + "\",\"value\":\"one\"}").is(200);

        var again = http.put(
                        election + "/candidates/a",
                        "{\"session\":\"" + session + "\",\"value\":\"two\",\"priority\":1}")
                .is(200);

        assertThat(again.number("term")).isEqualTo(first.number("term"));
        assertThat(again.text("value")).isEqualTo("two");
        assertThat(again.number("priority")).isEqualTo(1);
    }

    @Test
    void acceptsAValueAtItsLimit() {
        // One character that is two in UTF-16.
        String value = "x".repeat(1_023) + "\uD83D\uDE00";
        String body = "{\"session\":\"" + http.session() + "\",\"value\":\"" + value + "\"}";
        http.put(election + "/candidates/a", body).is(200);

        assertThat(http.get(election).json().path("leader").path("value").asString()).isEqualTo(value);
    }

    @Test
    void isSucceededByPriorityThenArrivalWhenTheLeaderWithdraws() {
        enter("a", 0);
        enter("b", 0);
        enter("c", 5);

        http.delete(election + "/candidates/a").is(204);

        assertThat(leader()).isEqualTo("c");
        http.delete(election + "/candidates/c").is(204);
        assertThat(leader()).isEqualTo("b");
        http.delete(election + "/candidates/b").is(204);
        var empty = http.get(election).is(200).json();
        assertThat(empty.path("leader").isNull()).isTrue();
        assertThat(empty.path("term").isNull()).isTrue();
        assertThat(empty.path("position").asLong()).isPositive();
        http.delete(election + "/candidates/b").is(204);
    }

    @Test
    void isHandedOver() {
        long before = enter("a", 0).number("term");
        enter("b", 0);

        var after = http.post(election + "/transfer", "{\"to\":\"b\"}").is(200);

        assertThat(after.json().path("leader").path("candidate").asString()).isEqualTo("b");
        assertThat(after.number("term")).isGreaterThan(before).isEqualTo(after.number("position"));
    }

    @Test
    void canBeEnteredWithATimeToLiveOfItsOwn() {
        var entered = http.put(election + "/candidates/a", "{\"ttl\":\"1m\",\"process\":\"cron\"}").is(200);

        assertThat(entered.text("session")).startsWith("cron@");
        assertThat(entered.text("value")).isEmpty();
    }

    @Test
    void isPolledForItsNextChange() {
        long position = enter("a", 0).number("term");
        enter("b", 0);
        var later = poll("?afterPosition=" + position + "&wait=30s");

        http.delete(election + "/candidates/a").is(204);

        var changed = later.join().is(200);
        assertThat(changed.json().path("leader").path("candidate").asString()).isEqualTo("b");
        assertThat(changed.number("position")).isGreaterThan(position);
    }

    @Test
    void isPolledFromNowOnWithoutAPosition() {
        enter("a", 0);
        enter("b", 0);
        var later = poll("?wait=30s&consistency=local");

        http.delete(election + "/candidates/a").is(204);

        assertThat(later.join().is(200).json().path("leader").path("candidate").asString()).isEqualTo("b");
    }

    @Test
    void answersAPollAtOnceWhereTheChangeIsOlder() {
        long position = enter("a", 0).number("term");

        assertThat(http.get(election + "?wait=30s&afterPosition=" + (position - 1)).is(200).number("position"))
                .isEqualTo(position);
    }

    @Test
    void answersAPollUnchangedWhenTheWaitIsOver() {
        long position = enter("a", 0).number("term");
        long began = System.nanoTime();

        var unchanged = http.get(election + "?wait=200ms&afterPosition=" + position).is(200);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        assertThat(unchanged.number("position")).isEqualTo(position);
    }

    private Http.Answered enter(String candidate, int priority) {
        return http.put(
                        election + "/candidates/" + candidate,
                        "{\"session\":\"" + http.session() + "\",\"priority\":" + priority + "}")
                .is(200);
    }

    private String leader() {
        return http.get(election).is(200).json().path("leader").path("candidate").asString();
    }

    private CompletableFuture<Http.Answered> poll(String query) {
        int before = coordinator.awaited();
        var answer = CompletableFuture.supplyAsync(() -> http.get(election + query));
        Eventually.await("it waits", () -> coordinator.awaited() > before);
        return answer;
    }
}
