package dev.synod.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Only the leader of an election runs this method; the process stands in it from the start of the application on. A
 * parameter of type {@link dev.synod.client.Leadership} is given the lead.
 *
 * <p>Where the process shuts down, it first lets calls that run end, then hands over.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface LeaderOnly {

    /** The election; placeholders are resolved at start-up. */
    String value();

    Otherwise otherwise() default Otherwise.SKIP;

    /** For {@link Otherwise#FALL_BACK}: a method of the same class with the same parameters. */
    String fallback() default "";

    WhenLost whenLost() default WhenLost.FENCE_ONLY;
}
