package dev.synod.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A scheduled method that runs once in the whole cluster for each nominal firing, and is taken over where its process
 * dies before it ends. A parameter of type {@link dev.synod.client.Runs.ClaimedRun} is given the run.
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
