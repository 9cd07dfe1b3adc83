package dev.synod.spring.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.spring.advice.Leases;
import dev.synod.spring.boot.SynodFenceAutoConfiguration;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.net.URI;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Is a request under a stale token refused before anything is done, and every other let through? */
class FenceFilterTest {

    private final FenceGuard guard = new FenceGuard(database());
    private final FenceFilter filter = new FenceFilter(() -> guard);
    private int handled;

    private static DataSource database() {
        var database = new EmbeddedDatabaseBuilder()
                .setType(EmbeddedDatabaseType.H2)
                .generateUniqueName(true)
                .build();
        new FenceTableInitializer(database, DatabaseInitializationMode.ALWAYS).initializeDatabase();
        return database;
    }

    private MockHttpServletResponse answer(FilterChain handler, String... headers) throws Exception {
        var request = new MockHttpServletRequest("POST", "/payouts");
        for (var header : headers) {
            request.addHeader(FenceFilter.HEADER, header);
        }
        var response = new MockHttpServletResponse();
        filter.doFilter(request, response, handler);
        return response;
    }

    private MockHttpServletResponse answer(String... headers) throws Exception {
        return answer((request, response) -> handled++, headers);
    }

    @Test
    void aRequestWithoutTokensIsLetThrough() throws Exception {
        assertThat(answer().getStatus()).isEqualTo(200);
        assertThat(handled).isEqualTo(1);
    }

    @Test
    void aTokenIsRefusedOnceALargerOneWasSeen() throws Exception {
        assertThat(answer("payout-7=41").getStatus()).isEqualTo(200);
        assertThat(answer("payout-7=42").getStatus()).isEqualTo(200);

        var refused = answer("payout-7=41");

        assertThat(refused.getStatus()).isEqualTo(412);
        assertThat(refused.getContentType()).startsWith("application/problem+json");
        assertThat(refused.getContentAsString())
                .isEqualTo("{\"type\":\"urn:synod:error:stale-fencing-token\",\"title\":\"stale fencing token\","
                        + "\"status\":412,\"detail\":\"the fencing token 41 of payout-7 is stale:"
                        + " 42 was raised since\"}");
        assertThat(answer("payout-7=42").getStatus()).isEqualTo(200);
        assertThat(handled).isEqualTo(3);
    }

    @Test
    void oneStaleTokenOfSeveralIsEnough() throws Exception {
        guard.raise("ledger", 8);

        assertThat(answer("account=1, ledger=7").getStatus()).isEqualTo(412);
        assertThat(answer("account=1", "ledger=7").getStatus()).isEqualTo(412);
        assertThat(answer("ledger=9,ledger=7").getStatus()).isEqualTo(412);
        assertThat(handled).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ledger", "ledger=", "ledger=x", "ledger=0", "ledger=-1", "=7", "a b=7", "ledger=7,",
                "ledger=12345678901234567890"})
    void aHeaderThatCannotBeReadIsRefused(String header) throws Exception {
        var refused = answer(header);

        assertThat(refused.getStatus()).isEqualTo(400);
        assertThat(refused.getContentAsString()).contains("Synod-Fence is name=token");
        assertThat(handled).isZero();
    }

    @Test
    void whatTheHandlerFindsStaleIsAnsweredSoToo() throws Exception {
        var refused = answer((request, response) -> {
            throw new ServletException(new StaleFencingTokenException("ledger", 7, OptionalLong.of(8)));
        });

        assertThat(refused.getStatus()).isEqualTo(412);
        assertThatThrownBy(() -> answer((request, response) -> {
                    throw new ServletException("another");
                }))
                .hasMessage("another");
    }

    @Test
    void theTokenThatAThreadWorksUnderIsSentAlong() throws Exception {
        var under = new MockClientHttpRequest(HttpMethod.POST, URI.create("http://shop/payouts"));
        var underNone = new MockClientHttpRequest(HttpMethod.POST, URI.create("http://shop/payouts"));
        var header = new FenceHeader();

        Leases.with(new FencedApplicationTest.Scripted("ledger", 7, true), () -> header.intercept(
                under, new byte[0], (request, body) -> new MockClientHttpResponse(new byte[0], 200)));
        header.intercept(underNone, new byte[0], (request, body) -> new MockClientHttpResponse(new byte[0], 200));

        assertThat(under.getHeaders().get(FenceFilter.HEADER)).containsExactly("ledger=7");
        assertThat(underNone.getHeaders().get(FenceFilter.HEADER)).isNull();
        assertThat(answer("ledger=7").getStatus()).isEqualTo(200);
    }

    @Test
    void itStandsWhereASettingSaysSo() {
        var runner = new WebApplicationContextRunner()
                .withPropertyValues("spring.datasource.generate-unique-name=true")
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class, SynodFenceAutoConfiguration.class));

        runner.run(context -> assertThat(context).doesNotHaveBean(FenceFilter.class));
        runner.withPropertyValues("synod.client.fence.filter=true")
                .run(context -> assertThat(context).hasSingleBean(FenceFilter.class));
    }
}
