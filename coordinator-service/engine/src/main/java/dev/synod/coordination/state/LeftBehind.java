package dev.synod.coordination.state;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.codec.Parts;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What those knew who were the last to have a lock, or the lead, of which nothing else is kept any more: the newest,
 * and only where they knew something.
 */
final class LeftBehind<N> {

    private final int remembered;
    private final Map<N, CausalContext> contexts = new LinkedHashMap<>();

    LeftBehind(int remembered) {
        this.remembered = remembered;
    }

    void remember(N name, CausalContext context) {
        if (!context.isEmpty()) {
            contexts.put(name, context);
            if (contexts.size() > remembered) {
                contexts.remove(contexts.keySet().iterator().next());
            }
        }
    }

    /** What was remembered, and is kept elsewhere from now on. */
    CausalContext take(N name) {
        CausalContext context = contexts.isEmpty() ? null : contexts.remove(name);
        return Optional.ofNullable(context).orElse(CausalContext.EMPTY);
    }

    Map<N, CausalContext> all() {
        return contexts;
    }

    void write(Writer out, Function<N, String> text) {
        out.number(contexts.size());
        contexts.forEach((name, context) -> Parts.write(context, out.text(text.apply(name))));
    }

    /** Reads what was remembered into one that remembers nothing yet. */
    void read(Reader in, Function<Reader, N> name) {
        int count = in.count();
        if (count > remembered) {
            throw Reader.malformed(count + " contexts left behind, and " + remembered + " are remembered");
        }
        for (int i = 0; i < count; i++) {
            N key = name.apply(in);
            CausalContext context = Parts.context(in);
            if (context.isEmpty() || contexts.put(key, context) != null) {
                throw Reader.malformed("an empty context left behind, or one twice, at " + key);
            }
        }
    }
}
