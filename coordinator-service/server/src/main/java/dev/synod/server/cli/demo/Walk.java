package dev.synod.server.cli.demo;

import dev.synod.server.cli.http.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;


/**
 * The walk through a cluster's promises, in the order in which a reader wonders: does it remember, does it survive,
 * does the next holder know better than the last, who leads.
 *
 * <p>Errors: {@link WalkFailed} at the first step that did not hold.
 */
final class Walk {

    private static final String LOCK = "/v1/locks/ledger";
    private static final String ELECTION = "/v1/elections/invoices";
    private static final Duration ANSWER = Duration.ofSeconds(10);
    /** Longer than a round takes, a restart on a slow machine included; each round keeps the session alive. */
    private static final String TTL = "2m";

    private final DemoCluster cluster;
    private final Narration say;
    private final int rounds;

    Walk(DemoCluster cluster, Narration say, int rounds) {
        this.cluster = cluster;
        this.say = say;
        this.rounds = rounds;
    }

    /** Walks all of it, and returns the median of the gaps after a kill. */
    Duration run() throws IOException, WalkFailed {
        say.step("Open a session on node 1: a client process, as the cluster sees it.");
        var session = openSession(cluster.node(1), "billing-0");
        say.step("Take the lock \"ledger\". Its fencing token is the slot that Paxos chose for it.");
        var token = take(cluster.node(1), "a1", session);
        showHeld(cluster.node(2), token);
        var gaps = killPresidents(session, token);
        release(cluster.node(1), "a1", token);
        var next = takeAnew(cluster.node(3), token);
        checkTokens(cluster.node(2), token, next);
        handOver(session);
        return gaps;
    }

    private String openSession(DemoNode node, String process) throws IOException, WalkFailed {
        return text(expect(201, say.post(node, "/v1/sessions", inOrder("process", process, "ttl", TTL))), "id");
    }

    private long take(DemoNode node, String hold, String session) throws IOException, WalkFailed {
        return held(say.put(node, LOCK + "/holds/" + hold, Map.of("session", session)));
    }

    private void showHeld(DemoNode node, long token) throws IOException, WalkFailed {
        say.step("Ask another node, number " + node.id() + ", who holds it.");
        isHeld(say.get(node, LOCK), token);
    }

    private Duration killPresidents(String session, long token) throws IOException, WalkFailed {
        say.step("Kill the president with SIGKILL, and write until both survivors have answered.");
        var first = cluster.president();
        var gaps = new ArrayList<Duration>();
        gaps.add(kill(first, 1));

        var survivor = cluster.survivorsOf(first).getFirst();
        say.step("Ask a survivor, node " + survivor.id() + ": the lock is still held, by the same token.");
        isHeld(say.get(survivor, LOCK), token);
        expect(200, say.post(survivor, "/v1/sessions/" + session + "/keep-alive"));

        say.step("Start node " + first.id() + " again; then kill whoever presides, " + rounds + " rounds in all.");
        revive(first);
        for (int round = 2; round <= rounds; round++) {
            var president = cluster.president();
            gaps.add(kill(president, round));
            var witness = cluster.survivorsOf(president).getFirst().instance();
            isHeld(witness.get(LOCK, ANSWER), token);
            expect(200, witness.post("/v1/sessions/" + session + "/keep-alive", ANSWER));
            revive(president);
        }
        var median = median(gaps);
        say.tell("median of " + rounds + ": " + median.toMillis() + " ms from the kill to the next answered write");
        return median;
    }

    private Duration kill(DemoNode president, int round) throws IOException, WalkFailed {
        var pid = president.process().pid();
        var gap = Gap.after(president, cluster.survivorsOf(president), "gap-" + round);
        say.tell("round " + round + ": node " + president.id() + " presided; kill -9 " + pid
                + "; the slower survivor answered a write after " + gap.toMillis() + " ms");
        return gap;
    }

    private void revive(DemoNode node) throws IOException, WalkFailed {
        var start = System.nanoTime();
        node.restart();
        node.awaitReady();
        say.tell("node " + node.id() + " is back and ready after " + seconds(System.nanoTime() - start));
    }

    private void release(DemoNode node, String hold, long token) throws IOException, WalkFailed {
        say.step("Release the lock.");
        expect(204, say.delete(node, LOCK + "/holds/" + hold + "?fencingToken=" + token));
    }

    private long takeAnew(DemoNode node, long before) throws IOException, WalkFailed {
        say.step("Another process comes, on node " + node.id() + ", and takes the lock: its token is larger.");
        var token = take(node, "b1", openSession(node, "billing-1"));
        require(token > before, "the next token must be larger than " + before + ", not " + token);
        say.tell("the token grew from " + before + " to " + token);
        return token;
    }

    private void checkTokens(DemoNode node, long stale, long current) throws IOException, WalkFailed {
        say.step("A holder that slept through all this comes back with its old token: whoever checks turns it away.");
        expect(412, say.get(node, LOCK + "/check?fencingToken=" + stale));
        expect(204, say.get(node, LOCK + "/check?fencingToken=" + current));
    }

    private void handOver(String session) throws IOException, WalkFailed {
        say.step("Two candidates stand in the election \"invoices\"; the first leads.");
        var first = expect(200, say.put(cluster.node(1), ELECTION + "/candidates/one", candidate(session, 8081)));
        require(text(first, "state").equals("leader"), "the first candidate must lead");
        var second = expect(200, say.put(cluster.node(2), ELECTION + "/candidates/two", candidate(session, 8082)));
        require(text(second, "state").equals("candidate"), "the second candidate must wait");

        say.step("Hand the lead over, and ask another node who leads: the term has grown too.");
        expect(200, say.post(cluster.node(2), ELECTION + "/transfer", Map.of("to", "two")));
        var after = expect(200, say.get(cluster.node(3), ELECTION)).json();
        var leader = after.path("leader").path("candidate").asString("nobody");
        require(leader.equals("two"), "two must lead, not " + leader);
        var before = first.json().path("term").asLong();
        var term = after.path("term").asLong();
        require(term > before, "the term must be larger than " + before + ", not " + term);
    }

    private static Map<String, ?> candidate(String session, int port) {
        return inOrder("session", session, "value", "http://10.0.0.7:" + port);
    }

    private long held(Reply reply) throws WalkFailed {
        require(text(expect(200, reply), "state").equals("held"), "the hold must be held");
        return reply.json().path("fencingToken").asLong();
    }

    private void isHeld(Reply reply, long token) throws WalkFailed {
        var seen = expect(200, reply).json().path("fencingToken").asLong();
        require(seen == token, "the lock must be held by the token " + token + ", not " + seen);
    }

    private Reply expect(int status, Reply reply) throws WalkFailed {
        require(reply.status() == status, "expected " + status + ", got " + reply.summary());
        return reply;
    }

    private String text(Reply reply, String field) throws WalkFailed {
        var value = reply.json().path(field).asString("");
        require(!value.isEmpty(), "the answer has no " + field + ": " + reply.body());
        return value;
    }

    private void require(boolean holds, String otherwise) throws WalkFailed {
        if (!holds) {
            throw new WalkFailed(say.lastStep() + ": " + otherwise);
        }
    }

    static Duration median(List<Duration> durations) {
        var sorted = durations.stream().sorted().toList();
        var middle = sorted.get(sorted.size() / 2);
        return sorted.size() % 2 == 1 ? middle : middle.plus(sorted.get(sorted.size() / 2 - 1)).dividedBy(2);
    }

    static String seconds(long nanos) {
        return "%.1f s".formatted(nanos / 1e9);
    }

    /** A body whose fields stand as a person would write them. */
    private static Map<String, String> inOrder(String field, String value, String nextField, String nextValue) {
        var body = new LinkedHashMap<String, String>();
        body.put(field, value);
        body.put(nextField, nextValue);
        return body;
    }
}
