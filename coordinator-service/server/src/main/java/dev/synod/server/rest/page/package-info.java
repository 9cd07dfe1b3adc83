/**
 * The API's own page: OpenAPI 3.1 made from the endpoints, their records and the problem types.
 *
 * <p>Door: {@link PageConfiguration}. Imports: {@code reply}, {@code request}, {@code dev.synod.api}, springdoc and
 * swagger's model.
 *
 * <p>Read first: {@link OperationPage}.
 */
@NullMarked
package dev.synod.server.rest.page;

import org.jspecify.annotations.NullMarked;
