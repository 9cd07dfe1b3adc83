package dev.synod.spring.context;

import dev.synod.api.clock.CausalContext;
import dev.synod.client.Knowledge;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes and reads what is known as one line. Whatever cannot be read, or is too long to be sent, is left out and said
 * once: what happens then is not known to have happened after it, and no request fails for that.
 *
 * <p>Source: Lamport (1978), section "Logical Clocks", rule IR2.
 */
public final class ContextHeader {

    public static final String NAME = CausalContext.HEADER;

    private static final Logger LOG = LoggerFactory.getLogger(ContextHeader.class);

    private final int longest;
    private final List<String> hosts;
    private final AtomicBoolean saidUnread = new AtomicBoolean();
    private final AtomicBoolean saidTooLong = new AtomicBoolean();

    /**
     * Of a limited length, and for some hosts.
     *
     * @param longest in characters
     * @param hosts those that are told, with the names below theirs; all where there are none
     */
    public ContextHeader(int longest, List<String> hosts) {
        this.longest = longest;
        this.hosts = List.copyOf(hosts);
    }

    /** What the current thread knows; empty where that is nothing, or too long. */
    Optional<String> current() {
        var known = Knowledge.current();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        var text = known.toString();
        if (text.length() <= longest) {
            return Optional.of(text);
        }
        if (saidTooLong.compareAndSet(false, true)) {
            LOG.warn("{} of {} characters is not sent: synod.client.context.longest is {}; what its receiver does is"
                    + " not known to have happened after", NAME, text.length(), longest);
        }
        return Optional.empty();
    }

    /** What a request to that host should say. */
    Optional<String> to(@Nullable String host) {
        boolean isTold = hosts.isEmpty()
                || (host != null && hosts.stream().anyMatch(told -> host.equals(told) || host.endsWith("." + told)));
        return isTold ? current() : Optional.empty();
    }

    /** What somebody says; nothing where it cannot be read. */
    CausalContext read(@Nullable String text) {
        if (text == null) {
            return CausalContext.EMPTY;
        }
        try {
            return CausalContext.parse(text);
        } catch (IllegalArgumentException unread) {
            if (saidUnread.compareAndSet(false, true)) {
                LOG.warn("a header {} cannot be read and is ignored, as all like it: {}", NAME, unread.getMessage());
            }
            return CausalContext.EMPTY;
        }
    }
}
