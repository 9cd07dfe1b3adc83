package dev.synod.coordination.state;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A small state of version 2, spelled out part by part. Snapshots hold such bytes: whoever changes one of these lines
 * can no longer read them.
 */
final class Spelling {

    private final Map<String, String> parts = new LinkedHashMap<>();

    Spelling() {
        parts.put("version", "02");
        parts.put("applied", "0a");
        parts.put("quotas", "08 05 0b 03 02 07 03 01 02 03");
        parts.put("bounds of events", "04 e807 d00f 03 02 05 02 01");
        parts.put("sessions", "02");
        parts.put("p@1", "01 70 01");
        parts.put("p's ttl", "0a 00");
        parts.put("p's metadata", "01 01 61 01 31");
        parts.put("p is a client's, its key k", "01 01 01 6b");
        parts.put("p opened at", "0000000000000001 00");
        parts.put("p's used up names", "01 00000000000000ff");
        parts.put("q@2", "01 71 02");
        parts.put("q's ttl", "05 80cab5ee01");
        parts.put("q's metadata", "00");
        parts.put("q is the own of hold h at lock l", "02 01 6c 01 68");
        parts.put("q opened at", "0000000000000002 80cab5ee01");
        parts.put("q's used up names", "00");
        parts.put("ended", "02");
        parts.put("r@3 ended", "01 72 03 04 01 00");
        parts.put("s@4 ended, the own of candidate y of e", "01 73 04 05 03 01 65 01 79");
        parts.put("holds of p", "05");
        parts.put("w at l", "01 6c 01 77 01 00 00");
        parts.put("v at n, shared", "01 6e 01 76 02 00 00");
        parts.put("u at n, shared", "01 6e 01 75 02 00 00");
        parts.put("u at o", "01 6f 01 75 01 00 00");
        parts.put("t at l", "01 6c 01 74 01 00 00");
        parts.put("holds of q", "01");
        parts.put("h at l", "01 6c 01 68 01 05 00");
        parts.put("locks", "04");
        parts.put("l, newest grant", "01 6c 02");
        parts.put("l's delay", "00");
        parts.put("l's holders", "01 05 02 0000000000000002 00");
        parts.put("l's waiters", "02 00 0000000000000007 02 01 00 04 0000000000000000 03");
        parts.put("m, newest grant", "01 6d 05");
        parts.put("m's delay", "01 06 03 00");
        parts.put("m's holders", "00");
        parts.put("m's waiters", "00");
        parts.put("n, newest grant", "01 6e 06");
        parts.put("n's delay", "00");
        parts.put("n's holders", "02 01 06 fffffffffffffff6 00 02 06 fffffffffffffff6 00");
        parts.put("n's waiters", "00");
        parts.put("o, newest grant", "01 6f 06");
        parts.put("o's delay", "00");
        parts.put("o's holders", "01 03 06 fffffffffffffff6 00");
        parts.put("o's waiters", "00");
        elections();
        manyLocks();
        runs();
        putEvents();
        parts.put("end", "");
    }

    private void elections() {
        parts.put("elections", "01");
        parts.put("e, its position", "01 65 07");
        parts.put("e's leader", "01 01 78");
        parts.put("candidates of p", "02");
        parts.put("x in e", "01 65 01 78 01 76 00 06");
        parts.put("z in e", "01 65 01 7a 00 03 08");
        parts.put("candidates of q", "00");
        parts.put("idle", "01");
        parts.put("f, its position", "01 66 08");
    }

    private void manyLocks() {
        parts.put("holds of several locks", "02");
        parts.put("u of p", "01 75 01 70 01");
        parts.put("u's locks", "02 01 6e 01 6f");
        parts.put("u's request", "00");
        parts.put("t of p", "01 74 01 70 01");
        parts.put("t's locks", "01 01 6c");
        parts.put("t's request", "01 0000000000000009 02 01 00");
    }

    private void runs() {
        parts.put("jobs", "02");
        parts.put("b, forgotten through 1", "01 62 01 0000000000000001 00");
        parts.put("b's runs", "02");
        parts.put("firing 2, by r of p", "0000000000000002 00 01 72 01 70 01");
        parts.put("firing 2's attempts, claim", "01 03 09 0000000000000005 00");
        parts.put("firing 2 is claimed", "01");
        parts.put("firing 3, by nobody of r", "0000000000000003 00 00 01 72 03");
        parts.put("firing 3's attempts, claim", "02 02 04 0000000000000005 00");
        parts.put("firing 3 is finished", "02 01 01 01 64 08 0000000000000006 00");
        parts.put("c, forgotten nothing", "01 63 00");
        parts.put("c's runs", "01");
        parts.put("firing 4, by r of r", "0000000000000004 00 01 72 01 72 03");
        parts.put("firing 4's attempts, claim", "01 01 04 0000000000000005 00");
        parts.put("firing 4 is abandoned", "03 05 0000000000000006 00");
    }

    private void putEvents() {
        parts.put("forgotten sessions, opened through", "02");
        parts.put("wall", "000000000000000a 00");
        parts.put("window", "04 e807");
        parts.put("missed", "01");
        parts.put("archived", "01 02");
        parts.put("floor, highest", "01 04");
        parts.put("publishers", "02");
        parts.put("p@1 has published", "03 704031 02 04 00");
        parts.put("synod has published", "05 73796e6f64 01 03 00");
        parts.put("topics", "02");
        parts.put("orders", "06 6f7264657273 02 01");
        parts.put("p@1:2", "03 704031 04 02 03 704031 02 05 73796e6f64 01");
        parts.put("p@1:2's type and key", "01 74 01 01 6b");
        parts.put("p@1:2's data", "01 02 7b7d");
        parts.put("p@1:2's position, causes, time", "09 01 05 73796e6f64 01 0000000000000009 00");
        parts.put("synod.sessions", "0e 73796e6f642e73657373696f6e73 01 01");
        parts.put("synod:1", "05 73796e6f64 03 01 05 73796e6f64 01");
        parts.put("synod:1's type and key", "0e 73657373696f6e2e6f70656e6564 01 03 704031");
        parts.put("synod:1's data", "02 01 70 01 0a 00 00 0000000000000001 00");
        parts.put("synod:1's position, causes, time", "01 00 0000000000000001 00");
        parts.put("cursors", "01 06 6f7264657273 01 63 02");
        parts.put("p's clock", "04 02 03 704031 02 05 73796e6f64 01");
        parts.put("p's keys", "03 01 01 61 06 6f7264657273 02 01 00000000000000aa");
        parts.put("q's clock", "00 00");
        parts.put("q's keys", "00 00");
        parts.put("left at l, m, n, o", "00 00 00 00 02 01 03 704031 01 00 00");
        parts.put("left at locks that nobody wants", "01 01 7a 02 00");
        parts.put("left in e", "01 00");
        parts.put("left in elections without candidates", "01 01 66 01 00");
    }

    /** The same with other bytes for one part. */
    Spelling with(String part, String hex) {
        if (parts.replace(part, hex) == null) {
            throw new IllegalArgumentException("no part is " + part);
        }
        return this;
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(String.join("", parts.values()).replace(" ", ""));
    }
}
