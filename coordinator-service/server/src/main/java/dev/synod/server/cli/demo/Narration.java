package dev.synod.server.cli.demo;

import dev.synod.server.cli.http.Instance;
import dev.synod.server.cli.http.Reply;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What the reader sees of the walk: each request as the curl to type, and what came back as it came. */
final class Narration {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final PrintWriter out;
    private int steps;

    Narration(PrintWriter out) {
        this.out = out;
    }

    /** A step begins; its number is part of what a failure says. */
    void step(String what) {
        steps++;
        out.println();
        out.println(steps + ". " + what);
        out.flush();
    }

    String lastStep() {
        return "step " + steps;
    }

    /** Something to know that is no request. */
    void tell(String what) {
        out.println("   " + what);
        out.flush();
    }

    Reply get(DemoNode node, String path) throws IOException {
        return get(node.instance(), path);
    }

    Reply get(Instance instance, String path) throws IOException {
        typed("curl '" + instance.url() + path + "'");
        return came(instance.get(path, ANSWER));
    }

    Reply delete(DemoNode node, String path) throws IOException {
        typed("curl -X DELETE '" + node.url() + path + "'");
        return came(node.instance().delete(path, ANSWER));
    }

    Reply put(DemoNode node, String path, Map<String, ?> body) throws IOException {
        typed("curl -X PUT " + withBody(node, path, body));
        return came(node.instance().put(path, body, ANSWER));
    }

    Reply post(DemoNode node, String path, Map<String, ?> body) throws IOException {
        typed("curl -X POST " + withBody(node, path, body));
        return came(node.instance().post(path, body, ANSWER));
    }

    Reply post(DemoNode node, String path) throws IOException {
        typed("curl -X POST '" + node.url() + path + "'");
        return came(node.instance().post(path, ANSWER));
    }

    /** The whole line of a request with a body, for people to paste. */
    static String withBody(DemoNode node, String path, Map<String, ?> body) {
        return node.url() + path + " -H 'Content-Type: application/json' -d '" + JSON.writeValueAsString(body) + "'";
    }

    private void typed(String line) {
        out.println("   $ " + line);
        out.flush();
    }

    private Reply came(Reply reply) {
        out.println("   " + reply.status() + (reply.body().isEmpty() ? "" : " " + reply.body()));
        out.flush();
        return reply;
    }
}
