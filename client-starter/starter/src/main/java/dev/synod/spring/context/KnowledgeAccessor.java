package dev.synod.spring.context;

import dev.synod.api.clock.CausalContext;
import dev.synod.client.Knowledge;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/** Where Micrometer carries a thread's context to another thread, what it knows goes along. */
public final class KnowledgeAccessor implements ThreadLocalAccessor<CausalContext> {

    public static final String KEY = "synod.knowledge";

    @Override
    public Object key() {
        return KEY;
    }

    @Override
    public @Nullable CausalContext getValue() {
        var known = Knowledge.current();
        return known.isEmpty() ? null : known;
    }

    @Override
    public void setValue(CausalContext known) {
        Knowledge.replace(known);
    }

    @Override
    public void setValue() {
        Knowledge.replace(CausalContext.EMPTY);
    }
}
