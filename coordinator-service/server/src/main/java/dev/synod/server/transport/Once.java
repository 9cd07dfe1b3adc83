package dev.synod.server.transport;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What has been said already: a peer that never gives up must not fill the log. */
final class Once {

    /** So many different things, and then no more: a stranger must not fill the memory either. */
    private static final int MOST = 1_000;

    private final Set<Collection<Object>> said = ConcurrentHashMap.newKeySet();

    /** True the first time that it is asked about these things together. */
    boolean first(Object... things) {
        return said.size() < MOST && said.add(List.of(things));
    }
}
