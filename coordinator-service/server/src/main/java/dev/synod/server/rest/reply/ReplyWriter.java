package dev.synod.server.rest.reply;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.name.Position;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes replies. The mappings' {@code produces} has settled what the client accepts before anything was done, so
 * nothing is negotiated here.
 */
public final class ReplyWriter implements HandlerMethodReturnValueHandler {

    private static final String POSITION = "Synod-Position";

    /** What is said to be known beyond would not pass as a header: the command is done, and must not seem failed. */
    private static final int LONGEST_CONTEXT = 64 * 1024;

    private final JsonMapper mapper;

    public ReplyWriter(JsonMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public boolean supportsReturnType(MethodParameter returnType) {
        return Reply.class.isAssignableFrom(returnType.getParameterType());
    }

    @Override
    public void handleReturnValue(
            @Nullable Object value, MethodParameter type, ModelAndViewContainer container, NativeWebRequest request)
            throws IOException {
        container.setRequestHandled(true);
        HttpServletResponse response = request.getNativeResponse(HttpServletResponse.class);
        if (response == null || !(value instanceof Reply reply)) {
            throw new IllegalStateException("no reply to write, or nowhere to write it: " + value);
        }
        write(reply, response);
    }

    public void write(Reply reply, HttpServletResponse response) throws IOException {
        switch (reply) {
            case Reply.Found(var body, var position) -> json(200, body, position, response);
            case Reply.Created(var body, var location, var position) -> {
                response.setHeader("Location", location);
                json(201, body, position, response);
            }
            case Reply.Accepted(var body, var position) -> json(202, body, position, response);
            case Reply.File(var bytes, var name, var position) -> {
                response.setHeader(POSITION, position.toString());
                file(bytes, name, response);
            }
            case Reply.Spelled(var bytes, var contentType, var position) -> {
                response.setHeader(POSITION, position.toString());
                spelled(bytes, contentType, response);
            }
            case Reply.Telling(var told, var context) -> {
                String known = context.toString();
                if (known.length() <= LONGEST_CONTEXT) {
                    response.setHeader(CausalContext.HEADER, known);
                }
                write(told, response);
            }
            case Reply.Nothing(var position) -> {
                response.setHeader(POSITION, position.toString());
                response.setStatus(204);
            }
            case Reply.Streamed(var stream, var position) -> {
                response.setHeader(POSITION, position.toString());
                stream(stream, response);
            }
            case Reply.Failed(var problem, var position) -> {
                position.ifPresent(at -> response.setHeader(POSITION, at.toString()));
                Problems.write(problem, mapper, response);
            }
        }
    }

    private void json(int status, Object body, Position position, HttpServletResponse response) throws IOException {
        byte[] json = mapper.writeValueAsBytes(body);
        response.setHeader(POSITION, position.toString());
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }

    private static void spelled(byte[] bytes, String contentType, HttpServletResponse response) throws IOException {
        response.setStatus(200);
        response.setContentType(contentType);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static void file(byte[] bytes, String name, HttpServletResponse response) throws IOException {
        response.setStatus(200);
        response.setContentType("application/octet-stream");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        response.setHeader("Repr-Digest", "sha-256=:" + Base64.getEncoder().encodeToString(sha256(bytes)) + ":");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static void stream(Reply.Stream stream, HttpServletResponse response) throws IOException {
        response.setStatus(200);
        response.setContentType("text/event-stream");
        // Proxies that buffer would hold events back; caches would repeat them.
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("X-Accel-Buffering", "no");
        response.flushBuffer();
        OutputStream client = response.getOutputStream();
        stream.writeTo(client);
    }
}
