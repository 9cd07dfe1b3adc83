package dev.synod.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method runs while this process holds a lock: it is taken before a transaction of the same method begins, and
 * given back after that has committed. A parameter of type {@link dev.synod.client.HeldLock} is given the hold.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface DistributedLock {

    /** The lock, with SpEL between <code>#{</code> and <code>}</code>: {@code payout-#{#account}}. */
    String name();

    /** How long a call waits for the lock, as {@code 500ms} or {@code 5s}. */
    String waitAtMost() default "5s";

    Otherwise otherwise() default Otherwise.FAIL;

    /** For {@link Otherwise#FALL_BACK}: a method of the same class with the same parameters. */
    String fallback() default "";

    WhenLost whenLost() default WhenLost.FENCE_ONLY;
}
