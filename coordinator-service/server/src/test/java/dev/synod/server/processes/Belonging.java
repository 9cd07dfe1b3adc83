package dev.synod.server.processes;

import java.time.Duration;
import java.util.List;

/** The members of a cluster, as its instances show and change them. */
final class Belonging {

    private static final Duration BOUND = Duration.ofSeconds(40);

    private Belonging() {}

    /** Makes a node a member, once whatever was under way is done, and waits until it votes. */
    static void add(int id, int peerPort, InstanceProcess asked) {
        accepted("add " + id, 202, () -> asked.post(
                "/v1/cluster/members", "{\"id\":" + id + ",\"address\":\"127.0.0.1:" + peerPort + "\"}"));
        Await.until("node " + id + " votes: " + asked.get("/v1/cluster/members").body(), BOUND, () ->
                voters(asked).contains(id) && isSettled(asked));
    }

    /** Removes a member, once whatever was under way is done, and waits until it is gone. */
    static void remove(int id, InstanceProcess asked) {
        accepted("remove " + id, 204, () -> asked.delete("/v1/cluster/members/" + id));
        Await.until("node " + id + " is gone", BOUND, () -> !voters(asked).contains(id) && isSettled(asked));
    }

    static List<Integer> voters(InstanceProcess asked) {
        return asked.get("/v1/cluster/members").json().path("members").valueStream()
                .filter(member -> member.path("role").asString().equals("voter"))
                .map(member -> member.path("id").asInt())
                .toList();
    }

    static boolean isSettled(InstanceProcess asked) {
        return asked.get("/v1/cluster/members").json().path("changes").isEmpty();
    }

    private interface Request {

        Reply send();
    }

    private static void accepted(String what, int status, Request request) {
        var last = new Reply[1];
        try {
            Await.until(what, BOUND, () -> {
                last[0] = request.send();
                return last[0].status() == status;
            });
        } catch (AssertionError never) {
            throw new AssertionError(what + " is not accepted: " + last[0], never);
        }
    }
}
