package dev.synod.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A scheduled method that runs once in the whole cluster for each nominal firing, and is taken over where its process
 * dies before it ends. Scheduled methods take no parameters: {@code Leases.current()} has the run while it runs.
 *
 * <p>A firing is an instant that all processes know: of a cron expression, in its zone; or a multiple of a fixed rate
 * since 1970, so that the initial delay only shifts when in its firing a process calls. A fixed delay has none, and is
 * refused at the start. A run that throws has failed and is not tried again; one whose process dies is, by another.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface OncePerCluster {

    /** The job; class and method where empty. */
    String value() default "";

    /** How often a firing is tried in all where processes die while they run it. */
    int maxAttempts() default 3;
}
