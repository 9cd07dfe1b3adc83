package dev.synod.spring.advice;

import dev.synod.api.clock.CausalContext;
import dev.synod.client.Events;
import dev.synod.client.Events.Publication;
import dev.synod.client.Knowledge;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * How the results of one method become events.
 *
 * @param topic over the arguments
 * @param key over the arguments and the result
 */
record Publishing(Supplier<Events> events, NameTemplate topic, String type, Optional<NameTemplate> key) {

    private static final boolean HAS_TRANSACTIONS = ClassUtils.isPresent(
            "org.springframework.transaction.support.TransactionSynchronization", Publishing.class.getClassLoader());

    /**
     * A call with these arguments begins.
     *
     * @throws IllegalArgumentException where they make no topic
     */
    Call begin(@Nullable Object[] arguments) {
        return new Call(this, topic.of(arguments), arguments.clone());
    }

    /** One call of the method. */
    static final class Call {

        private final Publishing how;
        private final String topic;
        private final @Nullable Object[] arguments;

        private Call(Publishing how, String topic, @Nullable Object[] arguments) {
            this.how = how;
            this.topic = topic;
            this.arguments = arguments;
        }

        /** Publishes what there is, now or after the commit of the current transaction. */
        void tell(@Nullable Object result) {
            var value = result instanceof Optional<?> optional ? optional.orElse(null) : result;
            if (value == null) {
                return;
            }
            var key = how.key().map(template -> template.of(arguments, value));
            var publication = new Publication(how.type(), key, value);
            Runnable publish = () -> how.events().get().publish(topic, publication);
            if (HAS_TRANSACTIONS) {
                AfterCommit.run(publish);
            } else {
                publish.run();
            }
        }

        /** As {@link #tell}, in a thread that did not make the call. */
        void tellKnowing(CausalContext known, @Nullable Object result) {
            Knowledge.with(known.merge(Knowledge.current()), () -> {
                tell(result);
                return known;
            });
        }
    }
}
