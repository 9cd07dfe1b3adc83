package dev.synod.spring.context;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/**
 * Of a WebClient: the request says what the subscribing thread knows. The answer comes in a thread that serves many,
 * which learns nothing.
 */
public final class ContextExchangeFilter implements ExchangeFilterFunction {

    private final ContextHeader header;

    public ContextExchangeFilter(ContextHeader header) {
        this.header = header;
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        if (request.headers().containsHeader(ContextHeader.NAME)) {
            return next.exchange(request);
        }
        return next.exchange(header.to(request.url().getHost())
                .map(known -> ClientRequest.from(request)
                        .header(ContextHeader.NAME, known)
                        .build())
                .orElse(request));
    }
}
