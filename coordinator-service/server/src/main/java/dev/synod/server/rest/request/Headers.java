package dev.synod.server.rest.request;

import dev.synod.api.clock.CausalContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Optional;

/** The API's own request headers. Each may be given once. */
public final class Headers {

    public static final String SYNOD_AFTER = "Synod-After";
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    public static final String LAST_EVENT_ID = "Last-Event-ID";

    public static final String SYNOD_SESSION = "Synod-Session";

    private static final int LONGEST_KEY = 200;

    private Headers() {}

    /** A position in a header. */
    public static Optional<Long> position(HttpServletRequest request, String header) {
        Optional<String> text = only(request, header);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Demands demands = new Demands();
        Optional<Long> position = demands.number(header, text, 0);
        demands.check();
        return position;
    }

    /** The name that the client gave its request, so that a retry is known as one. */
    public static Optional<String> idempotencyKey(HttpServletRequest request) {
        Optional<String> key = only(request, IDEMPOTENCY_KEY);
        if (key.isPresent() && !readable(key.get())) {
            throw Refused.because(IDEMPOTENCY_KEY, "must be 1 to " + LONGEST_KEY + " visible ASCII characters");
        }
        return key;
    }

    /** What the caller knows; nothing where it does not say. */
    public static CausalContext context(HttpServletRequest request) {
        return only(request, CausalContext.HEADER)
                .map(text -> {
                    Demands demands = new Demands();
                    Optional<CausalContext> context = demands.read(CausalContext.HEADER, text, CausalContext::parse);
                    demands.check();
                    return context.orElseThrow();
                })
                .orElse(CausalContext.EMPTY);
    }

    /** The session that publishes what is not JSON of the API's own. */
    public static Optional<String> session(HttpServletRequest request) {
        return only(request, SYNOD_SESSION);
    }

    private static boolean readable(String key) {
        return !key.isEmpty() && key.length() <= LONGEST_KEY && key.chars().allMatch(c -> c > ' ' && c < 127);
    }

    private static Optional<String> only(HttpServletRequest request, String header) {
        String first = request.getHeader(header);
        if (first == null) {
            return Optional.empty();
        }
        Enumeration<String> all = request.getHeaders(header);
        all.nextElement();
        if (all.hasMoreElements()) {
            throw Refused.because(header, "must be given once");
        }
        return Optional.of(first.strip());
    }
}
