package dev.synod.spring.context;

import dev.synod.api.clock.CausalContext;
import dev.synod.client.Knowledge;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A request's thread knows what its caller knew and nothing of the requests before it; a caller who said what it knew
 * hears what was learned until the answer's body began.
 */
public final class ContextFilter extends OncePerRequestFilter {

    /** What the first dispatch of an asynchronous request has learned. */
    private static final String LEARNED = ContextFilter.class.getName() + ".learned";

    private final ContextHeader header;

    public ContextFilter(ContextHeader header) {
        this.header = header;
    }

    /** The answer is made in the second dispatch. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var said = request.getHeader(ContextHeader.NAME);
        var known = header.read(said);
        if (request.getAttribute(LEARNED) instanceof CausalContext learned) {
            known = known.merge(learned);
        }
        var before = Knowledge.current();
        Knowledge.replace(known);
        try {
            if (said == null) {
                chain.doFilter(request, response);
            } else {
                var telling = new TellingResponse(response, header);
                chain.doFilter(request, telling);
                if (!request.isAsyncStarted()) {
                    telling.tell();
                }
            }
        } finally {
            request.setAttribute(LEARNED, Knowledge.current());
            Knowledge.replace(before);
        }
    }
}
