package dev.synod.server.rest.reply;

import dev.synod.api.ProblemType;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What an endpoint answers, for the API's page; replies themselves do not tell their type. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Answers {

    /** What the request does: whole sentences. */
    String says();

    /** The status of success. */
    int status() default 200;

    /** The body of success; {@code Void} where there is none. */
    Class<?> body() default Void.class;

    /** What must be there to answer. */
    Needs needs() default Needs.QUORUM;

    /** What an endpoint cannot do without. */
    enum Needs {
        QUORUM,
        NOTHING
    }

    /** The errors of this endpoint beside those that every endpoint may answer with. */
    ProblemType[] problems() default {};
}
