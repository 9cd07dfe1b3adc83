package dev.synod.spring.advice;

import dev.synod.api.clock.CausalContext;
import dev.synod.client.Knowledge;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Publishes what publishers give, before who subscribed has it. Touched only where Reactor is there. */
final class ReactorEvents {

    private ReactorEvents() {}

    static Object published(Object publisher, Publishing.Call call) {
        var known = Knowledge.current();
        return publisher instanceof Mono<?> mono
                ? mono.flatMap(value -> published(value, known, call))
                : ((Flux<?>) publisher).concatMap(value -> published(value, known, call));
    }

    private static Mono<Object> published(Object value, CausalContext known, Publishing.Call call) {
        return Mono.<Object>fromCallable(() -> {
                    call.tellKnowing(known, value);
                    return value;
                })
                .subscribeOn(Schedulers.boundedElastic());
    }
}
