package dev.synod.spring.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.synod.api.clock.CausalContext;
import dev.synod.client.Knowledge;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Does a request's thread know just what its caller knew, and the caller then what that learned? */
class ContextFilterTest {

    private static final CausalContext MINE = CausalContext.parse("lamport=3;web-1@2=3");
    private static final CausalContext LEARNED = CausalContext.parse("lamport=5;billing-0@4=1");

    private final ContextFilter filter = new ContextFilter(new ContextHeader(4_096, List.of()));
    private final List<CausalContext> knew = new ArrayList<>();
    private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/orders");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    /** As a thread of a pool does that has served somebody else. */
    @BeforeEach
    void knowsOfAnotherRequest() {
        Knowledge.replace(CausalContext.parse("lamport=9;other@7=9"));
    }

    @AfterEach
    void forget() {
        Knowledge.replace(CausalContext.EMPTY);
    }

    private String served(FilterChain handler) throws Exception {
        filter.doFilter(request, response, handler);
        return String.valueOf(response.getHeader(ContextHeader.NAME));
    }

    private void learn() {
        knew.add(Knowledge.current());
        Knowledge.learn(LEARNED);
    }

    @Test
    void aRequestKnowsWhatItsCallerKnewAndTheCallerThenWhatItLearned() throws Exception {
        request.addHeader(ContextHeader.NAME, MINE.toString());
        var before = Knowledge.current();

        assertThat(served((asked, answer) -> learn())).isEqualTo(MINE.merge(LEARNED).toString());

        assertThat(knew).containsExactly(MINE);
        assertThat(Knowledge.current()).isEqualTo(before);
    }

    @Test
    void aRequestOfAStrangerKnowsNothingAndIsToldNothing() throws Exception {
        assertThat(served((asked, answer) -> learn())).isEqualTo("null");

        assertThat(knew).containsExactly(CausalContext.EMPTY);
    }

    @Test
    void whatWasLearnedIsSaidBeforeTheBodyIsSent() throws Exception {
        request.addHeader(ContextHeader.NAME, MINE.toString());

        assertThat(served((asked, answer) -> {
                    learn();
                    answer.getWriter().write("done");
                    answer.flushBuffer();
                }))
                .isEqualTo(MINE.merge(LEARNED).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "lamport=-1", "lamport=1;p", "lamport=1;p@1=99999999999999999999999"})
    void whatCannotBeReadIsIgnored(String header) throws Exception {
        request.addHeader(ContextHeader.NAME, header);

        served((asked, answer) -> learn());

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(knew).containsExactly(CausalContext.EMPTY);
    }

    @Test
    void theSecondDispatchKnowsWhatTheFirstHasLearned() throws Exception {
        request.addHeader(ContextHeader.NAME, MINE.toString());
        request.setAsyncSupported(true);
        filter.doFilter(request, response, (asked, answer) -> {
            learn();
            asked.startAsync();
        });
        assertThat(response.getHeader(ContextHeader.NAME)).isNull();

        request.setAsyncStarted(false);
        request.setDispatcherType(DispatcherType.ASYNC);
        filter.doFilter(request, response, (asked, answer) -> knew.add(Knowledge.current()));

        assertThat(knew.get(1)).isEqualTo(MINE.merge(LEARNED));
        assertThat(response.getHeader(ContextHeader.NAME)).isEqualTo(MINE.merge(LEARNED).toString());
    }

    @Test
    void whatTheHandlerThrowsIsThrownAndTheThreadForgets() {
        var before = Knowledge.current();

        assertThat(catchThrowable(() -> served((asked, answer) -> {
                    learn();
                    throw new IOException("broken");
                })))
                .hasMessage("broken");

        assertThat(Knowledge.current()).isEqualTo(before);
    }
}
