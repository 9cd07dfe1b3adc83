package dev.synod.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Publishes what the method returns, stamped as happening after all that its thread knows; nothing where it fails, or
 * returns null or an empty {@link java.util.Optional}. A stage is published when it completes, and of a publisher each
 * element before it is handed on.
 *
 * <p>It is published when the transaction around the call has committed, or where there is none, when the method has
 * returned. If it cannot be, the caller sees the {@link dev.synod.client.SynodException}, and what the method did
 * stays done: an event that may never be missing belongs into a table of the same transaction first.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface CausalEvent {

    /** Where to, with SpEL over the parameters as in {@link DistributedLock#name}. */
    String topic();

    /** What kind of event it is, 1 to 200 characters; the method's name where empty. */
    String type() default "";

    /** What it concerns, with SpEL over the parameters and {@code #result}, up to 500 characters; nothing if empty. */
    String key() default "";
}
