package dev.synod.server.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verbs of the command line, against a cluster of one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class CommandLineIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final ClusterOfProcesses cluster = new ClusterOfProcesses("command-line", 1);
    private final InstanceProcess node = cluster.node(1);

    @BeforeAll
    void begin() {
        cluster.start();
    }

    @AfterAll
    void end() {
        cluster.close();
    }

    @Test
    void statusShowsTheClusterAsATable() {
        var status = Verb.run("status", "--url", node.url());

        assertThat(status.exitCode()).as(status.said()).isZero();
        assertThat(status.said().lines())
                .anyMatch(line -> line.matches("cluster \\S+, node 1: ready"))
                .anyMatch(line -> line.matches("president 1, ballot \\d+\\.1, chosen through \\d+, applied .*"))
                .anyMatch(line -> line.matches("1 +\\S+:\\d+ +voter +presiding +\\d+ +\\d+ +\\d+ ms ago"));
    }

    @Test
    void statusSaysWhereNobodyAnswers() {
        var status = Verb.run("status", "--url", "http://127.0.0.1:" + Ports.free());

        assertThat(status.exitCode()).isEqualTo(69);
        assertThat(status.said()).contains("no answer from http://127.0.0.1:", "nothing listens there");
    }

    @Test
    void aCommandRunsUnderTheLockWithItsTokenAndGivesItsExitCode() {
        var lock = lock("run", "--", "sh", "-c", "echo $SYNOD_LOCK has $SYNOD_FENCING_TOKEN; exit 7");

        assertThat(lock.exitCode()).as(lock.said()).isEqualTo(7);
        assertThat(lock.said().strip()).matches("run has [1-9][0-9]*");
        assertThat(holders("run")).isZero();
    }

    @Test
    void aLockThatOthersHoldIsNotHadWithoutWaiting() {
        node.put("/v1/locks/taken/holds/other", "{\"ttl\":\"10m\"}");

        var lock = lock("taken", "--", "echo", "never");

        assertThat(lock.exitCode()).isEqualTo(75);
        assertThat(lock.said()).contains("not acquired: 409 lock-unavailable").doesNotContain("never");
    }

    @Test
    void waitingKeepsThePlaceInTheQueueLongerThanTheTtlAndGetsTheLock() {
        node.put("/v1/locks/awaited/holds/other", "{\"ttl\":\"10m\"}");
        long start = System.nanoTime();
        try (var lock = startLock("awaited", "--ttl", "1s", "--wait", "60s", "--", "echo", "mine")) {
            Await.until("three TTLs in the queue", SOON, () -> waiting("awaited") == 1
                    && System.nanoTime() - start > Duration.ofSeconds(4).toNanos());
            var placed = node.get("/v1/locks/awaited").json().path("waiting").path(0);
            node.delete("/v1/locks/awaited/holds/other");

            assertThat(lock.exitCode()).as(lock.said()).isZero();
            assertThat(lock.said().strip()).isEqualTo("mine");
            assertThat(placed.path("session").asString()).startsWith("lock.");
        }
    }

    @Test
    void aLockIsKeptLongerThanItsTtl() {
        try (var lock = startLock("kept", "--ttl", "1s", "--", "sh", "-c", "sleep 4; echo done")) {
            Await.until("held", SOON, () -> holders("kept") == 1);
            var token = node.get("/v1/locks/kept").number("fencingToken");
            Await.until("done", SOON, () -> lock.said().contains("done") || tokenOf("kept") != token);

            assertThat(lock.exitCode()).as(lock.said()).isZero();
        }
    }

    @Test
    void aLockThatIsLostEndsTheCommandAndAllThatItStarted() {
        try (var lock = startLock("lost", "--ttl", "1s", "--", "sh", "-c", "sleep 300 & wait; echo never")) {
            Await.until("the command and its child", SOON, () -> lock.children().size() == 2);
            var children = lock.children();
            node.delete("/v1/locks/lost?reason=test");

            assertThat(lock.exitCode()).isEqualTo(74);
            assertThat(lock.said()).contains("lost, so the command is ended").doesNotContain("never");
            assertThat(children).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void sigtermWhileWaitingLeavesTheQueue() {
        node.put("/v1/locks/left/holds/other", "{\"ttl\":\"10m\"}");
        try (var lock = startLock("left", "--wait", "60s", "--", "echo", "never")) {
            Await.until("in the queue", SOON, () -> waiting("left") == 1);
            lock.terminate();

            assertThat(lock.exitCode()).isEqualTo(143);
            assertThat(lock.said()).doesNotContain("never");
            assertThat(waiting("left")).isZero();
        }
    }

    @Test
    void sigtermWhileRunningEndsTheCommandThenReleasesTheLock() {
        var command = "trap 'echo leaving; exit 9' TERM; echo ready; while :; do sleep 0.1; done";
        try (var lock = startLock("stopped", "--", "sh", "-c", command)) {
            Await.until("ready", SOON, () -> lock.said().contains("ready"));
            lock.terminate();

            assertThat(lock.exitCode()).as(lock.said()).isEqualTo(9);
            assertThat(lock.said()).contains("leaving");
            assertThat(holders("stopped")).isZero();
        }
    }

    @Test
    void aCommandThatCannotBeStartedReleasesTheLock() {
        assertThat(lock("unstarted", "--", "no-such-command").exitCode()).isEqualTo(127);
        assertThat(holders("unstarted")).isZero();
    }

    @Test
    void aNameThatTheClusterRefusesIsToldAsItSaysIt() {
        var lock = lock("synod.mine", "--", "echo", "never");

        assertThat(lock.exitCode()).isEqualTo(77);
        assertThat(lock.said()).contains("400 invalid-request").doesNotContain("never");
    }

    @Test
    void anEventPublishedFromAScriptIsShownAndFollowed() {
        var first = run("publish", "orders", "order.placed", "{\"order\":7}", "--key", "order-7");
        assertThat(first.exitCode()).as(first.said()).isZero();
        assertThat(first.said().strip()).matches("cli@\\d+:1  1");
        try (var following = start("events", "orders", "--follow")) {
            Await.until("the first event", SOON, () -> following.said().contains("order.placed"));
            var cause = first.said().substring(0, first.said().indexOf(" "));
            run("publish", "orders", "order.paid", "--cause", cause, "--process", "till");
            Await.until("the second event", SOON, () -> following.said().contains("order.paid"));
        }

        assertThat(run("events", "orders", "--type", "order.placed").said().strip())
                .matches("1  \\S+  order.placed  order-7  cli@\\d+:1  lamport=\\d+  \\{\"order\":7}");
        assertThat(run("events", "orders", "--after", "1", "--json").said())
                .startsWith("{\"id\":\"till@").hasLineCount(1);
    }

    @Test
    void whatMayNotBePublishedIsToldAsTheClusterSaysIt() {
        var reserved = run("publish", "synod.locks", "lock.granted");
        assertThat(reserved.exitCode()).isEqualTo(77);
        assertThat(reserved.said()).contains("403");
        var notJson = run("publish", "orders", "order.placed", "{order");
        assertThat(notJson.exitCode()).isEqualTo(2);
        assertThat(notJson.said()).contains("DATA is no JSON");
    }

    @Test
    void waitsShowsADeadlockAndSaysSoByItsExitCode() {
        var sessions = List.of(sessionOf("left"), sessionOf("right"));
        for (int i = 0; i < 2; i++) {
            hold("deadly-" + i, sessions.get(i), "0s");
        }
        var before = run("waits");
        assertThat(before.exitCode()).as(before.said()).isZero();
        for (int i = 0; i < 2; i++) {
            hold("deadly-" + i, sessions.get(1 - i), "100ms");
        }

        var waits = run("waits");

        assertThat(waits.exitCode()).isEqualTo(1);
        assertThat(waits.said()).contains("deadly-0", "deadly-1", "deadlock: ", " waits for ");
        sessions.forEach(session -> node.delete("/v1/sessions/" + session));
    }

    private String sessionOf(String process) {
        var opened = node.post("/v1/sessions", "{\"process\":\"" + process + "\",\"ttl\":\"10m\"}");
        return opened.json().path("id").asString();
    }

    private void hold(String lock, String session, String wait) {
        node.put("/v1/locks/" + lock + "/holds/of-" + session.replace('@', '-'),
                "{\"session\":\"" + session + "\",\"wait\":\"" + wait + "\",\"queue\":true}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            frob                        | The verbs are server, demo, status, members
            lock --tll 3s x -- ls       | Unknown option: '--tll'
            lock x                      | COMMAND
            lock --ttl 3 x -- ls        | write 250ms, 30s, 5m, 1h or PT30S
            status --url ftp://x        | names no instance
            demo --rounds 0             | --rounds is 1 or more
            server name=value           | settings have the form --property=value
            """)
    void aWrongLineIsToldInASentenceWithAHint(String line, String hint) {
        var wrong = Verb.run(line.split(" "));

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.said()).contains(hint, "--help tells more").hasLineCount(3);
    }

    @ParameterizedTest
    @CsvSource({"server", "demo", "status", "lock", "events", "publish", "waits"})
    void eachVerbExplainsItself(String verb) {
        var help = Verb.run(verb, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.said()).startsWith("Usage: synod " + verb);
    }

    private Verb startLock(String... arguments) {
        return start("lock", arguments);
    }

    private Verb run(String verb, String... arguments) {
        var run = start(verb, arguments);
        run.exitCode();
        return run;
    }

    private Verb start(String verb, String... arguments) {
        var line = new String[arguments.length + 3];
        System.arraycopy(arguments, 0, line, 3, arguments.length);
        line[0] = verb;
        line[1] = "--url";
        line[2] = node.url();
        return Verb.start(line);
    }

    private Verb lock(String... arguments) {
        var lock = startLock(arguments);
        lock.exitCode();
        return lock;
    }

    private int holders(String lock) {
        return node.get("/v1/locks/" + lock).json().path("holders").size();
    }

    private int waiting(String lock) {
        return node.get("/v1/locks/" + lock).json().path("waiting").size();
    }

    private long tokenOf(String lock) {
        return node.get("/v1/locks/" + lock).json().path("fencingToken").asLong(0);
    }
}
