package dev.synod.spring.advice;

import dev.synod.client.Knowledge;
import java.util.concurrent.CompletionStage;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** The calls of one method whose results are published. */
record CausalEventGuard(Publishing publishing, Returned returned) implements Guard {

    @Override
    public @Nullable Object call(MethodInvocation invocation) throws Throwable {
        // Before the method has done anything: a topic that is no name fails here.
        var call = publishing.begin(invocation.getArguments());
        var result = invocation.proceed();
        if (returned.isPublisher()) {
            return result == null ? null : ReactorEvents.published(result, call);
        }
        if (returned == Returned.STAGE) {
            return result instanceof CompletionStage<?> stage ? published(stage, call) : result;
        }
        call.tell(result);
        return result;
    }

    /** By another thread than the one that completes it, which may have to serve others. */
    private static CompletionStage<?> published(CompletionStage<?> stage, Publishing.Call call) {
        var known = Knowledge.current();
        return stage.thenApplyAsync(value -> {
            call.tellKnowing(known, value);
            return value;
        });
    }
}
