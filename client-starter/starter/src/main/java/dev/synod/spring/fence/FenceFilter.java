package dev.synod.spring.fence;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Holds the fencing tokens of a request against the guard rows before anything else is done with it: 412 where one is
 * stale, also where the handler finds that out later; 400 where the header cannot be read. A token that is larger than
 * its row's is raised, so let only callers through that may hold the lock.
 */
public final class FenceFilter extends OncePerRequestFilter {

    /** {@code payout-7=42}, several with commas between. */
    public static final String HEADER = "Synod-Fence";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,199}");
    private static final Pattern TOKEN = Pattern.compile("[1-9][0-9]{0,17}");

    private final Supplier<FenceGuard> guard;

    public FenceFilter(Supplier<FenceGuard> guard) {
        this.guard = guard;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var tokens = new TreeMap<String, Long>();
        var said = Collections.list(request.getHeaders(HEADER));
        if (!said.stream().allMatch(line -> read(line, tokens))) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, "invalid-request", "the header " + HEADER
                    + " is name=token, the token a whole number from 1, with commas between several");
            return;
        }
        try {
            tokens.forEach(guard.get()::raise);
            chain.doFilter(request, response);
        } catch (StaleFencingTokenException stale) {
            refuse(response, stale);
        } catch (ServletException wrapped) {
            var stale = stale(wrapped);
            if (stale == null || response.isCommitted()) {
                throw wrapped;
            }
            refuse(response, stale);
        }
    }

    private static boolean read(String line, Map<String, Long> tokens) {
        for (var part : line.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                return false;
            }
            var name = part.substring(0, equals).strip();
            var token = part.substring(equals + 1).strip();
            if (!NAME.matcher(name).matches() || !TOKEN.matcher(token).matches()) {
                return false;
            }
            tokens.merge(name, Long.valueOf(token), Math::min);
        }
        return true;
    }

    private static @Nullable StaleFencingTokenException stale(Throwable failure) {
        for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof StaleFencingTokenException stale) {
                return stale;
            }
        }
        return null;
    }

    private static void refuse(HttpServletResponse response, StaleFencingTokenException stale) throws IOException {
        var current = stale.currentFencingToken();
        response.reset();
        refuse(response, HttpServletResponse.SC_PRECONDITION_FAILED, "stale-fencing-token", "the fencing token "
                + stale.fencingToken() + " of " + stale.name() + " is stale"
                + (current.isPresent() ? ": " + current.getAsLong() + " was raised since" : ""));
    }

    /** A problem of RFC 9457; the detail is of names and numbers, which JSON needs not escape. */
    private static void refuse(HttpServletResponse response, int status, String code, String detail)
            throws IOException {
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setCharacterEncoding("UTF-8");
        response.getWriter()
                .write("{\"type\":\"urn:synod:error:%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                        .formatted(code, code.replace('-', ' '), status, detail));
    }
}
