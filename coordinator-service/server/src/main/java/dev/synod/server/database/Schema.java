package dev.synod.server.database;

import java.util.List;

/**
 * Tables that belong together.
 *
 * @param rows the entities
 * @param batch how many statements are sent at once
 */
public record Schema(String name, List<Class<?>> rows, int batch, Reads reads) {

    /** What a transaction sees that only reads. */
    public enum Reads {
        /** What is there when it looks. */
        AS_IT_IS,
        /** What was there at its beginning, to its end. */
        AS_IT_WAS
    }
}
