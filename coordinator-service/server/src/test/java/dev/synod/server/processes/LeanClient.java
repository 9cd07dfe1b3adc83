package dev.synod.server.processes;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One connection to an instance, and one request at a time: a load generator that costs so little that it does not
 * measure itself. It reads answers whose length is told, or which come in chunks; those of this API are one of the two.
 */
final class LeanClient implements Closeable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final int port;
    private Optional<Line> line = Optional.empty();

    private record Line(Socket socket, InputStream in, OutputStream out) {}

    /**
     * An answer.
     *
     * @param context what the header {@code Synod-Context} says; empty without one
     */
    record Answer(int status, String body, String context) {

        /** The number behind {@code "name":}. */
        long number(String name) {
            int at = body.indexOf("\"" + name + "\":") + name.length() + 3;
            int end = at;
            while (end < body.length() && Character.isDigit(body.charAt(end))) {
                end++;
            }
            return Long.parseLong(body.substring(at, end));
        }
    }

    LeanClient(int port) {
        this.port = port;
    }

    /** Sends a request and waits for the answer. After a failure the next call connects anew. */
    Answer call(String method, String path, String json) throws IOException {
        return call(method, path, json, Map.of());
    }

    /** As that, with more headers. */
    Answer call(String method, String path, String json, Map<String, String> headers) throws IOException {
        try {
            var open = line();
            var body = json.getBytes(StandardCharsets.UTF_8);
            var head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + body.length + "\r\n";
            var more = new StringBuilder(head);
            headers.forEach((name, value) -> more.append(name).append(": ").append(value).append("\r\n"));
            var request = more.append("\r\n").append(json).toString().getBytes(StandardCharsets.UTF_8);
            open.out().write(request);
            open.out().flush();
            return read(open.in());
        } catch (IOException | RuntimeException broken) {
            close();
            throw broken;
        }
    }

    private Line line() throws IOException {
        if (line.isEmpty()) {
            var socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
            line = Optional.of(new Line(
                    socket, new BufferedInputStream(socket.getInputStream(), 16_384), socket.getOutputStream()));
        }
        return line.get();
    }

    private static Answer read(InputStream in) throws IOException {
        int status = Integer.parseInt(readLine(in).split(" ", 3)[1]);
        int length = 0;
        boolean chunked = false;
        var context = "";
        for (var header = readLine(in); !header.isEmpty(); header = readLine(in)) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
            if (lower.startsWith("synod-context:")) {
                context = header.substring(14).strip();
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        return new Answer(status, chunked ? readChunks(in) : text(in, length), context);
    }

    private static String readChunks(InputStream in) throws IOException {
        var body = new StringBuilder();
        while (true) {
            int length = Integer.parseInt(readLine(in).strip(), 16);
            body.append(text(in, length));
            readLine(in);
            if (length == 0) {
                return body.toString();
            }
        }
    }

    private static String text(InputStream in, int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("the connection ended within an answer");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String readLine(InputStream in) throws IOException {
        var text = new StringBuilder();
        for (int one = in.read(); one != '\n'; one = in.read()) {
            if (one < 0) {
                throw new IOException("the connection ended");
            }
            if (one != '\r') {
                text.append((char) one);
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        line.ifPresent(open -> {
            try {
                open.socket().close();
            } catch (IOException alreadyGone) {
                // It was to be gone.
            }
        });
        line = Optional.empty();
    }
}
