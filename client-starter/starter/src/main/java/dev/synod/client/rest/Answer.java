package dev.synod.client.rest;

import java.util.Optional;

/**
 * An answer as it came.
 *
 * @param context what it says that its reader knows now
 * @param retryAfter in seconds
 */
record Answer(int status, String body, Optional<String> context, Optional<String> retryAfter) {

    boolean isGood() {
        return status >= 200 && status < 300;
    }
}
