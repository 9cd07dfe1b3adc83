package dev.synod.spring.fence;

import dev.synod.spring.advice.Leases;
import java.io.IOException;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Sends the fencing token that the current thread works under, for a {@link FenceFilter} to check. Give it to the
 * clients of services that guard the same names: {@code RestClient.builder().requestInterceptor(new FenceHeader())}.
 */
public final class FenceHeader implements ClientHttpRequestInterceptor {

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        Leases.current().ifPresent(lease -> request.getHeaders()
                .set(FenceFilter.HEADER, lease.name() + "=" + lease.fencingToken()));
        return execution.execute(request, body);
    }
}
