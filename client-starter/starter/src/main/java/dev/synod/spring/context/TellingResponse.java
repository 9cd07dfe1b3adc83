package dev.synod.spring.context;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;

/** Says what the thread knows as late as a header can be said: when the body begins. */
final class TellingResponse extends HttpServletResponseWrapper {

    private final ContextHeader header;

    TellingResponse(HttpServletResponse response, ContextHeader header) {
        super(response);
        this.header = header;
    }

    void tell() {
        if (!isCommitted()) {
            header.current().ifPresent(known -> setHeader(ContextHeader.NAME, known));
        }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        tell();
        return super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        tell();
        return super.getWriter();
    }

    @Override
    public void flushBuffer() throws IOException {
        tell();
        super.flushBuffer();
    }

    @Override
    public void sendError(int status) throws IOException {
        tell();
        super.sendError(status);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        tell();
        super.sendError(status, message);
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        tell();
        super.sendRedirect(location);
    }
}
