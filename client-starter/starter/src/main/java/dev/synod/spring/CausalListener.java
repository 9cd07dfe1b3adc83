package dev.synod.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method is given each event of a topic, one after the other and none before its causes, in one process of all
 * that have this listener: the others stand by. How far it has come is kept in a durable cursor, under the listener's
 * name.
 *
 * <p>Parameters, in any order: {@link dev.synod.api.event.Event}, {@link dev.synod.api.clock.CausalStamp},
 * {@link dev.synod.client.Leadership}, and at most one of another type, which is given the event's data as that.
 *
 * <p>A call that throws is repeated, and later events wait. With {@code synod.client.listener.cursor=database} the call
 * and the cursor are one transaction: what it writes there happens once. With {@code cluster} an event is given again
 * where a process ends, or loses its lead, between the call and the cursor.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface CausalListener {

    /** The topic; placeholders are resolved at start-up. */
    String topic();

    /**
     * Whose the cursor is, in all the cluster; placeholders are resolved at start-up. Where empty:
     * {@code application.bean.method}, by {@code spring.application.name}. Another name has another cursor.
     */
    String name() default "";

    /** Where a listener begins that has no cursor yet. */
    From from() default From.EARLIEST;

    WhenTrimmed whenTrimmed() default WhenTrimmed.STOP;

    /** Where in a topic. */
    enum From {
        /** At the oldest event that is kept. */
        EARLIEST,
        /** After the newest event. */
        LATEST
    }

    /** What becomes of a listener whose next events are not kept any more. */
    enum WhenTrimmed {
        /** It is given nothing until its cursor has been moved by hand, and says so. */
        STOP,
        /** It goes on with the oldest event that is kept, and says what it has missed. */
        SKIP
    }
}
