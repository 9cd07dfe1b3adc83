package dev.synod.server.rest.request;

import dev.synod.api.Problem;
import dev.synod.api.ProblemType;
import dev.synod.server.rest.reply.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses bodies over 1 MiB: at once where their length is told, else when that much has been read.
 *
 * <p>A filter, so that it stands before whoever reads. A request whose length is told passes without a wrapper.
 */
public final class BodyLimit extends HttpFilter {

    public static final int BYTES = 1 << 20;

    private final transient JsonMapper mapper;

    public BodyLimit(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** How a body over the limit is answered, whoever found it. */
    public static Problem problem() {
        return Problem.of(
                ProblemType.TOO_LARGE,
                "The body is over " + BYTES + " bytes; send less at once.",
                Map.of("limit", BYTES));
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long length = request.getContentLengthLong();
        if (length > BYTES) {
            Problems.write(problem(), mapper, response);
        } else if (length < 0 && request.getHeader("Transfer-Encoding") != null) {
            chain.doFilter(new Limited(request), response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static final class Limited extends HttpServletRequestWrapper {

        private Limited(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new Counted(super.getInputStream());
        }
    }

    private static final class Counted extends ServletInputStream {

        private final ServletInputStream body;
        private long count;

        private Counted(ServletInputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            int read = body.read();
            counted(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] target, int from, int most) throws IOException {
            int read = body.read(target, from, most);
            counted(Math.max(0, read));
            return read;
        }

        private void counted(int more) throws BodyTooLarge {
            count += more;
            if (count > BYTES) {
                throw new BodyTooLarge();
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
