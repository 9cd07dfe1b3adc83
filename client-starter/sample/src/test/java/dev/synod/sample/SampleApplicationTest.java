package dev.synod.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.synod.client.Events;
import dev.synod.spring.fence.FenceGuard;
import dev.synod.test.SynodControl;
import dev.synod.test.SynodTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;

/** The shop in a test's time, without a server: what its callers hear, and what its jobs do. */
@SynodTest
@SpringBootTest(properties = "spring.datasource.url=jdbc:h2:mem:sample-test")
@Timeout(60)
class SampleApplicationTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final MockMvc web;
    private final JdbcTemplate jdbc;

    @Autowired
    SampleApplicationTest(WebApplicationContext context, JdbcTemplate jdbc) {
        web = MockMvcBuilders.webAppContextSetup(context).build();
        this.jdbc = jdbc;
    }

    @Test
    void anOrderIsPaidOutOnce() throws Exception {
        order("anna", 700);
        order("anna", 35);

        assertThat(payOut("anna").getContentAsString()).contains("\"cents\":735");
        assertThat(payOut("anna").getContentAsString()).contains("\"cents\":0");
    }

    @Test
    void whereAnotherPaysOutTheCallerHearsWhichLockItHas(SynodControl synod) throws Exception {
        order("berta", 700);
        try (var theirs = synod.otherTakesLock("payout-berta")) {
            assertThat(theirs.fencingToken()).isPositive();

            var refused = synod.passing(MINUTE, () -> payOut("berta"));

            assertThat(refused.getStatus()).isEqualTo(409);
            assertThat(refused.getContentAsString()).contains("payout-berta");
        }
        assertThat(payOut("berta").getContentAsString()).contains("\"cents\":700");
    }

    @Test
    void whoWasOvertakenPaysNothing(@Autowired FenceGuard guard, @Autowired TransactionTemplate transaction)
            throws Exception {
        order("clara", 700);
        transaction.executeWithoutResult(status -> guard.raise("payout-clara", Long.MAX_VALUE));

        var refused = payOut("clara");

        assertThat(refused.getStatus()).isEqualTo(409);
        assertThat(refused.getContentAsString()).contains("stale");
        assertThat(count("select count(*) from payout where account = 'clara'")).isZero();
        assertThat(count("select count(*) from placed_order where account = 'clara' and paid_out")).isZero();
    }

    @Test
    void aCommitThatIsLostHasPaidNothing(SynodControl synod) throws Exception {
        order("dora", 700);

        synod.loseCommits();
        assertThatThrownBy(() -> payOut("dora"))
                .hasRootCauseMessage("SynodControl: the connection ended at the commit");
        synod.mendDatabase();

        assertThat(payOut("dora").getContentAsString()).contains("\"cents\":700");
    }

    @Test
    void afterItsSessionHasEndedItPaysUnderTheNextOne(SynodControl synod) throws Exception {
        order("edna", 700);

        synod.expireSession();
        synod.advance(Duration.ofSeconds(5));

        assertThat(payOut("edna").getContentAsString()).contains("\"cents\":700");
    }

    @Test
    void onlyTheLeaderReports(SynodControl synod) {
        try (var theirs = synod.otherLeads("reports")) {
            assertThat(theirs.fencingToken()).isPositive();
            long before = reports();
            synod.advance(SECOND.multipliedBy(2));
            assertThat(reports()).isEqualTo(before);
        }

        long before = reports();
        synod.advance(SECOND.multipliedBy(2));
        assertThat(reports()).isGreaterThan(before);
    }

    @Test
    void remindsOnceForEachFiring(SynodControl synod) throws Exception {
        long before = count("select count(*) from deed where job = 'reminders'");

        synod.advance(SECOND.multipliedBy(10));

        assertThat(count("select count(*) from deed where job = 'reminders'") - before).isEqualTo(50);
        assertThat(count("select count(*) - count(distinct firing) from deed where job = 'reminders'"))
                .isZero();
        assertThat(ask(get("/reminders")).getContentAsString()).contains("\"twice\":0");
    }

    @Test
    void anOrderIsTold(@Autowired Events events) throws Exception {
        order("fritz", 700);

        var told = events.after("orders", 0, Duration.ZERO);

        assertThat(told.get(told.size() - 1)).satisfies(event -> {
            assertThat(event.type()).isEqualTo("order.placed");
            assertThat(event.key()).contains("" + count("select id from placed_order where account = 'fritz'"));
        });
    }

    private void order(String account, long cents) throws Exception {
        var taken = ask(post("/orders")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"account\":\"" + account + "\",\"cents\":" + cents + "}"));
        assertThat(taken.getStatus()).isEqualTo(201);
    }

    private MockHttpServletResponse payOut(String account) throws Exception {
        return ask(post("/accounts/" + account + "/payouts"));
    }

    private MockHttpServletResponse ask(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request).andReturn().getResponse();
    }

    private long reports() {
        return count("select count(*) from deed where job = 'report'");
    }

    private long count(String query) {
        var counted = jdbc.queryForObject(query, Long.class);
        return counted == null ? 0 : counted;
    }
}
