package dev.synod.spring.context;

import dev.synod.client.Knowledge;
import java.io.IOException;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/** Of a RestClient or a RestTemplate: the request says what the thread knows, and the thread learns from the answer. */
public final class ContextInterceptor implements ClientHttpRequestInterceptor {

    private final ContextHeader header;

    public ContextInterceptor(ContextHeader header) {
        this.header = header;
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        if (!request.getHeaders().containsHeader(ContextHeader.NAME)) {
            header.to(request.getURI().getHost()).ifPresent(known -> request.getHeaders()
                    .set(ContextHeader.NAME, known));
        }
        var answer = execution.execute(request, body);
        Knowledge.learn(header.read(answer.getHeaders().getFirst(ContextHeader.NAME)));
        return answer;
    }
}
