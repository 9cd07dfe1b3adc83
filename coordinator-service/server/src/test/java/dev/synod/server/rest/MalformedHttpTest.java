package dev.synod.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What is hardly HTTP: refused by Tomcat itself, and yet in the API's own way. */
@RestDoorTest
class MalformedHttpTest {

    private static final String CHUNKED = String.join(
            "\r\n",
            "PUT /v1/locks/a/holds/b HTTP/1.1",
            "Host: x",
            "Content-Type: application/json",
            "Transfer-Encoding: chunked",
            "",
            "");

    @Autowired
    private Http http;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/locks/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /v1/locks/a%2Fb HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /v1/locks/{} HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /v1/locks/a HTTP/1.1\r\n\r\n",
                "GET /v1/locks/a HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
                "nonsense\r\n\r\n"
            })
    void isABadRequest(String request) throws IOException {
        assertThat(answer(request))
                .startsWith("HTTP/1.1 400")
                .contains("Content-Type: application/problem+json")
                .contains("\"type\":\"urn:synod:error:invalid-request\"")
                .contains("\"errors\":[{\"field\":\"request\"")
                .doesNotContain("<html");
    }

    @Test
    void isAContextBeyondWhatHeadersMayHave() throws IOException {
        String context = "Synod-Context: lamport=1;p@1=1" + ",p@1=1".repeat(20_000) + "\r\n";

        assertThat(answer("GET /v1/topics/t/events HTTP/1.1\r\nHost: x\r\n" + context + "\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("Content-Type: application/problem+json")
                .contains("\"type\":\"urn:synod:error:invalid-request\"");
    }

    @Test
    void isATrace() throws IOException {
        assertThat(answer("TRACE /v1/locks/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405")
                .contains("urn:synod:error:method-not-allowed");
    }

    @Test
    void isABodyThatEndsEarly() throws IOException {
        assertThat(answer(CHUNKED + "xyz\r\n")).startsWith("HTTP/1.1 400");
    }

    @Test
    void isABodyWithoutAnEnd() throws IOException {
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";

        assertThat(answer(CHUNKED + chunk.repeat(20) + "0\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("urn:synod:error:too-large");
    }

    private String answer(String request) throws IOException {
        try (Socket client = new Socket("localhost", http.port())) {
            client.setSoTimeout(10_000);
            client.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            client.getOutputStream().flush();
            client.shutdownOutput();
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
