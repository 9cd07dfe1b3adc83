package dev.synod.server.rest.request;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The parameters that an endpoint takes; without this annotation it takes none. A query parameter that is not among
 * them is refused; a header that is not means nothing to the endpoint.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Takes {

    Parameter[] value();
}
